"""Makes mutants of real pages by seed, a change of several pages at a time."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from manlint.files.load import load
from tests import realtree
from tests.mutations import defects, harmless
from tests.mutations.page import Kind, Page

SEED = 20261120
# The rule that a removed page is to be reported by, in the pages that name it.
REMOVED = "unresolved-reference"


@dataclass(frozen=True, slots=True)
class Mutant:
    """An edit of one page: `text` is its new text, None if the file is removed.

    `rule` must speak at one of `lines` (from 1) of the page `seen`, or none if it is "".
    """

    kind: str
    page: str
    text: str | None
    rule: str = ""
    seen: str = ""
    lines: range = range(0)


def rounds(
    pages: Sequence[Page], rules: Iterable[str], numbers: tuple[int, int], seed: int = SEED
) -> Iterator[list[Mutant]]:
    """So many mutants with defects, and so many harmless ones, as changes.

    Each change has one mutant of each kind, on pages of their own: all defects or none.
    Kinds whose rule is not among `rules` are left out, and those that fit no page.
    """
    known = {*rules}
    bad = [(kind, rule) for kind, rule in defects.KINDS.items() if rule in known]
    good = [(kind, "") for kind in harmless.KINDS]
    for what, number in zip((bad, good), numbers, strict=True):
        rng = random.Random(seed)
        made, size = 0, 1
        while made < number and size:
            change = [*_change(pages, what[: number - made], rng)]
            if what is bad and REMOVED in known and made + len(change) < number:
                change += _removed(pages, {mutant.page for mutant in change}, rng)
            made, size = made + len(change), len(change)
            yield change


def _change(
    pages: Sequence[Page], kinds: Sequence[tuple[Kind, str]], rng: random.Random
) -> Iterator[Mutant]:
    used: set[str] = set()
    for kind, rule in kinds:
        for page in rng.sample(pages, len(pages)):
            edit = None if page.path in used else kind(page, rng)
            if edit is None:
                continue
            used.add(page.path)
            path = page.path
            if rule == "missing-section":
                path = path.replace(f"{page.name}.", f"{page.name}{defects.NEW}.")
            text = "\n".join(edit.lines) + "\n"
            lines = range(edit.at + 1, edit.at + edit.more + 2)
            yield Mutant(kind.__name__, path, text, rule, path, lines)
            break


def _removed(pages: Sequence[Page], used: set[str], rng: random.Random) -> Iterator[Mutant]:
    """A page of calls that another page, not touched by the change, refers to."""
    linked = {
        found[1]
        for page in pages
        for line in page.lines
        if (found := re.match(r"\.so (\S+)", line))
    }
    for page in rng.sample(pages, len(pages)):
        if page.path in used | linked or not re.fullmatch(r"man2/\w+\.2", page.path):
            continue
        for other in pages:
            lines = other.having(rf"\.BR {page.name} \(2\)")
            if lines and other.path not in used | {page.path}:
                path = other.path
                yield Mutant(
                    "removed_page",
                    page.path,
                    None,
                    REMOVED,
                    path,
                    range(lines[0] + 1, lines[0] + 2),
                )
                return


def real_pages(root: Path) -> list[Page]:
    """The pages of the man-pages project below `root`; of others some rules say nothing."""
    found = []
    for path in realtree.page_files(root):
        text = load(str(path)).text
        if realtree.is_link(text.encode(errors="replace")) or re.search(
            r"^\.TH .*Linux man-pages", text, re.M
        ):
            lines = tuple(text.removesuffix("\n").split("\n"))
            found.append(Page(path.relative_to(root).as_posix(), lines))
    return found
