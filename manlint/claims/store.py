"""Claims as plain tuples, which marshal and pickle know, and back; with their lines."""

from __future__ import annotations

from typing import Any, NamedTuple

from manlint.claims.model import Bounds, Claim, Kind
from manlint.source import Source, Span

Row = tuple[Any, ...]


class Listed(NamedTuple):
    """A claim with the file it stands in; `line` and `end_line`, from 1, are those of its span."""

    claim: Claim
    path: str
    line: int
    end_line: int


_KINDS = {kind.value: kind for kind in Kind}
_BOUNDS: dict[tuple[str, str, str], Bounds] = {}


def stored(claim: Claim, source: Source) -> Row:
    """The row for a claim of the page in `source`; the page's name is not in it."""
    bounds = claim.bounds
    start, end = claim.span
    return (
        claim.kind.value,
        claim.subject,
        claim.predicate,
        claim.object,
        start,
        end,
        claim.text,
        claim.words,
        claim.condition,
        claim.polarity,
        (bounds.since, bounds.before, bounds.product),
        claim.scope,
        claim.section,
        claim.tag,
        tuple(kind.value for kind in claim.also),
        claim.id,
        source.line(start),
        source.line(max(start, end - 1)),
    )


def restored(page: str, path: str, row: Row) -> Listed:
    """The claim of a row that `stored` made, on the page called `page` in the file `path`."""
    (kind, subject, predicate, object_, start, end, text, words, condition, polarity) = row[:10]
    (bounds, scope, section, tag, also, identity, line, end_line) = row[10:]
    if bounds not in _BOUNDS:
        _BOUNDS[bounds] = Bounds(*bounds)
    claim = Claim(
        page,
        _KINDS[kind],
        subject,
        predicate,
        object_,
        Span(start, end),
        text,
        words,
        condition,
        polarity,
        _BOUNDS[bounds],
        scope,
        section,
        tag,
        tuple([_KINDS[other] for other in also]) if also else (),
        identity,
    )
    return Listed(claim, path, line, end_line)
