"""Check kind `policy`: text about kernels that the version policy no longer keeps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from manlint.checks.policyfix import without_tag
from manlint.checks.policyhint import older_near
from manlint.checks.project import belongs
from manlint.claims.history import Dated, dated
from manlint.facts import text_of
from manlint.finding import Finding
from manlint.policy import (
    DEFAULT,
    Action,
    Form,
    Policy,
    PolicyError,
    action,
    compare,
    judged,
    policy_for,
)

if TYPE_CHECKING:
    from manlint.files.tree import Tree
    from manlint.page import Page
    from manlint.rules import Rule


@dataclass(frozen=True, slots=True)
class Options:
    """`forms` are the forms of text to judge; `profile`, `reference` and `cut` are the policy.

    Only pages of the projects `sources` are read, all if there are none.
    """

    forms: tuple[Literal["tag", "before", "since", "condition", "history", "versions"], ...]
    profile: str = DEFAULT
    reference: str = ""
    cut: str = ""
    sources: tuple[str, ...] = ()


def check(page: Page, rule: Rule, options: Options, _tree: Tree | None) -> Iterator[Finding]:
    """A finding for each statement for which the policy has an action."""
    policy = policy_for(options.profile, options.reference, options.cut)
    if not belongs(page, options.sources):
        return
    for statement in dated(page, older_near(page, options.forms, policy)):
        if statement.form in options.forms:
            wanted = action(statement.form, statement.interval, policy)
            if wanted is not Action.LEAVE:
                yield _finding(page, rule, statement, wanted, policy)


def _finding(page: Page, rule: Rule, statement: Dated, wanted: Action, policy: Policy) -> Finding:
    unit = statement.unit
    bound = judged(statement.form, statement.interval)
    assert bound is not None  # or there would be no action
    age = ("before the", "the", "after the")[1 + compare(bound, policy.cut)]
    message = rule.message.format(
        action=wanted,
        since="until" if statement.form is Form.BEFORE else "since",
        version=statement.number,
        age=f"{age} oldest kernel kept ({text_of(policy.cut)})",
    )
    span = unit.span(statement.start, statement.end)
    fix = without_tag(page, statement) if wanted is Action.DROP_TAG else None
    return Finding(page.source, span, rule.name, rule.severity, message, (unit.text,), fix)


def problems(_rule: Rule, options: Options) -> Iterator[tuple[str, str]]:
    """(key, problem) if there is no such policy."""
    try:
        policy_for(options.profile, options.reference, options.cut)
    except PolicyError as error:
        yield "profile", str(error)
