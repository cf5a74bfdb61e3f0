"""Where the manual pages of this machine are, and where among them a named page is."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence

from manlint.files.tree import page_folders, page_name

_CALLED = re.compile(r"([^\s/()]+)\(([0-9nlo][0-9A-Za-z]*)\)")
_STANDARD = ("/usr/local/share/man", "/usr/local/man", "/usr/share/man", "/usr/man")


def called(text: str) -> tuple[str, str] | None:
    """Name and section if `text` names a page as in `open(2)`."""
    match = _CALLED.fullmatch(text)
    return (match[1], match[2]) if match else None


def manpath() -> list[str]:
    """The folders with manual pages, in the order of search.

    $MANPATH, where an empty part stands for the folders beside those of $PATH and the
    standard ones, which are also searched without $MANPATH.
    """
    folders: list[str] = []
    for part in os.environ.get("MANPATH", "").split(":"):
        folders += [part] if part else _standard()
    return [folder for folder in dict.fromkeys(folders) if os.path.isdir(folder)]


def _standard() -> Iterator[str]:
    for folder in os.environ.get("PATH", "").split(":"):
        if os.path.isabs(folder):
            prefix = os.path.dirname(folder.rstrip("/"))
            yield os.path.join(prefix, "share", "man")
            yield os.path.join(prefix, "man")
    yield from _STANDARD


def lookup(name: str, section: str, folders: Sequence[str]) -> list[str]:
    """The files that hold the page, those of the first of `folders` that has it.

    With section "" a file for each section in which the page is; "3" also finds 3posix,
    but only where nothing is in 3 itself.
    """
    for root in folders:
        found = dict(_pages(root, name, section))
        if section in found:
            return [found[section]]
        if found:
            return [found[key] for key in sorted(found)]
    return []


def _pages(root: str, name: str, section: str) -> Iterator[tuple[str, str]]:
    """Section and path of each file of `root` that holds `name` in `section` or one below."""
    for folder in page_folders(root):
        if not (folder[3:].startswith(section) or section.startswith(folder[3:])):
            continue
        path = os.path.join(root, folder)
        for filename in sorted(os.listdir(path), reverse=True):  # open.2 before open.2.gz
            page = page_name(filename) if filename.startswith(name) else None
            if page and page.name == name and page.section.startswith(section):
                yield page.section, os.path.join(path, filename)
