"""Check kind `equivalences`: two things called the same of which two pages say different things."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from manlint.checks.otherpage import other_page, places, quoted, wrapped
from manlint.checks.pattern import Pattern, compile_pattern, search
from manlint.finding import Finding

if TYPE_CHECKING:
    from manlint.files.tree import Tree
    from manlint.page import Page
    from manlint.prose import Sentence
    from manlint.rules import Rule

CROSS_PAGE = True
# How far behind the words of a comparison, with the markup, the other thing may stand, and how
# far from them what is said of this side.
_REACH, _BEFORE = 176, 800
_SECTION = re.compile(r"\([0-9][a-z]*\)|\.MR ")
DENIED = "the same entry says so itself"
_REFERENCE = re.compile(r"(.+)\((\w+)\)")


@dataclass(frozen=True, slots=True)
class Options:
    """`pattern`: ways to call two things the same, with a group `ref`. One of the `needles` (see
    `places`) is in every such phrase, one of the `hints` in the paragraph before it: most pages
    have none.

    `here` and `there` are patterns by a name: what this page says of its side in the paragraph
    up to the comparison, and what the page of `ref` says in DESCRIPTION, so that the two differ;
    `says` tells how. A comparison that matches `unless` names the difference itself.
    `denied` are words before the same reference, further on under the same tag, that take the
    comparison back.
    """

    pattern: tuple[str, ...]
    needles: tuple[str, ...]
    hints: tuple[str, ...]
    here: dict[str, str]
    there: dict[str, str]
    says: dict[str, str]
    unless: str = r"\Z\A"
    denied: str = r"\Z\A"


class Difference(NamedTuple):
    """One way in which the two sides may differ."""

    here: re.Pattern[str]
    there: re.Pattern[str]
    says: str


def check(page: Page, rule: Rule, options: Options, tree: Tree | None) -> Iterator[Finding]:
    """A finding for each comparison with a page that says something else of its side."""
    near = list(_near(page.text, options)) if tree else []
    if tree is None or not near:
        return
    from manlint.prose import sentences

    differences = [
        Difference(_regex(here), _regex(options.there[name]), options.says[name])
        for name, here in options.here.items()
    ]
    unless = _regex(options.unless)
    texts = [one for one in sentences(page, near) if one.unit.kind in ("text", "cell")]
    for index, sentence in enumerate(texts):
        for match in _comparisons(sentence, options.pattern):
            if unless.search(sentence.text, match.start()):
                continue
            if denial := _denial(texts[index + 1 :], sentence, match["ref"], options.denied):
                yield _finding(rule, sentence, match, DENIED, denial.text)
            else:
                yield from _compared(rule, sentence, match, differences, tree)


def _denial(later: list[Sentence], sentence: Sentence, ref: str, denied: str) -> Sentence | None:
    """The sentence under the same tag that takes a comparison back."""
    pattern = re.compile(f"(?:{denied}) {re.escape(ref)}")
    tags = sentence.unit.tags
    found = (one for one in later if one.unit.tags == tags and pattern.search(one.text))
    return next(found, None) if tags else None


def _near(text: str, options: Options) -> Iterator[int]:
    """Where roff text may have a comparison that is worth a look."""
    for offset in places(text, options.needles):
        before = text[max(0, offset - _BEFORE) : offset]
        if _SECTION.search(text, offset, offset + _REACH) and (
            any(hint in before for hint in options.hints)
            or _regex(options.denied).search(text, offset, offset + _BEFORE)
        ):
            yield offset


def _comparisons(sentence: Sentence, patterns: tuple[str, ...]) -> Iterator[re.Match[str]]:
    """The comparisons of a sentence; two patterns that match the same words see one."""
    end = 0
    found = [match for text in patterns for match in search(_compiled(text), sentence)]
    for match in sorted(found, key=lambda match: match.span()):
        if match.start() >= end:
            yield match
            end = match.end()


@cache
def _regex(text: str) -> re.Pattern[str]:
    return re.compile(text)


@cache
def _compiled(text: str) -> Pattern:
    return compile_pattern(text)


def _compared(
    rule: Rule,
    sentence: Sentence,
    match: re.Match[str],
    differences: list[Difference],
    tree: Tree,
) -> Iterator[Finding]:
    """A finding for the first difference between the two sides, if there is one."""
    own = sentence.unit.text[: sentence.start + match.start()]
    possible = [one for one in differences if one.here.search(own)]
    reference = _REFERENCE.fullmatch(match["ref"])
    page = other_page(tree, *reference.groups()) if possible and reference else None
    if page is None or reference is None:
        return
    for here, other in ((one, _said(page, one.there)) for one in possible):
        if other is not None:
            shown = quoted(reference[1], reference[2], other)
            yield _finding(rule, sentence, match, here.says, shown)
            return


def _finding(
    rule: Rule, sentence: Sentence, match: re.Match[str], says: str, other: str
) -> Finding:
    ref = match["ref"]
    message = rule.message.format(ref=ref, says=says.format(ref=ref))
    span = sentence.span(*match.span())
    shown = (sentence.text, other)
    return Finding(sentence.unit.source, span, rule.name, rule.severity, message, shown)


def _said(page: Page, pattern: re.Pattern[str]) -> Sentence | None:
    """The first sentence of the DESCRIPTION that matches."""
    from manlint.prose import sentences

    starts = [heading.start for heading in page.headings if heading.title == "DESCRIPTION"]
    if not starts:
        return None
    found = (one for one in sentences(page) if one.unit.section == "DESCRIPTION")
    return next((one for one in found if pattern.search(one.text)), None)


def problems(rule: Rule, options: Options) -> Iterator[tuple[str, str]]:
    """(key, problem) for each option that cannot work."""
    for key in ("there", "says"):
        if getattr(options, key).keys() != options.here.keys():
            yield key, f"{key} and here must have the same keys"
    for text in options.needles:
        try:
            wrapped(text)
        except re.error as error:
            yield "needles", f"needles: {error}"
    patterns = {"pattern": options.pattern}
    patterns |= {"unless": (options.unless,), "denied": (options.denied,)}
    patterns |= {key: tuple(getattr(options, key).values()) for key in ("here", "there")}
    for key, texts in patterns.items():
        for text in texts:
            try:
                groups = compile_pattern(text).regex.groupindex
            except re.error as error:
                yield key, f"{key}: {error}"
                return
            if key == "pattern" and "ref" not in groups:
                yield key, 'pattern needs the group "ref"'
