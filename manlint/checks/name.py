"""Check kind `name`: the lines under NAME, which man(1), whatis(1) and indexes take apart.

They are read as man-db's lexgrog(1) reads them; what it refuses is wrong in every page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from manlint.checks.nameentry import Entry, first_entry, name_section
from manlint.checks.project import belongs
from manlint.finding import Edit, Finding, Fix

if TYPE_CHECKING:
    from manlint.files.tree import Tree
    from manlint.page import Page
    from manlint.rules import Rule
    from manlint.source import Span


@dataclass(frozen=True, slots=True)
class Options:
    """`sources` are the projects whose pages must also keep to the form of man-pages(7)."""

    sources: tuple[str, ...] = ()


class Problem(NamedTuple):
    """What is wrong with a name line, and the stretch of `Page.text` that has it.

    `fix` is the text to put there instead, if that is all.
    """

    start: int
    end: int
    message: str
    fix: str | None = None


# The lines of most pages, which are right; comments may stand among them.
_PLAIN = r"(?:[\w./:+@%-]|\\[-%])+"
_RIGHT = re.compile(
    rf"(?:\.\\\"[^\n]*\n)*{_PLAIN}(?:,(?: +|\n(?:\.\\\"[^\n]*\n)*){_PLAIN})*"
    r"[ \n]+\\-[ \n]+[^\s.\\-][^\n\\]*(?:\n[^\n.'\\][^\n\\]*)*\n(?:\.\n)*"
)
_ABBREVIATION = re.compile(r"(?:\b(?:etc|e\.g|i\.e|Inc|Ltd|Co)|\.\.)\.\Z")
_DASH = re.compile(r"(?<=\s)-+(?=\s|$)|(?<=\s)[–—](?=\s|$)|-+(?=\s|$)|(?<=\s)-+")
_SECTION = re.compile(r"\([0-9][a-z]*\)\Z")


def check(page: Page, rule: Rule, options: Options, _tree: Tree | None) -> Iterator[Finding]:
    """Findings in the first entry under NAME; a page without that section has none."""
    found = name_section(page)
    if found is None or _is_right(page.text[found.start : found.end]):
        return
    strict = belongs(page, options.sources)
    for problem in _problems(page, found, strict):
        span = page.span(problem.start, problem.end)
        fix = None
        if problem.fix is not None and page.expansion is None:
            fix = Fix((Edit(span, problem.fix),))
        yield Finding(page.source, span, rule.name, rule.severity, problem.message, fix=fix)


def _is_right(text: str) -> bool:
    return _RIGHT.fullmatch(text) is not None and not text.rstrip().endswith(".")


def _problems(page: Page, section: Span, strict: bool) -> Iterator[Problem]:
    entry = first_entry(page, section)
    text = entry.text
    if not text:
        yield Problem(section.start - 1, section.start, "there is nothing under NAME")
        return
    whole = entry.span(0, len(text))
    dash = _DASH.search(text)
    if dash is None:
        message = "no dash between blanks parts the names from what they do"
        yield Problem(whole.start, whole.end, message)
        return
    if not text[: dash.start()].strip() or not text[dash.end() :].strip():
        missing = "name before" if not text[: dash.start()].strip() else "description after"
        yield Problem(whole.start, whole.end, f"there is no {missing} the dash")
        return
    yield from _names(page, entry, dash.start(), strict)
    yield from _dash(page, entry, dash, strict)
    if strict and text.endswith(".") and not _ABBREVIATION.search(text):
        at = entry.span(len(text) - 1, len(text))
        yield Problem(*at, "the description ends in a full stop", "")


def _names(page: Page, entry: Entry, end: int, strict: bool) -> Iterator[Problem]:
    """What is wrong with the names, which stand before offset `end`."""
    at, parts = 0, entry.text[:end].split(",")
    for index, written in enumerate(parts):
        name = written.strip()
        start = at + len(written) - len(written.lstrip())
        comma = max(at - 1, 0)
        span = entry.span(start, start + len(name)) if name else entry.span(comma, comma + 1)
        at += len(written) + 1
        if not name:
            if strict or 0 < index < len(parts) - 1:  # which whatis lists as an empty name
                yield Problem(*span, "a comma has no name beside it", "")
        elif " " in name:
            yield Problem(*span, f'"{name}" is not one name; names are parted by commas')
        elif _SECTION.search(name):
            yield Problem(*span, f'the name "{name}" has a manual section')
        elif "\\f[" in (raw := page.text[slice(*span)]) + page.text[span.start - 5 : span.start]:
            yield Problem(*span, f"man-db takes the font escape in {raw} for a piece of the name")


def _dash(page: Page, entry: Entry, dash: re.Match[str], strict: bool) -> Iterator[Problem]:
    r"""`\-` between blanks is asked for in one's own pages; elsewhere what whatis knows will do."""
    text, span = entry.text, entry.span(*dash.span())
    raw = page.text[slice(*span)]
    if dash[0] in "–—" and not raw.startswith("\\"):
        yield Problem(*span, f'whatis does not take "{raw}" for the dash', "\\-")
    elif strict and raw != "\\-":
        yield Problem(*span, f'the dash is written "{raw}", not "\\-"', "\\-")
    elif strict and not (text[dash.start() - 1] + text[dash.end()]).isspace():
        yield Problem(*span, "there is no blank on both sides of the dash")
