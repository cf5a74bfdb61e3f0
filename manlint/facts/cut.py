"""The oldest kernel that somebody keeps: a version, the oldest longterm, or so many years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from manlint.facts.version import Version, version

if TYPE_CHECKING:
    from manlint.facts import Facts, Release

_YEARS = re.compile(r"(\d{1,2}) years?")
_NO_END = "9999-12-31"


def cut_of(written: str, reference: date, facts: Facts) -> Version:
    """The oldest kernel kept on the day `reference`.

    `written` is a version, "oldest longterm", or "N years": the oldest mainline release dated
    on or after the day that many years before. Raises ValueError.
    """
    if re.fullmatch(r"\d+(?:\.\d+)+", written):
        return version(written)
    day = reference.isoformat()
    if written == "oldest longterm":
        kept = [
            r for r in facts.releases() if r.longterm and r.released <= day < (r.eol or _NO_END)
        ]
    elif years := _YEARS.fullmatch(written):
        since = years_before(reference, int(years[1])).isoformat()
        kept = [r for r in mainline(facts.releases()) if since <= r.released <= day]
    else:
        raise ValueError(f'"{written}" is not a version, "oldest longterm" or "N years"')
    if not kept:
        raise ValueError(f'no kernel is known that "{written}" means on {day}')
    return kept[0].version


def mainline(releases: Sequence[Release]) -> list[Release]:
    """The releases by date, without those of series that a newer one had replaced (2.4.37).

    The odd series before 2.6 were not for users and are left out, too.
    """
    found: list[Release] = []
    for release in sorted(releases, key=lambda r: (r.released, r.version)):
        developed = release.version < (2, 6) and release.version[1] % 2 == 1
        if not developed and (not found or release.version > found[-1].version):
            found.append(release)
    return found


def years_before(day: date, years: int) -> date:
    """The same day of the year that many years before; the 28th of February for the 29th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
