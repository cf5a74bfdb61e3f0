"""Sections to rendered text: units that flow together, sentences, and the way back.

A character of a unit still knows where it stands in the source and in which font.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import TypeAlias

from manlint.page import Page
from manlint.prose.chunk import Chunk, chunks
from manlint.prose.sentence import Sentence, split
from manlint.prose.unit import Unit
from manlint.prose.walk import Walker

__all__ = ["Sentence", "Unit", "section_units", "sentences", "units"]

# A chunk by the indices of its part, and of itself in that.
_Key: TypeAlias = tuple[int, int]


def units(page: Page, near: Iterable[int] | None = None) -> tuple[Unit, ...]:
    """The units of a page in reading order, rendered once.

    With `near` only those of the paragraphs, or list entries of a section, that hold one of these
    offsets of `Page.text`: most of a page need not be rendered for one suspicious word.
    """
    return tuple(unit for made in _rendered(page, _wanted(page, near)) for unit in made)


def sentences(page: Page, near: Iterable[int] | None = None) -> tuple[Sentence, ...]:
    """The sentences of `units`; headings, tags and examples are one each."""
    keys = _wanted(page, near)
    known = page.derived.setdefault("sentences", {})
    for key, made in zip(keys, _rendered(page, keys), strict=True):
        if key not in known:
            known[key] = [one for unit in made for one in split(unit)]
    return tuple(one for key in keys for one in known[key])


def section_units(page: Page, title: str) -> tuple[Unit, ...]:
    """The units of the sections that are called `title`, with their headings."""
    starts = {heading.start for heading in page.headings if heading.title == title}
    indices = [index for index, part in enumerate(page.parts) if part.start in starts]
    keys = [key for index in indices for key in _keys(page, index)]
    return tuple(unit for made in _rendered(page, keys) for unit in made)


def _wanted(page: Page, near: Iterable[int] | None) -> list[_Key]:
    """The chunks that hold an offset of `near`, all without it."""
    if near is None:
        return [key for index in range(len(page.parts)) for key in _keys(page, index)]
    return sorted({key for offset in near for key in _holding(page, offset)})


def _keys(page: Page, index: int) -> Iterator[_Key]:
    return ((index, at) for at in range(len(_chunks(page, index))))


def _holding(page: Page, offset: int) -> Iterator[_Key]:
    index = bisect_right(page.parts, offset, key=attrgetter("start")) - 1
    if index >= 0 and offset < page.parts[index].end and (found := _chunks(page, index)):
        yield index, max(bisect_right(found, offset, key=attrgetter("start")) - 1, 0)


def _chunks(page: Page, index: int) -> list[Chunk]:
    if ("chunks", index) not in page.derived:
        page.derived["chunks", index] = list(chunks(page.parts[index].nodes))
    known: list[Chunk] = page.derived["chunks", index]
    return known


def _rendered(page: Page, keys: list[_Key]) -> list[list[Unit]]:
    """The units of chunks, each rendered once."""
    known: dict[_Key, list[Unit]] = page.derived.setdefault("units", {})
    walker: Walker | None = None
    for key in keys:
        if key not in known:
            walker = walker or Walker(page)
            _chunks(page, key[0])[key[1]].render(walker)
            known[key], walker.units = walker.units, []
    return [known[key] for key in keys]
