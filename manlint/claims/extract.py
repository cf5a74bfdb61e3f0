"""The claims of a page, both layers: structure, and running text if that is asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from manlint.claims.identity import identified
from manlint.claims.model import Claim, Kind

if TYPE_CHECKING:
    from manlint.page import Page

VERSIONS = frozenset((Kind.SINCE, Kind.BEFORE, Kind.REMOVED, Kind.FIXED, Kind.RANGE))
STRUCTURAL = VERSIONS | {
    Kind.ERRNO,
    Kind.REFERENCE,
    Kind.POINTER,
    Kind.PROTOTYPE,
    Kind.CONSTANT,
    Kind.ROW,
}
TEXT = frozenset(Kind) - STRUCTURAL
# Kinds of which a sentence can make several at once, each the other's company.
_SAID = TEXT | VERSIONS


def claims(page: Page, kinds: Collection[Kind] | None = None) -> tuple[Claim, ...]:
    """The claims of `kinds`, of all without it, in the order of the text and with ids.

    Made once for each page. Raises NoSpacy (see manlint.claims.text) if running text must be
    read and spaCy is not there; the kinds in STRUCTURAL never need it.
    """
    wanted = frozenset(Kind if kinds is None else kinds)
    key = ("claims", wanted)
    if key not in page.derived:
        # Of a sentence's claims those come first that say what it is mostly there to say.
        found = sorted((*_text(page, wanted), *structural(page, wanted)), key=_start)
        page.derived[key] = identified(_accompanied(found))
    known: tuple[Claim, ...] = page.derived[key]
    return known


def structural(page: Page, kinds: Collection[Kind] = STRUCTURAL) -> Iterator[Claim]:
    """The structural claims of `kinds`, without ids; nothing but the page is read."""
    wanted = STRUCTURAL & frozenset(kinds)
    if not wanted:
        return iter(())
    from manlint.claims.structural.read import read

    return read(page, wanted)


def _start(claim: Claim) -> int:
    return claim.span.start


def _text(page: Page, kinds: frozenset[Kind]) -> Iterator[Claim]:
    """The text claims of `kinds`."""
    wanted = kinds & TEXT
    if not wanted:
        return iter(())
    from manlint.claims.text.extract import text_claims

    return text_claims(page, wanted)


def _accompanied(found: list[Claim]) -> list[Claim]:
    """The claims, each with the kinds of the others that its sentence makes."""
    together: dict[tuple[int, int], dict[Kind, None]] = {}
    for claim in found:
        if claim.kind in _SAID:
            together.setdefault(claim.span, {}).update(dict.fromkeys((claim.kind, *claim.also)))
    return [
        replace(claim, also=tuple(kind for kind in kinds if kind is not claim.kind))
        if claim.kind in _SAID and len(kinds := together[claim.span]) > 1
        else claim
        for claim in found
    ]
