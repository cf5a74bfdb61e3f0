"""Claims for people and for programs: a line of columns, and the JSON shape."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from manlint.claims.model import Bounds
from manlint.claims.store import Listed
from manlint.visible import visible

# Until a probe has answered a claim.
UNTESTED = "untested"
_WIDEST = (46, 14, 28)


def as_json(one: Listed) -> dict[str, Any]:
    """A claim as `manlint claims --json` prints it."""
    claim = one.claim
    return {
        "id": claim.id,
        "page": claim.page,
        "path": one.path,
        "line": one.line,
        "end_line": one.end_line,
        "section": claim.section,
        "tag": claim.tag,
        "kind": claim.kind.value,
        "subject": claim.subject,
        "predicate": claim.predicate,
        "object": claim.object,
        "condition": claim.condition,
        "polarity": claim.polarity,
        "interval": interval(claim.bounds),
        "scope": claim.scope,
        "text": claim.text,
        "also": [kind.value for kind in claim.also],
        "status": UNTESTED,
    }


def interval(bounds: Bounds) -> dict[str, str]:
    """The versions since and before which a claim holds; those of glibc say so."""
    word = "glibc " if bounds.product == "glibc" else ""
    sides = (("since", bounds.since), ("before", bounds.before))
    return {side: word + version for side, version in sides if version}


def table(listed: Iterable[Listed], width: int) -> Iterator[str]:
    """A line for each claim: place, kind, subject, and the rest cut to `width` columns; 0 cuts
    nothing."""
    rows = [_row(one) for one in listed]
    sizes = [
        min(max([len(row[at]) for row in rows], default=0), most) for at, most in enumerate(_WIDEST)
    ]
    for row in rows:
        head = "  ".join(map(str.ljust, row, sizes))
        line = f"{head}  {row[3]}".rstrip()
        yield line if not width or len(line) <= width else f"{line[: width - 1]}…"


def _row(one: Listed) -> tuple[str, str, str, str]:
    claim = one.claim
    said = " ".join(filter(None, (claim.predicate, claim.object)))
    denied = "not: " if claim.polarity == "-" else ""
    versions = "".join(
        f" [{side} {version}]"
        for side, version in interval(claim.bounds).items()
        if version not in claim.object
    )
    condition = f"; {claim.condition}" if claim.condition else ""
    place, kind = f"{one.path}:{one.line}", claim.kind.value
    return (
        visible(place),
        kind,
        visible(claim.subject),
        visible(f"{denied}{said}{versions}{condition}"),
    )
