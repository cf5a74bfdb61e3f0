"""References as claims: another page that a sentence names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from manlint.claims import references as written
from manlint.claims.model import Claim, Kind
from manlint.claims.structural.spot import Reading

if TYPE_CHECKING:
    from manlint.page import Page


def references(page: Page, name: str) -> Iterator[Claim]:
    """The references of a page called `name`, but for those to itself."""
    reading: Reading | None = None
    for found in written.references(page):
        target = f"{found.name}({found.section})"
        if target == name:
            continue
        if reading is None or reading.unit is not found.unit:
            reading = Reading(name, found.unit)
        words = (found.start, found.end)
        yield reading.claim(Kind.REFERENCE, "", ("refers to", target), words)
