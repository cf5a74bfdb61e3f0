"""From bytes to text: UTF-8, what a coding tag declares, or Latin-1."""

from __future__ import annotations

import re

from manlint.source import Source
from manlint.visible import visible

# Emacs' names of the encodings that pages were written in before UTF-8.
_CODECS = {
    "utf-8": "utf-8",
    "us-ascii": "utf-8",
    "latin-1": "latin-1",
    "iso-latin-1": "latin-1",
    "iso-8859-1": "latin-1",
    **{f"iso-8859-{part}": f"iso8859-{part}" for part in (2, 5, 7, 9, 13, 15)},
    "koi8-r": "koi8-r",
    "euc-jp": "euc_jp",
    "euc-kr": "euc_kr",
    "big5": "big5",
    "gb2312": "gb2312",
}
_TAG = re.compile(rb"-\*-.*?coding:[ \t]*([\w.-]+?)(?:-unix|-dos|-mac)?[ \t]*(?:;.*)?-\*-", re.I)


def decode(data: bytes) -> tuple[str, str]:
    """Text and encoding of `data`, so that `text.encode(encoding, "surrogateescape") == data`.

    UTF-8, unless a coding tag in the first two lines says otherwise. What is not UTF-8
    is Latin-1, or broken UTF-8 if more of its characters are good UTF-8 than bad.
    """
    codec = declared(data)
    if codec not in (None, "utf-8"):
        text = data.decode(codec, "surrogateescape")
        if text.encode(codec, "surrogateescape") == data:
            return text, codec
    encoding = "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8"
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError:
        text = data.decode(encoding, "surrogateescape")
    bad = sum("\udc80" <= char <= "\udcff" for char in text)
    good = sum(char > "\x7f" for char in text) - bad
    if good > bad or codec == "utf-8":
        return text, encoding
    return data.decode("latin-1"), "latin-1"


def declared(data: bytes) -> str | None:
    """The codec that a tag `-*- coding: NAME -*-` in the first two lines names, if known."""
    head = data[:1024]
    if b"coding:" not in head:
        return None
    for line in head.split(b"\n", 2)[:2]:
        if tag := _TAG.search(line):
            return _CODECS.get(tag[1].decode("ascii", "replace").lower())
    return None


def encoding_note(source: Source) -> str | None:
    """One line about text that was taken for something else than it said, or None."""
    if source.text.isascii():
        return None
    data = source.text.encode(source.encoding, "surrogateescape")
    if source.encoding not in ("utf-8", "utf-8-sig", "latin-1") or declared(data) == "latin-1":
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        name = "Latin-1" if source.encoding == "latin-1" else "broken UTF-8"
        return visible(
            f"{source.path}:{line}: byte 0x{data[error.start]:02x} is not UTF-8, read as {name};"
            " convert the file to UTF-8 or declare its encoding, as in '-*- coding: latin-1 -*-'"
        )
    return None
