"""glibc-symbols.csv: the first version of each exported symbol, from the lists of glibc's ABI."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from manlint.facts.refresh.repository import files, text
from manlint.facts.version import Version, text_of, version

SOURCE = "glibc-abilist"
# What the last release lists no longer, an older one may: both kept here had other libraries.
REVISIONS = ("HEAD", "glibc-2.26", "glibc-2.20")
FOLDERS = {"i386": "sysdeps/unix/sysv/linux/i386", "x86_64": "sysdeps/unix/sysv/linux/x86_64/64"}
_VERSION = re.compile(r"GLIBC_(\d+(?:\.\d+)+)")
# Of a symbol in several libraries the one that programs link with comes first.
_LIBRARIES = ("libc", "libm", "libpthread", "librt", "libdl")


def entries(abilist: str) -> Iterator[tuple[str, Version]]:
    """The symbols of one list with the version that each entry has.

    Newer lists have "GLIBC_2.0 name F" in each line, older ones a line "GLIBC_2.0" and below it
    lines " name F". Private symbols and those of the compiler have no such version.
    """
    group = ""
    for line in abilist.splitlines():
        words = line.split()
        if not words:
            continue
        if not line.startswith(" "):
            group = words.pop(0)
        match = _VERSION.fullmatch(group)
        if match and words and words[-1] != "A":
            yield words[0], version(match[1])


def first_versions(repository: str, architecture: str) -> dict[str, tuple[Version, str]]:
    """The first version of each symbol on an architecture, and its library."""
    found: dict[str, tuple[Version, str]] = {}
    for revision in REVISIONS:
        for path in files(repository, revision, FOLDERS[architecture]):
            if path.endswith(".abilist"):
                library = PurePosixPath(path).stem
                for name, first in entries(text(repository, revision, path)):
                    known = found.get(name, (first, library))
                    found[name] = (min(first, known[0]), min(library, known[1], key=_rank))
    return found


def _rank(library: str) -> tuple[int, str]:
    return (_LIBRARIES.index(library) if library in _LIBRARIES else len(_LIBRARIES), library)


def rows(repository: str) -> list[dict[str, str]]:
    """The rows of glibc-symbols.csv; `since` is the older of both architectures."""
    i386, x86_64 = (first_versions(repository, name) for name in FOLDERS)
    made = []
    for name in sorted(i386.keys() | x86_64.keys()):
        found = [architecture[name] for architecture in (i386, x86_64) if name in architecture]
        row = {
            "name": name,
            "since": text_of(min(first for first, _ in found)),
            "i386": text_of(i386[name][0]) if name in i386 else "",
            "x86_64": text_of(x86_64[name][0]) if name in x86_64 else "",
            "library": min((library for _, library in found), key=_rank),
            "source": SOURCE,
        }
        made.append(row)
    return made
