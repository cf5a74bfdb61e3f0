"""Options of the kinds that compare statements: what cannot work is said with its key."""

from __future__ import annotations

from dataclasses import replace

import pytest

from manlint.checks import problems
from manlint.rules import Rule
from tests.onpage import rules


def wrong(name: str, **options: object) -> list[tuple[str, str]]:
    rule: Rule = rules()[name]
    changed = replace(rule, options={**rule.options, **options})
    return [(problem.key, str(problem)) for problem in problems(changed)]


NAMES = (
    "equivalence-of-unequal-scope silent-counterpart interface-that-is-gone"
    " tutorial-in-reference-page deprecated-interface-recommended"
).split()


@pytest.mark.parametrize("name", NAMES)
def test_the_rules_themselves_are_right(name: str) -> None:
    assert wrong(name) == []


@pytest.mark.parametrize(
    ("name", "key", "value"),
    [
        ("equivalence-of-unequal-scope", "pattern", "as if ("),
        ("equivalence-of-unequal-scope", "pattern", "as if {ref}"),
        ("equivalence-of-unequal-scope", "unless", "["),
        ("equivalence-of-unequal-scope", "says", {"one-write": "other"}),
        ("silent-counterpart", "denial", "(?P<no>x)"),
        ("silent-counterpart", "warning", "(?P<const>{const})"),
        ("silent-counterpart", "duty", "("),
        ("interface-that-is-gone", "unless", "("),
        ("tutorial-in-reference-page", "teaching", "("),
        ("deprecated-interface-recommended", "advice", "("),
        ("deprecated-interface-recommended", "verdict", "("),
    ],
)
def test_what_cannot_work_is_said_with_its_key(name: str, key: str, value: object) -> None:
    found = wrong(name, **{key: value})
    assert found and {each for each, _ in found} == {key}
