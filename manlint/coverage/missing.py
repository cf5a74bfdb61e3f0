"""Which constants of the documented families do headers define, and no page of a tree mention?"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from manlint.coverage.headers import definitions


class Family(NamedTuple):
    """Constants that begin alike and stand in some headers.

    `page` documents them; names that match `skip` are no interface.
    """

    prefix: str
    page: str
    headers: tuple[str, ...]
    skip: str = r"\Z\A"


class Missing(NamedTuple):
    """A constant that no page mentions, by its place in a header."""

    name: str
    path: str
    line: int


class Coverage(NamedTuple):
    """Of a family: how many constants the headers define, and which of them are missing."""

    family: Family
    defined: int
    missing: tuple[Missing, ...]


# Ends and counts of lists, masks over them, sizes of old versions: numbers, no interface.
_INTERNAL = re.compile(
    r"_H_?\Z|_(?:MAX|LAST|END|NR|NUM|COUNT|CNT|MASK|SHIFT|BITS|BASE|OFFSET|SENTINEL|ALL)\Z"
    r"|\A(?:MAX|NR|NUM)_|_SIZE_VER\d+\Z|_VER(?:SION)?\d*\Z|RESERVED|UNUSED|SPARE|PADDING|__"
)
_NOT_MEANT = re.compile(r"\b(?:reserved|internal|unused|not used|do not use|kernel only)\b", re.I)
_CONSTANT = re.compile(r"[A-Z][A-Z0-9_]{2,}")
# Break points and zero-width escapes that may stand within a name.
_INVISIBLE = re.compile(r"\\(?:[:%&/,]|f(?:\[[^]]*\]|\(..|.))")


@cache
def families() -> tuple[Family, ...]:
    """The families that man-pages documents, from families.toml."""
    import tomllib

    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "families.toml")
    with open(path, "rb") as file:
        table = tomllib.load(file)["families"]
    return tuple(
        Family(prefix, entry["page"], tuple(entry["headers"]), entry.get("skip", r"\Z\A"))
        for prefix, entry in table.items()
    )


def coverage(headers: str, mentioned: frozenset[str]) -> Iterator[Coverage]:
    """The coverage of each family that a header below the folder `headers` defines."""
    for family in families():
        found = {one.name: one for one in _defined(headers, family)}
        if found:
            lost = tuple(one for one in found.values() if one.name not in mentioned)
            yield Coverage(family, len(found), lost)


def _defined(folder: str, family: Family) -> Iterator[Missing]:
    """The constants of a family, the last definition last."""
    skip = re.compile(family.skip)
    for name in family.headers:
        path = os.path.join(folder, name)
        for one in definitions(_read(path)):
            is_one = one.name.startswith(family.prefix) and one.name != family.prefix
            if is_one and not (
                _INTERNAL.search(one.name)
                or skip.search(one.name)
                or _NOT_MEANT.search(one.comment)
            ):
                yield Missing(one.name, path, one.line)


@cache
def _read(path: str) -> str:
    """The text of a header; "" if it is not there, as no kernel has all of them."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def mentioned(texts: Iterable[str]) -> frozenset[str]:
    """The words in capitals that pages have in their roff text, comments left out."""
    found: set[str] = set()
    for text in texts:
        shown = "\n".join(
            line for line in text.split("\n") if not line.startswith(('.\\"', "'\\\""))
        )
        found.update(_CONSTANT.findall(_INVISIBLE.sub("", shown) if "\\" in shown else shown))
    return frozenset(found)
