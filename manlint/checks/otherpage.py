"""Another page of the tree, for kinds that compare what two pages say."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from manlint.files.tree import Tree
    from manlint.page import Page
    from manlint.prose import Sentence
    from manlint.source import Source

# A link leads to a page; a few lead to a link.
_LINKS = 3


def other_page(tree: Tree, name: str, section: str) -> Page | None:
    """The page that `name`(`section`) shows, if it is one that is read; None if there is none."""
    page = linked_page(tree, name, section)
    return None if page is None or page.is_mdoc else page


def linked_page(tree: Tree, name: str, section: str) -> Page | None:
    """The page that `name`(`section`) shows, through its links; None if the tree has none."""
    folder, target = f"man{section}", f"man{section}/{name}.{section}"
    for _ in range(_LINKS):
        source = tree.load(folder, target)
        if source is None:
            return None
        page = _read(source)
        if page.link is None:
            return page
        target = page.link
        folder = target.partition("/")[0] if "/" in target else folder
    return None


@lru_cache(maxsize=16)
def _read(source: Source) -> Page:
    """A page that others are compared with, kept with what was rendered of it."""
    from manlint.page import read

    return read(source)


def quoted(name: str, section: str, sentence: Sentence) -> str:
    """A sentence of another page with its place, as evidence: "fsync(2), line 39: ..."."""
    line = sentence.unit.source.line(sentence.span().start)
    return f"{name}({section}), line {line}: {' '.join(sentence.text.split())}"


def places(text: str, phrases: tuple[str, ...]) -> list[int]:
    """Where roff text has one of `phrases`, whether or not a line ends between their words.

    They are regular expressions, "not be (?:run|used)"; a search that begins with known letters
    is fast, and so is one with a word in it that few pages have.
    """
    return [match.start() for phrase in phrases for match in wrapped(phrase).finditer(text)]


@cache
def wrapped(phrase: str) -> re.Pattern[str]:
    """A phrase whose blanks are any white space; raises re.error."""
    return re.compile(phrase.replace(" ", r"\s+"))
