"""The table of system calls in syscalls(2): since which kernel each of them is there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from manlint.source import Source

_NUMBER = re.compile(r"\d+(?:\.\d+)+")
_VERSIONS = re.compile(r"\d+(?:\.\d+)+(?:; \d+(?:\.\d+)+)*")
_NAME = re.compile(r"(\w+)\(2\)")
_REMOVED = re.compile(r"\b[Rr]emoved in (\d+(?:\.\d+)+)")


class Row(NamedTuple):
    """A call's row: its versions as written, the one it was removed in ("" if it is there),
    the text, and the line it stands on."""

    added: tuple[str, ...]
    removed: str
    text: str
    line: int


# A row on one line of roff text, and the name of a call anywhere.
_TABLE = re.compile(r"\.TS\b")
_ROW = re.compile(
    r"\\f(?:\[B\]|B)(\w+)\\f(?:\[R?\]|[PR])\(2\)\t(\d+(?:\.\d+)+(?:; \d+(?:\.\d+)+)*)(?:\t|$)",
    re.M,
)
_CALL = re.compile(r"(\w+)(?:\\f(?:\[R?\]|[PR]))? ?\(2\)")


@lru_cache(maxsize=2)
def plain_rows(source: Source) -> Mapping[str, tuple[str, ...]]:
    """The versions of calls as a quick look at roff text sees them; () of those it cannot tell."""
    rows: dict[str, tuple[str, ...]] = dict.fromkeys(_CALL.findall(source.text), ())
    found: dict[str, tuple[str, ...]] = {}
    for row in _ROW.finditer(source.text):
        found[row[1]] = () if row[1] in found else tuple(row[2].split("; "))
    return rows | found


@lru_cache(maxsize=2)
def call_table(source: Source) -> Mapping[str, Row]:
    """The rows of the page `source` by call ("clone3"), as in its table."""
    from manlint.page import read
    from manlint.prose import units

    rows: dict[str, Row] = {}
    page = read(source)
    for unit in units(page, [table.start() for table in _TABLE.finditer(page.text)]):
        if unit.kind != "cell":
            continue
        name = _NAME.fullmatch(unit.tags[-1] if unit.tags else unit.text)
        if name is None:
            continue
        known = rows.get(name[1])
        if known is None:
            line = source.line(unit.span().start)
            rows[name[1]] = Row((), "", unit.text, line)
        elif unit.tags:
            rows[name[1]] = _with(known, unit.text)
    return rows


def _with(row: Row, cell: str) -> Row:
    """The row with one more cell."""
    text = f"{row.text}  {cell}"
    removed = _REMOVED.search(cell)
    if not row.added and _VERSIONS.fullmatch(cell):
        return row._replace(added=tuple(_NUMBER.findall(cell)), text=text)
    return row._replace(removed=removed[1] if removed else row.removed, text=text)
