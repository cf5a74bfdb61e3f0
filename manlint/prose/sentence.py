"""Sentence: units cut where a reader pauses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from manlint.prose.unit import Unit
from manlint.source import Span


class Sentence:
    """One sentence of a unit: `text` is `unit.text[start:end]`."""

    __slots__ = ("end", "start", "text", "unit")

    def __init__(self, unit: Unit, start: int, end: int) -> None:
        self.unit = unit
        self.start = start
        self.end = end
        self.text = unit.text[start:end]

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The source span of its characters `start` to `end`, counted from its beginning."""
        stop = self.end if end is None else self.start + end
        return self.unit.span(self.start + start, stop)


# A sentence ends where roff(7) says one does, at the end of a line, or where a capital
# follows the blank after it; an abbreviation's full stop ends none.
_END = re.compile(r"[.?!][\"'”’)\]]*(?=\s|$)")
_ABBREVIATION = re.compile(r"(?:^|[\s(\[“])(?:e\.g|i\.e|cf|vs|etc|viz|approx|resp|[A-Z])\.$", re.I)


def split(unit: Unit) -> Iterator[Sentence]:
    """The sentences of a unit; a heading, a tag and an example are one each."""
    text = unit.text
    if unit.kind in ("example", "synopsis", "heading", "tag"):
        yield Sentence(unit, 0, len(text))
        return
    start = len(text) - len(text.lstrip())
    for match in _END.finditer(text):
        end = match.end()
        after = text[end : end + 3].lstrip()
        if after and not _starts_sentence(unit, after, end):
            continue
        if _ABBREVIATION.search(text, max(start, end - 10), match.start() + 1) and after:
            continue
        yield Sentence(unit, start, end)
        start = end + len(text[end:]) - len(text[end:].lstrip())
    if start < len(text):
        yield Sentence(unit, start, len(text))


def sentence_at(unit: Unit, offset: int) -> Sentence:
    """The sentence of a unit that holds the rendered character at `offset`, else its last."""
    every = list(split(unit))
    return next((one for one in every if offset < one.end), every[-1])


def _starts_sentence(unit: Unit, after: str, end: int) -> bool:
    """Whether what follows a full stop may begin a sentence: a capital, or a new line."""
    if after[0].isupper() or after[0] in "“\"'([":
        return True
    stop = unit.span(end - 1, end).end
    return unit.source.text[stop : stop + 1] == "\n"
