"""Check kind `newlines`: lines that should have been broken where a sentence or clause begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from manlint.checks.areas import Kind, is_verbatim, kind_at
from manlint.checks.project import belongs
from manlint.finding import Edit, Finding, Fix

if TYPE_CHECKING:
    from manlint.files.tree import Tree
    from manlint.page import Page
    from manlint.rules import Rule


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a newlines rule.

    `pattern`: regular expressions whose matches end with the blanks that should have been a
    newline, `^` being the begin of a line; `unless`: patterns that, found in the line before
    that place, let it be; `longer`: only lines of more characters than this; `areas`: the kinds
    of line to look at (see manlint/checks/areas.py); `sources`: the projects whose pages to look
    at, all if empty.
    """

    pattern: tuple[str, ...]
    unless: tuple[str, ...] = ()
    longer: int = 0
    areas: tuple[Kind, ...] = ("text", "cell")
    sources: tuple[str, ...] = ()


# A macro that puts its words in one font, so that a sentence can end among them.
_ONE_FONT = re.compile(r"\.[ \t]*(?:B|I|R|SM|SB)[ \t]")
# Lines that begin further back are not read: some "pages" are one line of megabytes.
_REACH = 1000
_WORD = re.compile(r"\S{1,60}")
_SENTENCE_END = re.compile(r"[.?!][\"')\]*]*\Z")
_COMMENT = re.compile(r'\\["#]')


def check(page: Page, rule: Rule, options: Options, _tree: Tree | None) -> Iterator[Finding]:
    """A finding at the first word of each sentence or clause that stands after a blank."""
    patterns = map(_compiled, options.pattern)
    at = sorted({match.end() for pattern in patterns for match in pattern.finditer(page.text)})
    if not at or not belongs(page, options.sources):
        return
    for place in at:
        if _is_missed(page.text, place, options) and kind_at(page, place) in options.areas:
            yield _finding(page, rule, place)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.M)


def _is_missed(text: str, place: int, options: Options) -> bool:
    """Whether a line of text has to be broken at `place`."""
    start = text.rfind("\n", max(0, place - _REACH), place) + 1
    if not start and place > _REACH:
        return False
    end = text.find("\n", place, place + _REACH)
    if (end if end >= 0 else min(len(text), place + _REACH)) - start <= options.longer:
        return False
    before = text[start:place].rstrip(" ")
    if before[:1] in (".", "'", "") and not _ONE_FONT.match(before):
        return False
    if _COMMENT.search(before):
        return False
    return not any(_compiled(pattern).search(before) for pattern in options.unless)


def _finding(page: Page, rule: Rule, place: int) -> Finding:
    text = page.text
    word = _WORD.match(text, place)
    assert word is not None
    span = page.span(*word.span())
    message = rule.message.format(word=word[0])
    return Finding(page.source, span, rule.name, rule.severity, message, fix=_fix(page, place))


def _fix(page: Page, place: int) -> Fix | None:
    """A newline for the blanks, which is safe if formatters show it as they show these blanks."""
    text = page.text
    start = place
    while text[start - 1] == " ":
        start -= 1
    line = text.rfind("\n", 0, place) + 1
    if text[line] == "." or text[place] in ".'" or not is_verbatim(page, start, place):
        return None
    # After a line that ends with a sentence they put two blanks, after any other one.
    blanks = 2 if _SENTENCE_END.search(text, max(0, start - 8), start) else 1
    return Fix((Edit(page.span(start, place), "\n"),), safe=place - start == blanks)


def problems(rule: Rule, options: Options) -> Iterator[tuple[str, str]]:
    """(key, problem) for each option that cannot work."""
    for key in ("pattern", "unless"):
        for pattern in getattr(options, key):
            try:
                re.compile(pattern)
            except re.error as error:
                yield key, f"{key}: {error}"
    if not options.pattern or not all(options.pattern):
        yield "pattern", "pattern must not be empty"
    if not rule.message:
        yield "check", 'option "message" is missing'
    try:
        rule.message.format(word="")
    except (LookupError, ValueError) as error:
        yield "message", f"message: {error!r}; it may name {{word}}"
