"""Compares manlint's flat events with mandoc's: `python -m tests.oracle.events [TREE|PAGE ...]`.

mandoc drops empty paragraphs and those right after a heading, and so does `manlint.page.events`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from manlint.files.load import load
from manlint.page import events as manlint_events
from manlint.page import read
from tests import realtree
from tests.oracle import mandoc


def ours(path: Path) -> list[mandoc.Event]:
    """manlint's events of a page."""
    return [mandoc.Event(*event) for event in manlint_events(read(load(str(path))))]


def differences(paths: Sequence[Path]) -> dict[Path, list[str]]:
    """For each page that is not as mandoc's the lines of a diff, `-` mandoc's, `+` ours."""
    found = {}
    for path, expected in mandoc.events(paths).items():
        seen = ours(path)
        if seen != expected:
            found[path] = list(_diff(expected, seen))
    return found


def _diff(expected: list[mandoc.Event], seen: list[mandoc.Event]) -> Iterator[str]:
    """The events that only one side has."""
    for what, a, b, c, d in SequenceMatcher(None, expected, seen, autojunk=False).get_opcodes():
        if what != "equal":
            yield from (
                f"- {event.kind} line {event.line} depth {event.depth}" for event in expected[a:b]
            )
            yield from (
                f"+ {event.kind} line {event.line} depth {event.depth}" for event in seen[c:d]
            )


def named_pages(arguments: Sequence[str]) -> list[Path]:
    """The pages of the command line: files, trees, or the real tree if there is none."""
    if not arguments:
        tree = realtree.find()
        if tree is None:
            raise SystemExit(realtree.MISSING)
        return tree.pages()
    found: list[Path] = []
    for name in map(Path, arguments):
        root = name / "man" if (name / "man").is_dir() else name
        found += realtree.page_files(root) if root.is_dir() else [root]
    return [path for path in found if not realtree.is_link(realtree.read_bytes(path))]


def main() -> None:
    """Print every difference, then how many pages have one."""
    pages = named_pages(sys.argv[1:])
    found = differences(pages)
    for path, lines in found.items():
        print(f"{path}: {len(lines)} events")
        print("\n".join(f"    {line}" for line in lines[:40]))
    print(f"{len(pages) - len(found)} of {len(pages)} pages have the same events")


if __name__ == "__main__":
    main()
