"""Compares words and fonts with groff's: `python -m tests.oracle.words [TREE|PAGE ...]`.

Compared are all words between header and footer, in order, and outside tables the font of
every character.  Both sides go through `groff.plain`, so that the choice among hyphen, minus
and quotes, which is groff's set-up's, does not count.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from manlint.files.load import load
from manlint.page import read
from manlint.prose import units
from tests.oracle import groff
from tests.oracle.events import named_pages

# one letter a font; groff shows a terminal no typewriter font
_LETTER = {"R": "R", "B": "B", "I": "I", "BI": "X", "C": "R"}


class Difference(NamedTuple):
    """How one page differs: lines of a diff, `-` groff's and `+` ours; empty where equal."""

    path: Path
    words: list[str]
    fonts: list[str]


def ours(path: Path) -> list[groff.Word]:
    """manlint's words of a page, in reading order."""
    found = []
    for unit in units(read(load(str(path)))):
        table = unit.kind == "cell"
        text = groff.BOX.sub(" ", unit.text)
        fonts = "".join(_LETTER.get(piece[1], "R") * len(piece[0]) for piece in unit.pieces)
        found += [groff.Word(*word, table) for word in _split(text, fonts)]
    return found


def _split(text: str, fonts: str) -> Iterator[tuple[str, str]]:
    """The words of `text`, as `groff.plain` has them, and their fonts."""
    end = 0
    for word in text.split():
        start = text.index(word, end)
        end = start + len(word)
        kept = [(c, f) for c, f in zip(word, fonts[start:end], strict=True) if groff.plain(c)]
        shown = groff.plain(word)
        if shown:
            letters = "".join(font for _, font in kept)
            yield shown, letters if len(letters) == len(shown) else letters[:1] * len(shown)


def compare(path: Path) -> Difference:
    """The differences of one page; a page that groff cannot show differs in words."""
    seen = ours(path)
    try:
        expected = groff.words(load(str(path)).text)
    except RuntimeError as error:
        return Difference(path, [str(error)], [])
    words = list(_word_diff([w.text for w in expected], [w.text for w in seen]))
    if words:
        return Difference(path, words, ["the words differ"])
    return Difference(path, [], list(_font_diff(expected, seen)))


def compare_all(paths: Iterable[Path], jobs: int = 2) -> list[Difference]:
    """`compare` for every page, in order."""
    with ProcessPoolExecutor(jobs) as pool:
        return list(pool.map(compare, paths, chunksize=8))


def _word_diff(expected: list[str], seen: list[str]) -> Iterator[str]:
    """The words that only one side has, with the word before."""
    if expected == seen:
        return
    for what, a, b, c, d in SequenceMatcher(None, expected, seen, autojunk=False).get_opcodes():
        if what != "equal":
            before = " ".join(seen[max(c - 3, 0) : c])
            yield f"after {before!r}: - {' '.join(expected[a:b])} + {' '.join(seen[c:d])}"


def _font_diff(expected: list[groff.Word], seen: list[groff.Word]) -> Iterator[str]:
    """The words outside tables whose fonts differ; `_` of groff is bold or italic."""
    for theirs, mine in zip(expected, seen, strict=True):
        if theirs.table or mine.table:
            continue
        pairs = zip(theirs.fonts, mine.fonts, strict=True)
        if any(a != b and not (a == "_" and b in "BI") for a, b in pairs):
            yield f"{mine.text}: - {theirs.fonts} + {mine.fonts}"


def main(arguments: Sequence[str]) -> None:
    """Print every difference, then how many pages have none."""
    found = compare_all(named_pages(arguments))
    for path, words, fonts in found:
        lines = words or fonts
        if lines:
            print(f"{path}: {len(lines)} {'words' if words else 'fonts'}")
            print("\n".join(f"    {line[:300]}" for line in lines[:40]))
    print(f"{sum(not x.words for x in found)} of {len(found)} pages have the same words")
    print(f"{sum(not x.fonts for x in found)} of {len(found)} the same fonts outside tables")


if __name__ == "__main__":
    main(sys.argv[1:])
