"""Numbers of kernels in roff text, found once for all that look at a few of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from manlint.facts.version import Version, version

if TYPE_CHECKING:
    from manlint.page import Page


class KernelNumber(NamedTuple):
    """A dotted number at [start, end) of `Page.text`, the first after a name that is at `name`.

    `section` is the title of its section, "" outside any.
    """

    name: int
    start: int
    end: int
    version: Version
    section: str


# Other words may stand between the two, and a comment. A search for known letters is fast, so
# there are two of them.
_NUMBER = r"""\b[^.;:0-9]{0,40}(?:[.']\\"[^\n]*\n[^.;:0-9]{0,40})?(?P<number>[0-9]+(?:\.[0-9]+)+)"""
_NAMED = (re.compile(f"inux{_NUMBER}"), re.compile(f"ernels?{_NUMBER}"))
_COMMENT = ('.\\"', "'\\\"")


def kernel_numbers(page: Page) -> tuple[KernelNumber, ...]:
    """The numbers of a page, in the order of its text, but for those in comments."""
    if "kernel numbers" not in page.derived:
        page.derived["kernel numbers"] = tuple(_found(page))
    known: tuple[KernelNumber, ...] = page.derived["kernel numbers"]
    return known


def _found(page: Page) -> Iterator[KernelNumber]:
    text = page.text
    found: dict[tuple[int, int], int] = {}
    for pattern in _NAMED:
        for match in pattern.finditer(text):
            where = match.span("number")
            found[where] = min(match.start(), found.get(where, match.start()))
    sections = [head for head in page.headings if head.level == 1] if found else []
    starts = [head.start for head in sections]
    for start, end in sorted(found):
        name = found[start, end]
        if not text.startswith(_COMMENT, text.rfind("\n", 0, name) + 1):
            index = bisect_right(starts, name) - 1
            title = sections[index].title if index >= 0 else ""
            yield KernelNumber(name, start, end, version(text[start:end]), title)
