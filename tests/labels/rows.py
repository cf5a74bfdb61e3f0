"""Rows: labels as those who label write them, and the committed references with their places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from manlint.claims.model import Kind
from tests import realtree

T = TypeVar("T")

FOLDER = realtree.CHECKOUT / "corpus" / "labels"
SENTENCES, ERRNOS = FOLDER / "sentences.tsv", FOLDER / "errnos.tsv"

VERSION_KINDS = frozenset(kind for kind in Kind if kind.startswith("version."))
_STRUCTURAL = (
    Kind.ERRNO,
    Kind.REFERENCE,
    Kind.POINTER,
    Kind.PROTOTYPE,
    Kind.CONSTANT,
    Kind.ROW,
)
TEXT_KINDS = tuple(k for k in Kind if k not in VERSION_KINDS and k not in _STRUCTURAL)
LABELLED = (*TEXT_KINDS, *(k for k in Kind if k in VERSION_KINDS))

LABEL = ("id", "kinds", "polarity", "subject", "since", "before", "scope", "note")
ERRNO_LABEL = ("id", "errnos", "functions", "note")
_PLACE = ("page", "line", "end_line", "hash", "draw")
REFERENCE = (*_PLACE, *LABEL[1:-1])
ERRNO_REFERENCE = (*_PLACE, *ERRNO_LABEL[1:-1])

_SCOPES = "file descriptor description thread process user namespace system".split()
_VERSION = re.compile(r"(?:<=|>)?(?:(?:g?libc|Linux) )?\d+(?:\.\w+)*(?:-\w+)?")


@dataclass(frozen=True, slots=True)
class Label:
    """What one reader says of a sentence; `subject` has the better of two answers first."""

    kinds: tuple[Kind, ...]
    polarity: tuple[str, ...]
    subject: tuple[str, ...]
    since: tuple[str, ...]
    before: tuple[str, ...]
    scope: str


@dataclass(frozen=True, slots=True)
class ErrnoLabel:
    """The errors of an entry and the functions it belongs to, ("page",) if it is not restricted."""

    errnos: tuple[str, ...]
    functions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a labelled sentence or entry stood when it was drawn; lines count from 1."""

    page: str
    line: int
    end_line: int
    hash: str
    draw: str


def read(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a TSV file as column -> cell; lines with # are remarks. Raises ValueError."""
    head: list[str] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.startswith("#") or not line.strip():
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not head:
            head = cells
        elif len(cells) > len(head):
            raise ValueError(f"{path}:{number}: {len(cells)} cells, but {len(head)} columns")
        else:  # editors cut off tabs at the end of a line
            yield dict(zip(head, cells + [""] * (len(head) - len(cells)), strict=True))


def label(row: Mapping[str, str]) -> Label:
    """The label in a row; raises ValueError where HOW is not kept."""
    kinds = tuple(Kind(kind) for kind in _cells(row["kinds"]) if kind != "-")
    # "-" alone stands for a denied relation, or for nothing where there is no kind.
    polarity = tuple(_cells(row["polarity"])) if kinds else ()
    if not row["kinds"] or not set(kinds) <= set(LABELLED) or len(set(kinds)) < len(kinds):
        raise ValueError(f"kinds are {row['kinds']!r}")
    if len(polarity) != len(kinds) or not set(polarity) <= {"+", "-"}:
        raise ValueError(f"polarity is {row['polarity']!r} for {row['kinds']!r}")
    subject = tuple(_cells(row["subject"], ";"))
    if bool(subject) != bool(kinds):
        raise ValueError(f"the subject is {row['subject']!r} for {row['kinds']!r}")
    since, before = tuple(_cells(row["since"])), tuple(_cells(row["before"]))
    for version in (*since, *before):
        if not _VERSION.fullmatch(version):
            raise ValueError(f"{version!r} is no version")
    if row["scope"] and row["scope"] not in _SCOPES:
        raise ValueError(f"{row['scope']!r} is no scope")
    return Label(kinds, polarity, subject, since, before, row["scope"])


def errno_label(row: Mapping[str, str]) -> ErrnoLabel:
    """The label in a row about an entry of ERRORS; raises ValueError."""
    errnos, functions = tuple(_cells(row["errnos"])), tuple(_cells(row["functions"]))
    if not errnos or not all(re.fullmatch(r"E[A-Z0-9]+", name) for name in errnos):
        raise ValueError(f"errnos are {row['errnos']!r}")
    if not functions or ("page" in functions and len(functions) > 1):
        raise ValueError(f"functions are {row['functions']!r}")
    return ErrnoLabel(errnos, functions)


def place(row: Mapping[str, str]) -> Place:
    """The place in a row of the committed files."""
    return Place(row["page"], int(row["line"]), int(row["end_line"]), row["hash"], row["draw"])


def labels(paths: Iterable[Path]) -> dict[str, Label]:
    """The labels of several files by id; raises ValueError for a bad row or an id twice."""
    return _by_id(paths, label)


def errno_labels(paths: Iterable[Path]) -> dict[str, ErrnoLabel]:
    """The same for entries of ERRORS."""
    return _by_id(paths, errno_label)


def _by_id(paths: Iterable[Path], make: Callable[[Mapping[str, str]], T]) -> dict[str, T]:
    found: dict[str, T] = {}
    for path in paths:
        for row in read(path):
            if row["id"] in found:
                raise ValueError(f"{path}: {row['id']} is there twice")
            try:
                found[row["id"]] = make(row)
            except (ValueError, KeyError) as error:
                raise ValueError(f"{path}: {row['id']}: {error}") from error
    return found


def _cells(text: str, separator: str = ",") -> list[str]:
    return [part.strip() for part in text.split(separator) if part.strip()]
