"""Tree: the pages below one root, by name and manual section, from file names only."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from manlint.cache import digest

if TYPE_CHECKING:
    from manlint.source import Source

_PACKED = r"(?:\.(?:gz|xz|zst|bz2|lzma|Z|lz))?"
_FILE = re.compile(rf"(.+)\.([0-9](?:[A-Za-z][0-9A-Za-z]*)?|[nlo]){_PACKED}", re.S)
_FOLDER = re.compile(r"man(?:[0-9](?:[A-Za-z][0-9A-Za-z]*)?|[nlo])")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:_[A-Z]{2})?(?:\.[\w-]+)?(?:@\w+)?")
_WITHOUT_MARKS = str.maketrans("", "", "_-.")
# A shorter name is the last word of too many others: attr of proc_pid_attr(5).
_TELLING = 6
_UNTRANSLATED = ("en", "C", "POSIX")


class PageName(NamedTuple):
    """What a page is called: name "open" and manual section "2"."""

    name: str
    section: str


def page_name(filename: str) -> PageName | None:
    """The page that a file of this name holds, or None; `filename` has no folders."""
    match = _FILE.fullmatch(filename)
    return PageName(match[1], match[2]) if match else None


@lru_cache(maxsize=256)
def is_page_folder(name: str) -> bool:
    """Whether a folder of this name holds the pages of a section: man2, man2const, mann."""
    return _FOLDER.fullmatch(name) is not None


def letters(name: str) -> str:
    """`name` in lower case and without marks: names that differ in these are often mixed up."""
    return name.translate(_WITHOUT_MARKS).casefold()


def alike(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The names by their `letters`, and by each end of words that is long enough: "_maps"."""
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(letters(name), []).append(name)
        for mark in re.finditer("_", name):
            if len(name) - mark.end() >= _TELLING:
                found.setdefault(name[mark.start() :], []).append(name)
    return {key: tuple(alike) for key, alike in found.items()}


@dataclass(frozen=True)
class Tree:
    """The pages in the folders man1, man2, man2const, ... of `root`; listed when first asked."""

    root: str

    @cached_property
    def pages(self) -> dict[str, tuple[str, ...]]:
        """The sections of each name, sorted."""
        found: dict[str, set[str]] = {}
        for folder in page_folders(self.root):
            for filename in os.listdir(os.path.join(self.root, folder)):
                if page := page_name(filename):
                    found.setdefault(page.name, set()).add(page.section)
        return {name: tuple(sorted(sections)) for name, sections in found.items()}

    @cached_property
    def sections(self) -> frozenset[str]:
        """The manual sections that the tree has pages of."""
        return frozenset(section for sections in self.pages.values() for section in sections)

    @cached_property
    def names(self) -> frozenset[tuple[str, str]]:
        """Name and section of each page."""
        return frozenset((name, one) for name, sections in self.pages.items() for one in sections)

    @cached_property
    def alike(self) -> dict[str, tuple[str, ...]]:
        """See the function `alike`."""
        return alike(self.pages)

    @cached_property
    def listing_digest(self) -> bytes:
        """A digest of all names and sections."""
        return digest(*(f"{name}({section})" for name, section in sorted(self.names)))

    def has(self, name: str, section: str) -> bool:
        """Whether the tree has the page `name`(`section`)."""
        return section in self.pages.get(name, ())

    def sections_of(self, name: str) -> tuple[str, ...]:
        """The sections in which the tree has a page `name`, sorted."""
        return self.pages.get(name, ())

    def load(self, folder: str, target: str) -> Source | None:
        """What `.so target` means in a page of `folder`, such as man2; None if it is not there."""
        from manlint.files.link import target_file
        from manlint.files.load import Unreadable, load

        file = target_file(os.path.join(self.root, folder, "page"), target, self.root)
        try:
            return load(file) if file else None
        except Unreadable:
            return None


def page_folders(root: str) -> list[str]:
    """The names of the folders man1, man2, ... of `root` that can be listed, sorted."""
    try:
        with os.scandir(root) as entries:
            names = [entry.name for entry in entries if is_page_folder(entry.name)]
    except OSError:
        return []
    return sorted(name for name in names if os.access(os.path.join(root, name, ""), os.R_OK))


def find_root(path: str) -> str | None:
    """The nearest folder around `path` that holds folders such as man2; None without one.

    The search does not leave the git repository that `path` is in.
    """
    folder = os.path.abspath(path)
    while True:
        if page_folders(folder):
            return folder
        parent = os.path.dirname(folder)
        if parent == folder or os.path.lexists(os.path.join(folder, ".git")):
            return None
        folder = parent


def language(path: str) -> str | None:
    """The language of a translated page by its path, as "de" for man/de/man2/open.2."""
    parts = os.path.abspath(path).split(os.sep)
    if len(parts) < 4 or not is_page_folder(parts[-2]):
        return None
    match = _LANGUAGE.fullmatch(parts[-3])
    if not match or match[1] in _UNTRANSLATED:
        return None
    # "src/man1" is no language; "pt_BR/man1" is one wherever it lies
    return parts[-3] if parts[-4] == "man" or "_" in parts[-3] else None
