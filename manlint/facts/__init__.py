"""Facts: which versions existed and when, with the date up to which they are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from manlint.facts.series import Existence, Series, read_series
from manlint.facts.version import Version, text_of, version

__all__ = ["Existence", "Facts", "Release", "Version", "exists", "load", "text_of", "version"]


@dataclass(frozen=True, slots=True)
class Release:
    """One release; `released` and `eol` are ISO dates, "" where none is known.

    `eol_basis` is how the end of support is known: announced, projected or last-release.
    """

    version: Version
    name: str
    released: str
    longterm: bool = False
    eol: str = ""
    eol_basis: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one folder. `date` is the day up to which they are known.

    `tables` names the files of manlint.facts.interfaces, `sources` tells of each source what
    was taken from where, with its date and licence.
    """

    folder: str
    date: date
    products: Mapping[str, Mapping[str, Any]]
    series: Mapping[str, Series]
    tables: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def exists(self, written: str | Version, product: str = "linux") -> Existence:
        """Whether `written` was ever released; raises KeyError for an unknown product."""
        return self.series[product].existence(written)

    def newest(self, product: str = "linux") -> Version:
        """The newest mainline release known."""
        return self.series[product].newest()

    def releases(self, product: str = "linux") -> tuple[Release, ...]:
        """The dated releases of `product`, in rising order of their versions."""
        return _releases(self.folder, self.products[product]["releases"])

    def stamp(self) -> str:
        """How far the facts reach, for --version: "2026-08-22 (Linux 7.2, glibc 2.42)"."""
        newest = (f"{_NAMES.get(p, p)} {text_of(self.newest(p))}" for p in self.products)
        return f"{self.date} ({', '.join(newest)})"


_NAMES = {"linux": "Linux"}


def load(folder: str = "") -> Facts:
    """The facts of `folder`, those that manlint uses if it is ""; read once.

    Raises OSError if a file is missing and ValueError or KeyError if one is malformed.
    """
    from manlint.resources import facts_folder

    return _load(folder or facts_folder())


@cache
def _load(folder: str) -> Facts:
    import os
    import tomllib

    with open(os.path.join(folder, "facts.toml"), "rb") as file:
        found = tomllib.load(file)
    products = found["products"]
    series = {
        name: read_series(_rows(folder, product["series"])) for name, product in products.items()
    }
    tables, sources = found.get("tables", {}), found.get("sources", {})
    return Facts(folder, found["date"], products, series, tables, sources)


def exists(written: str | Version, product: str = "linux") -> Existence:
    """What manlint's own facts say of `written`; raises KeyError for an unknown product."""
    return load().exists(written, product)


@cache
def _releases(folder: str, name: str) -> tuple[Release, ...]:
    rows = (
        Release(
            version(row["version"]),
            row["version"],
            row["released"],
            row.get("longterm", "") == "yes",
            row.get("eol", ""),
            row.get("eol_basis", ""),
            row.get("source", ""),
        )
        for row in _rows(folder, name)
    )
    return tuple(sorted(rows, key=lambda release: release.version))


def _rows(folder: str, name: str) -> Iterator[dict[str, str]]:
    """The rows of a facts file: no field holds a comma or a quote, so splitting will do."""
    import os

    with open(os.path.join(folder, name), encoding="utf-8") as file:
        columns = file.readline().rstrip("\n").split(",")
        for line in file:
            yield dict(zip(columns, line.rstrip("\n").split(","), strict=True))
