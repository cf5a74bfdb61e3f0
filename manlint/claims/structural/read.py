"""Reading a page for its structural claims, each kind by its own module."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from manlint.claims.model import Claim, Kind
from manlint.claims.name import name_of
from manlint.claims.structural.constants import constants, tabled
from manlint.claims.structural.errnos import errors
from manlint.claims.structural.functions import Functions, functions
from manlint.claims.structural.pointers import claimed
from manlint.claims.structural.prototypes import prototypes
from manlint.claims.structural.references import references
from manlint.claims.structural.rows import rows
from manlint.claims.structural.spot import Reading
from manlint.claims.structural.versions import PREDICATES, versions

if TYPE_CHECKING:
    from manlint.page import Page

_CODE = ("example", "synopsis")


def read(page: Page, kinds: frozenset[Kind]) -> Iterator[Claim]:
    """The structural claims of `kinds`; those of one kind are in the order of the text."""
    from manlint.prose import units

    found = units(page)
    own = functions(name_of(page), found)
    if Kind.ERRNO in kinds:
        yield from errors(own, found)
    if Kind.REFERENCE in kinds:
        yield from references(page, own.page)
    if Kind.ROW in kinds:
        yield from rows(own.page, found)
    if Kind.CONSTANT in kinds:
        yield from tabled(own.page, found)
    if kinds - {Kind.ERRNO, Kind.REFERENCE, Kind.ROW}:
        for unit in found:
            yield from _of_unit(Reading(own.page, unit), own, kinds)


def _of_unit(reading: Reading, own: Functions, kinds: frozenset[Kind]) -> Iterator[Claim]:
    """The claims of a unit that need no other."""
    unit = reading.unit
    if Kind.CONSTANT in kinds:
        yield from constants(reading)
    if unit.section == "SYNOPSIS" and unit.kind != "tag" and Kind.PROTOTYPE in kinds:
        yield from prototypes(reading)
    if unit.kind in _CODE:
        return
    if kinds & PREDICATES.keys():
        yield from (claim for claim in versions(reading, own) if claim.kind in kinds)
    if unit.kind != "heading" and Kind.POINTER in kinds:
        yield from claimed(reading)
