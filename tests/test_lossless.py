"""Reading loses nothing: the spans of a page, joined, are the file, byte for byte."""

from __future__ import annotations

from itertools import pairwise

import pytest

from manlint.files.load import load
from manlint.page import Page, read
from manlint.source import Source
from tests.realtree import RealTree, read_bytes


def lost(page: Page, data: bytes) -> str:
    """What is wrong with the spans of a page that was read from `data`, or nothing."""
    path = page.source.path
    spans = list(page.leaves())
    text = "".join(page.source.text[span.start : span.end] for span in spans)
    if text.encode(page.source.encoding, "surrogateescape") != data:
        return f"{path}: {len(spans)} spans, joined, are not the file"
    if any(a.end != b.start for a, b in pairwise(spans)):
        return f"{path}: the spans overlap or leave gaps"
    return tokens_lost(page)


def tokens_lost(page: Page) -> str:
    """What is wrong with the lexer's tokens, which must be all of the expanded text."""
    at = 0
    for token in page.lexed.leaves:
        if token.start_pos != at or page.text[at : token.end_pos] != str(token):
            return f"{page.source.path}: token {token!r} does not stand at {at}"
        at = token.end_pos or 0
    return "" if at == len(page.text) else f"{page.source.path}: the text after {at} has no token"


@pytest.mark.real_tree
def test_every_file_of_the_real_tree(real_tree: RealTree) -> None:
    files = real_tree.files()
    pages = ((read(load(str(path))), read_bytes(path)) for path in files)
    wrong = [problem for page, data in pages if (problem := lost(page, data))]
    assert not wrong, f"{len(wrong)} of {len(files)}\n" + "\n".join(wrong[:20])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b".",
        b"text without end of line",
        b".SH",
        b".RE\n.RS\n.SH x\n.EE\n.YS\n.TE\n.TS\n",
        b".B a\\\n.net\n\\c\n\\\n",
        b".TP\r\na\r\n",
        b"'\\\" t\n.TH a 1\n.de X\n.SH \\$1\n..\n.X one\n.ie n .X two\n.el .X three\n",
        b"\xff\xfe latin \xe9\n.I \xc3\xa9\n",
    ],
)
def test_small_texts(data: bytes) -> None:
    page = read(Source("t.1", data.decode("utf-8", "surrogateescape")))
    assert lost(page, data) == ""


def test_a_lost_character_is_seen() -> None:
    """The test itself: it must be able to say that something is lost."""
    page = read(Source("t.1", ".SH a\nb\n"))
    assert lost(page, b".SH a\nc\n") == "t.1: 2 spans, joined, are not the file"
