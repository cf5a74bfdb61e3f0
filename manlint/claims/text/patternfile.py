"""The pattern files of patterns/: what the sentences of one kind of claim look like."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from manlint.claims.model import Kind

FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "patterns")
SHARED = "sets.toml"
Sets = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Group:
    """Patterns that say the same: one [[pattern]] table.

    `polarity` is "+" or "-", or "?" where a denial makes it "-", or "!" where it makes it
    "+". `object` is used where no pattern captures one. Of two groups of a kind the one with
    the greater `weight` is taken. `unless` are patterns that must not overlap or touch the
    words, `never_with` those that must not be in the sentence.
    """

    match: tuple[str, ...]
    predicate: str
    polarity: str = "?"
    object: str = ""
    scope: str = ""
    weight: int = 0
    unless: tuple[str, ...] = ()
    never_with: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    not_sections: tuple[str, ...] = ()
    yes: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PatternFile:
    """The patterns of one kind: `needles` begin words of every sentence that any of them fits."""

    kind: Kind
    needles: tuple[str, ...]
    sets: Sets
    groups: tuple[Group, ...]
    unless: tuple[str, ...] = ()
    never_with: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


@cache
def pattern_files() -> tuple[PatternFile, ...]:
    """All pattern files in the order of their kinds; raises ValueError for a key that is none."""
    shared = _sets(_table(os.path.join(FOLDER, SHARED)).get("sets", {}))
    paths = [(kind, os.path.join(FOLDER, f"{kind}.toml")) for kind in Kind]
    return tuple(_read(kind, path, shared) for kind, path in paths if os.path.exists(path))


def _read(kind: Kind, path: str, shared: Sets) -> PatternFile:
    table = _table(path)
    try:
        groups = tuple(Group(**_tuples(group)) for group in table.pop("pattern"))
        sets = {**shared, **_sets(table.pop("sets", {}))}
        return PatternFile(kind=kind, sets=sets, groups=groups, **_tuples(table))
    except (KeyError, TypeError) as error:
        raise ValueError(f"{os.path.basename(path)}: {error}") from error


def _table(path: str) -> dict[str, Any]:
    import tomllib

    with open(path, "rb") as file:
        return tomllib.load(file)


def _sets(table: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """A set is an array of words, or a string of words with blanks between them."""
    return {
        name: tuple(words.split() if isinstance(words, str) else words)
        for name, words in table.items()
    }


def _tuples(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(x) if isinstance(x, list) else x for key, x in table.items()}
