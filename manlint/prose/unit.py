"""Unit: text that a reader reads in one go; its characters know where they stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from manlint.page import Page
from manlint.page.writer import Piece
from manlint.source import Span


class Place:
    """Where in the page a unit stands."""

    __slots__ = ("section", "subsection", "tags")

    def __init__(self, section: str = "", subsection: str = "", tags: tuple[str, ...] = ()) -> None:
        self.section = section
        self.subsection = subsection
        self.tags = tags

    def tagged(self, tag: str) -> Place:
        """The place under one more tag."""
        return Place(self.section, self.subsection, (*self.tags, tag))


class Unit:
    """Text that a reader reads in one go: a heading, a tag, a paragraph, an example, a cell.

    `text` is as rendered; `kind` is heading, tag, text, example, synopsis or cell;
    `section` and `subsection` are titles as rendered ("" outside any); `tags` are those
    of the enclosing list items, outermost first (several tags of one item are joined
    by ", ").
    """

    __slots__ = (
        "_expansion",
        "_offsets",
        "kind",
        "pieces",
        "section",
        "source",
        "subsection",
        "tags",
        "text",
    )

    def __init__(self, page: Page, kind: str, pieces: Sequence[Piece], place: Place) -> None:
        # Not the page itself, which holds its units: pages are freed without the collector.
        self.source = page.source
        self._expansion = page.expansion
        self.kind = kind
        self.pieces = pieces
        self.text = "".join([piece[0] for piece in pieces])
        self.section, self.subsection, self.tags = place.section, place.subsection, place.tags
        self._offsets: list[int] | None = None

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The source span of the rendered characters `start` to `end` (exclusive)."""
        if end is None:
            end = len(self.text)
        first, begin = self._at(start)
        last, finish = self._at(max(end - 1, start))
        left = first[2] + begin if _linear(first) else first[2]
        right = last[2] + finish + 1 if _linear(last) else last[3]
        right = max(left, right)
        return self._expansion.span(left, right) if self._expansion else Span(left, right)

    def font(self, offset: int) -> str:
        """The font of one rendered character: R, B, I, BI or C."""
        return self._at(offset)[0][1]

    def fonts(self, start: int, end: int) -> frozenset[str]:
        """The fonts in which the rendered characters `start` to `end` are set."""
        if end <= start:
            return frozenset()
        offsets = self._starts()
        first, last = bisect_right(offsets, start) - 1, bisect_right(offsets, end - 1) - 1
        return frozenset(piece[1] for piece in self.pieces[first : last + 1])

    def _at(self, offset: int) -> tuple[Piece, int]:
        offsets = self._starts()
        index = min(max(bisect_right(offsets, offset) - 1, 0), len(self.pieces) - 1)
        return self.pieces[index], offset - offsets[index]

    def _starts(self) -> list[int]:
        if self._offsets is None:
            sizes = accumulate((len(piece[0]) for piece in self.pieces), initial=0)
            self._offsets = list(sizes)[:-1]
        return self._offsets


def _linear(piece: Piece) -> bool:
    return len(piece[0]) == piece[3] - piece[2]
