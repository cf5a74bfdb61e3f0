"""Check kind `references`: a reference to a page that the tree does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from manlint.finding import Finding
from manlint.references import Reference, foreign_pages, references, written

if TYPE_CHECKING:
    from manlint.page import Page
    from manlint.rules import Rule
    from manlint.tree import Tree

CROSS_PAGE = True
_PAGE = re.compile(r"([^\s()]+)\(([^\s()]+)\)")


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a references rule.

    `sections`: first characters of the manual sections to look at; `foreign`: CSV files of
    other projects' pages; `extra`: more such pages, as "open(2)"; `catalogues`: pages that
    list interfaces whether or not they have a page.
    """

    sections: tuple[str, ...]
    foreign: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    catalogues: tuple[str, ...] = ()


def check(page: Page, rule: Rule, options: Options, tree: Tree | None) -> Iterator[Finding]:
    """A finding for each reference to a page that neither the tree nor another project has."""
    if tree is None:
        return
    missing = {
        (name, section)
        for name, section in written(page.text)
        if section[0] in options.sections
        and not tree.has(name, section)
        and not foreign_pages(options.foreign).has(name, section)
        and f"{name}({section})" not in options.extra
    }
    if not missing or any(own in options.catalogues for own in own_pages(page, title_only=True)):
        return
    missing -= {(match[1], match[2]) for own in own_pages(page) if (match := _PAGE.match(own))}
    if missing:
        for reference in references(page):
            if reference[:2] in missing:
                yield _finding(page, rule, reference, tree)


def own_pages(page: Page, title_only: bool = False) -> Iterator[str]:
    """What `page` is called, as "open(2)": by its .TH and, unless `title_only`, by its NAME."""
    from manlint.prose import units

    for title in page.titles:
        name, section, *_ = (*title.arguments, "", "")
        yield f"{name}({section})"
        if not title_only:
            for unit in units(page):
                if unit.section == "NAME" and unit.kind == "text":
                    names = re.split(r" [-\u2010-\u2014]+ |\\-", unit.text)[0]
                    yield from (f"{own.strip()}({section})" for own in names.split(","))


def _finding(page: Page, rule: Rule, reference: Reference, tree: Tree) -> Finding:
    name, section, unit, start, end = reference
    there = " and ".join(elsewhere(tree, name, section))
    hint = f"; {there} {'are' if ' and ' in there else 'is'}" if there else ""
    message = f"{name}({section}) is not in the tree{hint}"
    return Finding(page.source, unit.span(start, end), rule.name, rule.severity, message)


def elsewhere(tree: Tree, name: str, section: str) -> list[str]:
    """Pages of the tree that a reference to `name`(`section`) may mean, as "open(2)".

    They are those of the same name, or else the only one of the same manual section with the
    same letters, or with more words before them: posix_fadvise(2) for fadvise(2).
    """
    if sections := tree.sections_of(name):
        return [f"{name}({other})" for other in sections]
    letters, last_words = _letters(name), f"_{name}"
    like = [
        f"{other}({where})"
        for other, sections in tree.pages.items()
        if _letters(other) == letters or other.endswith(last_words)
        for where in sections
        if where[0] == section[0]
    ]
    return like if len(like) == 1 else []


def _letters(name: str) -> str:
    return name.translate(_WITHOUT_MARKS)


_WITHOUT_MARKS = str.maketrans("", "", "_-.")


def problems(rule: Rule, options: Options) -> Iterator[tuple[str, str]]:
    """(key, problem) for each option that cannot work."""
    try:
        foreign_pages(options.foreign)
    except (OSError, ValueError) as error:
        yield "foreign", f"foreign: {error}"
    for key in ("extra", "catalogues"):
        for text in getattr(options, key):
            if not _PAGE.fullmatch(text):
                yield key, f"{key} has {text!r}, which is not of the form open(2)"
