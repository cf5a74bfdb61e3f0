"""Facts as rows of a CSV file: writing them, and saying what differs from those there are."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

Row: TypeAlias = Mapping[str, str]


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a file; none if there is no file."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, rows: Sequence[Row]) -> None:
    """Write rows, which all have the columns of the first."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        out.writeheader()
        out.writerows(rows)


def differences(old: Iterable[Row], new: Iterable[Row], *key: str) -> Iterator[str]:
    """A line for each row that came, went or changed; rows are told apart by the columns `key`."""
    before = {" ".join(row[column] for column in key).strip(): row for row in old}
    after = {" ".join(row[column] for column in key).strip(): row for row in new}
    for name in sorted(before.keys() | after.keys()):
        if name not in after:
            yield f"- {name}"
        elif name not in before:
            yield f"+ {name}: {_said(after[name], *key)}"
        elif changes := _changes(before[name], after[name]):
            yield f"~ {name}: {changes}"


def _said(row: Row, *key: str) -> str:
    shown = (f"{column} {value}" for column, value in row.items() if value and column not in key)
    return ", ".join(shown)


def _changes(before: Row, after: Row) -> str:
    columns = dict.fromkeys((*before, *after))
    return ", ".join(
        f"{column} {before.get(column, '') or 'nothing'} -> {after.get(column, '') or 'nothing'}"
        for column in columns
        if before.get(column, "") != after.get(column, "")
    )
