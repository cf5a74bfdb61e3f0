"""Baseline: findings that are known and not to be reported again, in a file to be committed."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from manlint.finding import Finding
from manlint.fingerprint import Fingerprint, fingerprint
from manlint.visible import visible

HEAD = "# manlint baseline, version 1; written by manlint check --write-baseline"
_WIDEST = 100


class BaselineError(Exception):
    """A baseline that cannot be read or written; its text is one line."""


class Entry(NamedTuple):
    """Findings of one rule in one page with one fingerprint.

    `path` is relative to the folder of the baseline, `key` the fingerprint's digest, with a
    `~` before it if its text is too short to be known again in another page; `text` is for
    people only.
    """

    path: str
    rule: str
    key: str
    text: str = ""


def entry(finding: Finding, folder: str) -> Entry:
    """The entry for `finding` in a baseline that lies in `folder`."""
    source = finding.source
    found = fingerprint(finding)
    line = source.line_text(source.line(finding.span.start)).strip()
    text = visible(f"{finding.message} | {line}")[:_WIDEST]
    return Entry(relative(source.path, folder), finding.rule, _key(found), text)


def relative(path: str, folder: str) -> str:
    """A page's path as a baseline in `folder` has it, on one line."""
    inside = os.path.relpath(path, folder or os.curdir).replace(os.sep, "/")
    return inside.replace("\t", " ").replace("\n", " ")


def _key(found: Fingerprint) -> str:
    from manlint.cache import digest

    return ("" if found.is_telling else "~") + digest(*found).hex()[:16]


class Baseline:
    """Counted entries; those that findings were matched with are taken away."""

    def __init__(self, entries: Mapping[Entry, int]) -> None:
        self.entries = dict(entries)
        self.left: Counter[tuple[str, str, str]] = Counter()
        for one, count in self.entries.items():
            self.left[one[:3]] += count

    def new(self, findings: Iterable[Finding], folder: str) -> Iterator[Finding]:
        """The findings of one page that the baseline does not hold, each counted once.

        A finding of a page that was renamed is known by its text alone.
        """
        unknown = []
        for finding in findings:
            found = entry(finding, folder)
            if self.left[found[:3]] > 0:
                self.left[found[:3]] -= 1
            else:
                unknown.append((finding, found))
        for finding, found in unknown:
            elsewhere = self._elsewhere(found, folder)
            if elsewhere is None:
                yield finding
            else:
                self.left[elsewhere] -= 1

    def _elsewhere(self, found: Entry, folder: str) -> tuple[str, str, str] | None:
        """The entry for the same text in a page that is gone."""
        if found.key.startswith("~"):
            return None
        for known, count in self.left.items():
            if count > 0 and known[1:] == found[1:3] and not _is_there(known[0], folder):
                return known
        return None

    def expired(self, looked_at: Callable[[Entry], bool]) -> list[tuple[Entry, int]]:
        """Entries, with how many are too much, for which `looked_at` pages have no finding."""
        found = []
        for one in self.entries:
            count = self.left[one[:3]]
            if count > 0 and looked_at(one):
                found.append((one, count))
        return found


def _is_there(path: str, folder: str) -> bool:
    return os.path.lexists(os.path.join(folder, path))


def counted(findings: Iterable[Finding], folder: str) -> Counter[Entry]:
    """The entries for `findings`, those that differ only in their text being one."""
    texts: dict[tuple[str, str, str], Entry] = {}
    total: Counter[Entry] = Counter()
    for finding in findings:
        one = entry(finding, folder)
        total[texts.setdefault(one[:3], one)] += 1
    return total


def read(path: str) -> Baseline:
    """The baseline in the file at `path`; raises BaselineError."""
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            lines = file.read().split("\n")
    except OSError as error:
        raise BaselineError(f"{path}: cannot be read: {error.strerror}") from error
    if lines[0] != HEAD:
        raise BaselineError(f"{path}:1: this is no baseline of manlint; write it again")
    entries: Counter[Entry] = Counter()
    for number, line in enumerate(lines[1:], 2):
        if line and not line.startswith("#"):
            key, one = _read_line(f"{path}:{number}", line)
            entries[one] += key
    return Baseline(entries)


def _read_line(place: str, line: str) -> tuple[int, Entry]:
    fields = line.split("\t")
    if len(fields) != 5 or not fields[1].isdecimal() or not fields[0].strip("~").isalnum():
        raise BaselineError(
            f"{place}: not a line of a baseline: {visible(line)[:60]!r}; write it again"
        )
    key, count, rule, path, text = fields
    return int(count), Entry(path, rule, key, text)


def write(path: str, entries: Mapping[Entry, int]) -> None:
    """Write `entries` to the file at `path` in one step; raises BaselineError."""
    from manlint.resources import write_atomically

    lines = [HEAD]
    for one, count in sorted(entries.items()):
        lines.append("\t".join((one.key, str(count), one.rule, one.path, one.text)))
    try:
        write_atomically(path, "\n".join(lines) + "\n")
    except OSError as error:
        raise BaselineError(f"{path}: cannot be written: {error.strerror}") from error
