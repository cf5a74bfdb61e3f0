"""Draws the labelled set from a tree: `python -m tests.labels.draw TREE OUT`.

It writes to OUT `sentences.tsv` and `errnos.tsv`, places and hashes only, which are committed with
their labels, and for those who label `batch-1.tsv`, `batch-2.tsv` and `errno-batch.tsv` with the
text, which are not.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TypeVar

from tests.labels import population, words
from tests.labels.population import Drawable, Entry

T = TypeVar("T")
SEED = 20261120
AT_RANDOM, PAGES, A_PAGE = 200, 60, 4
A_PAGE_OF_KIND = 2
ERRNOS = 120
FIRST_WORDS = 30

DRAWN = ("id", "page", "line", "end_line", "hash", "draw")
BATCH = ("id", "page", "line", "section", "tags", "previous", "sentence")
ERRNO_BATCH = ("id", "page", "line", "names", "subsection", "lead_in", "tag", "text")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawn sentence, and which draw it came by."""

    id: str
    draw: str
    what: Drawable


def draw(all_sentences: Sequence[Drawable]) -> list[Drawn]:
    """The draws from the population: at random, then by each kind's lists; none comes twice."""
    taken: set[str] = set()
    order = _shuffled(all_sentences, "random")
    chosen = [("random", one) for one in _take(order, AT_RANDOM, A_PAGE, taken)]
    pages = len({one.page for _, one in chosen})
    if len(chosen) < AT_RANDOM or pages < PAGES:
        raise ValueError(f"only {len(chosen)} sentences of {pages} pages were drawn at random")
    for kind in words.LISTS:
        half = words.NUMBERS.get(kind, words.NUMBER) // 2
        for pattern, name in zip(words.patterns(kind), ("likely", "unlikely"), strict=True):
            order = _shuffled([x for x in all_sentences if pattern.search(x.text)], kind + name)
            found = list(_take(order, half, A_PAGE_OF_KIND, taken))
            if len(found) < half:
                raise ValueError(f"only {len(found)} sentences were drawn by the {name} {kind}")
            chosen += [(f"{kind}-{name}", one) for one in found]
    # The numbers go by another shuffling: an id says nothing about the draw.
    mixed = _shuffled(chosen, "batch")
    return [Drawn(f"s{n:03}", name, one) for n, (name, one) in enumerate(mixed, 1)]


def draw_errnos(all_entries: Sequence[Entry]) -> list[Entry]:
    """The entries of ERRORS drawn at random."""
    return _shuffled(all_entries, "errno")[:ERRNOS]


def _shuffled(items: Sequence[T], name: str) -> list[T]:
    return Random(f"{SEED}:{name}").sample(items, len(items))


def _take(
    order: Iterable[Drawable], number: int, a_page: int, taken: set[str]
) -> Iterator[Drawable]:
    """The first `number` not taken yet, at most `a_page` of a page."""
    pages: Counter[str] = Counter()
    for one in order:
        if sum(pages.values()) == number:
            return
        if one.hash not in taken and pages[one.page] < a_page:
            pages[one.page] += 1
            taken.add(one.hash)
            yield one


def write(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write rows as TSV under a line of column names."""
    made = ["\t".join(str(cell) for cell in row) for row in (head, *rows)]
    path.write_text("\n".join(made) + "\n", encoding="utf-8", errors="replace")


def _row(x: Drawn) -> tuple[object, ...]:
    one = x.what
    return x.id, one.page, one.line, one.section, one.tags, one.before, one.text


def _words(text: str) -> str:
    parts = text.split()
    return " ".join(parts[:FIRST_WORDS]) + (" …" if len(parts) > FIRST_WORDS else "")


def main(tree: str, out: str) -> None:
    """Draw from the tree below `tree` and write all files to `out`."""
    pages = list(population.own_pages(Path(tree)))
    drawn = draw([one for path, page in pages for one in population.drawable(path, page)])
    errnos = draw_errnos([one for path, page in pages for one in population.entries(path, page)])
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    places = [(x.id, x.what.page, x.what.line, x.what.end_line, x.what.hash, x.draw) for x in drawn]
    write(folder / "sentences.tsv", DRAWN, places)
    half = (len(drawn) + 1) // 2
    for number, batch in enumerate((drawn[:half], drawn[half:]), 1):
        write(folder / f"batch-{number}.tsv", BATCH, map(_row, batch))
    numbered = [(f"e{n:03}", x) for n, x in enumerate(errnos, 1)]
    at = [(key, x.page, x.line, x.end_line, x.hash, "errno") for key, x in numbered]
    write(folder / "errnos.tsv", DRAWN, at)
    seen = [
        (key, x.page, x.line, x.names, x.subsection, x.before, x.tag, _words(x.text))
        for key, x in numbered
    ]
    write(folder / "errno-batch.tsv", ERRNO_BATCH, seen)
    print(f"{len(drawn)} sentences of {len({x.what.page for x in drawn})} pages,", end=" ")
    print(f"{len(errnos)} entries of {len({x.page for x in errnos})} pages")


if __name__ == "__main__":
    main(*sys.argv[1:])
