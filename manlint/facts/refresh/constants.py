"""constants.csv: constants with the kernel that the headers of a C library took them from.

Both glibc and musl name the kernel in the subject of such a change: "add MADV_COLD from Linux
5.4". A constant that a library was late to take can be older: the kernel is an upper bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from manlint.facts.refresh.repository import git
from manlint.facts.version import Version, text_of, version

# The folders of each library that have headers of the kernel's interface.
FOLDERS = {"glibc": ("sysdeps/unix/sysv/linux", "elf/elf.h"), "musl": ("include", "arch")}
# Not "update to Linux 5.7", which may bring what is older.
_SUBJECT = re.compile(
    r"(?i)\b(?:add|define)\b.*\b(?:from|in)\s+linux\s+(?:kernel\s+)?v?(\d+\.\d+(?:\.\d+)?)"
)
_DEFINED = re.compile(
    r"(?:#\s*define\s+|enum\s*\{\s*)?([A-Z][A-Z0-9]*(?:_[A-Za-z0-9]+)+)\b(?!\s*\()"
)
_COMMIT = "\x01"


class Commit(NamedTuple):
    """The subject of a commit, its hash, and the lines that it adds to headers."""

    hash: str
    subject: str
    added: tuple[str, ...]


def commits(repository: str, *folders: str) -> Iterator[Commit]:
    """The commits that touch headers below `folders`, the oldest first."""
    form = ("--reverse", "--no-merges", "-p", "--unified=0", "--no-renames")
    written = git(repository, "log", *form, f"--format={_COMMIT}%H %s", "--", *folders)
    for block in written.split(_COMMIT)[1:]:
        head, *lines = block.split("\n")
        commit, _, subject = head.partition(" ")
        yield Commit(commit, subject, tuple(_added(lines)))


def _added(lines: list[str]) -> Iterator[str]:
    """The lines that a patch adds to headers, without their marks."""
    is_header = False
    for line in lines:
        if line.startswith("+++ "):
            is_header = line.endswith((".h", ".h.in", ".in"))
        elif is_header and line.startswith("+"):
            yield line[1:]


def constant(line: str) -> str:
    """The constant that a line of a header defines or an enum lists, "" if there is none."""
    match = _DEFINED.match(line.strip())
    return match[1] if match else ""


def first_kernels(repository: str, library: str) -> dict[str, tuple[Version, str]]:
    """The kernel of each constant that came with the name of one, and the commit."""
    found: dict[str, tuple[Version, str]] = {}
    seen: set[str] = set()
    for commit in commits(repository, *FOLDERS[library]):
        new = {*map(constant, commit.added)} - seen
        seen |= new
        if match := _SUBJECT.search(commit.subject):
            kernel = version(match[1])
            found.update({name: (kernel, commit.hash) for name in new if name})
    return found


def rows(repositories: Mapping[str, str]) -> list[dict[str, str]]:
    """The rows of constants.csv from clones by the name of their library.

    The older kernel counts; the confidence is high where two libraries name the same one.
    """
    found = {name: first_kernels(clone, name) for name, clone in repositories.items()}
    made = []
    for name in sorted({name for known in found.values() for name in known}):
        having = [library for library in found if name in found[library]]
        library = min(having, key=lambda library: found[library][name][0])
        kernels = {found[library][name][0] for library in having}
        agreed = len(having) > 1 and len(kernels) == 1
        row = {
            "name": name,
            "since": text_of(min(kernels)),
            "confidence": "high" if agreed else "medium",
            "source": f"{library}-headers",
            "where": found[library][name][1][:12],
        }
        made.append(row)
    return made
