"""The cells of a tbl region: where each stands, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from manlint.page.lines import logical_lines

_OPTIONS = re.compile(r"[^.\n]*;[ \t]*(?:\\\"[^\n]*)?\n?\Z", re.S)
_TAB = re.compile(r"\btab[ \t]*\(?(.)\)?", re.I)
_RULE = re.compile(r"[ \t]*(?:[_=]|\\_)[ \t]*\n?\Z")
_FORMAT_END = re.compile(r"\.[ \t\r]*(?:\n|\Z)")
_CONTROL = re.compile(r"[.'][ \t]*(?:[A-Za-z]|\\\"|T&|\n)")


class Cell(NamedTuple):
    """A cell's text, offsets as the table's; `block` if it stands between `T{` and `T}`."""

    start: int
    end: int
    row: int
    block: bool = False


def cells(text: str, start: int, end: int) -> Iterator[Cell]:
    """The cells of the region `.TS` ... `.TE` that lies from `start` to `end`.

    A `.T&` starts a new layout; macro lines between rows, rules and `\\^` are no cells.
    """
    lines = logical_lines(text, start, end)
    next(lines, None)
    separator, in_layout, row = "\t", True, 0
    for at, line in lines:
        if in_layout:
            if _OPTIONS.match(line):
                tab = _TAB.search(line)
                separator = tab[1] if tab else separator
            elif _FORMAT_END.search(_without_comment(line)):
                in_layout = False
        elif line.startswith(".T&"):
            in_layout = True
        elif not (_CONTROL.match(line) or _RULE.match(line)):
            row += 1
            yield from _row(lines, at, line, separator, row)


def _without_comment(line: str) -> str:
    return line.partition('\\"')[0].rstrip(" \t") if '\\"' in line else line


def _row(
    lines: Iterator[tuple[int, str]], at: int, line: str, separator: str, row: int
) -> Iterator[Cell]:
    """The cells of one row, which goes on after each text block that it opens."""
    while True:
        *whole, last = line.rstrip("\n").split(separator)
        for cell in whole:
            yield from _cell(cell, at, row)
            at += len(cell) + 1
        if last.strip() != "T{":
            yield from _cell(last, at, row)
            return
        start = finish = at + len(last) + 1
        for at, line in lines:
            if line.startswith("T}"):
                break
            finish = at + len(line)
        else:
            line = "T}"
        yield Cell(start, finish, row, block=True)
        after = line[2:].lstrip(" ")
        if not after.startswith(separator):
            return
        at += len(line) - len(after) + 1
        line = after[1:]


def _cell(text: str, at: int, row: int) -> Iterator[Cell]:
    if text.strip() and text not in ("\\^", "_", "=", "\\_"):
        yield Cell(at, at + len(text), row)
