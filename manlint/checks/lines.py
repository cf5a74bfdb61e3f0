"""Check kind `lines`: a pattern over single lines of the source, chosen by what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from manlint.checks.areas import Kind, is_verbatim, kind_at
from manlint.checks.project import belongs
from manlint.finding import Edit, Finding, Fix
from manlint.page.arguments import split
from manlint.page.balance import macro_name
from manlint.page.tags import after_name

if TYPE_CHECKING:
    from manlint.files.tree import Tree
    from manlint.page import Page
    from manlint.rules import Rule


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a lines rule.

    `pattern`: a regular expression for the offence, `^` and `$` being those of the line;
    `needles`: strings of which one is in every page in question, line ends included;
    `areas`: the kinds of line to look at (see manlint/checks/areas.py); `unless`: patterns
    that let a line pass; `breakable`: only lines that can be written as two; `replace`: text
    for the match; `safe`: a pattern for the same text, which matches all of it where the fix
    is safe, as everywhere without it; `sources`: the projects whose pages to look at, all if
    empty.
    """

    pattern: str
    areas: tuple[Kind, ...]
    needles: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    breakable: bool = False
    replace: str | None = None
    safe: str = ""
    sources: tuple[str, ...] = ()


_COMMENT = re.compile(r'\\["#].*')
_BLANK = re.compile(r"(?<=[^\s\\]) +(?=\S)")  # after a backslash it is an escape
_SHOWN_BLANK = re.compile(r"(?<!\\) ")
# Macros that put a blank between their arguments.
_SPACED = frozenset(("B", "I", "R", "SM", "SB"))


def check(page: Page, rule: Rule, options: Options, _tree: Tree | None) -> Iterator[Finding]:
    """A finding for each match in a line of the chosen areas."""
    text = page.text
    if options.needles and not any(needle in text for needle in options.needles):
        return
    for match in _pattern(options.pattern).finditer(text):
        if not _counts(text, match, options):
            continue
        kind = kind_at(page, match.start())
        if kind not in options.areas or (kind == "table" and "\t" in match[0]):
            continue  # a tab ends a cell
        if not belongs(page, options.sources):
            return
        if is_verbatim(page, *match.span()):
            yield _finding(page, rule, options, match, kind)


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.M)


def _counts(text: str, match: re.Match[str], options: Options) -> bool:
    start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.start())
    line = text[start : end if end >= 0 else len(text)]
    if any(_pattern(pattern).search(line) for pattern in options.unless):
        return False
    return not options.breakable or can_break(line)


def can_break(line: str) -> bool:
    """Whether a line of filled text can be written as two that read the same."""
    line = _COMMENT.sub("", line).rstrip()
    if line[:1] not in (".", "'"):
        return _BLANK.search(line) is not None
    arguments = split(line, after_name(line))
    if macro_name(line) in _SPACED and len(arguments) > 1:
        return True
    return any(_SHOWN_BLANK.search(argument.text) for argument in arguments)


def _finding(page: Page, rule: Rule, options: Options, match: re.Match[str], kind: Kind) -> Finding:
    span = page.span(*match.span())
    fix = None
    if options.replace is not None:
        pattern = _pattern(options.safe or "(?s:.*)")
        safe = pattern.fullmatch(match.string, *match.span()) is not None
        safe = safe and kind not in ("cell", "table")  # formatters differ in what they show there
        fix = Fix((Edit(span, match.expand(options.replace)),), safe)
    message = rule.message.format(length=len(match[0]), text=match[0])
    return Finding(page.source, span, rule.name, rule.severity, message, fix=fix)


def problems(rule: Rule, options: Options) -> Iterator[tuple[str, str]]:
    """(key, problem) for each option that cannot work."""
    for key in ("pattern", "unless", "safe"):
        values = getattr(options, key)
        for value in (values,) if isinstance(values, str) else values:
            try:
                re.compile(value)
            except re.error as error:
                yield key, f"{key}: {error}"
    if not options.pattern:
        yield "pattern", "pattern must not be empty"
    if not options.areas:
        yield "areas", "areas must not be empty"
    if not rule.message:
        yield "check", 'option "message" is missing'
    try:
        rule.message.format(length=0, text="")
    except (LookupError, ValueError) as error:
        yield "message", f"message: {error!r}; it may name {{length}} and {{text}}"
