"""Facts about interfaces: when calls, symbols and constants came, and what is gone; read if asked.

A check that asks for none of them reads none. What a folder of facts does not have is missing,
and so is said by MissingFactsError only when somebody asks for it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from manlint.facts import load
from manlint.facts.rows import Row, read_rows
from manlint.facts.version import Version

# The source of what the pages themselves say: no check of a page against it says anything.
PAGES = "man-pages"


class MissingFactsError(LookupError):
    """The folder of facts in use has no table of this kind; the text says so."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Who says it and how sure it is: "high", "medium", "low" or "conflict".

    `source` is a key of [sources] in facts.toml, `where` the place in it.
    """

    name: str
    confidence: str
    source: str
    where: str

    @property
    def is_of_pages(self) -> bool:
        """Whether it was taken from the pages that rules check."""
        return self.source == PAGES


@dataclass(frozen=True, slots=True)
class SystemCall(Fact):
    """A system call: the first kernel that has it and, of one that is gone, the first without."""

    since: Version
    removed: Version | None


@dataclass(frozen=True, slots=True)
class Constant(Fact):
    """A constant: the kernel from which headers took it; it can be older."""

    since: Version


@dataclass(frozen=True, slots=True)
class Symbol(Fact):
    """An exported function or variable of glibc.

    `since` is the older of its first versions on i386 and x86_64, of which x86_64 has none
    before 2.2.5. It may have been a stub then, or lacked a declaration.
    """

    since: Version
    i386: Version | None
    x86_64: Version | None
    library: str


@dataclass(frozen=True, slots=True)
class Statement(Fact):
    """`name` `attribute` `value`, from the kernel `since` to the kernel `until`, both with it."""

    attribute: str
    value: str
    since: Version | None
    until: Version | None


@dataclass(frozen=True, slots=True)
class Gone(Fact):
    """What the kernel `removed` no longer has; `kind` is page, driver, device and the like."""

    kind: str
    removed: Version


_CALLS = ("name", "since", "removed", "confidence", "source", "where")
_SYMBOLS = ("name", "since", "i386", "x86_64", "library", "source")
_CONSTANTS = ("name", "since", "confidence", "source", "where")
_STATEMENTS = ("subject", "attribute", "value", "since", "until", "confidence", "source", "where")
_GONE = ("name", "kind", "removed", "confidence", "source", "where")

T = TypeVar("T", bound=Fact)


def system_calls() -> Mapping[str, SystemCall]:
    """The system calls by name. All these raise MissingFactsError, FactsError and OSError."""
    return _by_name(_folder(), "syscalls", _CALLS, _call)


def symbols() -> Mapping[str, Symbol]:
    """The symbols of glibc by name."""
    return _by_name(_folder(), "symbols", _SYMBOLS, _symbol)


def constants() -> Mapping[str, Constant]:
    """The constants by name."""
    return _by_name(_folder(), "constants", _CONSTANTS, _constant)


def gone() -> Mapping[str, Gone]:
    """What is gone by name: "raw(8)", "/dev/kmem"; removed system calls are not among it."""
    return _by_name(_folder(), "gone", _GONE, _gone)


def statements() -> tuple[Statement, ...]:
    """The single facts."""
    return _statements(_folder())


def _folder() -> str:
    from manlint.resources import facts_folder

    return facts_folder()


@cache
def _by_name(
    folder: str, table: str, columns: tuple[str, ...], read: Callable[[Row], T]
) -> Mapping[str, T]:
    found: dict[str, T] = {}
    for row in _rows(folder, table, columns):
        if row.name() in found:
            raise row.error(f"{row.name()} stands here twice")
        found[row.name()] = read(row)
    return found


@cache
def _statements(folder: str) -> tuple[Statement, ...]:
    return tuple(map(_statement, _rows(folder, "statements", _STATEMENTS)))


def _rows(folder: str, table: str, columns: tuple[str, ...]) -> Iterator[Row]:
    facts = load(folder)
    if table not in facts.tables:
        raise MissingFactsError(
            f"{folder} has no facts about {table}: facts.toml names no such table"
        )
    return read_rows(os.path.join(folder, facts.tables[table]), columns, facts.sources)


def _origin(row: Row) -> tuple[str, str, str, str]:
    return row.name(), row.confidence(), row["source"], row["where"]


def _needed(row: Row, column: str) -> Version:
    if (found := row.version(column)) is None:
        raise row.error(f"{column} is empty")
    return found


def _call(row: Row) -> SystemCall:
    return SystemCall(*_origin(row), _needed(row, "since"), row.version("removed"))


def _constant(row: Row) -> Constant:
    return Constant(*_origin(row), _needed(row, "since"))


def _symbol(row: Row) -> Symbol:
    origin = (row.name(), "high", row["source"], row["library"])
    versions = (_needed(row, "since"), row.version("i386"), row.version("x86_64"))
    return Symbol(*origin, *versions, row["library"])


def _gone(row: Row) -> Gone:
    return Gone(*_origin(row), row["kind"], _needed(row, "removed"))


def _statement(row: Row) -> Statement:
    if not row["subject"]:
        raise row.error("a row without a subject")
    origin = (row["subject"], row.confidence(), row["source"], row["where"])
    said = (row["attribute"], row["value"], row.version("since"), row.version("until"))
    return Statement(*origin, *said)
