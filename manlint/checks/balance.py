"""Check kind `balance`: a block that is not closed, or an end that closes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from manlint.finding import Finding

if TYPE_CHECKING:
    from manlint.files.tree import Tree
    from manlint.page import Page
    from manlint.rules import Rule


@dataclass(frozen=True, slots=True)
class Options:
    """`macros` are those that are looked at, all if there are none."""

    macros: tuple[str, ...] = ()


def check(page: Page, rule: Rule, options: Options, _tree: Tree | None) -> Iterator[Finding]:
    """A finding for each block macro that the reader of the page had to repair."""
    for found in page.imbalances:
        if options.macros and found.macro not in options.macros:
            continue
        line = page.text[found.start : found.end].rstrip()
        span = page.span(found.start, found.start + len(line))
        message = rule.message.format(macro=found.macro, problem=found.problem)
        yield Finding(page.source, span, rule.name, rule.severity, message)
