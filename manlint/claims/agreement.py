"""Agreement: do two statements about the version of one thing contradict each other?"""

from __future__ import annotations

from collections.abc import Sequence

from manlint.facts.version import Version, version

# Each stable series that another one, for development, led to.
_DEVELOPMENT: dict[Version, Version] = {
    (1, 2): (1, 1),
    (2, 0): (1, 3),
    (2, 2): (2, 1),
    (2, 4): (2, 3),
    (2, 6): (2, 5),
}
_FIRST = (1, 0)
# From 3.0 on two parts are a release, and a third is for its repairs.
_NUMBERED_ANEW = 3


def agree(said: Sequence[str], known: Sequence[str]) -> bool:
    """Whether the versions `said` can be those `known`, both as written.

    A stable series stands for what was made for it, 2.6 for 2.5.40, and for its releases, 2.4
    for 2.4.18: that is coarse, and no contradiction. Two releases of one series must be the same.
    """
    have = [version(number) for number in known]
    return all(_is_among(version(number), have) for number in said)


def _is_among(one: Version, known: Sequence[Version]) -> bool:
    alike = [other for other in known if other[:2] == one[:2]]
    if alike:
        return any(_begins(one, other) or _begins(other, one) for other in alike)
    return any(_made_for(one, other) or _made_for(other, one) for other in known)


def _made_for(early: Version, stable: Version) -> bool:
    """Whether `early` is of the series in which the series `stable` was developed."""
    if stable == _FIRST:
        return early < _FIRST
    return _DEVELOPMENT.get(stable) == early[:2]


def _begins(short: Version, long: Version) -> bool:
    """Whether one version is the other, or the series that it is of; from 3.0 on none is."""
    if short[0] >= _NUMBERED_ANEW:
        return short == long
    return long[: len(short)] == short
