"""Check kind `pointers`: "See NOTES" where the page has no NOTES, or they say nothing of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from manlint.finding import Finding
from manlint.references import NAME

if TYPE_CHECKING:
    from manlint.page import Page
    from manlint.prose import Sentence
    from manlint.rules import Rule
    from manlint.tree import Tree


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a pointers rule.

    `titles`: titles in capitals that a pointer may name without quotation marks; `notes`:
    those among them between which text is moved, so that a pointer to one can go stale.
    """

    titles: tuple[str, ...]
    notes: tuple[str, ...] = ()


class Pointer(NamedTuple):
    """A title that `sentence` sends the reader to, from `start` to `end` of its text."""

    title: str
    sentence: Sentence
    start: int
    end: int


_OPEN, _CLOSE = "[\"\u201c\u2018]", "[\"\u201d\u2019]"
_LEAD = r"""(?x:
    \b (?: [Ss]ee | [Cc]onsult | [Cc]heck | [Rr]efer\ to | [Rr]ead ) (?:\ also)?
  | \b (?: [Ss]ee | discuss | explain | describ | document | detail | list | given | shown ) [^.;()]{0,80}? \ (?: in | under )
  | \b [Ll]ook \ (?: in | under )
)"""
_ELSEWHERE = re.compile(
    rf"(?: (?:sub)?section)?,? (?:in|of|under|from) (?:the )?(?:{NAME}\(|\w+ (?:\w+ )?(?:page|manual))"
    r"| sections"
)
_OTHER_PAGES = re.compile(r"\b(?:man|manual|these|those|various|other) pages?\b")
_QUOTED = re.compile(
    rf"(?:[Ss]ee |[Tt]he |and |sections? )(?:titled |entitled |called )?{_OPEN}"
    rf"(?P<title>[^\"\u201d\u2019\n]{{3,60}}?),?{_CLOSE}"
)
_AFTER_QUOTED = re.compile(
    rf"(?: and {_OPEN}[^\"\u201d]+{_CLOSE})? (?:sub)?sections?\b(?P<rest>.*)|,? (?:above|below)\b"
)
_SECTION_WORD = re.compile(r"sections? $|titled $|called $")
_HERE = re.compile(r"$|[.,;:)!]| (?:above|below|for|and|on)\b|,? (?:under|of|in) (?:the )?[A-Z]{4}")
# what stands before a title, with markup and line ends
_WRITTEN_LEAD = re.compile(
    r"""(?x) (?:ee|sult|heck|efer|ead|under|in) \b
    (?: \s+(?:also|to|the|section|in|under|[A-Z]+\s+(?:and|or)|\.S?B) | , | \s*(?:\\f.|\\f\[\w*\]|"|\\\[[ld]q\]|\\\([ld]q) )*
    \s* \Z"""
)
_SECTION = re.compile("section")
_QUOTES = re.compile(r"q\]|\([lrd]q|[\"\u201c\u201d]")
_SEE_QUOTED = ('see "', 'see\n.B "', "see \\[lq]", "see \\[dq]", "see \\(lq", "see \\(dq", "see \u201c")


def check(page: Page, rule: Rule, options: Options, _tree: Tree | None) -> Iterator[Finding]:
    """A finding for each pointer within the page that leads nowhere."""
    if not _may_point(page.text, options):
        return
    from manlint.checks.pointertargets import Targets
    from manlint.prose import sentences

    targets: Targets | None = None
    before: Sentence | None = None
    for sentence in sentences(page):
        if sentence.unit.kind not in ("heading", "example", "synopsis"):
            for pointer in pointers(sentence, options.titles):
                targets = targets or Targets(page)
                if problem := targets.problem(pointer, before, options.notes):
                    span = sentence.span(pointer.start, pointer.end)
                    text = (sentence.text,)
                    yield Finding(page.source, span, rule.name, rule.severity, problem, text)
        before = sentence


def pointers(sentence: Sentence, titles: tuple[str, ...]) -> Iterator[Pointer]:
    """The sections and subsections of its own page that a sentence points to."""
    text = sentence.text
    if _OTHER_PAGES.search(text):
        return
    for match in _plain(titles).finditer(text):
        if not _ELSEWHERE.match(text, match.end()):
            for name in ("title", "second"):
                if match[name]:
                    yield Pointer(match[name], sentence, *match.span(name))
    for match in _QUOTED.finditer(text):
        after = _AFTER_QUOTED.match(text, match.end())
        if (after and _HERE.match(after["rest"] or "")) or (
            _SECTION_WORD.search(text, 0, match.start("title") - 1)
            and _HERE.match(text, match.end())
        ):
            yield Pointer(match["title"], sentence, *match.span("title"))


@cache
def _plain(titles: tuple[str, ...]) -> re.Pattern[str]:
    title = "|".join(map(re.escape, sorted(titles, key=len, reverse=True)))
    return re.compile(
        rf"{_LEAD}(?:,? (?:the|in|under|section|subsection))* {_OPEN}?(?P<title>{title})\b{_CLOSE}?"
        rf"(?: (?:and|or) (?P<second>{title})\b)?"
    )


def _may_point(text: str, options: Options) -> bool:
    """Whether roff text may hold a pointer: a quick look that errs on the safe side."""
    for match in _capitals(options.titles).finditer(text):
        line, start = text.rfind("\n", 0, match.start()) + 1, match.start()
        if not text.startswith((".SH", ".SS", ".\\"), line):
            if _WRITTEN_LEAD.search(text, max(0, start - 60), start):
                return True
    for match in _SECTION.finditer(text):
        if _QUOTES.search(text, match.start() - 8, match.end() + 8):
            return True
    return any(seen in text or f"S{seen[1:]}" in text for seen in _SEE_QUOTED)


@cache
def _capitals(titles: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(map(re.escape, titles))})(?!\\w)")
