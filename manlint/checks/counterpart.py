"""Check kind `counterpart`: what another page leaves to this one, and this one does not mention."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from manlint.checks.otherpage import other_page, places, quoted, wrapped
from manlint.checks.pattern import Pattern, compile_pattern, search
from manlint.claims.references import written
from manlint.finding import Finding

if TYPE_CHECKING:
    from manlint.files.tree import Tree
    from manlint.page import Page
    from manlint.prose import Sentence
    from manlint.rules import Rule

CROSS_PAGE = True


@dataclass(frozen=True, slots=True)
class Options:
    """Two ways in which an interaction stands on one page only.

    `duty` is what a page says of itself in DESCRIPTION that makes it the one to mention what
    `denial` says of a constant, the group `const`, on a page that it refers to in a manual section
    of `sections`. `warning` is what a page says of a constant and of the page `ref`.
    One of the `hints` is in every duty, one of the `stems` in every denial, one of the `nots` in
    every warning; see `places` for what they look like.
    """

    duty: tuple[str, ...]
    denial: tuple[str, ...]
    warning: tuple[str, ...]
    unanswered: str
    hints: tuple[str, ...]
    stems: tuple[str, ...]
    nots: tuple[str, ...]
    sections: tuple[str, ...] = ("2",)


def check(page: Page, rule: Rule, options: Options, tree: Tree | None) -> Iterator[Finding]:
    """A finding for each constant that one of two pages does not mention."""
    if tree is None:
        return
    if duty := next(_duties(page, options), None):
        yield from _undenied(page, rule, options, tree, duty)
    for sentence, match in _matches(page, options.warning, options.nots):
        name, section = match["ref"].rstrip(")").split("(")
        other = other_page(tree, name, section)
        if other is not None and not _mentions(other, match["const"]):
            message = options.unanswered.format(const=match["const"], ref=match["ref"])
            span, shown = sentence.span(*match.span()), (sentence.text,)
            yield Finding(page.source, span, rule.name, rule.severity, message, shown)


def _undenied(
    page: Page, rule: Rule, options: Options, tree: Tree, duty: Sentence
) -> Iterator[Finding]:
    """A finding for each constant that another page denies what this one does."""
    for name, section in sorted(written(page.text)):
        other = other_page(tree, name, section) if section in options.sections else None
        if other is None or other.source.path == page.source.path:
            continue
        constants = set()
        for denied, match in _matches(other, options.denial, options.stems):
            constant = match["const"]
            if constant not in constants and not _mentions(page, constant):
                constants.add(constant)
                message = rule.message.format(const=constant, page=f"{name}({section})")
                shown = (duty.text, quoted(name, section, denied))
                yield Finding(page.source, duty.span(), rule.name, rule.severity, message, shown)


def _mentions(page: Page, constant: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(constant)}(?!\w)", page.text) is not None


def _duties(page: Page, options: Options) -> Iterator[Sentence]:
    found = _matches(page, options.duty, options.hints)
    return (sentence for sentence, _match in found if sentence.unit.section == "DESCRIPTION")


def _matches(
    page: Page, patterns: tuple[str, ...], words: tuple[str, ...]
) -> Iterator[tuple[Sentence, re.Match[str]]]:
    """The matches in running text of patterns that have one of `words` in them."""
    from manlint.prose import sentences

    near = places(page.text, words)
    for sentence in sentences(page, near) if near else ():
        if sentence.unit.kind == "text" and sentence.unit.section != "SEE ALSO":
            for text in patterns:
                yield from ((sentence, match) for match in search(_compiled(text), sentence))


@cache
def _compiled(text: str) -> Pattern:
    return compile_pattern(text)


def problems(_rule: Rule, options: Options) -> Iterator[tuple[str, str]]:
    """(key, problem) for each option that cannot work."""
    for key in ("hints", "stems", "nots"):
        for text in getattr(options, key):
            try:
                wrapped(text)
            except re.error as error:
                yield key, f"{key}: {error}"
    wanted = {"duty": set(), "denial": {"const"}, "warning": {"const", "ref"}}
    for key, groups in wanted.items():
        for text in getattr(options, key):
            try:
                missing = groups - {*_compiled(text).regex.groupindex}
            except re.error as error:
                yield key, f"{key}: {error}"
                return
            if missing:
                yield key, f"{key} needs the group {' and '.join(sorted(missing))}"
