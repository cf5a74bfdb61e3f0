"""Check kind `policy`: text about kernels that the version policy no longer keeps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from manlint.checks.policyfix import without_tag
from manlint.checks.project import belongs
from manlint.claims.history import Dated, Form, dated
from manlint.facts import text_of, version
from manlint.finding import Finding
from manlint.policy import (
    DEFAULT,
    Action,
    Policy,
    PolicyError,
    action,
    compare,
    judged,
    policy_for,
)

if TYPE_CHECKING:
    from manlint.page import Page
    from manlint.rules import Rule
    from manlint.tree import Tree


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


# The first number after the kernel's name; a list's others are newer.
_NUMBER = re.compile(r"(?:inux|ernels?)\b[^.;:0-9]{0,40}([0-9]+(?:\.[0-9]+)+)")


def check(page: Page, rule: Rule, options: Options, _tree: Tree | None) -> Iterator[Finding]:
    """A finding for each statement for which the policy has an action."""
    policy = policy_for(options.profile, options.reference, options.cut)
    if not belongs(page, options.sources) or not _may_have(page.text, policy, options):
        return
    for statement in dated(page):
        if statement.form in options.forms:
            wanted = action(statement.form, statement.interval, policy)
            if wanted is not Action.LEAVE:
                yield _finding(page, rule, statement, wanted, policy)


def _may_have(text: str, policy: Policy, options: Options) -> bool:
    """Whether the page names a kernel as old as the cut, if only such matter."""
    if any(policy.actions[Form(form)][2] is not Action.LEAVE for form in options.forms):
        return True
    return any(compare(version(n), policy.cut) <= 0 for n in set(_NUMBER.findall(text)))


def _finding(
    page: Page, rule: Rule, statement: Dated, wanted: Action, policy: Policy
) -> Finding:
    unit = statement.unit
    bound = judged(statement.form, statement.interval)
    assert bound is not None  # or there would be no action
    age = "the" if compare(bound, policy.cut) == 0 else "before the"
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
