"""Rows: tables that list interfaces, one line of cells for each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from manlint.claims.model import Bounds, Claim, Kind
from manlint.source import Span

if TYPE_CHECKING:
    from manlint.prose import Unit

_INTERFACE = r"[A-Za-z_][\w.+:-]*\((?:\d[a-z]*)?\)"
_LISTED = re.compile(rf"{_INTERFACE}(?:,? {_INTERFACE})*,?\Z")
_KERNEL = re.compile(r"(?:kernel|linux|since)(?: version)?\Z", re.I)
_VERSION = re.compile(r"\d+(?:\.\d+)+\Z|\d+\Z")


def rows(page: str, units: Sequence[Unit]) -> Iterator[Claim]:
    """The rows of the tables of a page whose first cell names interfaces."""
    head: list[Unit] = []
    for row, is_first in cell_rows(units):
        if is_first:
            head = row
        if len(row) > 1 and _LISTED.match(" ".join(row[0].text.split())):
            yield _claim(page, row, head if head is not row else ())


def cell_rows(units: Sequence[Unit]) -> Iterator[tuple[list[Unit], bool]]:
    """The rows of cells, and whether each is the first of its table."""
    row: list[Unit] = []
    is_first = True
    for unit in units:
        if unit.kind != "cell":
            if row:
                yield row, is_first
            row, is_first = [], True
        elif row and len(unit.tags) > len(row[0].tags):
            row.append(unit)
        else:
            if row:
                yield row, is_first
                is_first = False
            row = [unit]
    if row:
        yield row, is_first


def _claim(page: str, row: Sequence[Unit], head: Sequence[Unit]) -> Claim:
    """The claim of a row: what it lists, and its other cells."""
    cells = [" ".join(unit.text.split()) for unit in row]
    since = next(
        (
            cell
            for cell, title in zip(cells, head, strict=False)
            if _KERNEL.match(title.text.strip()) and _VERSION.match(cell)
        ),
        "",
    )
    first, last = row[0], row[-1]
    span = Span(first.span(0, 1).start, last.span().end)
    return Claim(
        page,
        Kind.ROW,
        cells[0],
        "is listed with",
        "; ".join(cells[1:]),
        span,
        " | ".join(cells),
        (0, len(cells[0])),
        bounds=Bounds(since),
        section=first.section,
        tag=cells[0],
    )
