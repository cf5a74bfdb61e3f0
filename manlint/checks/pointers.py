"""Check kind `pointers`: "See NOTES" where the page has no NOTES, or they say nothing of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from manlint.claims.references import NAME, SECTION
from manlint.finding import Finding

if TYPE_CHECKING:
    from manlint.files.tree import Tree
    from manlint.page import Page
    from manlint.prose import Sentence
    from manlint.rules import Rule


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a pointers rule.

    `titles`: titles in capitals that a pointer may name without quotation marks; `notes`:
    those among them between which text is moved, so that a pointer to one can go stale.
    """

    titles: tuple[str, ...]
    notes: tuple[str, ...] = ()


class Pointer(NamedTuple):
    """A title that `sentence` sends the reader to, from `start` to `end` of its text.

    `page` is ("", "") for the sentence's own page, ("open", "2") for open(2).
    """

    title: str
    sentence: Sentence
    start: int
    end: int
    page: tuple[str, str] = ("", "")


_OPEN, _CLOSE = '["\u201c\u2018]', '["\u201d\u2019]'
_LEAD = r"""(?x: \b (?:
    (?: [Ss]ee | [Cc]onsult | [Cc]heck | [Rr]efer\ to | [Rr]ead ) (?:\ also)?
  | (?: [Ss]ee | discuss | explain | describ | document | detail | list | given | shown )
    [^.;()]{0,80}? \ (?: in | under )
  | [Ll]ook \ (?: in | under )
))"""
_OF_PAGE = (
    r"(?: (?:sub)?section)?,? (?:in|of|under|from) (?:the )?"
    rf"(?P<name>{NAME})\((?P<section>{SECTION})\)"
)
_OTHERS = re.compile(r"\b(?:man|manual|these|those|various|other) pages?\b")
# what may follow a title in capitals, lest it be the beginning of something longer
_END = (
    r"(?= (?:sub)?section\b(?! (?:in|of|under) \w)|[.,;:!?)]"
    r"| (?:above|below|for|and|or)\b|$)"
)
_SECTIONS = "(?:sub)?sections?"
_QUOTED = re.compile(
    rf"""\b(?:(?:[Ss]ee|[Rr]efer\ to|[Cc]onsult)(?:\ also)?
         |(?:describ|discuss|explain|document|detail|list)\w*(?:\ \w+){{0,3}}\ (?:in|under))
    (?:\ the)? (?P<before>\ {_SECTIONS}(?:\ titled|\ entitled|\ called)?)?
    \ {_OPEN}(?P<title>[A-Za-z][^\"\u201c\u201d\u2018\u2019]{{2,60}}?),?{_CLOSE}
    (?P<after>
        (?:\ and\ {_OPEN}[^\"\u201d\u2019]+{_CLOSE})?\ {_SECTIONS}\b | ,?\ (?:above|below)\b
    )?""",
    re.X,
)
_NOT_HERE = re.compile(r",? (?:of|in|under|on) (?!(?:the )?[A-Z]{4})")


def check(page: Page, rule: Rule, options: Options, tree: Tree | None) -> Iterator[Finding]:
    """A finding for each pointer that leads nowhere; those to other pages need the tree."""
    from manlint.checks.pointerhint import may_fail

    near = list(may_fail(page.text, options.titles, options.notes))
    if not near:
        return
    from manlint.checks.pointertargets import Targets
    from manlint.prose import sentences

    targets: Targets | None = None
    before: Sentence | None = None
    for sentence in sentences(page, near):
        if sentence.unit.kind not in ("heading", "example", "synopsis"):
            for pointer in pointers(sentence, options.titles):
                targets = targets or Targets(page, tree, options.notes)
                if problem := targets.problem(pointer, before):
                    span = sentence.span(pointer.start, pointer.end)
                    text = (sentence.text,)
                    yield Finding(page.source, span, rule.name, rule.severity, problem, text)
        before = sentence


def pointers(sentence: Sentence, titles: tuple[str, ...]) -> Iterator[Pointer]:
    """The sections and subsections that a sentence points to."""
    text = sentence.text
    if _OTHERS.search(text):
        return
    for match in _plain(titles).finditer(text):
        page = (match["name"] or "", match["section"] or "")
        for name in ("title", "second"):
            if match[name]:
                yield Pointer(match[name], sentence, *match.span(name), page)
    for match in _QUOTED.finditer(text):
        if (match["before"] or match["after"]) and not _NOT_HERE.match(text, match.end()):
            yield Pointer(match["title"], sentence, *match.span("title"))


@cache
def _plain(titles: tuple[str, ...]) -> re.Pattern[str]:
    title = "|".join(map(re.escape, sorted(titles, key=len, reverse=True)))
    return re.compile(
        rf"{_LEAD}(?:,? (?:the|in|under|section|subsection))* {_OPEN}?(?P<title>{title})"
        rf"(?: (?:and|or) (?P<second>{title}))?{_CLOSE}?(?:{_OF_PAGE}|{_END})"
    )


def problems(_rule: Rule, options: Options) -> Iterator[tuple[str, str]]:
    """(key, problem) for each option that cannot work."""
    for key in ("titles", "notes"):
        for title in getattr(options, key):
            if not re.fullmatch("[A-Z][A-Z ]+[A-Z]", title):
                yield key, f"{key} has {title!r}, which is no title in capitals"
    for title in sorted({*options.notes} - {*options.titles}):
        yield "notes", f"notes has {title}, which titles has not"
    if not options.titles:
        yield "titles", "titles must not be empty"
