"""Statements about versions of the kernel by their form, which is what a policy decides on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from manlint.claims.versions import Mention, Relation, mentions
from manlint.facts.version import Version
from manlint.policy import Form, Interval

if TYPE_CHECKING:
    from manlint.page import Page
    from manlint.prose import Unit


class Dated(NamedTuple):
    """A statement about versions: its words are `unit.text[start:end]`.

    `number` is the version that counts, as it is written.
    """

    form: Form
    interval: Interval
    unit: Unit
    start: int
    end: int
    number: str


# A part above all others: "2.6.x and earlier" goes up to the last of them.
LAST = 1_000_000

# Where a statement stands says more than its words.
SECTIONS = {"HISTORY": Form.HISTORY, "VERSIONS": Form.VERSIONS}
_TAGS = ("tag", "heading")
_LOWER = frozenset((Relation.SINCE, Relation.AFTER, Relation.FROM))
_UPPER = frozenset((Relation.BEFORE, Relation.UNTIL, Relation.THROUGH, Relation.TO))
# What may stand between the versions of one statement: "2.4.36 / 2.6.23", "2.4.21 and Linux 2.6".
_GLUE = re.compile(r"(?:[\s,/()–-]|\b(?:and|or|up|to|through|until|Linux)\b)*")
_SINCE = re.compile(r"\s*(?:since|as of|from)\b", re.I)
# The end of "2.6 and later", and the begin of "at least 2.6", where no "since" speaks of a change.
_LATER = re.compile(r",?\s*(?:(?:and|or)\s+(?:later|newer|above|greater|higher)\b|onwards?\b|\+)")
_AT_LEAST = re.compile(r"(?:>=|≥|\bat least)\s*\Z")
_LEAD = re.compile(r"\b(?:since|as\s+(?:of|from)|from|(?:starting|beginning)\s+\w+)\s*\Z", re.I)
_PHRASE = re.compile(r"(?i)\b(?:linux|kernels?|versions?|since|and|or|later|onwards?)\b")
# No lead goes further back.
_NEAR = 40
# What was at one time, or has changed since, is said of no other kernel.
_THEN = re.compile(r"\b(?:changes|situation)\s+(?:since|as\s+of)\s*\Z", re.I)


def dated(page: Page, near: Iterable[int] | None = None) -> Iterator[Dated]:
    """The statements of a page, or of the sections with an offset of `near`, about versions of
    Linux, in its order; examples have none."""
    from manlint.prose import units

    for unit in units(page, near):
        if unit.kind not in ("example", "synopsis"):
            yield from statements(unit)


def statements(unit: Unit) -> Iterator[Dated]:
    """The statements about versions of Linux in one unit."""
    found = [mention for mention in mentions(unit.text) if mention.product == "linux"]
    while found:
        count = _together(unit.text, found)
        first, last = found[0], found[count - 1]
        form = _form(unit, found[:count])
        interval = interval_of(found[:count])
        if form is not None and (bound := interval.before or interval.since):
            number = next(m.number for m in found[:count] if _reach(m) == bound)
            start = min(first.words_start, first.start)
            yield Dated(form, interval, unit, start, last.end, number)
        found = found[count:]


def interval_of(found: Sequence[Mention]) -> Interval:
    """What mentions that belong together say; of several lower bounds the last holds everywhere.

    One that is in no relation ("in Linux 2.2") is both bounds.
    """
    lower = [mention.parts for mention in found if mention.relation in _LOWER]
    upper = [_reach(mention) for mention in found if mention.relation in _UPPER]
    if not lower and not upper:
        lower = upper = [_reach(mention) for mention in found]
    return Interval(max(lower, default=None), max(upper, default=None))


def _reach(mention: Mention) -> Version:
    """The version, of "2.6.x" as an upper bound the last of the series."""
    return (*mention.parts, LAST) if mention.series and _is_upper(mention) else mention.parts


def _is_upper(mention: Mention) -> bool:
    return mention.relation not in _LOWER


def _together(text: str, found: Sequence[Mention]) -> int:
    """How many of the mentions, from the first, speak of one thing."""
    count = 1
    for before, after in pairwise(found):
        is_range = before.relation is Relation.FROM
        alike = after.relation is before.relation or is_range
        if not alike or not _GLUE.fullmatch(text, before.end, after.start):
            break
        count += 1
    return count


def _form(unit: Unit, found: Sequence[Mention]) -> Form | None:
    """The form of a statement; None if it is one that no policy is about."""
    if unit.section in SECTIONS:
        return SECTIONS[unit.section]
    relations = {mention.relation for mention in found}
    if relations & _UPPER:
        return Form.BEFORE
    if relations != {Relation.SINCE}:
        return None
    if unit.kind in _TAGS:
        return Form.TAG if _is_tag(unit.text, found) else None
    text, words, number = unit.text, found[0].words_start, found[0].start
    near = max(0, min(words, number) - _NEAR)
    if _THEN.search(text, near, words) or _is_column(unit):
        return None
    if _LEAD.search(text, near, words) or _LEAD.search(text, near, number):
        return Form.SINCE
    later = _LATER.match(text, found[-1].end) or _AT_LEAST.search(text, near, number)
    return Form.CONDITION if later else None


def _is_column(unit: Unit) -> bool:
    """Whether a cell has nothing but versions, as the head of a column has."""
    return unit.kind == "cell" and not re.search(r"[a-z]{3}", _PHRASE.sub("", unit.text))


def _is_tag(text: str, found: Sequence[Mention]) -> bool:
    """Whether the mentions stand in parentheses and in a clause of their own."""
    start, end = found[0].start, found[-1].end
    opened = text.rfind("(", 0, start)
    if opened < 0:
        return False
    begin = max(opened, text.rfind(";", opened, start)) + 1
    return _SINCE.match(text, begin, start) is not None and text[end : end + 1] in (")", ";", ",")
