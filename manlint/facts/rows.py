"""Rows of a facts file, each with its line; what is wrong with one says where."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from manlint.facts.version import Version, version
from manlint.resources import PlacedError

CONFIDENCE = ("high", "medium", "low", "conflict")


class FactsError(PlacedError, ValueError):
    """A file of facts is wrong at `line` (from 1) of `path`."""


@dataclass(frozen=True, slots=True)
class Row:
    """The values of a row by column, and where it stands."""

    values: dict[str, str]
    path: str
    line: int

    def __getitem__(self, column: str) -> str:
        return self.values[column]

    def error(self, message: str) -> FactsError:
        """The error that `message` tells of this row."""
        return FactsError(self.path, self.line, message)

    def name(self) -> str:
        """The name that the row is about; raises FactsError if there is none."""
        if not (name := self["name"]):
            raise self.error("a row without a name")
        return name

    def version(self, column: str) -> Version | None:
        """The version in a column, None if it is empty; raises FactsError if it is none."""
        written = self[column]
        if not written:
            return None
        try:
            return version(written)
        except ValueError as error:
            raise self.error(f"{column}: {error}") from error

    def confidence(self) -> str:
        """The confidence of the row; raises FactsError for another word."""
        written = self["confidence"]
        if written not in CONFIDENCE:
            raise self.error(f"confidence is {written!r}, not one of {', '.join(CONFIDENCE)}")
        return written


def read_rows(path: str, columns: Collection[str], sources: Collection[str]) -> Iterator[Row]:
    """The rows of the file at `path`, which must have `columns` and may have more.

    No field holds a comma or a quote, so splitting will do. Each `source` must be one of
    `sources`. Raises FactsError, and OSError if the file cannot be read.
    """
    with open(path, encoding="utf-8") as file:
        try:
            yield from _rows(path, file.read().splitlines(), columns, sources)
        except UnicodeDecodeError as error:
            raise FactsError(path, 1, "this is not UTF-8") from error


def _rows(
    path: str, lines: list[str], columns: Collection[str], sources: Collection[str]
) -> Iterator[Row]:
    head = lines[0].split(",") if lines else []
    if missing := [column for column in columns if column not in head]:
        raise FactsError(path, 1, f"no column {' or '.join(missing)}")
    for number, line in enumerate(lines[1:], 2):
        fields = line.split(",")
        if len(fields) != len(head):
            wanted = f"{len(fields)} fields and not {len(head)}"
            raise FactsError(path, number, f"{wanted}; a field has no comma in it")
        row = Row(dict(zip(head, fields, strict=True)), path, number)
        if row["source"] not in sources:
            raise row.error(f"source {row['source']!r} is not in facts.toml")
        yield row
