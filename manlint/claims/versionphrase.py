"""Phrase trees of version.lark → mentions: what a number does not say it takes from its list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from manlint.facts.version import Version, version

if TYPE_CHECKING:
    from lark import Token


class Relation(StrEnum):
    """How a version bounds what is said; `THROUGH` and `TO` include it, `UNTIL` may not."""

    IN = "in"
    SINCE = "since"
    AFTER = "after"
    BEFORE = "before"
    UNTIL = "until"
    THROUGH = "through"
    FROM = "from"
    TO = "to"
    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


class Mention(NamedTuple):
    """A version that a text names; all offsets are into that text.

    `product` is "linux", "glibc", "libc", "other" or "" where none is named. `number` is
    the version as written and `parts` its numbers; of 2.6.x they are (2, 6), and `series`
    is true; `prerelease` is "rc5" in 2.6.31-rc5. The product's words are at [words_start,
    words_end); that is empty where the product was named before in the same phrase.
    """

    product: str
    parts: Version
    number: str
    relation: Relation
    start: int
    end: int
    words_start: int
    words_end: int
    series: bool = False
    prerelease: str = ""

    def moved(self, offset: int) -> Mention:
        """The same mention in a text that has `offset` characters more before it."""
        return self._replace(
            start=self.start + offset,
            end=self.end + offset,
            words_start=self.words_start + offset,
            words_end=self.words_end + offset,
        )


PRODUCTS = {
    "OTHER": "other",
    "LINUX": "linux",
    "KERNEL": "linux",
    "GLIBC": "glibc",
    "LIBC": "libc",
}
RELATIONS = {
    "SINCE": Relation.SINCE,
    "AFTER": Relation.AFTER,
    "BEFORE": Relation.BEFORE,
    "THROUGH": Relation.THROUGH,
    "UNTIL": Relation.UNTIL,
    "FROM": Relation.FROM,
    "BETWEEN": Relation.FROM,
    "ADDED": Relation.ADDED,
    "CHANGED": Relation.CHANGED,
    "REMOVED": Relation.REMOVED,
}
_JOINED = {"TO": Relation.TO, "THROUGH": Relation.TO, "UNTIL": Relation.UNTIL}
_CLOSED = {"LATER": Relation.SINCE, "EARLIER": Relation.THROUGH}

_NUMBER = re.compile(r"v?(\d+(?:\.\d+)*)(\.[xX*])?(?:\.?pl?(\d+))?(?:-?((?:pre|rc|test)-?\d+))?")


class _Point(NamedTuple):
    """One number of a phrase with the words before and after it; "" where there are none."""

    number: Token
    product: Token | None
    relation: str
    joined: str
    closer: str


def read_phrase(tree: Any) -> tuple[Mention, ...]:
    """The mentions of a phrase; `tree` is what version.lark made of it, offsets are into it."""
    points = list(_points(tree))
    return tuple(_mentions(points, _relations(points)))


def _points(tree: Any) -> Iterator[_Point]:
    for term in tree.children:
        joined = ""
        for child in term.children:
            if child.data == "to":
                joined = child.children[0].type
                continue
            lead, number, closer = child.children
            products = [token for token in lead.children if token.type in PRODUCTS]
            words = [token.type for token in lead.children if token.type in RELATIONS]
            yield _Point(
                number,
                products[-1] if products else None,
                words[-1] if words else "",
                joined,
                closer.type if closer else "",
            )


def _relations(points: Sequence[_Point]) -> list[Relation]:
    """The relation of each number: its own, or that of the list or range it stands in."""
    found: list[Relation] = []
    listed, between = Relation.IN, False
    for point in points:
        if point.joined or between:
            if found[-1] is Relation.IN:
                found[-1] = Relation.FROM
            found.append(_JOINED.get(point.joined, Relation.TO))
            listed, between = Relation.IN, False
            continue
        listed = RELATIONS.get(point.relation, listed)
        between = point.relation == "BETWEEN"
        found.append(listed)
        if point.closer:
            _close(found, _CLOSED[point.closer])
    return found


def _close(found: list[Relation], relation: Relation) -> None:
    """Let "and later" speak of all numbers of a bare list: "2.4.21, 2.6.2 and later"."""
    if found[-1] is Relation.FROM:  # "from 4.4 onwards"
        found[-1] = relation
    for index in range(len(found) - 1, -1, -1):
        if found[index] is not Relation.IN:
            break
        found[index] = relation


def _mentions(points: Sequence[_Point], relations: Sequence[Relation]) -> Iterator[Mention]:
    product = ""
    for point, relation in zip(points, relations, strict=True):
        start, end = _offsets(point.number)
        words = (start, start)
        if point.product is not None:
            product = PRODUCTS[point.product.type]
            words = _offsets(point.product)
        match = _NUMBER.fullmatch(point.number)
        assert match, point.number  # the terminal NUMBER is narrower than this pattern
        text, series, level, prerelease = match.groups()
        parts = version(text) + ((int(level),) if level else ())
        number = point.number.removeprefix("v")
        yield Mention(
            product, parts, number, relation, start, end, *words, bool(series), prerelease or ""
        )


def _offsets(token: Token) -> tuple[int, int]:
    start = token.start_pos or 0
    return start, start + len(token)
