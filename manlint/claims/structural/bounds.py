"""Bounds: the versions that a text names, as a claim has them."""

from __future__ import annotations

from collections.abc import Sequence

from manlint.claims.history import LAST, interval_of
from manlint.claims.model import Bounds
from manlint.claims.versions import Mention, mentions
from manlint.facts.version import Version, text_of

PRODUCTS = ("linux", "glibc")


def bounds_of(text: str) -> Bounds:
    """The versions of Linux, else of glibc, between which a text says that it holds."""
    found = mentions(text)
    for product in PRODUCTS:
        if own := [mention for mention in found if mention.product == product]:
            return bounds(own)
    return Bounds()


def bounds(found: Sequence[Mention]) -> Bounds:
    """What mentions of one product that belong together say."""
    interval = interval_of(found)
    since, before = (_written(side, found) for side in interval)
    return Bounds(since, before, found[0].product)


def _written(version: Version | None, found: Sequence[Mention]) -> str:
    """A version as the page writes it, 1.07, but 2.6 for 2.6-rc3; of 2.6.x the last is meant."""
    if version is None:
        return ""
    if version[-1] == LAST:
        return text_of(version[:-1]) + ".x"
    numbers = (mention.number for mention in found if mention.parts == version)
    number = next(numbers, "")
    return number if number.replace(".", "").isdigit() else text_of(version)
