"""What the extractor makes of the labelled set: `python -m tests.labels.evaluate [TREE [FILE]]`.

It prints the figures by kind and every wrong one with its sentence, for people. Who works on the
extractor looks at corpus/labels/development.tsv, given as FILE, and not at the labelled set: that
would no longer tell how the extractor does on other sentences.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from manlint.claims.model import Claim, Kind
from manlint.files.load import load
from manlint.page import Page, read
from manlint.prose import sentences
from manlint.source import Span
from tests import realtree
from tests.labels import population, rows, score
from tests.labels.rows import LABELLED, TEXT_KINDS, Label, Place


@dataclass(slots=True)
class Tally:
    """Answers that were right, and all of them."""

    right: int = 0
    total: int = 0

    def add(self, right: bool) -> None:
        """One more answer."""
        self.right += right
        self.total += 1

    @property
    def share(self) -> float:
        """The share of the right ones; 0 where nothing was asked."""
        return self.right / self.total if self.total else 0.0

    def __str__(self) -> str:
        return f"{self.right:4} of {self.total:4}  {self.share:.3f}"


@dataclass(slots=True)
class Result:
    """The figures: kinds that are labelled and found, only found, only labelled, and the rest.

    `gone` are the places whose sentence is no longer in the page; `wrong` are lines for people.
    """

    hits: Counter[Kind] = field(default_factory=Counter)
    false: Counter[Kind] = field(default_factory=Counter)
    missed: Counter[Kind] = field(default_factory=Counter)
    polarity: Tally = field(default_factory=Tally)
    subject: Tally = field(default_factory=Tally)
    versions: Tally = field(default_factory=Tally)
    errnos: Tally = field(default_factory=Tally)
    gone: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def precision(self, kinds: Collection[Kind]) -> float:
        """The share of what was found that is labelled so."""
        return self._share(kinds, self.false)

    def recall(self, kinds: Collection[Kind]) -> float:
        """The share of what is labelled that was found."""
        return self._share(kinds, self.missed)

    def _share(self, kinds: Collection[Kind], others: Counter[Kind]) -> float:
        hits = sum(self.hits[kind] for kind in kinds)
        total = hits + sum(others[kind] for kind in kinds)
        return hits / total if total else 0.0


def references(draw: str = "", path: Path = rows.SENTENCES) -> list[tuple[Place, Label]]:
    """The labels of sentences in a file, those of one draw if it is named ("random")."""
    found = [(rows.place(row), rows.label(row)) for row in rows.read(path)]
    return [pair for pair in found if not draw or pair[0].draw == draw]


def evaluate(root: Path, wanted: Iterable[tuple[Place, Label]]) -> Result:
    """The extractor on labelled sentences of the tree below `root`."""
    from manlint.claims.extract import claims

    result = Result()
    for place, label in wanted:
        page = _page(root / place.page)
        if (found := find(page, place)) is None:
            result.gone.append(f"{place.page}:{place.line}")
            continue
        span, text = found
        _judge(result, place, label, score.about(claims(page), span), text)
    return result


def find(page: Page, place: Place) -> tuple[Span, str] | None:
    """The span and the text of a drawn sentence: the nearest to its line that has its hash."""
    same = [one for one in sentences(page) if population.digest(one.text) == place.hash]
    if not same:
        return None
    near = min(same, key=lambda one: abs(page.source.line(one.span().start) - place.line))
    return near.span(), population.plain(near.text)


def evaluate_errnos(root: Path) -> Result:
    """The extractor on the labelled entries of ERRORS of the tree below `root`."""
    from manlint.claims.extract import claims

    result = Result()
    for row in rows.read(rows.ERRNOS):
        place, label = rows.place(row), rows.errno_label(row)
        page = _page(root / place.page)
        same = [x for x in population.entries(place.page, page) if x.hash == place.hash]
        if not same:
            result.gone.append(f"{place.page}:{place.line}")
            continue
        found = score.at_entry(claims(page, frozenset({Kind.ERRNO})), page.source, place)
        right = score.entry_is_right(label, found, same[0].names.split(", "))
        result.errnos.add(right)
        if not right:
            seen = "; ".join(f"{x.object} of {x.subject}" for x in found) or "nothing"
            wanted = f"{','.join(label.errnos)} of {','.join(label.functions)}"
            result.wrong.append(f"{place.page}:{place.line}: {seen}, should be {wanted}")
    return result


@lru_cache(maxsize=512)
def _page(path: Path) -> Page:
    packed = path.with_name(path.name + ".gz")
    return read(load(str(path if path.exists() else packed)))


def _judge(result: Result, place: Place, label: Label, found: list[Claim], text: str) -> None:
    """Add one sentence to the figures."""
    seen = score.kinds(found)
    wanted = dict(zip(label.kinds, label.polarity, strict=True))
    result.hits.update(seen.keys() & wanted.keys())
    result.false.update(seen.keys() - wanted.keys())
    result.missed.update(wanted.keys() - seen.keys())
    wrong = [f"+{kind}" for kind in seen if kind not in wanted]
    wrong += [f"-{kind}" for kind in wanted if kind not in seen]
    for kind in seen.keys() & wanted.keys() & set(TEXT_KINDS):
        result.polarity.add(seen[kind] == wanted[kind])
        if seen[kind] != wanted[kind]:
            wrong.append(f"{kind} {seen[kind]}")
    if seen.keys() & wanted.keys():
        stem = place.page.rpartition("/")[2].rpartition(".")[0]
        right = score.subject_is_right(label, found, stem)
        result.subject.add(right)
        if not right:
            wrong.append(f"subject {found[0].subject!r}, not {' or '.join(label.subject)!r}")
    versions = score.versions_are_right(label, found)
    if versions is not None:
        result.versions.add(versions)
        if not versions:
            wrong.append(f"versions, not since {label.since} before {label.before}")
    if wrong:
        result.wrong.append(f"{place.page}:{place.line}: {', '.join(wrong)}\n    {text}")


def table(result: Result) -> Iterator[str]:
    """The lines of the figures by kind."""
    yield f"{'kind':16} right false missed  precision recall"
    groups = [(str(kind), (kind,)) for kind in LABELLED]
    for name, kinds in [*groups, ("text kinds", TEXT_KINDS), ("all kinds", LABELLED)]:
        counts = [sum(x[k] for k in kinds) for x in (result.hits, result.false, result.missed)]
        yield (
            f"{name:16} {counts[0]:5} {counts[1]:5} {counts[2]:6}"
            f"  {result.precision(kinds):9.3f} {result.recall(kinds):6.3f}"
        )
    for name in ("polarity", "subject", "versions"):
        yield f"{name:16} {getattr(result, name)}"


def main(tree: str = "", path: str = "") -> None:
    """Print everything."""
    found = realtree.find()
    if not tree and found is None:
        raise SystemExit(realtree.MISSING)
    root = Path(tree) if tree else found.root if found else Path()
    for name, draw in (("all sentences", ""), ("drawn at random only", "random")):
        result = evaluate(root, references(draw, Path(path or rows.SENTENCES)))
        print(f"\n{name}", *table(result), sep="\n")
        if not draw:
            everything = result
    errnos = evaluate_errnos(root)
    print(f"\n{'errno items':16} {errnos.errnos}\n")
    print(*everything.wrong, *errnos.wrong, sep="\n")
    for place in (*everything.gone, *errnos.gone):
        print(f"{place}: the sentence is gone")


if __name__ == "__main__":
    main(*sys.argv[1:])
