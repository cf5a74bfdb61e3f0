"""Areas: every line of a page is of one kind, whatever stands around it."""

from __future__ import annotations

import pytest

from manlint.checks.areas import areas, is_verbatim, kind_at
from manlint.page import Page, read
from manlint.source import Source
from tests.realtree import RealTree

# Each line ends in the kind that it is, if it can.
PAGE = r"""'\" t comment
.TH x 2 macro
.SH NAME macro
x \- text
.SH SYNOPSIS
.nf request
.B synopsis
.fi request
synopsis
.SH DESCRIPTION
text
.\" comment
.TP macro
.PD 0 request
.B tag
text
.TP
.\" comment
.B foo \c
tag
text
.TQ macro
tag
.EX request
nofill
.B nofill
.EE request
text
.P macro
text
.TS table
l l.
a	table
T{
.B cell
T}
.TE table
text
.nosuchmacro other
.fchar \[x] other
.nf
nofill
.SH macro
text
"""


def page(text: str) -> Page:
    return read(Source("x.2", text))


def test_each_line_is_of_its_kind() -> None:
    read_page = page(PAGE)
    kinds = ("text", "tag", "cell", "nofill", "synopsis", "comment", "macro", "request", "table")
    at = 0
    for number, line in enumerate(PAGE.splitlines(keepends=True), 1):
        wanted = line.split()[-1]
        if wanted in (*kinds, "other"):
            assert (number, kind_at(read_page, at)) == (number, wanted)
            assert kind_at(read_page, at + len(line) - 1) == wanted
        at += len(line)


def test_areas_join_to_the_text() -> None:
    found = areas(page(PAGE))
    assert "".join(PAGE[area.start : area.end] for area in found) == PAGE


def test_an_empty_page_has_no_areas() -> None:
    assert areas(page("")) == ()
    assert kind_at(page(""), 0) == "other"


@pytest.mark.real_tree
def test_areas_join_to_the_text_of_real_pages(real_tree: RealTree) -> None:
    for path in real_tree.pages()[::40]:
        read_page = page(path.read_text("utf-8", "surrogateescape"))
        found = areas(read_page)
        assert "".join(read_page.text[area.start : area.end] for area in found) == read_page.text


def test_what_a_definition_made_is_not_verbatim() -> None:
    text = ".de XX\nmade \\$1\n..\nwritten\n.XX here\n"
    read_page = page(text)
    assert read_page.text == "written\nmade here\n"
    assert is_verbatim(read_page, 0, 8)
    assert not is_verbatim(read_page, 8, 18)
