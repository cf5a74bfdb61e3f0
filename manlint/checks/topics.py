"""Check kind `topics`: said of all versions here, and of some only by the page about the topic."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from manlint.finding import Finding

if TYPE_CHECKING:
    from manlint.files.tree import Tree
    from manlint.page import Page
    from manlint.prose import Sentence
    from manlint.rules import Rule


@dataclass(frozen=True, slots=True)
class Options:
    """Tables by topic, each with the same keys.

    `page`: the page about the topic, as "man2/fcntl.2"; `there`: a pattern for its sentence
    that sets the bound; `here`: a pattern for what other pages say of it, over the tags of an
    item, a colon, and the sentence; `needles`: a pattern for roff text that is in every paragraph
    or entry in question, fast if it begins with letters. `unless`: a
    pattern that lets a sentence pass; `kinds` are those of the text to look at.
    """

    page: dict[str, str]
    there: dict[str, str]
    here: dict[str, str]
    needles: dict[str, str]
    unless: str = r"\Z\A"
    kinds: tuple[str, ...] = ("text", "cell")
    sections: tuple[str, ...] = field(default=())


CROSS_PAGE = True


def problems(_rule: Rule, options: Options) -> Iterator[tuple[str, str]]:
    """(key, problem) for tables that do not have the same topics, or patterns that are none."""
    for key in ("there", "here", "needles"):
        table: dict[str, str] = getattr(options, key)
        for topic in sorted({*table} ^ {*options.page}):
            yield key, f"{topic} must be in page, there, here and needles"
        for pattern in table.values():
            try:
                re.compile(pattern)
            except re.error as error:
                yield key, f"{key} has a pattern that is none: {error}"


def check(page: Page, rule: Rule, options: Options, tree: Tree | None) -> Iterator[Finding]:
    """A finding for each sentence of a topic without the bound that the topic's page sets."""
    for topic, needle in options.needles.items():
        home = options.page[topic]
        near = [match.start() for match in _compiled(needle).finditer(page.text)] if tree else []
        if tree is None or not near or page.source.path.endswith(f"/{home}"):
            continue
        bound: str | None = None
        name, _, section = home.rpartition("/")[2].rpartition(".")
        for sentence, start, end in _said(page, options, topic, near):
            if f"{name}({section})" in sentence.text:
                continue  # who is sent there reads of the bound
            bound = _bound(tree, home, options.there[topic]) if bound is None else bound
            if not bound:
                break
            message = rule.message.format(topic=topic, page=f"{name}({section})")
            span = sentence.span(start, end)
            texts = (sentence.text, bound)
            yield Finding(page.source, span, rule.name, rule.severity, message, texts)


def _said(
    page: Page, options: Options, topic: str, near: list[int]
) -> Iterator[tuple[Sentence, int, int]]:
    """The sentences around the offsets `near` that match the topic's pattern, with where they do.

    None of an item of which one sentence sets a bound.
    """
    from manlint.prose import sentences

    here, unless = _compiled(options.here[topic]), _compiled(options.unless)
    bounded: set[tuple[str, ...]] = set()
    found: list[tuple[Sentence, int, int]] = []
    for sentence in sentences(page, near):
        unit = sentence.unit
        if unit.kind not in options.kinds or unit.section in options.sections:
            continue
        lead = "".join(f"{tag}: " for tag in unit.tags)
        match = here.search(lead + sentence.text)
        if unless.search(sentence.text):
            bounded.add(unit.tags)
        elif match:
            start = max(match.start() - len(lead), 0)
            found.append((sentence, start, max(match.end() - len(lead), start + 1)))
    return (one for one in found if not one[0].unit.tags or one[0].unit.tags not in bounded)


def _bound(tree: Tree, home: str, pattern: str) -> str:
    """The sentence of the topic's page that sets the bound; "" if it has none."""
    from manlint.checks.otherpage import other_page

    name, _, section = home.rpartition("/")[2].rpartition(".")
    there = other_page(tree, name, section)
    return _first(there, name, section, pattern) if there else ""


@lru_cache(maxsize=16)
def _first(page: Page, name: str, section: str, pattern: str) -> str:
    """The first sentence of a page that matches, with its place; "" if there is none."""
    from manlint.checks.otherpage import quoted
    from manlint.prose import sentences

    # Markup may part the words, so the paragraphs that have them as they are come first only.
    roff = _compiled(pattern.replace(" ", r"\s"))
    near = [match.start() for match in roff.finditer(page.text)] or None
    found = (one for one in sentences(page, near) if _compiled(pattern).search(one.text))
    return next((quoted(name, section, one) for one in found), "")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
