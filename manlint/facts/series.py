"""Did a version exist? Ranges by series: `2.6` has parts 0–39, `2.6.33` has 1–20."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from manlint.facts.version import Version, version


class Existence(Enum):
    """What is known of a version: `UNRELEASED` is above the newest release known."""

    EXISTED = "existed"
    NEVER = "never"
    UNRELEASED = "unreleased"
    UNKNOWN = "unknown"


class Range(NamedTuple):
    """The parts `first` to `last` that follow some prefix; see facts.toml for the columns."""

    first: int
    last: int | None
    state: str
    digits: int


_ABOVE = {
    "closed": Existence.NEVER,
    "growing": Existence.UNRELEASED,
    "open": Existence.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Series:
    """The ranges of one product, by prefix."""

    ranges: Mapping[Version, tuple[Range, ...]]

    def existence(self, written: str | Version) -> Existence:
        """Whether the version existed; raises ValueError if `written` is not a version.

        A trailing 0 without a range of its own means the version before it (5.3.0 is 5.3);
        a part written with a leading zero must be one of a range of such names (1.09).
        """
        parts = version(written) if isinstance(written, str) else written
        texts = written.split(".") if isinstance(written, str) else map(str, parts)
        for depth, (part, text) in enumerate(zip(parts, texts, strict=False)):
            found = self._part(parts[:depth], part, text)
            if found is not Existence.EXISTED:
                return found
        return Existence.EXISTED

    def newest(self) -> Version:
        """The newest version of the newest series, as a mainline release: (7, 2)."""
        found: Version = ()
        while rows := self.ranges.get(found):
            if rows[-1].state != "growing" or rows[-1].last is None or len(found) == 2:
                break
            found += (rows[-1].last,)
        return found

    def _part(self, prefix: Version, part: int, text: str) -> Existence:
        rows = self.ranges.get(prefix, ())
        width = len(text) if text.startswith("0") and len(text) > 1 else 0
        for row in rows:
            if row.first <= part and (row.last is None or part <= row.last):
                if width and width != row.digits:
                    return Existence.NEVER
                return Existence.UNKNOWN if row.last is None else Existence.EXISTED
        if part == 0 and prefix and not width:
            return Existence.EXISTED
        above = rows and rows[-1].last is not None and part > rows[-1].last
        return _ABOVE[rows[-1].state] if above else Existence.NEVER


def read_series(rows: Iterable[Mapping[str, str]]) -> Series:
    """The series of the rows of a series file; rows of a prefix stand in rising order."""
    ranges: dict[Version, tuple[Range, ...]] = {}
    for row in rows:
        prefix = version(row["prefix"]) if row["prefix"] else ()
        last = int(row["last"]) if row["last"] else None
        entry = Range(int(row["first"]), last, row["state"], int(row["digits"] or 0))
        ranges[prefix] = (*ranges.get(prefix, ()), entry)
    return Series(ranges)
