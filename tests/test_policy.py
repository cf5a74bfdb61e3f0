"""The kernel-version policy: each cell of the table, the cut, and what is no policy."""

from __future__ import annotations

from datetime import date

import pytest

from manlint.facts import load, version
from manlint.facts.cut import cut_of, mainline, years_before
from manlint.policy import (
    Action,
    Form,
    Interval,
    Policy,
    PolicyError,
    action,
    compare,
    policy_for,
    profiles,
)

MAN_PAGES = policy_for("man-pages")
# Of 23 February 2026, when seven years back are Linux 5.0.
LOOKBACK = policy_for("lookback-7y", "2026-02-23")

# form, and what becomes of it before the cut, at the cut and after it: the table of the rule
# history-older-than-policy, cell by cell
TABLE = {
    "man-pages": {
        "tag": ("drop the tag", "leave", "leave"),
        "before": ("drop", "drop", "move to HISTORY"),
        "since": ("drop the condition", "leave", "leave"),
        "condition": ("drop the condition", "drop the condition", "leave"),
        "history": ("leave", "leave", "leave"),
        "versions": ("move to HISTORY", "move to HISTORY", "move to HISTORY"),
    },
    "lookback-7y": {
        "tag": ("drop the tag", "drop the tag", "leave"),
        "before": ("drop", "drop", "leave"),
        "since": ("drop the condition", "drop the condition", "leave"),
        "condition": ("drop the condition", "drop the condition", "leave"),
        "history": ("leave", "leave", "leave"),
        "versions": ("drop", "drop", "move to HISTORY"),
    },
}
# versions before the cut, the cut as pages write it, versions after it
AGES = {
    "man-pages": (("2.4.10", "2.5.75", "0.99"), ("2.6", "2.6.0"), ("2.6.1", "2.6.33", "6.14")),
    "lookback-7y": (("2.6.33", "4.20", "4.19.7"), ("5.0", "5.0.0"), ("5.0.1", "5.1", "6.14")),
}
CELLS = [
    (name, form, written, wanted)
    for name, forms in TABLE.items()
    for form, actions in forms.items()
    for ages, wanted in zip(AGES[name], actions, strict=True)
    for written in ages
]


def interval(form: Form, written: str) -> Interval:
    """What the page says with that version, in the direction of the form."""
    parts = version(written)
    return Interval(before=parts) if form is Form.BEFORE else Interval(since=parts)


@pytest.mark.parametrize(("name", "form", "written", "wanted"), CELLS)
def test_each_cell_of_the_table(name: str, form: str, written: str, wanted: str) -> None:
    policy = {"man-pages": MAN_PAGES, "lookback-7y": LOOKBACK}[name]
    assert action(Form(form), interval(Form(form), written), policy) == wanted


def test_the_table_has_every_form_of_every_profile() -> None:
    assert profiles().keys() == TABLE.keys()
    assert {name: {*forms} for name, forms in TABLE.items()} == {name: {*Form} for name in TABLE}


def test_a_range_is_judged_by_its_end_and_history_by_all_it_has() -> None:
    range_ = Interval(version("2.2"), version("2.6.17"))
    assert action(Form.BEFORE, range_, MAN_PAGES) is Action.MOVE
    assert action(Form.BEFORE, range_, LOOKBACK) is Action.DROP
    assert action(Form.VERSIONS, range_, policy_for("lookback-7y", cut="2.6")) is Action.MOVE
    assert action(Form.VERSIONS, Interval(since=(2, 2)), LOOKBACK) is Action.DROP


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("policy", [MAN_PAGES, LOOKBACK], ids=lambda policy: policy.profile)
def test_what_has_no_bound_is_left(form: Form, policy: Policy) -> None:
    assert action(form, Interval(), policy) is Action.LEAVE


