"""The section tree to units: what flows together is rendered together."""

from __future__ import annotations

from collections.abc import Sequence

from manlint.page import Page
from manlint.page.inline import Renderer
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
from manlint.page.table import cells
from manlint.page.writer import BREAK, Piece
from manlint.prose.unit import Place, Unit

_BREAKS = frozenset(("br", "brp", "sp", "in", "ti", "ce", "rj", "bp", "nf", "fi", "EX", "EE"))


def inside(section: Section, place: Place) -> Place:
    """Where the children of a section that stands at `place` are."""
    return Place(section.title) if section.level == 1 else Place(place.section, section.title)


class Walker:
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
        self.heading(node, inside(node, place))
        self.nodes(node.children, inside(node, place))

    def heading(self, node: Section, place: Place) -> None:
        """Render the heading of a section; `place` is the section's own."""
        self.renderer.reset("B")
        self.renderer.prose(node.heading.start, node.heading.end, False)
        self.flush("heading", place)
        self.renderer.reset()

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
        """Cells in reading order; the first of a row is to the others what a tag is."""
        row, inside = 0, place
        for cell in cells(self.page.text, node.start, node.end):
            if cell.block:
                self.renderer.prose(cell.start, cell.end, False)
            else:
                self.renderer.cell(cell.start, cell.end)
            before = len(self.units)
            if cell.row == row:
                self.flush("cell", inside)
                continue
            self.flush("cell", place)
            row = cell.row
            shown = " ".join(unit.text for unit in self.units[before:])
            inside = place.tagged(shown) if shown else place

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
