"""The page as rendered text: for `manlint text`, git's textconv and the oracles."""

from __future__ import annotations

from collections.abc import Iterator

from manlint.page import Page
from manlint.prose import Sentence, sentences


def plain(page: Page) -> str:
    """Headings, one sentence a line, examples as written, cells in reading order.

    There is no header and no footer.  A heading stands after an empty line; two spaces
    indent what is not a heading.
    """
    return "".join(_lines(page)).lstrip("\n")


def _lines(page: Page) -> Iterator[str]:
    for sentence in sentences(page):
        if sentence.unit.kind == "heading":
            yield f"\n{' '.join(sentence.text.split())}\n"
        elif sentence.unit.kind in ("example", "synopsis"):
            yield from (f"  {line}".rstrip() + "\n" for line in sentence.text.split("\n"))
        else:
            yield f"  {_one_line(sentence)}\n"


def _one_line(sentence: Sentence) -> str:
    return " ".join(sentence.text.split())
