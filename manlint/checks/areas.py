"""Areas: what each stretch of a page's lines is, so that a rule need not take code for text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter
from typing import TYPE_CHECKING, Literal, NamedTuple

from manlint.page.balance import macro_name
from manlint.page.table import cells
from manlint.page.tags import tag_line

if TYPE_CHECKING:
    from lark import Token

    from manlint.page import Page

Kind = Literal[
    "text", "tag", "cell", "nofill", "synopsis", "comment", "macro", "request", "table", "other"
]

_WRITES = re.compile(r"[^.'\\\s]|\.(?:[BIR]|[BIR][BIR]) +[^\s\\\"]")
_COMMENT = ('\\"', '.\\"', "'\\\"", "\\#", ".\\#", "'\\#")


class Area(NamedTuple):
    """A stretch of `Page.text` whose lines are of one kind.

    `text` is filled, `tag` the tag of a tagged paragraph, `cell` a text block of a table,
    `nofill` shown as written, `synopsis` the text of the section SYNOPSIS, filled or not;
    `macro` is a macro that makes structure, `request` one that changes layout, `table` what a
    table has outside of its text blocks, `other` what is not read.
    """

    start: int
    end: int
    kind: Kind
    # The prose of which the first line is a tag: where that ends is worked out when asked for.
    tagged: Token | None = None


def kind_at(page: Page, offset: int) -> Kind:
    """What the line of `Page.text` that holds `offset` is."""
    start = page.text.rfind("\n", 0, offset) + 1
    if page.text.startswith(_COMMENT, start):
        return "comment"
    known = areas(page)
    if not known:
        return "other"
    area = known[max(bisect_right(known, start, key=itemgetter(0)) - 1, 0)]
    if area.tagged is not None and start < tag_line((area.tagged,))[0][0].end:
        return "tag"
    return area.kind


def areas(page: Page) -> tuple[Area, ...]:
    """The areas of a page in order, made once for all rules."""
    if "areas" not in page.derived:
        page.derived["areas"] = tuple(_areas(page))
    known: tuple[Area, ...] = page.derived["areas"]
    return known


def is_verbatim(page: Page, start: int, end: int) -> bool:
    """Whether the source has this stretch of `Page.text` as it is, so that it can be edited."""
    span = page.span(start, end)
    return page.source.text[span.start : span.end] == page.text[start:end]


def _areas(page: Page) -> Iterator[Area]:
    state = _State({heading.start for heading in page.headings if heading.title == "SYNOPSIS"})
    for token in page.lexed.leaves:
        start, end = token.start_pos or 0, token.end_pos or 0
        if token.type == "PROSE":
            yield from state.prose(token, start, end)
        elif token.type == "TABLE":
            yield from _table(page, start, end)
        elif token.type == "LAYOUT" and macro_name(token).endswith("char"):
            yield Area(start, end, "other")  # a definition: blanks at its end are its own
        else:
            yield Area(start, end, _KINDS.get(token.type, "macro"))
        state.after(token)


class _State:
    """What the tokens so far say of the next one; `synopses` are offsets of headings."""

    def __init__(self, synopses: set[int]) -> None:
        self.synopses = synopses
        self.nofill = self.synopsis = self.tag = False

    def prose(self, token: Token, start: int, end: int) -> Iterator[Area]:
        kind: Kind = "synopsis" if self.synopsis else "nofill" if self.nofill else "text"
        tagged = token if self.tag and _has_tag(token) else None
        self.tag = self.tag and tagged is None
        yield Area(start, end, kind, tagged)

    def after(self, token: Token) -> None:
        if token.type in ("SH", "SS", "FILL"):
            self.nofill = False
        elif token.type == "NOFILL":
            self.nofill = True
        if token.type == "SH":
            self.synopsis = token.start_pos in self.synopses
        if token.type not in ("PROSE", "LAYOUT"):
            self.tag = token.type in ("TP", "TQ")


def _has_tag(token: Token) -> bool:
    """Whether the first line that writes something is in this prose: a quick look mostly tells."""
    return bool(_WRITES.match(token) or tag_line((token,))[0])


_KINDS: dict[str, Kind] = {
    "LAYOUT": "request",
    "UNKNOWN": "other",
    "EQUATION": "other",
    "FILL": "request",
    "NOFILL": "request",
}


def _table(page: Page, start: int, end: int) -> Iterator[Area]:
    for cell in cells(page.text, start, end):
        if cell.block:
            if cell.start > start:
                yield Area(start, cell.start, "table")
            yield Area(cell.start, cell.end, "cell")
            start = cell.end
    if end > start:
        yield Area(start, end, "table")
