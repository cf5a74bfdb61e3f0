"""What a roff interpreter reads: the page's logical lines, and macros pushed before them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from manlint.page.lines import logical_lines

# Work for one page: characters read in all, with macros and blocks read anew, in multiples
# of its size; and how deep macros and blocks may stand in each other.
MAX_WORK = 10
MIN_WORK = 3_000_000
# What a line costs however short it is.
LINE_COST = 20
MAX_DEPTH = 60

_BRACE = re.compile(r'\\(?:(?P<brace>[{}])|["#].*|[^{}])', re.S)
_END = re.compile(r"[.'][ \t]*([^ \t\n\r]+)")


class Line(NamedTuple):
    """A logical line and where it stems from; `linear` if it stands there to the letter."""

    text: str
    start: int
    end: int
    linear: bool

    def rest(self, offset: int) -> Line:
        """What follows `offset`, as a line of its own."""
        start = self.start + offset if self.linear else self.start
        return Line(self.text[offset:], start, self.end, self.linear)

    def until(self, offset: int) -> Line:
        """What comes before `offset`, ended as a line."""
        return Line(self.text[:offset] + "\n", self.start, self.end, False)


class _Frame(NamedTuple):
    lines: Iterator[Line]
    macro: bool


class Input:
    """A stack of line sources with the page at its bottom."""

    def __init__(self, text: str) -> None:
        lines = (
            Line(line, at, at + len(line), True) for at, line in logical_lines(text, 0, len(text))
        )
        self._stack = [_Frame(lines, False)]
        self._left = MIN_WORK + MAX_WORK * len(text)

    def next(self) -> Line | None:
        """The next line, None at the end of the page."""
        while self._stack:
            line = next(self._stack[-1].lines, None)
            if line is not None and self._left > 0:
                self._left -= len(line.text) + LINE_COST
                return line
            self._stack.pop()
        return None

    def push(self, lines: list[Line], macro: bool = False) -> None:
        """Read `lines` before anything else; too deep a nesting is cut."""
        if len(self._stack) < MAX_DEPTH:
            self._stack.append(_Frame(iter(lines), macro))

    def leave_macro(self) -> None:
        """Drop what is left of the macro that is being read, if any is."""
        if any(frame.macro for frame in self._stack):
            while not self._stack.pop().macro:
                pass

    def until_end(self, name: str) -> list[str]:
        """The lines of a definition up to the call of `name`, which is passed over."""
        body: list[str] = []
        while (line := self.next()) is not None:
            end = _END.match(line.text)
            if end and end[1] == name:
                break
            body.append(line.text)
        return body

    def block(self, first: Line) -> list[Line]:
        r"""The lines of a block whose `\{` has been read, without the `\}` that ends it."""
        lines: list[Line] = []
        depth = 1
        line: Line | None = first
        while line is not None:
            for match in _BRACE.finditer(line.text):
                depth += {"{": 1, "}": -1, None: 0}[match["brace"]]
                if depth == 0:
                    return [*lines, *_unless_bare(line.until(match.start()))]
            lines += _unless_bare(line)
            line = self.next()
        return lines


def _unless_bare(line: Line) -> list[Line]:
    r"""The line, or nothing when it holds only a control character or `\` before a newline."""
    if line.text.startswith("\\\n"):
        line = line.rest(2)
    return [] if line.text.strip() in ("", ".", "'") else [line]
