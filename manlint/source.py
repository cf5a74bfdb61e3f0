"""Source and Span: a page's text, and the way from offsets to lines and columns."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of source text: code-point offsets, `end` exclusive."""

    start: int
    end: int


class Position(NamedTuple):
    """A place in a source file; both numbers start at 1 and columns count code points."""

    line: int
    column: int


@dataclass(frozen=True)
class Source:
    """The decoded text of one file.

    `path` is as given by the user, `encoding` is what `text` was decoded with
    (always with surrogateescape, so encoding it again gives the bytes back).
    """

    path: str
    text: str
    encoding: str = field(default="utf-8")

    @cached_property
    def line_starts(self) -> list[int]:
        """Offsets at which lines begin; only a newline ends a line."""
        starts = [0]
        find = self.text.find
        at = find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = find("\n", at + 1)
        return starts

    def line(self, offset: int) -> int:
        """The line number, from 1, of the character at `offset`."""
        return bisect_right(self.line_starts, offset)

    def position(self, offset: int) -> Position:
        """Line and column, both from 1, of the character at `offset`."""
        line = self.line(offset)
        return Position(line, offset - self.line_starts[line - 1] + 1)

    def line_text(self, line: int) -> str:
        """The text of line number `line` (from 1), without its newline."""
        start = self.line_starts[line - 1]
        end = self.text.find("\n", start)
        return self.text[start:] if end < 0 else self.text[start:end]

    def line_span(self, line: int) -> Span:
        """The span of line number `line` (from 1), without its newline."""
        start = self.line_starts[line - 1]
        return Span(start, start + len(self.line_text(line)))