def test_lines_of_history_go_for_who_asks() -> None:
    dropping = policy_for("lookback-7y", "2026-02-23", drop_history=True)
    found = [
        action(Form.HISTORY, Interval(since=version(v)), dropping) for v in ("2.6.33", "5.0", "5.1")
    ]
    assert found == ["drop", "drop", "leave"]
    assert dropping.actions[Form.TAG] == LOOKBACK.actions[Form.TAG]
    assert policy_for("man-pages", drop_history=True).actions == MAN_PAGES.actions


@pytest.mark.parametrize(
    ("one", "other", "result"),
    [("2.6", "2.6.0", 0), ("2.5.75", "2.6", -1), ("2.6.39", "2.6.9", 1), ("3.0", "2.6.39", 1)],
)
def test_versions_are_numbers(one: str, other: str, result: int) -> None:
    assert compare(version(one), version(other)) == result
    assert compare(version(other), version(one)) == -result


@pytest.mark.parametrize(
    ("written", "day", "cut"),
    [
        ("2.6", "2026-02-23", "2.6"),
        ("2.6.33", "2026-02-23", "2.6.33"),
        ("7 years", "2026-02-23", "5.0"),
        ("7 years", "2026-03-03", "5.0"),  # 5.0 is of 3 March 2019
        ("7 years", "2026-03-04", "5.1"),
        ("1 year", "2026-02-23", "6.14"),
        ("7 years", "2024-02-29", "4.11"),
        ("19 years", "2026-07-10", "2.6.23"),  # not 2.4.35, which came between
        ("25 years", "2026-01-20", "2.4.1"),
        ("oldest longterm", "2026-02-23", "5.10"),
        ("oldest longterm", "2025-12-02", "5.4"),
        ("oldest longterm", "2025-12-03", "5.10"),  # the day on which support of 5.4 ended
        ("oldest longterm", "2016-02-01", "2.6.32"),
    ],
)
def test_the_oldest_kernel_kept(written: str, day: str, cut: str) -> None:
    assert cut_of(written, date.fromisoformat(day), load()) == version(cut)
    assert policy_for(reference=day, cut=written).cut == version(cut)


def test_mainline_has_no_odd_series_and_none_that_was_replaced() -> None:
    numbers = [release.name for release in mainline(load().releases())]
    assert {"2.2", "2.4", "2.6.0", "2.6.39", "3.0", "6.14"} <= {*numbers}
    assert not {"2.1", "2.3", "2.5", "2.4.24", "2.4.37"} & {*numbers}


def test_years_before_a_leap_day() -> None:
    assert years_before(date(2024, 2, 29), 7) == date(2017, 2, 28)
    assert years_before(date(2024, 2, 29), 4) == date(2020, 2, 29)


def test_the_reference_date_is_that_of_the_facts() -> None:
    assert policy_for().reference == load().date
    assert policy_for().profile == "man-pages"
    assert policy_for().cut == (2, 6)


def test_a_policy_says_what_it_is() -> None:
    assert str(LOOKBACK) == "lookback-7y, oldest kernel kept Linux 5.0 (2026-02-23)"


@pytest.mark.parametrize(
    ("profile", "reference", "cut", "problem"),
    [
        ("lookback", "", "", 'no policy is called "lookback", only man-pages and lookback-7y'),
        ("man-pages", "2026-02-30", "", '"2026-02-30" is no date'),
        ("man-pages", "20260223", "", '"20260223" is no date'),
        ("man-pages", "today", "", '"today" is no date'),
        ("man-pages", "", "2", '"2" is not a version, "oldest longterm" or "N years"'),
        ("man-pages", "", "seven years", '"seven years" is not a version'),
        ("man-pages", "2026-02-23", "0 years", 'no kernel is known that "0 years" means'),
        ("man-pages", "1993-01-01", "oldest longterm", "no kernel is known"),
    ],
)
def test_what_is_no_policy(profile: str, reference: str, cut: str, problem: str) -> None:
    with pytest.raises(PolicyError) as raised:
        policy_for(profile, reference, cut)
    assert str(raised.value).startswith(problem)
