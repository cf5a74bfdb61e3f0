"""Policy: what is to become of text about old kernels, by its form and the oldest kernel kept.

The profiles are data, in policy.toml beside this file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any, NamedTuple

from manlint.facts import Version, load, text_of
from manlint.facts.cut import cut_of

DEFAULT = "man-pages"


class Form(StrEnum):
    """How a page says that something depends on the version of the kernel."""

    TAG = "tag"  # "O_DIRECT (since Linux 2.4.10)" as a tag or a heading
    BEFORE = "before"  # "before Linux 2.6", "until 2.6", "Linux 2.6 and earlier"
    SINCE = "since"  # "since Linux 2.6, ..." in running text
    CONDITION = "condition"  # "on Linux 2.6 and later"
    HISTORY = "history"  # anything in HISTORY
    VERSIONS = "versions"  # anything in VERSIONS, which is for other systems


class Interval(NamedTuple):
    """The kernels that a statement is about, from `since` on and up to `before`.

    A side that is open is None. Whether the kernel `before` is one of them is left open,
    as it is by many a page.
    """

    since: Version | None = None
    before: Version | None = None


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
    """The version that decides on a statement of `form`: its last or its first."""
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


def policy_for(
    profile: str = DEFAULT,
    reference: str = "",
    cut: str = "",
    *,
    drop_history: bool = False,
) -> Policy:
    """The policy of a profile, by the facts in use.

    `reference` is a day as YYYY-MM-DD, by default the day of the facts; `cut` replaces the
    profile's; `drop_history` takes its other action for bare HISTORY lines, if it has one.
    Raises PolicyError.
    """
    from manlint.resources import facts_folder

    return _policy(facts_folder(), profile, reference, cut, drop_history)


@lru_cache(maxsize=32)
def _policy(folder: str, profile: str, reference: str, cut: str, drop_history: bool) -> Policy:
    known = profiles()
    if profile not in known:
        raise PolicyError(f'no policy is called "{profile}", only {" and ".join(known)}')
    chosen, facts = known[profile], load(folder)
    day = _day(reference) if reference else facts.date
    actions = {form: _actions(chosen[form]) for form in Form}
    if drop_history and "history-dropped" in chosen:
        actions[Form.HISTORY] = _actions(chosen["history-dropped"])
    try:
        return Policy(profile, day, cut_of(cut or chosen["cut"], day, facts), actions)
    except ValueError as error:
        raise PolicyError(str(error)) from error


@cache
def profiles() -> dict[str, dict[str, Any]]:
    """The profiles of policy.toml by name."""
    import os
    import tomllib

    from manlint.resources import HERE

    with open(os.path.join(HERE, "policy.toml"), "rb") as file:
        return tomllib.load(file)


def _day(written: str) -> date:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        day = date.min
    if day.isoformat() != written:  # other ISO forms would not look like one day's name
        raise PolicyError(f'"{written}" is no date, which is written YYYY-MM-DD')
    return day


def _actions(written: Sequence[str]) -> tuple[Action, Action, Action]:
    before, at, after = (Action(word) for word in written)
    return before, at, after
