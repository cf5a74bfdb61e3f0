"""What counts as right: the extractor's claims about one sentence or entry against its label."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from manlint.claims.model import Claim, Kind
from manlint.source import Source, Span
from tests.labels.rows import LABELLED, VERSION_KINDS, ErrnoLabel, Label, Place

Item = tuple[str, str, str]  # "since" or "before", the product, the number

_CALL = re.compile(r"\((?:\d\w*)?\)")
_NUMBER = re.compile(r"\d+\Z")


def about(claims: Iterable[Claim], span: Span) -> list[Claim]:
    """The claims of labelled kinds that lie in a sentence, by at least half."""
    return [
        claim
        for claim in claims
        if claim.kind in LABELLED
        and min(claim.span.end, span.end) - max(claim.span.start, span.start)
        >= max(1, (claim.span.end - claim.span.start) / 2)
    ]


def kinds(found: Iterable[Claim]) -> dict[Kind, str]:
    """The kinds that claims are of, with the polarity; that of a claim's own kind goes first."""
    result: dict[Kind, str] = {}
    claims = list(found)
    for claim in claims:
        result.setdefault(claim.kind, claim.polarity)
    for claim in claims:
        for kind in claim.also:
            if kind in LABELLED:
                result.setdefault(kind, claim.polarity)
    return result


def plain_subject(subject: str, stem: str = "page") -> str:
    """A subject as it is compared: without "()", "(2)" and quotes; the page's name is "page"."""
    text = " ".join(_CALL.sub("", subject).split()).strip("\"'“”")
    return "page" if text in ("", stem) else text


def same_subject(wanted: Sequence[str], found: Sequence[str], stem: str = "page") -> bool:
    """Whether the two have an answer in common."""
    return bool({plain_subject(x, stem) for x in wanted} & {plain_subject(x, stem) for x in found})


def subject_is_right(label: Label, found: Sequence[Claim], stem: str) -> bool:
    """Whether the claim of the label's main kind, else the first, has the subject."""
    main = [claim for claim in found if claim.kind == label.kinds[0]]
    one = (main or found)[0]
    return same_subject(label.subject, (one.subject, one.subject.split(", ")[0]), stem)


def versions_are_right(label: Label, found: Iterable[Claim]) -> bool | None:
    """Whether all versions of a sentence were found and no other; None if there is none."""
    wanted = [("since", x) for x in label.since] + [("before", x) for x in label.before]
    claims = list(found)
    # Bounds of other claims may come from the tag above, unless nothing else has the version.
    dated = [claim for claim in claims if claim.kind in VERSION_KINDS]
    dated = dated or [claim for claim in claims if VERSION_KINDS.intersection(claim.also)]
    seen = {
        (side, claim.bounds.product, number)
        for claim in dated
        for side, number in (("since", claim.bounds.since), ("before", claim.bounds.before))
        if number
    }
    if not wanted and not seen:
        return None
    allowed = [_allowed(side, version) for side, version in wanted]
    return all(seen & one for one in allowed) and not seen.difference(*allowed)


def _allowed(side: str, version: str) -> set[Item]:
    """What a version may be found as: the next one as well if it is included, or is not."""
    open_end = version.startswith((">", "<="))
    product, _, number = version.lstrip("<=>").rpartition(" ")
    name = "glibc" if product in ("glibc", "libc") else "linux"
    numbers = {number}
    if open_end:
        numbers.add(_NUMBER.sub(lambda match: str(int(match[0]) + 1), number))
    return {(side, name, x) for x in numbers}


def at_entry(claims: Iterable[Claim], source: Source, place: Place) -> list[Claim]:
    """The errno claims of the entry of ERRORS at `place`, by lines."""
    found = []
    for claim in claims:
        first, last = source.line(claim.span.start), source.line(max(0, claim.span.end - 1))
        begins = place.line <= first <= place.end_line
        if claim.kind is Kind.ERRNO and (begins or first <= place.line <= last):
            found.append(claim)
    return found


def entry_is_right(label: ErrnoLabel, found: Collection[Claim], names: Sequence[str]) -> bool:
    """Whether the claims of an entry have its errors and functions; `names` are those of NAME."""
    errnos = {name for claim in found for name in re.findall(r"\bE[A-Z0-9]+", claim.object)}
    seen = {
        "page" if claim.subject == claim.page else plain_subject(part)
        for claim in found
        for part in re.split(r",\s*|\s+and\s+", claim.subject)
    }
    return errnos == set(label.errnos) and _all(label.functions, names) == _all(seen, names)


def _all(functions: Iterable[str], names: Sequence[str]) -> frozenset[str]:
    """Functions to compare: all that NAME lists are the page."""
    found = frozenset(functions)
    return frozenset({"page"}) if found and found >= set(names) else found
