"""Errors: the entries of ERRORS, each error with its condition and the functions it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from manlint.claims.model import Bounds, Claim, Kind
from manlint.claims.structural.bounds import bounds_of
from manlint.claims.structural.functions import Functions, entry_calls, lead_calls
from manlint.source import Span

if TYPE_CHECKING:
    from manlint.prose import Unit

_ERRNO = re.compile(r"\bE(?!OF\b|NV\b|XIT)[A-Z0-9]{2,}\b")
_TAG = re.compile(r"(?:0(?:,| or) )?[-\[]?E(?!OF\b|NV\b|XIT)[A-Z0-9]{2,}\b")
_ALONE = re.compile(rf"{_TAG.pattern}\]?(?:(?:,| or|,? and) {_TAG.pattern}\]?)*(?: or \.\.\.)?\Z")
_PARENTHESIS = re.compile(r"\((?:[^()]|\(\))*\)")
# "Domain error: x is an infinity" is what pages of math.h have for a tag.
_SET = re.compile(r"\berrno is set to ((?:either )?E[A-Z0-9]+(?:(?:,| or|, or) E[A-Z0-9]+)*)")
_ABOUT_ERRORS = re.compile(
    r"\b(?:fails?|failure|errors? (?:can|may|are|codes?)|following errors?)\b", re.I
)
_TITLE = re.compile(r"errors?(?: (?:codes?|values?|returns?|returned|conditions?))?:?\Z", re.I)
# A paragraph of ERRORS that is set like an entry without being one.
_UNTAGGED = re.compile(r"(E[A-Z0-9]{2,}) (?=[\w(])")


class Entry:
    """One entry: the units of its tags and those of its text, and whom it is about."""

    __slots__ = ("body", "depth", "lead", "tags")

    def __init__(self, tag: Unit, lead: tuple[str, ...]) -> None:
        self.tags = [tag]
        self.body: list[Unit] = []
        self.depth = len(tag.tags)
        self.lead = lead


def errors(own: Functions, units: Sequence[Unit]) -> Iterator[Claim]:
    """The errors of a page in its order; several in one tag are a claim each."""
    for listed in _lists(units):
        for entry in _entries(own, listed):
            yield from _claims(own, entry)


def _lists(units: Sequence[Unit]) -> Iterator[list[Unit]]:
    """The units of each stretch of text that lists errors."""
    found: list[Unit] = []
    before = ""
    for unit in units:
        if unit.kind == "heading":
            if found:
                yield found
            found = []
        elif unit.kind in ("example", "synopsis"):
            continue
        elif found or _lists_errors(unit) or _may_list(unit, before):
            found.append(unit)
        if unit.kind in ("text", "heading") and not unit.tags:
            before = unit.text
            if found and not _lists_errors(unit):
                yield found[:-1]
                found = []
    if found:
        yield found


def _lists_errors(unit: Unit) -> bool:
    return unit.section == "ERRORS" or any(
        _TITLE.match(title) for title in (unit.section, unit.subsection)
    )


def _may_list(unit: Unit, before: str) -> bool:
    """Whether a tag begins a list of errors outside of ERRORS; `before` is the text above."""
    if unit.kind != "tag" or not _ALONE.match(unit.text):
        return False
    return bool(_ABOUT_ERRORS.search(before)) or before.startswith("RETURN")


def _entries(own: Functions, units: Sequence[Unit]) -> Iterator[Entry]:
    """The entries of a list; one without text shares that of the next."""
    heading = units[0].subsection
    leads = {0: lead_calls(own, heading) if heading else ()}
    entry: Entry | None = None
    for unit in units:
        depth = len(unit.tags)
        if entry and depth > entry.depth:
            entry.body.append(unit)
        elif unit.kind == "tag" or (unit.kind == "cell" and _ALONE.match(unit.text)):
            if entry and not entry.body and depth == entry.depth:
                entry.tags.append(unit)
                continue
            if entry:
                yield entry
            entry = None
            if _TAG.match(unit.text) or ":" in unit.text or " error" in unit.text:
                entry = Entry(unit, _lead(leads, depth))
            else:
                _set(leads, depth + 1, lead_calls(own, unit.text + " may fail"))
        else:
            if entry:
                yield entry
            entry = None
            if _UNTAGGED.match(unit.text) and not unit.tags:
                yield Entry(unit, _lead(leads, depth))
            elif unit.kind == "text":
                _set(leads, depth, lead_calls(own, unit.text))
    if entry:
        yield entry


def _set(leads: dict[int, tuple[str, ...]], depth: int, called: tuple[str, ...]) -> None:
    for deeper in [known for known in leads if known >= depth]:
        del leads[deeper]
    leads[depth] = called


def _lead(leads: dict[int, tuple[str, ...]], depth: int) -> tuple[str, ...]:
    """The functions of the nearest text around that names some."""
    return next((leads[d] for d in sorted(leads, reverse=True) if d <= depth and leads[d]), ())


def _claims(own: Functions, entry: Entry) -> Iterator[Claim]:
    """A claim for each error of an entry."""
    tag = ", ".join([unit.text for unit in entry.tags])
    body = " ".join([unit.text for unit in entry.body if unit.text != "•"])
    if not entry.body and (untagged := _UNTAGGED.match(tag)):
        tag, body = untagged[1], tag[untagged.end() :]
    condition = " ".join(body.split())
    if _TAG.match(tag):
        plain = _PARENTHESIS.sub(lambda found: " " * len(found[0]), tag)
        named = [*_ERRNO.finditer(plain)]
        text, bounds = f"{tag} {condition}".strip(), bounds_of(tag)
    else:
        text, bounds = f"{tag} {condition}".strip(), Bounds()
        given = _SET.search(text)
        if given is None:
            return
        named = [*_ERRNO.finditer(text, *given.span(1))]
        condition = " ".join(tag.split())
    subject = own.subject(entry_calls(own, tag, condition) or entry.lead)
    first, last = entry.tags[0], (entry.body or entry.tags)[-1]
    span = Span(first.span(0, 1).start, last.span().end)
    for errno in named:
        yield Claim(
            own.page,
            Kind.ERRNO,
            subject,
            "fails with",
            errno[0],
            span,
            text,
            errno.span(),
            condition,
            bounds=bounds,
            section=first.section,
            tag=" ".join(tag.split()),
        )
