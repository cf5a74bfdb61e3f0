"""Running rules over one page: findings in order, a general rule silenced by a special one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from manlint.checks import bind, needs_tree

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
    """`rules` with their checks; raises RuleError."""
    return tuple(Bound(rule, bind(rule), needs_tree(rule)) for rule in rules)


def run(
    page: Page,
    rules: Sequence[Bound],
    tree: Tree | None,
    errors: list[InternalError] | None = None,
) -> list[Finding]:
    """What `rules` find on `page`, by position, without what another finding covers.

    A check that fails is added to `errors` and the others go on; without `errors` its
    exception is raised.
    """
    found: list[Finding] = []
    for bound in rules:
        if bound.needs_tree and tree is None:
            continue
        before = len(found)
        try:
            found.extend(bound.check(page, tree))
        except Exception as error:
            if errors is None:
                raise
            del found[before:]
            errors.append(internal_error(page.source.path, bound.rule.name, error))
    if len(found) > 1:
        found = uncovered(dict.fromkeys(found), rules)
        found.sort(key=lambda finding: (finding.span, finding.rule, finding.message))
    return found


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
