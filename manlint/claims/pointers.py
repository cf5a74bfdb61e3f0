"""Pointers in a sentence: the sections and subsections that it sends the reader to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from manlint.claims.references import NAME, SECTION

if TYPE_CHECKING:
    from manlint.prose import Sentence


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
