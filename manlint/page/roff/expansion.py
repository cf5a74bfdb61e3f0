"""Expansion: a page's text after its own macros were worked out, and the way back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from typing import NamedTuple

from manlint.source import Span


class Segment(NamedTuple):
    """A stretch of expanded text that begins at `at` and stems from source `start`..`end`.

    Where `linear`, it is that source text; else the whole of it stands for all of that.
    """

    at: int
    start: int
    end: int
    linear: bool


class Expansion:
    """Expanded `text`, its segments in order, and what `.tr` says: glyph to glyph."""

    def __init__(self, text: str, segments: list[Segment], translations: Mapping[str, str]) -> None:
        self.text = text
        self.translations = translations
        self._segments = segments
        self._starts = [segment.at for segment in segments]

    def span(self, start: int, end: int) -> Span:
        """The source span of the expanded text from `start` to `end`."""
        if not self._segments:
            return Span(0, 0)
        first = self._at(start)
        begin = first.start + (start - first.at if first.linear else 0)
        if end <= start:
            return Span(begin, begin)
        last = self._at(end - 1)
        finish = last.start + (end - last.at) if last.linear else last.end
        return Span(begin, max(begin, finish))

    def _at(self, offset: int) -> Segment:
        return self._segments[max(bisect_right(self._starts, offset) - 1, 0)]
