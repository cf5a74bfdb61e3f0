"""Check kind `references`: a reference to a page that neither the tree nor another project has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from manlint.checks.project import belongs
from manlint.claims.references import Reference, foreign_pages, references, written
from manlint.files.tree import letters
from manlint.finding import Finding

if TYPE_CHECKING:
    from manlint.files.tree import Tree
    from manlint.page import Page
    from manlint.rules import Rule

CROSS_PAGE = True
_PAGE = re.compile(r"([^\s()]+)\(([^\s()]+)\)")
_DASH = re.compile(r"\s(?:[-\u2010-\u2014\u2212]+|\\-)\s")
_FORMERLY = re.compile(r"\b(?:formerly|previously|once) (?:named|called|known as) $")


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a references rule.

    `sections`: first characters of the manual sections to look at; `sources`: the projects
    whose pages to look at, all if empty; `foreign`: CSV files of other projects' pages;
    `extra`: more pages that need not be in the tree, as "open(2)"; `catalogues`: pages that
    list interfaces whether or not these have a page.
    """

    sections: tuple[str, ...]
    sources: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    catalogues: tuple[str, ...] = ()


def check(page: Page, rule: Rule, options: Options, tree: Tree | None) -> Iterator[Finding]:
    """A finding for each reference to a page that nobody is known to have."""
    if tree is None or not belongs(page, options.sources):
        return
    missing = {
        (name, section)
        for name, section in written(page.text)
        if section.startswith(options.sections)
        and not tree.has(name, section)
        and not foreign_pages(options.foreign).has(name, section)
        and f"{name}({section})" not in options.extra
    }
    if not missing or any(f"{name}({at})" in options.catalogues for name, at in titles(page)):
        return
    missing.difference_update(titles(page), described(page))
    for reference in references(page, _near(page, missing)) if missing else ():
        before = reference.unit.text[: reference.start]
        if reference[:2] in missing and not _FORMERLY.search(before):
            yield _finding(page, rule, reference, tree)


def _near(page: Page, missing: set[tuple[str, str]]) -> list[int] | None:
    """Where the names of `missing` stand in the page's text; None if escapes are in one."""
    names = {name for name, _section in missing}
    pattern = "|".join(re.escape(name).replace("\\-", r"\\?-") for name in names)
    found = list(re.finditer(pattern, page.text))
    if not names <= {match[0].replace("\\", "") for match in found}:
        return None
    return [match.start() for match in found]


def titles(page: Page) -> set[tuple[str, str]]:
    """Name and section of a page by its title lines."""
    named = (title.arguments for title in page.titles if len(title.arguments) > 1)
    return {(name, section) for name, section, *_ in named}


def described(page: Page) -> set[tuple[str, str]]:
    """Name and section of all that a page describes, by its NAME section."""
    from manlint.prose import section_units

    sections = {section for _name, section in titles(page)}
    texts = [unit.text for unit in section_units(page, "NAME") if unit.kind == "text"]
    names = [name.strip() for text in texts for name in _DASH.split(text)[0].split(",")]
    return {(name, section) for name in names for section in sections}


def _finding(page: Page, rule: Rule, reference: Reference, tree: Tree) -> Finding:
    name, section, unit, start, end = reference
    there = elsewhere(tree, name, section)
    hint = f"; {' and '.join(there)} {'is' if len(there) == 1 else 'are'}" if there else ""
    message = f"{name}({section}) is not in the tree{hint}"
    return Finding(page.source, unit.span(start, end), rule.name, rule.severity, message)


def elsewhere(tree: Tree, name: str, section: str) -> list[str]:
    """Pages of the tree that a reference to `name`(`section`) may mean, as "open(2)".

    They are those of the same name, or else the only one of the same manual section that
    has the same letters or more words before them: proc_pid_maps(5) for pid_maps(5).
    """
    if sections := tree.sections_of(name):
        return [f"{name}({other})" for other in sections]
    names = {*tree.alike.get(letters(name), ()), *tree.alike.get(f"_{name}", ())}
    like = [
        f"{other}({where})"
        for other in names
        for where in tree.sections_of(other)
        if where[0] == section[0]
    ]
    return like if len(like) == 1 else []


def problems(_rule: Rule, options: Options) -> Iterator[tuple[str, str]]:
    """(key, problem) for each option that cannot work."""
    if not all(options.sections) or not options.sections:
        yield "sections", "sections must not be empty"
    try:
        foreign_pages(options.foreign)
    except (OSError, ValueError) as error:
        yield "foreign", f"foreign: {error}"
    for key in ("extra", "catalogues"):
        for text in getattr(options, key):
            if not _PAGE.fullmatch(text):
                yield key, f"{key} has {text!r}, which is not of the form open(2)"
