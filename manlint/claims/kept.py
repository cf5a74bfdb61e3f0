"""Claims that earlier runs found, a shelf of the cache for each folder."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from stat import S_ISREG
from typing import Any, NamedTuple

from manlint import cache
from manlint.claims.store import Row
from manlint.files.load import load


class Entry(NamedTuple):
    """What a file holds: the page's name and its claims, or the target of a `.so` page.

    It holds while the file has the signature, which is () where that is not safe, or else while
    its text has the digest.
    """

    signature: tuple[int, ...]
    digest: bytes
    page: str
    rows: tuple[Row, ...]
    link: str = ""


@dataclass(slots=True)
class Kept:
    """The shelves of a run; `settings` is all that claims depend on besides the page.

    Without `settings` nothing is kept.
    """

    settings: bytes
    shelves: dict[str, dict[str, Any]] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)

    def look_up(self, path: str) -> Entry | None:
        """What the file at `path` is known to hold, if it still does; raises Unreadable."""
        found = self._shelf(os.path.dirname(path)).get(os.path.basename(path))
        signature = signature_of(path) if found else None
        if found is None or signature is None:
            return None
        entry = Entry._make(found)
        if tuple(signature) == entry.signature:
            return entry
        source = load(path)
        if cache.digest(source.encoding, source.text) != entry.digest:
            return None
        if cache.settled(signature):
            self.keep(path, entry._replace(signature=tuple(signature)))
        return entry

    def keep(self, path: str, entry: Entry) -> None:
        """Remember what the file at `path` holds."""
        if self.settings:
            folder, name = os.path.split(path)
            self._shelf(folder)[name] = tuple(entry)
            self.changed.add(folder)

    def save(self) -> None:
        """Write the shelves that have changed, without files that are gone."""
        for folder in self.changed:
            try:
                there = {*os.listdir(folder or os.curdir)}
            except OSError:
                continue
            shelf = self.shelves[folder]
            cache.write(self._path(folder), {n: shelf[n] for n in shelf if n in there})
        if self.changed:
            cache.prune()
        self.changed.clear()

    def _shelf(self, folder: str) -> dict[str, Any]:
        if folder not in self.shelves:
            self.shelves[folder] = cache.read(self._path(folder)) if self.settings else {}
        return self.shelves[folder]

    def _path(self, folder: str) -> str:
        return cache.shelf_path("claims", os.path.abspath(folder), self.settings.hex())


def signature_of(path: str) -> cache.Signature | None:
    """The signature of a regular file."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return cache.signature(status) if S_ISREG(status.st_mode) else None


def entry_for(signature: Sequence[int] | None, text: tuple[str, str], page: str) -> Entry:
    """An entry without claims for a file whose encoding and text are `text`."""
    safe = isinstance(signature, cache.Signature) and cache.settled(signature)
    return Entry(tuple(signature or ()) if safe else (), cache.digest(*text), page, ())
