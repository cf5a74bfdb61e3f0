"""Comparing: which findings a change adds and which it takes away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple

from manlint.finding import Finding
from manlint.fingerprint import Fingerprint, fingerprint, neighbours, squeezed
from manlint.linemap import LineMap

# Up to so many pairs of findings are looked at for likeness.
_MOST_PAIRS = 4000
_ALIKE_SENTENCE, _ALIKE_SPOT = 0.6, 0.75
_SHORT_SPOT = 20


class Difference(NamedTuple):
    """Findings that only the state after a change has, and those that only the one before has."""

    added: list[Finding]
    gone: list[Finding]


Key = Callable[[Finding], Hashable]


def compare(before: Iterable[Finding], after: Iterable[Finding]) -> Difference:
    """What a change of one page adds and takes away among its findings.

    A finding is the same one, in this order, on a line that the change does not touch;
    where its fingerprint is the same, for a short text only next to a line that is the
    same too; where its sentence has changed a little, and in its place. Whatever is left
    over is added: also on an untouched line, where a change elsewhere broke it.
    """
    added, gone = list(after), list(before)
    for match in (_by_line, _by_fingerprint, _by_neighbour, _by_likeness):
        if not (added and gone):
            break
        added, gone = match(added, gone)
    return Difference(added, gone)


def moved(added: Sequence[Finding], gone: Sequence[Finding]) -> list[Finding]:
    """`added`, from all pages of a change, without what was in another page before it."""
    left, _ = _matched(added, gone, _telling, _telling)
    return left


def _matched(
    added: Sequence[Finding], gone: Sequence[Finding], new_key: Key, old_key: Key
) -> tuple[list[Finding], list[Finding]]:
    """Both lists without the pairs that have the same key; None is no key."""
    waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
    for index, finding in enumerate(gone):
        waiting[old_key(finding)].append(index)
    waiting.pop(None, None)
    left, used = [], set()
    for finding in added:
        same = waiting.get(new_key(finding))
        if same:
            used.add(same.pop(0))
        else:
            left.append(finding)
    return left, [finding for index, finding in enumerate(gone) if index not in used]


def _by_line(
    added: Sequence[Finding], gone: Sequence[Finding]
) -> tuple[list[Finding], list[Finding]]:
    kept = LineMap(gone[0].source.text, added[0].source.text).kept

    def new_key(finding: Finding) -> Hashable:
        line = kept.get(_line(finding))
        return None if line is None else (finding.rule, line, _spot(finding))

    def old_key(finding: Finding) -> Hashable:
        return finding.rule, _line(finding), _spot(finding)

    return _matched(added, gone, new_key, old_key)


def _spot(finding: Finding) -> str:
    return squeezed(finding.source.text[finding.span.start : finding.span.end])


def _by_fingerprint(
    added: Sequence[Finding], gone: Sequence[Finding]
) -> tuple[list[Finding], list[Finding]]:
    return _matched(added, gone, _telling, _telling)


def _telling(finding: Finding) -> Fingerprint | None:
    found = fingerprint(finding)
    return found if found.is_telling else None


def _by_neighbour(
    added: Sequence[Finding], gone: Sequence[Finding]
) -> tuple[list[Finding], list[Finding]]:
    for side in (0, 1):

        def key(finding: Finding, side: int = side) -> Hashable:
            near = neighbours(finding)[side]
            return (fingerprint(finding), near) if near else None

        added, gone = _matched(added, gone, key, key)
    return list(added), list(gone)


def _by_likeness(
    added: Sequence[Finding], gone: Sequence[Finding]
) -> tuple[list[Finding], list[Finding]]:
    """Match sentences that were edited in place."""
    if len(added) * len(gone) > _MOST_PAIRS:
        return list(added), list(gone)
    lines = LineMap(gone[0].source.text, added[0].source.text)
    old = [(fingerprint(one), lines.old_hunk(_line(one)), one) for one in gone]
    left: list[Finding] = []
    for finding in added:
        mine, hunk = fingerprint(finding), lines.hunk(_line(finding))
        here = (index for index, (_, other, _f) in enumerate(old) if other == hunk)
        same = next((index for index in here if _alike(mine, old[index][0])), None)
        if same is None:
            left.append(finding)
        else:
            del old[same]
    return left, [finding for _, _, finding in old]


def _line(finding: Finding) -> int:
    return finding.source.line(finding.span.start)


def _alike(mine: Fingerprint, other: Fingerprint) -> bool:
    """Whether two findings of a rule stand in nearly the same text."""
    return (
        mine.rule == other.rule
        and mine.is_telling
        and _same_spot(mine.spot, other.spot)
        and _ratio(mine.sentence, other.sentence) >= _ALIKE_SENTENCE
    )


def _same_spot(mine: str, other: str) -> bool:
    if mine == other:
        return True
    long = min(len(mine), len(other)) >= _SHORT_SPOT
    return long and _ratio(mine, other) >= _ALIKE_SPOT


def _ratio(one: str, other: str) -> float:
    from difflib import SequenceMatcher

    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _ALIKE_SENTENCE else 0.0
