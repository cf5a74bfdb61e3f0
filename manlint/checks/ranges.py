"""Check kind `ranges`: a bound that another sentence, here or on another page, puts elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from manlint.claims.ranges import Range, contradict, hints, ranges
from manlint.finding import Finding

if TYPE_CHECKING:
    from manlint.files.tree import Tree
    from manlint.page import Page
    from manlint.rules import Rule


@dataclass(frozen=True, slots=True)
class Options:
    """`homes`: the pages that define members and constants, as "man2/open.2" by their name;
    `limits`: the highest value of others with its evidence, "127 (Linux 6.18 refuses 128)".
    Without any of both, the sentences of one page are compared."""

    homes: dict[str, str] = field(default_factory=dict)
    limits: dict[str, str] = field(default_factory=dict)


# A subject, which may be a tag, stands before the words that set its bounds, and no further.
_BEFORE, _AFTER = 800, 40
_TYPED = re.compile(r"[A-Za-z]\w*_\w+")


def check(page: Page, rule: Rule, options: Options, tree: Tree | None) -> Iterator[Finding]:
    """A finding for each range that contradicts one before it, or that of the home page."""
    if options.homes or options.limits:
        subjects = _named(page.text, (*options.homes, *options.limits))
        if subjects:
            yield from _against_definitions(page, rule, options, tree, subjects)
        return
    before: list[Range] = []
    for one in _stated(page):
        if one.exact or not _TYPED.fullmatch(one.subject):
            continue
        for other in before:
            if other.subject == one.subject and contradict(one, other):
                line = page.source.line(other.sentence.span(other.start, other.end).start)
                yield _finding(rule, one, other, f"line {line}", other.sentence.text)
                break
        before.append(one)


def problems(_rule: Rule, options: Options) -> Iterator[tuple[str, str]]:
    """(key, problem) for limits that do not begin with a number."""
    for subject, limit in options.limits.items():
        if not limit.partition(" ")[0].isdecimal():
            yield "limits", f"the limit of {subject} must begin with a number, not {limit!r}"


def _against_definitions(
    page: Page, rule: Rule, options: Options, tree: Tree | None, subjects: list[str]
) -> Iterator[Finding]:
    from manlint.checks.otherpage import other_page, quoted

    for one in _stated(page, subjects):
        if limit := options.limits.get(one.subject):
            most = int(limit.partition(" ")[0])
            other = one._replace(lowest=None, highest=most, exact=False)
            if one.highest not in (None, most):
                yield _finding(rule, one, other, "the facts", limit)
            continue
        home = options.homes.get(one.subject, "")
        if not home or tree is None or page.source.path.endswith(home):
            continue
        name, _, section = home.rpartition("/")[2].rpartition(".")
        there = other_page(tree, name, section)
        for other in _stated(there, [one.subject]) if there else ():
            if other.subject == one.subject and contradict(one, other):
                text = quoted(name, section, other.sentence)
                yield _finding(rule, one, other, f"{name}({section})", text)
                break


def _named(text: str, subjects: tuple[str, ...]) -> list[str]:
    """Those of `subjects` that roff text has; several begin alike, and few pages have one."""
    if not any(letters in text for letters in _beginnings(subjects)):
        return []
    return [subject for subject in subjects if subject in text]


@cache
def _beginnings(subjects: tuple[str, ...]) -> frozenset[str]:
    return frozenset("".join(subject.partition("_")[:2]) for subject in subjects)


def _stated(page: Page, subjects: Sequence[str] = ("",)) -> Iterator[Range]:
    """The ranges of `subjects` on a page, of all without any, in its order."""
    from manlint.prose import sentences

    text = page.text
    near = [
        offset
        for offset in hints(text)
        if any(
            text.find(subject, max(offset - _BEFORE, 0), offset + _AFTER) >= 0
            for subject in subjects
        )
    ]
    for sentence in sentences(page, near) if near else ():
        said = "\n".join((*sentence.unit.tags, sentence.text))
        if any(subject in said for subject in subjects):
            yield from ranges(sentence)


def _finding(rule: Rule, one: Range, other: Range, place: str, text: str) -> Finding:
    message = rule.message.format(subject=one.subject, here=one, there=other, place=place)
    span = one.sentence.span(one.start, one.end)
    texts = (one.sentence.text, text)
    return Finding(one.sentence.unit.source, span, rule.name, rule.severity, message, texts)
