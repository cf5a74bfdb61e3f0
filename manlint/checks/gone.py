"""Check kind `gone`: a page is named that describes what the kernel no longer has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from manlint.claims.references import references
from manlint.facts import text_of
from manlint.facts.interfaces import MissingFactsError, gone, system_calls
from manlint.finding import Finding
from manlint.resources import facts_folder

if TYPE_CHECKING:
    from manlint.facts.interfaces import SystemCall
    from manlint.files.tree import Tree
    from manlint.page import Page
    from manlint.rules import Rule


# How far before its section a name begins, and what may stand between them.
_REACH = 40
_MARKUP = ' "\\fPRB[]'


@dataclass(frozen=True, slots=True)
class Options:
    """`sections` are not looked at, nor a sentence that matches `unless`."""

    sections: tuple[str, ...] = ()
    unless: str = r"\Z\A"


def check(page: Page, rule: Rule, options: Options, _tree: Tree | None) -> Iterator[Finding]:
    """A finding for each reference to such a page that presents it as there; tables may list it."""
    from manlint.prose.sentence import sentence_at

    pages = _pages(facts_folder())
    near = _outside_tables(page, list(_near(page, tuple(pages), options.sections)))
    if not near or any(title.arguments[:2] in pages for title in page.titles):
        return
    unless = _compiled(options.unless)
    for reference in references(page, near):
        release = pages.get(reference[:2])
        unit = reference.unit
        if release is None or unit.kind == "cell" or unit.section in options.sections:
            continue
        text = sentence_at(unit, reference.start).text
        if not unless.search(text):
            span = unit.span(reference.start, reference.end)
            named = f"{reference.name}({reference.section})"
            message = rule.message.format(page=named, release=release)
            yield Finding(page.source, span, rule.name, rule.severity, message, (text,))


@cache
def _pages(_folder: str) -> Mapping[tuple[str, str], str]:
    """The release that removed what a page is about, "Linux 5.14", by its name and section.

    Drivers have their pages in section 4; a page leaves out the underscore before a call's name.
    """
    found: dict[tuple[str, str], str] = {}
    try:
        for call in system_calls().values():
            if call.removed:
                found[call.name.lstrip("_"), "2"] = _release(call)
        for fact in gone().values():
            name, _, section = fact.name.rstrip(")").partition("(")
            if fact.kind in ("page", "driver"):
                found[name, section or "4"] = f"Linux {text_of(fact.removed)}"
    except MissingFactsError:
        pass  # the folder of facts is older than this rule
    return found


def _release(call: SystemCall) -> str:
    """The release that removed a call, as far as it is sure."""
    assert call.removed is not None
    sure = call.confidence != "conflict"
    return f"Linux {text_of(call.removed)}" if sure else "the kernel long ago"


def _near(
    page: Page, pages: tuple[tuple[str, str], ...], sections: tuple[str, ...]
) -> Iterator[int]:
    """Where roff text may have a reference to one of `pages`, outside `sections`."""
    text, (names, patterns) = page.text, _wanted(pages)
    heads = [head for head in page.headings if head.level == 1]
    starts = [0, *(head.start for head in heads), len(text)]
    titles = ["", *(head.title for head in heads)]
    for (start, end), title in zip(pairwise(starts), titles, strict=True):
        for pattern in patterns if title not in sections else ():
            for match in pattern.finditer(text, start, end):
                at = match.start()
                before = match[1] or text[max(0, at - _REACH) : at].rstrip(_MARKUP)
                if before.endswith(names):
                    yield at


def _outside_tables(page: Page, near: list[int]) -> list[int]:
    """The offsets that no table holds: it would be rendered for nothing."""
    tables = [
        (token.start_pos or 0, token.end_pos or 0)
        for token in (page.lexed.leaves if near else ())
        if token.type == "TABLE"
    ]
    return [at for at in near if not any(start <= at < end for start, end in tables)]


@cache
def _wanted(
    pages: tuple[tuple[str, str], ...],
) -> tuple[tuple[str, ...], tuple[re.Pattern[str], ...]]:
    """The names of `pages`, and what their sections look like behind them, with a group."""
    numbers = "|".join(sorted({section for _name, section in pages}))
    looks = (rf"\((?:{numbers})\)()", rf"\.MR +(\S+) +(?:{numbers})\b")
    return tuple(name for name, _section in pages), tuple(map(re.compile, looks))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def problems(_rule: Rule, options: Options) -> Iterator[tuple[str, str]]:
    """(key, problem) for each option that cannot work."""
    try:
        _compiled(options.unless)
    except re.error as error:
        yield "unless", f"unless: {error}"
