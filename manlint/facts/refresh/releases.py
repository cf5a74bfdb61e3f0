"""The files of releases and of series: dates by tags and by release-data, ends of support."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from manlint.facts.refresh.repository import tags
from manlint.facts.refresh.table import Row
from manlint.facts.version import Version, version

GLIBC_SOURCE, KERNEL_SOURCE = "glibc-tags", "endoflife"
_PLAIN = re.compile(r"\d+(?:\.\d+)+")
# 2.1.91 is of the way to 2.2; 2.42.9000, and before it 2.25.90, mark where work on the next began.
_PRERELEASE, _MARKS = 91, (90, 9000)


def glibc(repository: str, kept: Iterable[Row]) -> list[dict[str, str]]:
    """The rows of glibc-releases.csv: those of tags anew, the others as they are."""
    made = {row["version"]: dict(row) for row in kept if row["source"] != GLIBC_SOURCE}
    for name, day in tags(repository, "glibc-").items():
        if _PLAIN.fullmatch(name) and name not in made and not _is_mark(version(name)):
            kind = "prerelease" if version(name)[-1] >= _PRERELEASE else "release"
            row = {"version": name, "released": day, "kind": kind, "source": GLIBC_SOURCE}
            made[name] = row
    return sorted(made.values(), key=lambda row: version(row["version"]))


def _is_mark(parts: Version) -> bool:
    """Whether a tag of glibc is no release: a mark, or another name of one (2.16.0)."""
    return parts[-1] in _MARKS or (len(parts) == 3 and parts[-1] == 0)


def linux_dates(written: str) -> dict[str, str]:
    """The days of the releases by release-data's linux-kernel.json, point releases too."""
    entries = json.loads(written)["versions"]
    return {name: entry["date"] for name, entry in entries.items() if _PLAIN.fullmatch(name)}


def linux(
    dates: Mapping[str, str], support: Iterable[Mapping[str, Any]], kept: Iterable[Row], today: str
) -> list[dict[str, str]]:
    """The rows of kernel-releases.csv with the mainline releases that `dates` has more.

    `support` is what endoflife.date says of each series: cycle, eol and lts. It replaces what
    was known of the end of a series; an end after the day `today` is a projected one.
    """
    made = {row["version"]: dict(row) for row in kept}
    for name, day in dates.items():
        if _is_mainline(version(name)) and name not in made:
            made[name] = _release(name, day)
    for entry in support:
        if (row := made.get(str(entry["cycle"]))) and isinstance(entry.get("eol"), str):
            row["longterm"] = "yes" if entry.get("lts") else row["longterm"]
            row["eol"] = entry["eol"]
            row["eol_basis"] = "projected" if entry["eol"] > today else "announced"
    return sorted(made.values(), key=lambda row: version(row["version"]))


def _release(name: str, day: str) -> dict[str, str]:
    head = {"version": name, "released": day, "longterm": "no", "eol": "", "eol_basis": ""}
    return {**head, "source": KERNEL_SOURCE}


def _is_mainline(parts: Version) -> bool:
    """Whether a version is no point release of a stable series."""
    return len(parts) == (3 if parts[:2] == (2, 6) else 2)


def series(known: Iterable[str], kept: Iterable[Row], source: str) -> list[dict[str, str]]:
    """The rows of a series file with the last part of each growing range as far as `known` goes.

    A prefix that is new gets a row; that a series has ended is for a person to say.
    """
    last: dict[Version, int] = {}
    for name in known:
        parts = version(name)
        for depth in range(len(parts)):
            prefix = parts[:depth]
            last[prefix] = max(parts[depth], last.get(prefix, 0))
    made = [dict(row) for row in kept]
    for row in made:
        prefix = version(row["prefix"]) if row["prefix"] else ()
        if row["state"] == "growing" and row["last"]:
            row["last"] = str(max(int(row["last"]), last.get(prefix, 0)))
    new = _new_series(last, {row["prefix"] for row in made}, source)
    return sorted([*made, *new], key=_place)


def _new_series(
    last: Mapping[Version, int], had: set[str], source: str
) -> Iterator[dict[str, str]]:
    newest = max((version(prefix) for prefix in had if prefix), default=())
    for prefix, part in last.items():
        if prefix > newest:
            yield {
                "prefix": ".".join(map(str, prefix)),
                "first": "0" if len(prefix) == 1 else "1",
                "last": str(part),
                "state": "growing",
                "digits": "",
                "kind": "release",
                "confidence": "high",
                "source": source,
            }


def _place(row: Row) -> tuple[Version, int]:
    return (version(row["prefix"]) if row["prefix"] else (), int(row["first"]))
