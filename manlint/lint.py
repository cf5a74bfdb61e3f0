"""Running rules over one page: findings in order, a general rule silenced by a special one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from manlint import suppress
from manlint.checks import bind_later, needs_tree

if TYPE_CHECKING:
    from manlint.checks import Check
    from manlint.files.tree import Tree
    from manlint.finding import Finding
    from manlint.page import Page
    from manlint.rules import Rule

# What holds in every language: the wording rules know English only.
TRANSLATED_GROUPS = frozenset(("structure", "markup"))


class Bound(NamedTuple):
    """A rule with its check; `needs_tree` if the check compares pages."""

    rule: Rule
    check: Check
    needs_tree: bool


@dataclass(frozen=True, slots=True)
class InternalError:
    """A check, or with `rule` "" the reading, failed on a page: manlint's fault.

    `error` is one line: the exception and where it was raised.
    """

    path: str
    rule: str
    error: str

    def __str__(self) -> str:
        doing = f"rule {self.rule}" if self.rule else "reading"
        return f"{self.path}: internal error in {doing}: {self.error}; please report it"


def prepare(rules: Iterable[Rule]) -> tuple[Bound, ...]:
    """`rules` with their checks, which are imported when the first page needs them."""
    return tuple(Bound(rule, bind_later(rule), needs_tree(rule)) for rule in rules)


def run(
    page: Page,
    rules: Sequence[Bound],
    tree: Tree | None,
    errors: list[InternalError] | None = None,
) -> list[Finding]:
    """What `rules` find on `page`, by position, without what another finding covers.

    Nor with what a comment of the page suppresses: the rules about these come last. A check
    that fails is added to `errors` and the others go on; without `errors` its exception is
    raised.
    """
    running = [bound for bound in rules if tree is not None or not bound.needs_tree]
    found = _found(page, running, tree, errors)
    if len(found) > 1:
        found = uncovered(dict.fromkeys(found), rules)
    if suppress.MARK in page.source.text:
        found = _unsuppressed(page, found, running, errors)
    if len(found) > 1:
        found.sort(key=lambda finding: (finding.span, finding.rule, finding.message))
    return found


def _found(
    page: Page,
    rules: Iterable[Bound],
    tree: Tree | None,
    errors: list[InternalError] | None,
    about_suppressions: bool = False,
) -> list[Finding]:
    found: list[Finding] = []
    for bound in rules:
        if (bound.rule.check == suppress.KIND) is not about_suppressions:
            continue
        before = len(found)
        try:
            found.extend(bound.check(page, tree))
        except Exception as error:
            if errors is None:
                raise
            del found[before:]
            errors.append(internal_error(page.source.path, bound.rule.name, error))
    return found


def _unsuppressed(
    page: Page, found: list[Finding], rules: Sequence[Bound], errors: list[InternalError] | None
) -> list[Finding]:
    """`found` without what is suppressed, with what is wrong about that."""
    former = {name: bound.rule.name for bound in rules for name in bound.rule.formerly}
    ran = [*former, *(bound.rule.name for bound in rules)]
    failed = {error.rule for error in errors or ()}
    found, record = suppress.suppress(page.source, found, {*ran} - failed, former)
    page.derived[suppress.RECORD] = record
    return found + _found(page, rules, None, errors, about_suppressions=True)


def uncovered(found: Iterable[Finding], rules: Iterable[Bound]) -> list[Finding]:
    """`found` without the findings that overlap one of a rule that covers theirs."""
    covers = {bound.rule.name: bound.rule.covers for bound in rules if bound.rule.covers}
    found = list(found)
    special = [finding for finding in found if finding.rule in covers]
    return [
        finding
        for finding in found
        if not any(finding.rule in covers[by.rule] and overlap(by, finding) for by in special)
    ]


def overlap(one: Finding, other: Finding) -> bool:
    """Whether the spans of two findings share a character, or start at the same one."""
    first, second = sorted((one.span, other.span))
    return second.start < first.end or second.start == first.start


def internal_error(path: str, rule: str, error: Exception) -> InternalError:
    """`error` as a value, with the innermost place of ours or of a library."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    said = " ".join(str(error).split()) or "no message"
    text = f"{type(error).__name__}: {said}"
    if place is not None:
        file = "/".join(place.tb_frame.f_code.co_filename.split(os.sep)[-2:])
        text += f" ({file}:{place.tb_lineno})"
    return InternalError(path, rule, text)
