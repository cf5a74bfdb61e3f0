"""Which files to check: what the user names, folders searched, each real file once."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TypeAlias

from manlint.files.load import Unreadable, unreadable
from manlint.files.manpath import called, lookup, manpath
from manlint.files.tree import is_page_folder, page_name

# Device and inode, or the path of what cannot be asked for them.
Identity: TypeAlias = tuple[int, int] | str

STDIN = "-"
# Outside man1, man2, ... these are shared libraries and releases: libc.so.6, linux-2.6
_NO_PAGE = re.compile(r".*\.so\..*|(?:.*[-._])?\d+\.\d[0-9A-Za-z]*")
INSTALL = "name a page, or a folder that holds man2/ or the like; Debian has pages in manpages-dev"


@dataclass(slots=True)
class Collection:
    """What was found: `paths` to check in order, and what was not taken, and why.

    `links` counts other names of files in `paths`, `excluded` files and folders.
    """

    paths: list[str] = field(default_factory=list)
    links: int = 0
    excluded: int = 0
    problems: list[Unreadable] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def collect(arguments: Sequence[str], exclude: Sequence[str] = (), root: str = "") -> Collection:
    """The files that `arguments` mean: files, folders, "-", or pages such as "open(2)".

    Pages are looked up below `root`, then in the manual path. `exclude` has patterns,
    see `excluded`.
    """
    found = Collection()
    walk = _Walk(found, exclude)
    for argument in dict.fromkeys(arguments):
        if argument == STDIN:
            walk.files[argument] = (argument, False)
        elif os.path.isdir(argument):
            walk.folder("" if argument == os.curdir else argument)
        elif os.path.lexists(argument):
            walk.file(argument)
        else:
            try:
                for path in look_up(argument, root):
                    walk.file(path)
            except Unreadable as error:
                found.problems.append(error)
    _once(walk.files, found)
    return found


def look_up(argument: str, root: str = "") -> list[str]:
    """The file of the page that `argument` names, "open(2)" or "open"; raises Unreadable."""
    page = called(argument)
    if page is None and (os.sep in argument or "." in argument or not argument):
        raise unreadable(argument, FileNotFoundError(2, "no such file"))
    name, section = page or (argument, "")
    folders = [root] * bool(root) + manpath()
    paths = lookup(name, section, folders)
    if not paths:
        where = ", ".join(folders) or "no folder is there"
        reason = f"{'' if page else 'no such file, and '}no such page in the manual path ({where})"
        raise Unreadable(argument, reason, "install its package, or name a file")
    if len(paths) > 1:
        pages = filter(None, (page_name(os.path.basename(path)) for path in paths))
        names = ", ".join(f"'{page.name}({page.section})'" for page in pages)
        raise Unreadable(argument, f"a page in several sections: {names}", "name one of them")
    return paths


def excluded(path: str, patterns: Sequence[str]) -> bool:
    """Whether a pattern matches: one with a slash the whole path, another its last part.

    One that begins with a slash matches the absolute path.
    """
    name = os.path.basename(path)
    for pattern in patterns:
        whole = os.path.abspath(path) if pattern.startswith("/") else path
        if fnmatchcase(whole if "/" in pattern else name, pattern.rstrip("/")):
            return True
    return False


def is_page(folder: str, name: str) -> bool:
    """Whether a file `name` found in `folder` is a page by its name."""
    page = page_name(name)
    if page is None or is_page_folder(os.path.basename(folder)):
        return page is not None
    # x.l, x.n and x.o are pages only in manl, mann and mano: elsewhere lexers and objects
    return page.section[0].isdigit() and not _NO_PAGE.fullmatch(name)


class _Walk:
    """One search; `files` has the identity of each path, and whether it is a symbolic link."""

    def __init__(self, found: Collection, exclude: Sequence[str]) -> None:
        self.found = found
        self.exclude = exclude
        self.files: dict[str, tuple[Identity, bool]] = {}
        self.seen: set[tuple[int, int]] = set()

    def excludes(self, path: str) -> bool:
        skipped = bool(self.exclude) and excluded(path, self.exclude)
        self.found.excluded += skipped
        return skipped

    def file(self, path: str, entry: os.DirEntry[str] | None = None) -> None:
        """Take `path`, whatever it is: `load` says so if it is no page."""
        if self.excludes(path):
            return
        try:
            status = entry.stat() if entry else os.stat(path)
            symbolic = entry.is_symlink() if entry else os.path.islink(path)
        except OSError:
            self.files[path] = (path, False)
        else:
            self.files[path] = ((status.st_dev, status.st_ino), symbolic)

    def folder(self, top: str) -> None:
        """Take all pages below the folder `top`, in the order of their paths."""
        waiting = [top]
        while waiting:
            path = waiting.pop()
            if path != top and self.excludes(path):
                continue
            try:
                if self.enter(path or os.curdir):
                    waiting += reversed([*self.pages(path)])
            except OSError as error:
                self.found.problems.append(unreadable(path or os.curdir, error))

    def enter(self, path: str) -> bool:
        """Whether the folder was not yet searched under another name."""
        status = os.stat(path)
        key = (status.st_dev, status.st_ino)
        if key not in self.seen:
            self.seen.add(key)
            return True
        real = os.path.realpath(path)
        if (os.path.realpath(os.path.dirname(path)) + os.sep).startswith(real + os.sep):
            self.found.notes.append(f"{path}: a link back to {real}, not followed")
        return False

    def pages(self, folder: str) -> Iterator[str]:
        """The subfolders of `folder`, sorted; its pages are taken."""
        with os.scandir(folder or os.curdir) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
        for entry in found:
            if entry.name.startswith("."):
                continue
            path = os.path.join(folder, entry.name)
            if _is_folder(entry):
                yield path
            elif is_page(folder, entry.name):
                self.file(path, entry)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a symbolic link to itself
        return False


def _once(files: Mapping[str, tuple[Identity, bool]], found: Collection) -> None:
    """Fill `found.paths`: of the names of one file the first that is no symbolic link."""
    chosen: dict[Identity, str] = {}
    for path, (identity, symbolic) in files.items():
        known = chosen.get(identity)
        if known is None or (files[known][1] and not symbolic):
            chosen[identity] = path
    found.links += len(files) - len(chosen)
    found.paths += chosen.values()
