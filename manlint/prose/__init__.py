"""Sections to rendered text: units that flow together, sentences, and the way back.

A character of a unit still knows where it stands in the source and in which font.
"""

from __future__ import annotations

from manlint.page import Page
from manlint.prose.sentence import Sentence, split
from manlint.prose.unit import Place, Unit
from manlint.prose.walk import Walker

__all__ = ["Sentence", "Unit", "sentences", "units"]


def units(page: Page) -> tuple[Unit, ...]:
    """The units of a page in reading order, rendered once."""
    if "units" not in page.derived:
        walker = Walker(page)
        walker.nodes(page.nodes, Place())
        page.derived["units"] = tuple(walker.units)
    known: tuple[Unit, ...] = page.derived["units"]
    return known


def sentences(page: Page) -> tuple[Sentence, ...]:
    """The sentences of a page in reading order; headings, tags and examples are one each."""
    if "sentences" not in page.derived:
        made = tuple(s for unit in units(page) for s in split(unit))
        page.derived["sentences"] = made
    known: tuple[Sentence, ...] = page.derived["sentences"]
    return known
