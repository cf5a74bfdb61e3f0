"""Check kind `other-version`: since when a thing is there, said otherwise by its own page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from manlint.claims.agreement import agree
from manlint.claims.since import Said, since_near, since_numbers, since_statements
from manlint.facts.version import text_of, version
from manlint.finding import Finding

if TYPE_CHECKING:
    from manlint.facts.interfaces import Constant
    from manlint.files.tree import Tree
    from manlint.page import Page
    from manlint.rules import Rule


@dataclass(frozen=True, slots=True)
class Options:
    """`shared`: how constants begin that many calls take, each since a version of its own."""

    shared: tuple[str, ...] = ()


CROSS_PAGE = True
_WORD = re.compile(r"/(?:proc|sys|dev)/[\w/.-]*\w|\b[A-Z][A-Z0-9]*_[A-Z0-9_]*[A-Z0-9]\b")
# No subject stands further before its version, as a quick look.
_REACH = 136


def check(page: Page, rule: Rule, options: Options, tree: Tree | None) -> Iterator[Finding]:
    """A finding for each statement that the subject's own page, or a fact, contradicts."""
    near = list(_near(page, tree, options.shared)) if tree else []
    if tree is None or not near:
        return
    for said in since_near(page, near):
        if said.is_use or said.subject.startswith(options.shared):
            continue
        if evidence := _by_page(page, said, tree) or _by_facts(said):
            there, source, text = evidence
            message = rule.message.format(
                subject=said.subject, here=said.number, there=there, source=source
            )
            span = said.sentence.span(said.start, said.end)
            texts = (said.sentence.text, text)
            yield Finding(page.source, span, rule.name, rule.severity, message, texts)


def _near(page: Page, tree: Tree, shared: tuple[str, ...]) -> Iterator[int]:
    """Where the page dates something that another page is about, or a fact otherwise."""
    for number in since_numbers(page):
        for subject in _WORD.findall(page.text, max(number.start - _REACH, 0), number.start):
            if subject.startswith(shared):
                continue
            fact = _constants().get(subject)
            if (fact and fact.since != number.version) or _other_home(page, subject, tree):
                yield number.start
                break


def _by_page(page: Page, said: Said, tree: Tree) -> tuple[str, str, str] | None:
    """The version, the page and the sentence of the subject's page, if it contradicts."""
    from manlint.checks.otherpage import other_page, quoted

    home = _other_home(page, said.subject, tree)
    if home is None:
        return None
    there = other_page(tree, *home)
    for other in since_statements(there) if there else ():
        if other.subject == said.subject and _contradict(said, other):
            return other.number, "{}({})".format(*home), quoted(*home, other.sentence)
    return None


def _by_facts(said: Said) -> tuple[str, str, str] | None:
    """The same of a fact; it is when headers took a constant, which may have been late."""
    fact = _constants().get(said.subject)
    if fact is None or version(said.number) == fact.since:
        return None
    if version(said.number) < fact.since and fact.confidence != "high":
        return None
    number = text_of(fact.since)
    return number, "the facts", f"facts, {fact.source} ({fact.where}): Linux {number}"


def _constants() -> Mapping[str, Constant]:
    from manlint.facts.interfaces import MissingFactsError, constants

    try:
        return constants()
    except MissingFactsError:
        return {}


def _contradict(said: Said, other: Said) -> bool:
    """Whether `other` has another version, or one in which `said` says it was not there yet."""
    if other.is_use:
        return version(other.number) < version(said.number)
    return not agree((said.number,), (other.number,))


def _other_home(page: Page, subject: str, tree: Tree) -> tuple[str, str] | None:
    """The home of `subject`, unless it is this page."""
    home = _home(subject, tree)
    return None if home and page.source.path.endswith("/{}.{}".format(*home)) else home


def _home(subject: str, tree: Tree) -> tuple[str, str] | None:
    """Name and section of the page about `subject`: the longest beginning that is a page's name."""
    if subject.startswith("/"):
        parts, sections = subject.strip("/").split("/"), "5"
    else:
        parts, sections = subject.split("_"), "2const 3const"
    # One word, as proc(5) and PR, is no page about a single thing.
    for count in range(len(parts), 1, -1):
        name = "_".join(parts[:count])
        for section in sections.split():
            if tree.has(name, section):
                return name, section
    return None
