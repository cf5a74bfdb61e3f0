"""Check kind `sections`: headings that stand in the wrong order, or twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from manlint.checks.project import belongs
from manlint.checks.rising import longest_rising
from manlint.finding import Finding
from manlint.page.model import Heading

if TYPE_CHECKING:
    from manlint.files.tree import Tree
    from manlint.page import Page
    from manlint.rules import Rule


@dataclass(frozen=True, slots=True)
class Options:
    """`order` are headings in the order they must have; `unique` forbids one given twice.

    `mistaken`, as "VERSIONS=HISTORY", are headings that are often written for another.
    `sources` are the projects, all if there are none, whose pages must keep the order and
    not repeat a subsection; a section is not repeated in any page.
    """

    order: tuple[str, ...] = ()
    unique: bool = False
    mistaken: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def check(page: Page, rule: Rule, options: Options, _tree: Tree | None) -> Iterator[Finding]:
    """Findings at the headings that are misplaced or repeated."""
    strict = belongs(page, options.sources)
    if options.order and strict:
        yield from _misplaced(page, rule, options)
    if options.unique:
        yield from _repeated(page, rule, [part for part in page.headings if part.level == 1])
        for inner in _subsections(page.headings) if strict else ():
            yield from _repeated(page, rule, inner)


def _subsections(headings: Sequence[Heading]) -> Iterator[list[Heading]]:
    """The headings of the subsections of each section."""
    inner: list[Heading] = []
    for heading in headings:
        if heading.level == 1:
            yield inner
            inner = []
        else:
            inner.append(heading)
    yield inner


def _repeated(page: Page, rule: Rule, sections: Sequence[Heading]) -> Iterator[Finding]:
    first: dict[str, Heading] = {}
    for section in sections:
        before = first.setdefault(section.title, section)
        if before is not section and section.title:
            line = page.source.line(page.span(before.start, before.start).start)
            kind = "section" if section.level == 1 else "subsection"
            yield _finding(page, rule, section, kind=kind, line=str(line))


def _misplaced(page: Page, rule: Rule, options: Options) -> Iterator[Finding]:
    """The smallest set of sections that have to move; where there is a choice, later ones."""
    rank = {title: index for index, title in enumerate(options.order)}
    mistaken = dict(pair.split("=", 1) for pair in options.mistaken)
    seen: dict[str, Heading] = {}
    for section in page.headings:
        if section.level == 1 and section.title in rank:
            seen.setdefault(section.title, section)
    titles = list(seen)
    kept = longest_rising([rank[title] for title in titles])
    stays = [titles[index] for index in kept]
    for index, title in enumerate(titles):
        if index in kept:
            continue
        above = [other for other in stays if titles.index(other) < index]
        after = [other for other in above if rank[other] > rank[title]]
        place, other = ("before", after[0]) if after else ("after", _last_below(stays, title, rank))
        meant = mistaken.get(title, "")
        below = [other for other in stays if other not in above]
        fits = meant and meant not in seen and _fits(rank[meant], above, below, rank)
        hint = f"; is it {meant}, which belongs here?" if fits else ""
        yield _finding(page, rule, seen[title], hint, place=place, other=other)


def _fits(place: int, above: Sequence[str], below: Sequence[str], rank: dict[str, int]) -> bool:
    return all(rank[other] < place for other in above) and all(
        rank[other] > place for other in below
    )


def _last_below(stays: Sequence[str], title: str, rank: dict[str, int]) -> str:
    return [other for other in stays if rank[other] < rank[title]][-1]


def _finding(page: Page, rule: Rule, section: Heading, hint: str = "", **words: str) -> Finding:
    heading = page.text[section.start : section.end].rstrip()
    span = page.span(section.start, section.start + len(heading))
    message = rule.message.format(section=section.title, **words) + hint
    return Finding(page.source, span, rule.name, rule.severity, message)


def problems(_rule: Rule, options: Options) -> Iterator[tuple[str, str]]:
    """(key, problem) for each option that cannot work."""
    for pair in options.mistaken:
        if pair.partition("=")[2] not in options.order:
            yield "mistaken", f"mistaken has {pair!r}, which is not of the form VERSIONS=HISTORY"
