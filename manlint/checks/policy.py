"""Check kind `policy`: text about kernels that the version policy no longer keeps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from manlint.checks.policyfix import without_tag
from manlint.checks.policyhint import older_near
from manlint.checks.project import belongs
from manlint.claims.history import Dated, dated
from manlint.claims.kernels import kernel_numbers
from manlint.claims.passages import is_aside, passages, sentence_text, span
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

    `drop_history` takes the profile's other action for lines of HISTORY, if it has one. `unless`
    are patterns that let a sentence pass; without `asides` so does a version in parentheses.
    Only pages of the projects `sources` are read, all if there are none.
    """

    forms: tuple[Literal["tag", "before", "since", "condition", "history", "versions"], ...]
    profile: str = DEFAULT
    reference: str = ""
    cut: str = ""
    drop_history: bool = False
    unless: tuple[str, ...] = ()
    asides: bool = True
    sources: tuple[str, ...] = ()


def check(page: Page, rule: Rule, options: Options, _tree: Tree | None) -> Iterator[Finding]:
    """A finding for each statement for which the policy has an action."""
    if not kernel_numbers(page) or not belongs(page, options.sources):
        return
    policy = _policy(options)
    near = older_near(page, options.forms, policy)

    def wanted(statement: Dated) -> Action:
        if statement.form not in options.forms or _passes(statement, options):
            return Action.LEAVE
        return action(statement.form, statement.interval, policy)

    for chosen, passage in passages(dated(page, near), wanted):
        yield _finding(page, rule, passage, chosen, policy)


def _policy(options: Options) -> Policy:
    return policy_for(
        options.profile, options.reference, options.cut, drop_history=options.drop_history
    )


def _passes(statement: Dated, options: Options) -> bool:
    """Whether a statement is none that the policy is about: "before V" counts in prose only."""
    if statement.form is Form.BEFORE and statement.unit.kind != "text":
        return True
    if not options.asides and is_aside(statement):
        return True
    text = sentence_text(statement) if options.unless else ""
    return any(re.search(pattern, text) for pattern in options.unless)


def _finding(
    page: Page, rule: Rule, passage: tuple[Dated, ...], wanted: Action, policy: Policy
) -> Finding:
    first = passage[0]
    bound = judged(first.form, first.interval)
    assert bound is not None  # or there would be no action
    age = ("before the", "the", "after the")[1 + compare(bound, policy.cut)]
    since, before = first.interval
    is_until = first.form is Form.BEFORE or (not since and before)
    in_lists = first.form in (Form.HISTORY, Form.VERSIONS)
    is_once = in_lists and (since == before or first.number.endswith((".x", ".X", ".*")))
    message = rule.message.format(
        action=wanted,
        since="of" if is_once else "until" if is_until else "since",
        version=first.number,
        # a series may be on both sides of the cut
        age="" if is_once else f"{age} oldest kernel kept ({text_of(policy.cut)})",
    ).rstrip(", ")
    texts = tuple(dict.fromkeys(map(sentence_text, passage)))
    fix = without_tag(page, first) if wanted is Action.DROP_TAG else None
    return Finding(page.source, span(passage), rule.name, rule.severity, message, texts, fix)


def problems(_rule: Rule, options: Options) -> Iterator[tuple[str, str]]:
    """(key, problem) if there is no such policy."""
    try:
        _policy(options)
    except PolicyError as error:
        yield "profile", str(error)
    for pattern in options.unless:
        try:
            re.compile(pattern)
        except re.error as error:
            yield "unless", f"unless: {error}"
