"""Side: one state of a repository's files, a revision, the index or the files themselves."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from manlint.changes.git import GitError, Repository
from manlint.files.tree import Tree, alike, is_page_folder, page_name

if TYPE_CHECKING:
    from manlint.source import Source

INDEX, FILES = "index", "files"
# A line of ls-files or ls-tree for a file: no symbolic link, no submodule. Hash and path.
_FILE = re.compile(rb"(?<![^\0])100[0-7]{3} (?:blob )?([0-9a-f]+)(?: [0-3])?\t([^\0]+)\0")


@dataclass(frozen=True)
class Side:
    """`state` is the hash of a tree, INDEX or FILES."""

    repository: Repository
    state: str

    @cached_property
    def entries(self) -> dict[str, str]:
        """The hash of each file by path; "" for FILES, which have none."""
        if self.state == FILES:
            return dict.fromkeys(self._files(), "")
        return {os.fsdecode(path): name.decode() for name, path in _FILE.findall(self._listed())}

    def _files(self) -> Iterator[str]:
        top = self.repository.top
        options = ("--cached", "--others", "--exclude-standard")
        for path in self.repository.words("ls-files", "-z", *options):
            if os.path.isfile(os.path.join(top, path)):
                yield path

    def _listed(self) -> bytes:
        if self.state == INDEX:
            return self.repository.run("ls-files", "-s", "-z")
        return self.repository.run("ls-tree", "-r", "-z", "--full-tree", self.state)

    def read(self, paths: Sequence[str]) -> Iterator[bytes]:
        """The contents of the files at `paths`; raises GitError.

        Of FILES what cannot be read is empty: whoever wants to know why reads it itself.
        """
        if self.state != FILES:
            hashes = [self.entries[path] for path in paths]
            yield from self.repository.blobs(hashes)
            return
        for path in paths:
            try:
                with open(os.path.join(self.repository.top, path), "rb") as file:
                    yield file.read()
            except OSError:
                yield b""

    def tree(self, root: str) -> Tree:
        """The pages below the folder `root` of the repository, "" for all of it."""
        return SideTree(self.repository.shown(root or os.curdir), self, root)

    @cached_property
    def roots(self) -> frozenset[str]:
        """The folders that hold man2 and the like."""
        folders = {os.path.dirname(path) for path in self.entries}
        pages = (folder for folder in folders if is_page_folder(os.path.basename(folder)))
        return frozenset(os.path.dirname(folder) for folder in pages)

    def root_of(self, path: str) -> str | None:
        """The nearest folder around the file at `path` that holds man2 and the like."""
        folder = os.path.dirname(path)
        while folder not in self.roots:
            if not folder:
                return None
            folder = os.path.dirname(folder)
        return folder

    def naming(self, words: Iterable[str], folder: str) -> list[str]:
        """The files below `folder` that have all of `words`, in any case."""
        states = {FILES: [], INDEX: ["--cached"]}
        where: list[str] = states.get(self.state, [self.state])
        patterns = [part for word in words for part in ("-e", word)]
        options = ("-l", "-z", "-i", "-F", "--full-name", "--no-color", "--all-match")
        command = ("grep", *options, *patterns, *where, "--", folder or os.curdir)
        found = self.repository.run(*command, fine=(0, 1)).split(b"\0")
        head = "" if self.state in states else f"{self.state}:"
        return [os.fsdecode(path).removeprefix(head) for path in found if path]


# Most changes leave the names of the pages as they are: then both sides have the same tables.
@lru_cache(maxsize=2)
def _pages(files: frozenset[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for path in files:
        if page := page_name(os.path.basename(path)):
            found.setdefault(page.name, set()).add(page.section)
    return {name: tuple(sorted(sections)) for name, sections in found.items()}


@lru_cache(maxsize=2)
def _alike(files: frozenset[str]) -> dict[str, tuple[str, ...]]:
    return alike(_pages(files))


@dataclass(frozen=True, eq=False)
class SideTree(Tree):
    """A tree of pages as one side of a change has it."""

    side: Side
    folder: str
    loaded: dict[str, Source | None] = field(default_factory=dict)

    @cached_property
    def files(self) -> frozenset[str]:
        """The files in man2 and the like, by paths from the root such as man2/open.2."""
        head = f"{self.folder}/" if self.folder else ""
        below = (path[len(head) :] for path in self.side.entries if path.startswith(head))
        return frozenset(
            path
            for path in below
            if path.count("/") == 1 and is_page_folder(path.partition("/")[0])
        )

    @cached_property
    def pages(self) -> dict[str, tuple[str, ...]]:
        """See Tree."""
        return _pages(self.files)

    @cached_property
    def alike(self) -> dict[str, tuple[str, ...]]:
        """See Tree."""
        return _alike(self.files)

    def load(self, folder: str, target: str) -> Source | None:
        """See Tree."""
        near = (target, f"{folder}/{target}")
        path = next((path for path in near if path in self.files), None)
        if path is None:
            return None
        if path not in self.loaded:
            self.loaded[path] = self._source(os.path.join(self.folder, path))
        return self.loaded[path]

    def _source(self, full: str) -> Source | None:
        from manlint.files.load import Unreadable, load_bytes

        try:
            (data,) = self.side.read([full])
            return load_bytes(self.side.repository.shown(full), data)
        except (Unreadable, GitError, OSError):
            return None
