"""mandoc's flat events of many pages, from one run of `mandoc -T tree`."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.realtree import read_bytes

KINDS = frozenset("SH SS PP TP TQ IP HP RS SY nf EX TS".split())

_HEADER = re.compile(rb"^title = ", re.M)
_NODE = re.compile(
    r"( *)(?:(\w+) \((block|elem)\)|.* \((tbl)(?: options)?\)|\w+ \((?:head|body|tail)\))"
    r" \*?(\d+):\d+\)?\.?(?: ID(?:=\S*)?)?(?: NOFILL)?(?: NOSRC)?(?: BROKEN)?"
)


class Event(NamedTuple):
    """A block or a mark: its macro, its source line, and how many blocks it stands in.

    `depth` is 0 for SH, 1 for a paragraph directly in a section, 2 for one in RS or SS.
    LP and P are PP; the line of TS is that of the macro.
    """

    kind: str
    line: int
    depth: int


def events(paths: Sequence[Path]) -> dict[Path, list[Event]]:
    """The events of each page; every path must be a page and not a link to one."""
    found: dict[Path, list[Event]] = {}
    for start in range(0, len(paths), 200):
        found.update(_batch(paths[start : start + 200]))
    return found


def _batch(paths: Sequence[Path]) -> Iterator[tuple[Path, list[Event]]]:
    """As `events`; mandoc names no files, so that its pages are told apart by their headers.

    mandoc gets unpacked copies: 1.14.6 unpacks only the first of several files.
    """
    with tempfile.TemporaryDirectory() as folder:
        copies = [Path(folder, f"{number}.1") for number in range(len(paths))]
        for copy, path in zip(copies, paths, strict=True):
            copy.write_bytes(read_bytes(path))
        command = ["mandoc", "-T", "tree", *map(str, copies)]
        done = subprocess.run(command, capture_output=True, check=False)
    pages = _HEADER.split(done.stdout)[1:]
    if len(pages) != len(paths):
        raise RuntimeError(f"mandoc shows {len(pages)} pages of {len(paths)}: {done.stderr!r}")
    for path, tree in zip(paths, pages, strict=True):
        yield path, list(_events(tree.decode("utf-8", "replace"), _table_lines(path)))


def _table_lines(path: Path) -> list[int]:
    """The lines of the page's TS macros."""
    lines = read_bytes(path).splitlines()
    return [n for n, line in enumerate(lines, 1) if line.startswith(b".TS")]


def _events(tree: str, tables: Sequence[int]) -> Iterator[Event]:
    """The events of one page's tree; mandoc gives tables the line of a row, never of TS."""
    blocks: list[int] = []
    last_table = 0
    for line in tree.splitlines():
        node = _NODE.fullmatch(line)
        if node is None:
            continue
        indent, name, what, table, number = node.groups()
        while blocks and blocks[-1] >= len(indent):
            blocks.pop()
        if table:
            start = max((n for n in tables if n < int(number)), default=0)
            if start != last_table:
                last_table = start
                yield Event("TS", start, len(blocks))
        elif name in KINDS:
            yield Event(name, int(number), len(blocks))
        if what == "block":
            blocks.append(len(indent))
