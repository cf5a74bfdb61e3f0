"""The kinds of check: code that a rule document names and gives its options to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
    "pointers": "manlint.checks.pointers",
    "policy": "manlint.checks.policy",
    "references": "manlint.checks.references",
    "sections": "manlint.checks.sections",
    "text": "manlint.checks.text",
    "title": "manlint.checks.title",
    "version": "manlint.checks.versions",
}


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
    return bool(getattr(kind(rule.check), "CROSS_PAGE", False))


def bind(rule: Rule) -> Check:
    """The check of `rule` with its options filled in; raises RuleError if they are wrong."""
    module = kind(rule.check)
    try:
        options = read_options(module.Options, rule.options)
    except OptionError as error:
        raise RuleError(rule.path, 1, str(error)) from error
    run = module.check
    return lambda page, tree: run(page, rule, options, tree)


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
