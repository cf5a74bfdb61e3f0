"""Sections to rendered text: units that flow together, sentences, and the way back.

A character of a unit still knows where it stands in the source and in which font.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from manlint.page.inline import BREAK, Piece, Renderer
from manlint.page.model import (
    Example,
    Indent,
    Layout,
    ListItem,
    Node,
    Paragraph,
    Prose,
    Section,
    Synopsis,
    Table,
)
from manlint.page.read import Page
from manlint.page.table import cells
from manlint.source import Span

_BREAKS = frozenset(("br", "brp", "sp", "in", "ti", "ce", "rj", "bp", "nf", "fi", "EX", "EE"))


class Unit:
    """Text that a reader reads in one go: a heading, a tag, a paragraph, an example, a cell.

    `text` is as rendered; `kind` is heading, tag, text, example, synopsis or cell;
    `section` and `subsection` are titles as rendered ("" outside any); `tags` are those
    of the enclosing list items, outermost first (several tags of one item are joined
    by ", ").
    """

    __slots__ = (
        "_expansion", "_offsets", "kind", "pieces", "section", "source", "subsection", "tags", "text"
    )  # fmt: skip

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


class Sentence:
    """One sentence of a unit: `text` is `unit.text[start:end]`."""

    __slots__ = ("end", "start", "text", "unit")

    def __init__(self, unit: Unit, start: int, end: int) -> None:
        self.unit = unit
        self.start = start
        self.end = end
        self.text = unit.text[start:end]

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The source span of its characters `start` to `end`, counted from its beginning."""
        stop = self.end if end is None else self.start + end
        return self.unit.span(self.start + start, stop)


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


def _linear(piece: Piece) -> bool:
    return len(piece[0]) == piece[3] - piece[2]


class _Walker:
    """Renders one page's tree in reading order."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.renderer = Renderer(page.text, page.translations)
        self.units: list[Unit] = []

    def nodes(self, nodes: Sequence[Node], place: Place) -> None:
        """Render siblings; text flows on until something breaks it."""
        for node in nodes:
            if type(node) is Prose:
                self.renderer.prose(node.start, node.end, node.nofill)
                continue
            if type(node) is Layout and node.name not in _BREAKS:
                continue
            self.flush("text", place)
            self.node(node, place)
        self.flush("text", place)

    def node(self, node: Node, place: Place) -> None:
        if not isinstance(node, Example | Indent):
            self.renderer.reset()
        if isinstance(node, Paragraph | Indent):
            self.nodes(node.children, place)
        elif isinstance(node, ListItem):
            self.nodes(node.children, place.tagged(self.tags(node.tags, place)))
        elif isinstance(node, Section):
            self.section(node, place)
        elif isinstance(node, Example):
            self.example(node, place)
        elif isinstance(node, Synopsis):
            self.tags(node.tags, place, "synopsis")
            self.synopsis(node, place)
        elif isinstance(node, Table):
            self.table(node, place)

    def tags(self, tags: Sequence[Prose], place: Place, kind: str = "tag") -> str:
        """Render the tags of an item; what they read, joined by a comma."""
        shown = []
        for tag in tags:
            self.renderer.prose(tag.start, tag.end, False)
            before = len(self.units)
            self.flush(kind, place)
            self.renderer.reset()
            shown += [unit.text for unit in self.units[before:]]
        return ", ".join(shown)

    def section(self, node: Section, place: Place) -> None:
        self.renderer.prose(node.heading.start, node.heading.end, False)
        place = Place(node.title) if node.level == 1 else Place(place.section, node.title)
        self.flush("heading", place)
        self.nodes(node.children, place)

    def example(self, node: Example, place: Place) -> None:
        """Lines as written; structure inside (`.P`, a table) parts it."""
        kind = "synopsis" if place.section == "SYNOPSIS" else "example"
        for child in node.children:
            if type(child) is Prose:
                self.renderer.prose(child.start, child.end, True)
            elif type(child) is not Layout:
                self.flush(kind, place)
                self.node(child, place)
        self.flush(kind, place)

    def synopsis(self, node: Synopsis, place: Place) -> None:
        before = len(self.units)
        self.nodes(node.children, place)
        for unit in self.units[before:]:
            unit.kind = "synopsis"

    def table(self, node: Table, place: Place) -> None:
        for cell in cells(self.page.text, node.start, node.end):
            if cell.block:
                self.renderer.prose(cell.start, cell.end, False)
            else:
                self.renderer.cell(cell.start, cell.end)
            self.flush("cell", place)

    def flush(self, kind: str, place: Place) -> None:
        """Make units of what was rendered; in filled text a break parts them."""
        pieces = self.renderer.take()
        if not pieces:
            return
        if kind in ("example", "synopsis"):
            self.units.append(Unit(self.page, kind, pieces, place))
            return
        if BREAK not in {piece[0] for piece in pieces}:
            self._unit(kind, pieces, place)
            return
        start = 0
        for index, piece in enumerate(pieces):
            if piece[0] == BREAK:
                self._unit(kind, pieces[start:index], place)
                start = index + 1
        self._unit(kind, pieces[start:], place)

    def _unit(self, kind: str, pieces: Sequence[Piece], place: Place) -> None:
        if any(piece[0] != " " for piece in pieces):
            self.units.append(Unit(self.page, kind, pieces, place))


# A sentence ends where roff(7) says one does, at the end of a line, or where a capital
# follows the blank after it; an abbreviation's full stop ends none.
_END = re.compile(r"[.?!][\"'”’)\]]*(?=\s|$)")
_ABBREVIATION = re.compile(r"(?:^|[\s(\[“])(?:e\.g|i\.e|cf|vs|etc|viz|approx|resp|[A-Z])\.$", re.I)


def _sentences(unit: Unit) -> Iterator[Sentence]:
    text = unit.text
    if unit.kind in ("example", "synopsis", "heading", "tag"):
        yield Sentence(unit, 0, len(text))
        return
    start = len(text) - len(text.lstrip())
    for match in _END.finditer(text):
        end = match.end()
        after = text[end : end + 3].lstrip()
        if after and not _starts_sentence(unit, after, end):
            continue
        if _ABBREVIATION.search(text, max(start, end - 10), match.start() + 1) and after:
            continue
        yield Sentence(unit, start, end)
        start = end + len(text[end:]) - len(text[end:].lstrip())
    if start < len(text):
        yield Sentence(unit, start, len(text))


def _starts_sentence(unit: Unit, after: str, end: int) -> bool:
    """Whether what follows a full stop may begin a sentence: a capital, or a new line."""
    if after[0].isupper() or after[0] in "“\"'([":
        return True
    stop = unit.span(end - 1, end).end
    return unit.source.text[stop : stop + 1] == "\n"


def units(page: Page) -> tuple[Unit, ...]:
    """The units of a page in reading order, rendered once."""
    if "units" not in page.derived:
        walker = _Walker(page)
        walker.nodes(page.nodes, Place())
        page.derived["units"] = tuple(walker.units)
    known: tuple[Unit, ...] = page.derived["units"]
    return known


def sentences(page: Page) -> tuple[Sentence, ...]:
    """The sentences of a page in reading order; headings, tags and examples are one each."""
    if "sentences" not in page.derived:
        made = tuple(s for unit in units(page) for s in _sentences(unit))
        page.derived["sentences"] = made
    known: tuple[Sentence, ...] = page.derived["sentences"]
    return known
