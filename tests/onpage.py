"""One rule of the project on a page that is made of a few lines."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from manlint.checks import bind
from manlint.finding import Finding
from manlint.fix import applied
from manlint.page import read
from manlint.rules import Rule, load_rules
from manlint.source import Source

HEAD = ".TH x 2 2000-01-01 manlint\n.SH NAME\nx \\- a page\n.SH DESCRIPTION\n"


@cache
def rules() -> dict[str, Rule]:
    """The project's rules by name."""
    return {rule.name: rule for rule in load_rules()}


def findings(name: str, text: str, **options: object) -> list[Finding]:
    """What the rule `name` finds on the page `text`, in order.

    Fixes are as safe as their check says; those of a rule that rewords are all unsafe to users.
    """
    check = bind(replace(rules()[name], rewords=False).with_options(options))
    return sorted(check(read(Source("man2/x.2", text)), None), key=lambda found: found.span)


def lines(name: str, body: str, **options: object) -> list[int]:
    """The lines of `body`, from 1, on which the rule finds something under a heading."""
    found = findings(name, HEAD + body, **options)
    return [finding.source.line(finding.span.start) - HEAD.count("\n") for finding in found]


def fixed(name: str, body: str, unsafe: bool = False, head: str = HEAD) -> str:
    """`body` with all fixes of the rule, or only the safe ones."""
    fixes = [finding.fix for finding in findings(name, head + body) if finding.fix]
    edits = [edit for fix in fixes if fix.safe or unsafe for edit in fix.edits]
    return applied(head + body, edits).removeprefix(head)
