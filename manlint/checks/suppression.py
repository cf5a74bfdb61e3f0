"""Check kind `suppression`: comments that should keep findings back, and do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from manlint.finding import Edit, Finding, Fix
from manlint.rules import ALL
from manlint.source import Span
from manlint.suppress import FORM, RECORD, Record, Suppression, suppressions

if TYPE_CHECKING:
    from manlint.files.tree import Tree
    from manlint.page import Page
    from manlint.rules import Rule


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a suppression rule.

    `about`: suppressions that keep nothing back, or such as cannot work; `rules`: the names
    of all rules, `groups` of all groups and `former` of rules in the past; they are filled in
    by the loader of all rules, and stand in a document only for its examples.
    """

    about: Literal["unused", "bad"]
    rules: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    former: tuple[str, ...] = ()


def check(page: Page, rule: Rule, options: Options, _tree: Tree | None) -> Iterator[Finding]:
    """A finding for each suppression, or name in one, that is as `about` says.

    Where no engine left a record, as for an example, the rules ran and found nothing.
    """
    record: Record = page.derived.get(RECORD) or Record(frozenset(options.rules), frozenset())
    problems = _unused if options.about == "unused" else _bad
    for one in suppressions(page.source):
        for message in problems(one, record, options):
            fix = _without(page, one) if options.about == "unused" and len(one.names) == 1 else None
            yield Finding(page.source, one.span, rule.name, rule.severity, message, fix=fix)


def _unused(one: Suppression, record: Record, _options: Options) -> Iterator[str]:
    for name in one.names if one.acts else ():
        if name in record.ran and (one.span.start, name) not in record.used:
            yield f"{name} finds nothing here to ignore"


def _bad(one: Suppression, _record: Record, options: Options) -> Iterator[str]:
    if not one.is_formed:
        yield f"this is not {FORM}, it has no effect"
    elif not one.names:
        yield "no rule is named, it has no effect"
    elif not one.reason:
        yield "there is no reason, it has no effect"
    for name in one.names:
        if name in options.groups or name == ALL:
            yield f"{name} is no rule but a group: name each rule"
        elif name not in options.rules and name not in options.former:
            yield f"no rule is called {name}{_nearest(name, options.rules)}"


def _nearest(name: str, rules: Sequence[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, rules, 1)
    return f"; {near[0]} is" if near else ""


def _without(page: Page, one: Suppression) -> Fix:
    """Take the comment out: with its line, if it stands alone there."""
    text, (start, end) = page.source.text, one.span
    if len(one.lines) == 2:
        start = text.rfind("\n", 0, start) + 1
        end = min(end + 1, len(text))
    else:
        start = len(text[:start].rstrip(" \t"))
    return Fix((Edit(Span(start, end), ""),))
