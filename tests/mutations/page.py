"""Lines of a page as the mutations see them: what each is, and where sections are."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

_OPEN = re.compile(r"\.(EX|nf|TS|SY|EQ)\b")
_CLOSE = re.compile(r"\.(EE|fi|TE|YS|EN)\b")
_HEADING = re.compile(r"\.SH (.+)")


class Section(NamedTuple):
    """A section: its title and its lines, the heading the first; offsets, `end` exclusive."""

    title: str
    start: int
    end: int


class Edit(NamedTuple):
    """A page after an edit: its lines, and the offset of the one to be reported.

    A sentence over several lines may be reported at any of `more` lines after the first.
    """

    lines: list[str]
    at: int = 0
    more: int = 0


@dataclass(frozen=True)
class Page:
    """The file at `path` below the tree's root, as lines without their ends."""

    path: str
    lines: tuple[str, ...]

    @property
    def name(self) -> str:
        """The page's name in its file name."""
        return self.path.rpartition("/")[2].rpartition(".")[0]

    @cached_property
    def plain(self) -> list[int]:
        """The offsets of lines of running text in DESCRIPTION, each after another line of it."""
        found: list[int] = []
        verbatim, tag = False, False
        inside = {
            n for s in self.sections if s.title == "DESCRIPTION" for n in range(s.start, s.end)
        }
        for at, line in enumerate(self.lines):
            if verbatim:
                verbatim = not _CLOSE.match(line)
            elif _OPEN.match(line):
                verbatim = True
            elif line[:1] in (".", "'", "") or tag:
                tag = line.startswith((".TP", ".TQ"))
            elif at in inside and not re.search(r"\\[fc]|\\$|[()]", line):
                found.append(at)
        return found

    @cached_property
    def sections(self) -> list[Section]:
        """The sections, in order."""
        starts = [at for at, line in enumerate(self.lines) if _HEADING.match(line)]
        ends = [*starts[1:], len(self.lines)]
        return [
            Section(self.lines[at][4:].strip('"'), at, end)
            for at, end in zip(starts, ends, strict=False)
        ]

    def section(self, title: str) -> Section | None:
        """The section with that title."""
        return next((section for section in self.sections if section.title == title), None)

    def having(self, pattern: str) -> list[int]:
        """The offsets of the lines that match from their start."""
        return [at for at, line in enumerate(self.lines) if re.match(pattern, line)]

    def put(self, at: int, *lines: str, remove: int = 1) -> list[str]:
        """The lines with `remove` of them from `at` on replaced."""
        return [*self.lines[:at], *lines, *self.lines[at + remove :]]


def choose(rng: random.Random, found: Sequence[int]) -> int | None:
    """One of them, or None if there is none."""
    return rng.choice(found) if found else None


# What makes an edit of a page, or None where the page has nothing to make it of.
Kind = Callable[[Page, random.Random], Edit | None]
