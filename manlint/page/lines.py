"""Logical lines: a line with those that a backslash at its end joins to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A comment goes on to the end of its line whatever stands there; \\Z ends a text without newline.
LINE = re.compile(r'[^\n\\]*+(?:\\(?:"[^\n]*+|[^"]|\Z)[^\n\\]*+)*+(?:\n|\Z)')


def logical_lines(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The logical lines of `text` from `start` to `end`, each with its offset."""
    at = start
    while at < end:
        match = LINE.match(text, at, end)
        assert match is not None
        yield at, match[0]
        at = max(match.end(), at + 1)
