"""Policy: what is to become of text about old kernels, by its form and the oldest kernel kept.

The profiles are data, in policy.toml beside this file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from manlint.claims.history import Form, Interval
from manlint.facts import Release, load
from manlint.facts.version import Version, text_of, version

if TYPE_CHECKING:
    from manlint.facts import Facts

DEFAULT = "man-pages"


class PolicyError(ValueError):
    """A policy that cannot be: an unknown profile, a date or a cut that is none."""


class Action(StrEnum):
    """What is to be done with a statement."""

    LEAVE = "leave"
    DROP_TAG = "drop the tag"
    DROP_CONDITION = "drop the condition"
    DROP = "drop"
    MOVE = "move to HISTORY"


@dataclass(frozen=True, slots=True)
class Policy:
    """A profile at a reference date.

    `cut` is the oldest kernel kept; `actions` holds for each form what to do with a version
    before the cut, with the cut, and with one after it.
    """

    profile: str
    reference: date
    cut: Version
    actions: Mapping[Form, tuple[Action, Action, Action]]

    def __str__(self) -> str:
        return f"{self.profile}, oldest kernel kept Linux {text_of(self.cut)} ({self.reference})"


def action(form: Form, interval: Interval, policy: Policy) -> Action:
    """What `policy` wants done with a statement of `form` about `interval`.

    A statement that lacks the bound which its form is judged by is left as it is.
    """
    if (bound := judged(form, interval)) is None:
        return Action.LEAVE
    return policy.actions[form][1 + compare(bound, policy.cut)]


def judged(form: Form, interval: Interval) -> Version | None:
    """The version that decides on a statement of `form`: the last that it is about, or its first."""
    if form is Form.BEFORE:
        return interval.before
    if form in (Form.HISTORY, Form.VERSIONS):
        return interval.before or interval.since
    return interval.since


def compare(one: Version, other: Version) -> int:
    """-1, 0 or 1 as `one` is older than, the same as or newer than `other`; 2.6.0 is 2.6."""
    first, second = _significant(one), _significant(other)
    return (first > second) - (first < second)


def _significant(parts: Version) -> Version:
    while parts and not parts[-1]:
        parts = parts[:-1]
    return parts


@cache
def policy(
    profile: str = DEFAULT,
    reference: str = "",
    cut: str = "",
    *,
    drop_history: bool = False,
    folder: str = "",
) -> Policy:
    """The policy of a profile.

    `reference` is a day as YYYY-MM-DD, by default the day of the facts; `cut` replaces the
    profile's; `drop_history` takes its action for bare HISTORY lines; `folder` is that of the
    facts. Raises PolicyError.
    """
    known = profiles()
    if profile not in known:
        raise PolicyError(f'no policy is called "{profile}", only {" and ".join(known)}')
    chosen, facts = known[profile], load(folder)
    day = _day(reference) if reference else facts.date
    actions = {form: _actions(chosen[form]) for form in Form}
    if drop_history:
        if "history-dropped" not in chosen:
            raise PolicyError(f"the policy {profile} keeps HISTORY")
        actions[Form.HISTORY] = _actions(chosen["history-dropped"])
    return Policy(profile, day, cut_of(cut or chosen["cut"], day, facts), actions)


@cache
def profiles() -> dict[str, dict[str, Any]]:
    """The profiles of policy.toml by name."""
    import os
    import tomllib

    from manlint.resources import HERE

    with open(os.path.join(HERE, "policy.toml"), "rb") as file:
        return tomllib.load(file)


def cut_of(written: str, reference: date, facts: Facts) -> Version:
    """The oldest kernel kept: a version, "oldest longterm" or "N years". Raises PolicyError."""
    if re.fullmatch(r"\d+(?:\.\d+)+", written):
        return version(written)
    day = reference.isoformat()
    if written == "oldest longterm":
        kept = [r for r in facts.releases() if r.longterm and r.released <= day < (r.eol or "9")]
    elif years := re.fullmatch(r"(\d{1,2}) years?", written):
        since = _years_before(reference, int(years[1])).isoformat()
        kept = [r for r in mainline(facts.releases()) if since <= r.released <= day]
    else:
        problem = 'a version, "oldest longterm" or "N years"'
        raise PolicyError(f'"{written}" is not {problem}')
    if not kept:
        raise PolicyError(f'no kernel is known that "{written}" means on {day}')
    return kept[0].version


def mainline(releases: Sequence[Release]) -> list[Release]:
    """The releases without the later ones of series that a newer one had replaced (2.4.37).

    Odd series before 2.6 were not for users and are left out, too.
    """
    found: list[Release] = []
    for release in sorted(releases, key=lambda r: (r.released, r.version)):
        developed = release.version < (2, 6) and release.version[1] % 2 == 1
        if not developed and (not found or release.version > found[-1].version):
            found.append(release)
    return found


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year - years, day=28)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise PolicyError(f'"{written}" is no date, which is written YYYY-MM-DD') from error


def _actions(written: Sequence[str]) -> tuple[Action, Action, Action]:
    before, at, after = (Action(word) for word in written)
    return before, at, after
