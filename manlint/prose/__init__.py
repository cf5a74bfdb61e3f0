"""Sections to rendered text: units that flow together, sentences, and the way back.

A character of a unit still knows where it stands in the source and in which font.
"""

from __future__ import annotations

from collections.abc import Iterable

from manlint.page import Page
from manlint.prose.sentence import Sentence, split
from manlint.prose.unit import Place, Unit
from manlint.prose.walk import Walker

__all__ = ["Sentence", "Unit", "sentences", "units"]


def units(page: Page, near: Iterable[int] | None = None) -> tuple[Unit, ...]:
    """The units of a page in reading order, rendered once.

    With `near` only those of the sections that hold one of these offsets of `Page.text`:
    most of a page need not be rendered for one suspicious word.
    """
    return tuple(unit for index in _parts(page, near) for unit in _rendered(page, index))


def sentences(page: Page, near: Iterable[int] | None = None) -> tuple[Sentence, ...]:
    """The sentences of `units`; headings, tags and examples are one each."""
    return tuple(one for index in _parts(page, near) for one in _cut(page, index))


def _parts(page: Page, near: Iterable[int] | None) -> Iterable[int]:
    """The indices of the parts that hold an offset of `near`, of all without it."""
    if near is None:
        return range(len(page.parts))
    offsets = list(near)
    return [
        index
        for index, part in enumerate(page.parts)
        if any(part.start <= offset < part.end for offset in offsets)
    ]


def _rendered(page: Page, index: int) -> list[Unit]:
    if ("units", index) not in page.derived:
        walker = Walker(page)
        walker.nodes(page.parts[index].nodes, Place())
        page.derived["units", index] = walker.units
    known: list[Unit] = page.derived["units", index]
    return known


def _cut(page: Page, index: int) -> list[Sentence]:
    if ("sentences", index) not in page.derived:
        made = [one for unit in _rendered(page, index) for one in split(unit)]
        page.derived["sentences", index] = made
    known: list[Sentence] = page.derived["sentences", index]
    return known
