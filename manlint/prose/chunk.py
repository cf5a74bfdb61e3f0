"""Chunk: as much of a page as must be rendered together, so that one word costs a paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from manlint.page.model import ListItem, Node, Paragraph, Section, Synopsis, Table
from manlint.prose.unit import Place
from manlint.prose.walk import Walker, inside


class Chunk(NamedTuple):
    """Siblings at a place, which begin in roman whatever stands before them.

    `start` is an offset of `Page.text`; a chunk ends where the next one starts. If `heading` is
    set, that is all.
    """

    start: int
    place: Place
    nodes: Sequence[Node]
    heading: Section | None = None

    def render(self, walker: Walker) -> None:
        """Add the chunk's units to those of `walker`."""
        walker.renderer.reset()
        if self.heading is not None:
            walker.heading(self.heading, self.place)
        walker.nodes(self.nodes, self.place)


# What begins a chunk: the font is roman again, and no text flows into it.
_BEGINS = (Paragraph, ListItem, Table, Synopsis)


def chunks(nodes: Iterable[Node], place: Place | None = None) -> Iterator[Chunk]:
    """The chunks of siblings in the order of the text."""
    place = place or Place()
    run: list[Node] = []
    for node in nodes:
        if run and isinstance(node, (Section, *_BEGINS)):
            yield Chunk(run[0].start, place, run)
            run = []
        if type(node) is Section:
            within = inside(node, place)
            yield Chunk(node.start, within, (), node)
            yield from chunks(node.children, within)
        else:
            run.append(node)
    if run:
        yield Chunk(run[0].start, place, run)
