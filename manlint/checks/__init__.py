"""The kinds of check: code that a rule document names and gives its options to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol, cast

from manlint.checks.options import OptionError, read_options
from manlint.rules import Rule, RuleError

if TYPE_CHECKING:
    from manlint.files.tree import Tree
    from manlint.finding import Finding
    from manlint.page import Page

    Check = Callable[[Page, Tree | None], Iterator[Finding]]

# A kind is a module, imported when a rule of that kind is loaded or run.
KINDS: dict[str, str] = {
    "balance": "manlint.checks.balance",
    "blank": "manlint.checks.blank",
    "call-history": "manlint.checks.callhistory",
    "counterpart": "manlint.checks.counterpart",
    "equivalences": "manlint.checks.equivalences",
    "errnos": "manlint.checks.errnos",
    "gone": "manlint.checks.gone",
    "lines": "manlint.checks.lines",
    "macros": "manlint.checks.macros",
    "misspelling": "manlint.checks.misspelling",
    "name": "manlint.checks.name",
    "newlines": "manlint.checks.newlines",
    "other-version": "manlint.checks.otherversion",
    "pointers": "manlint.checks.pointers",
    "policy": "manlint.checks.policy",
    "punctuation": "manlint.checks.punctuation",
    "ranges": "manlint.checks.ranges",
    "recommended": "manlint.checks.recommended",
    "reference-markup": "manlint.checks.referencemarkup",
    "references": "manlint.checks.references",
    "repeated": "manlint.checks.repeated",
    "repeated-version": "manlint.checks.repeatedversion",
    "required": "manlint.checks.required",
    "sections": "manlint.checks.sections",
    "suppression": "manlint.checks.suppression",
    "symbol-version": "manlint.checks.symbolversion",
    "text": "manlint.checks.text",
    "title": "manlint.checks.title",
    "topics": "manlint.checks.topics",
    "tutorial": "manlint.checks.tutorial",
    "undocumented-errno": "manlint.checks.undocumentederrno",
    "version": "manlint.checks.versions",
}

# The kinds of these that cannot do without a tree: said here so that nothing is imported to know.
CROSS_PAGE = frozenset(
    "call-history counterpart equivalences other-version recommended references topics".split()
)


class Kind(Protocol):
    """What a check module offers.

    It may also have `CROSS_PAGE = True` (it needs the tree) and `problems(rule, options)`,
    which yields (key, problem) for options whose types are right and whose values are not.
    """

    Options: type[Any]

    def check(
        self, page: Page, rule: Rule, options: Any, tree: Tree | None
    ) -> Iterator[Finding]: ...  # pragma: no cover


def kind(name: str) -> Kind:
    """The module of the kind `name`, a key of KINDS."""
    from importlib import import_module

    return cast(Kind, import_module(KINDS[name]))


def needs_tree(rule: Rule) -> bool:
    """Whether `rule` compares pages and so cannot run without a tree."""
    if KINDS[rule.check].startswith("manlint.checks."):
        return rule.check in CROSS_PAGE
    return bool(getattr(kind(rule.check), "CROSS_PAGE", False))


def bind(rule: Rule) -> Check:
    """The check of `rule` with its options filled in; raises RuleError if they are wrong."""
    module = kind(rule.check)
    try:
        options = read_options(module.Options, rule.options)
    except OptionError as error:
        raise RuleError(rule.path, 1, str(error)) from error
    run = module.check
    if rule.rewords:
        return lambda page, tree: map(_unsafe, run(page, rule, options, tree))
    return lambda page, tree: run(page, rule, options, tree)


def _unsafe(finding: Finding) -> Finding:
    """A finding whose fix changes what the page shows: it is never applied unasked."""
    if finding.fix is None or not finding.fix.safe:
        return finding
    return replace(finding, fix=replace(finding.fix, safe=False))


def bind_later(rule: Rule) -> Check:
    """As `bind`, but nothing is imported, and no error raised, before the check is called."""
    bound: list[Check] = []

    def check(page: Page, tree: Tree | None) -> Iterator[Finding]:
        if not bound:
            bound.append(bind(rule))
        return bound[0](page, tree)

    return check


def problems(rule: Rule) -> Iterator[OptionError]:
    """What is wrong with the options of `rule`, for the loader to report with its line."""
    module = kind(rule.check)
    try:
        options = read_options(module.Options, rule.options)
    except OptionError as error:
        yield error
        return
    for key, problem in getattr(module, "problems", _no_problems)(rule, options):
        yield OptionError(key, problem)


def _no_problems(_rule: Rule, _options: Any) -> Iterator[tuple[str, str]]:
    return iter(())
