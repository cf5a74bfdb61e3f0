"""Check kind `macros`: calls of a macro for which another one stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from manlint.checks.areas import is_verbatim, kind_at
from manlint.checks.project import belongs
from manlint.finding import Edit, Finding, Fix
from manlint.page.arguments import split
from manlint.page.lines import LINE

if TYPE_CHECKING:
    from manlint.files.tree import Tree
    from manlint.page import Page
    from manlint.rules import Rule


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a macros rule.

    `replace`: for each macro to look at the one to write instead, "" where a person has to
    choose; `arguments`: only calls with this many; `unclear`: patterns for lines where a
    person has to choose, too; `sources`: the projects whose pages to look at, all if empty.
    """

    replace: dict[str, str]
    arguments: int | None = None
    unclear: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


_NOT_CALLED = frozenset(("table", "other", "comment"))


# A plain argument, or one in quotes.
ARGUMENT = r'(?:"[^"\n]*"|(?:[^ \t\n"\\]|\\[^ \n])+)'


def check(page: Page, rule: Rule, options: Options, _tree: Tree | None) -> Iterator[Finding]:
    """A finding for each call of one of the macros."""
    for match in _pattern(tuple(options.replace), options.arguments).finditer(page.text):
        start = match.start() + 1
        line = LINE.match(page.text, start)
        assert line is not None
        arguments = split(line[0], match.end("macro") - start)
        if options.arguments not in (None, len(arguments)) or not is_call(page, start, line[0]):
            continue
        if not belongs(page, options.sources):
            return
        end = start + arguments[-1].end if arguments else match.end("macro")
        unclear = any(re.search(pattern, line[0]) for pattern in options.unclear)
        macro = match["macro"]
        edit = Edit(page.span(*match.span("macro")), options.replace[macro])
        fix = Fix((edit,)) if edit.text and not unclear else None
        message = rule.message.format(macro=macro, other=edit.text)
        span = page.span(start, end)
        yield Finding(page.source, span, rule.name, rule.severity, message, fix=fix)


def is_call(page: Page, start: int, line: str) -> bool:
    """Whether the line at `start` of `Page.text`, which looks like it, calls a macro.

    That is not in a table's layout, nor where the line before goes on, nor in text that a
    definition of the page made.
    """
    if kind_at(page, start) in _NOT_CALLED or not is_verbatim(page, start, start + len(line)):
        return False
    if not page.text.endswith("\\\n", 0, start):
        return True
    before = LINE.match(page.text, page.text.rfind("\n", 0, start - 1) + 1)
    return before is not None and before.end() <= start


@cache
def _pattern(macros: tuple[str, ...], arguments: int | None) -> re.Pattern[str]:
    """Lines that may call one of `macros`; most with too many arguments are left out.

    It begins with the end of the line before, which is four times as fast as `^`: no call
    is the first line of a page.
    """
    names = "|".join(map(re.escape, macros))
    more = ""
    if arguments is not None:
        more = rf"(?!(?:[ ]+{ARGUMENT}){{{arguments}}}[ ]+[^ \t\n\\])"
    return re.compile(rf"\n[.'][ \t]*(?P<macro>{names})(?![^ \t\n\\]){more}")


def problems(rule: Rule, options: Options) -> Iterator[tuple[str, str]]:
    """(key, problem) for each option that cannot work."""
    if not options.replace:
        yield "replace", "replace must not be empty"
    for pattern in options.unclear:
        try:
            re.compile(pattern)
        except re.error as error:
            yield "unclear", f"unclear: {error}"
    if not rule.message:
        yield "check", 'option "message" is missing'
    try:
        rule.message.format(macro="", other="")
    except (LookupError, ValueError) as error:
        yield "message", f"message: {error!r}; it may name {{macro}} and {{other}}"
