"""groff's words of a page with the font of every character, kept in the cache folder."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from tests.realtree import cache_folder

# Long lines, no hyphenation, no adjustment, no hidden links; overstrike tells bold and italic.
COMMAND = "groff -t -man -Tutf8 -rLL=5000n -rHY=0 -rU0 -dAD=l -P-c -P-o".split()

# Marks around a table, as lines of their own; private-use characters pass through groff.
TABLE_START, TABLE_END = "\ue000", "\ue001"

_TABLE = re.compile(r"^\.[ \t]*TS\b.*?^\.[ \t]*TE\b[^\n]*\n?", re.M | re.S)
_REFERENCE = re.compile(r"^\.MR +(\S+) +(\S+)", re.M)
BOX = re.compile(r"[\u2500-\u257f]")
_GLYPH = re.compile(r"(\S)(?:\b([^\b\n]))?(?:\b([^\b\n]))?".replace(r"\b", r"\x08"))
# an overstruck blank that does not break the line
_BLANK = re.compile(r"(?:\s|_)\x08(?=\s)")
# a rule over the whole line, which tcl's pages draw around their synopsis
_NO_WORD = re.compile(r"_{1000,}")
# ASCII of the characters that groff's set-up, not the page, decides on; the rest is dropped
_PLAIN = str.maketrans("‐−´’‘", "--'''", "\u00ad⟨⟩")


class Word(NamedTuple):
    """A word and one letter for each character: R, B, I, X (bold italic) or _ (B or I)."""

    text: str
    fonts: str
    table: bool = False


def plain(text: str) -> str:
    """`text` as far as groff's output devices agree on it; for both sides of a comparison."""
    return normalize("NFC", text.translate(_PLAIN))


def words(source: str) -> list[Word]:
    """The words of the page between its header and its footer."""
    text = _NO_WORD.sub(" ", _BLANK.sub("", _rendered(source)))
    found: list[Word] = []
    table = False
    for token in text.split():
        if TABLE_START in token or TABLE_END in token:
            table = TABLE_START in token
            continue
        if "\b" not in token:
            word = plain(token)
            fonts = "R" * len(word)
        else:
            glyphs = [_glyph(match) for match in _GLYPH.finditer(token)]
            kept = [(char, font) for char, font in glyphs if plain(char)]
            word = plain("".join(char for char, _ in kept))
            fonts = "".join(font for _, font in kept)
        if word:
            found.append(Word(word, fonts, table))
    return found


def _glyph(match: re.Match[str]) -> tuple[str, str]:
    """The character that an overstrike sequence shows, and its font."""
    first, second, third = match.groups()
    if third is not None:
        return third, "X"
    if second is None:
        return first, "R"
    if first == second:
        return first, "_" if first == "_" else "B"
    return second, "I" if first == "_" else "R"


def _rendered(source: str) -> str:
    """groff's text without header, footer and box drawing; from the cache if it is there."""
    key = hashlib.sha256(f"{version()}\n{COMMAND}\n{source}".encode("utf-8", "surrogateescape"))
    file = cache_folder() / "groff" / key.hexdigest()[:2] / key.hexdigest()
    try:
        return file.read_text("utf-8")
    except FileNotFoundError:
        pass
    text = _run(_marked(source))
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=file.parent, encoding="utf-8", delete=False) as new:
        new.write(text)
    Path(new.name).replace(file)
    return text


def _marked(source: str) -> str:
    """The page with marks around its tables, and with `.MR` in words that an old groff has."""
    if version() < "1.23":
        source = _REFERENCE.sub(r".IR \1 (\2)", source)
    return _TABLE.sub(
        lambda m: f".br\n{TABLE_START}\n.br\n{m[0].rstrip()}\n.br\n{TABLE_END}\n.br\n", source
    )


def _run(source: str) -> str:
    """One groff process; what it complains about is the page's own affair."""
    try:
        data, encoding = source.encode("utf-8"), "utf-8"
    except UnicodeEncodeError:
        data, encoding = source.encode("utf-8", "surrogateescape"), "latin-1"
    done = subprocess.run(
        [*COMMAND[:1], f"-K{encoding}", *COMMAND[1:]],
        input=data,
        capture_output=True,
        check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    lines = [x for x in done.stdout.decode("utf-8", "replace").splitlines() if x.strip()]
    if len(lines) < 2:
        raise RuntimeError(f"groff printed {len(lines)} lines: {done.stderr!r}")
    inner = BOX.sub(" ", "\n".join(lines[1:-1]))
    return re.sub(r"[ \t]+", " ", inner)


@cache
def version() -> str:
    """groff's version, "1.22.4"."""
    done = subprocess.run(["groff", "--version"], capture_output=True, text=True, check=True)
    return done.stdout.split("\n", 1)[0].rsplit(" ", 1)[-1]
