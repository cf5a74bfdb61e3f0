"""How far two labellings agree: `python -m tests.labels.agree A B [OUT]`.

A and B are files of labels, of sentences or of entries of ERRORS, several joined by ":". With OUT
it writes the rows on which they agree to OUT/agreed.tsv and both versions of the others to
OUT/open.tsv, for someone to decide.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Generic, TypeVar

from manlint.claims.model import Kind
from tests.labels import rows
from tests.labels.draw import write
from tests.labels.rows import LABELLED, ErrnoLabel, Label
from tests.labels.score import same_subject

T = TypeVar("T")
Pair = tuple[Label, Label]


def kappa(pairs: Iterable[tuple[object, object]]) -> float:
    """Cohen's kappa of two readers' answers; 1.0 where both give everything one answer."""
    answers = list(pairs)
    total = len(answers)
    seen = sum(a == b for a, b in answers) / total if total else 1.0
    values = {x for pair in answers for x in pair}
    left, right = [a for a, _ in answers], [b for _, b in answers]
    chance = sum(left.count(x) * right.count(x) for x in values) / total**2 if total else 1.0
    return 1.0 if chance == 1.0 else (seen - chance) / (1 - chance)


def differing(a: Label, b: Label) -> list[str]:
    """The fields in which two labels differ; the order of kinds after the main one is none."""
    found = [x.name for x in fields(Label) if getattr(a, x.name) != getattr(b, x.name)]
    if _kinds(a) == _kinds(b):
        found = [name for name in found if name not in ("kinds", "polarity")]
    if "subject" in found and same_subject(a.subject, b.subject):
        found.remove("subject")
    return found


def _kinds(label: Label) -> tuple[object, ...]:
    return label.kinds[:1], frozenset(zip(label.kinds, label.polarity, strict=True))


def figures(pairs: Sequence[Pair]) -> Iterator[str]:
    """The lines of the table."""
    yield f"{'kind':16} {'a':>4} {'b':>4} {'both':>4}  kappa"
    for kind in LABELLED:
        yield _line(kind, [(kind in a.kinds, kind in b.kinds) for a, b in pairs])
    every = [(kind in a.kinds, kind in b.kinds) for kind in LABELLED for a, b in pairs]
    yield _line("all kinds", every)
    yield _line("any kind", [(bool(a.kinds), bool(b.kinds)) for a, b in pairs])
    main = kappa((a.kinds[:1], b.kinds[:1]) for a, b in pairs)
    yield f"{'main kind':16} {'':14}  {main:5.2f}"
    yield from _raw(pairs)


def _line(name: str, answers: Sequence[tuple[bool, bool]]) -> str:
    a, b = sum(x for x, _ in answers), sum(y for _, y in answers)
    both = sum(x and y for x, y in answers)
    return f"{name:16} {a:4} {b:4} {both:4}  {kappa(answers):5.2f}"


def _raw(pairs: Sequence[Pair]) -> Iterator[str]:
    """Raw agreement about the fields, where both readers filled them."""
    polarity = [
        _polarity(a, kind) == _polarity(b, kind) for a, b in pairs for kind in _common(a, b)
    ]
    yield _share("polarity", polarity)
    both = [(a, b) for a, b in pairs if a.kinds[:1] == b.kinds[:1] != ()]
    yield _share("subject", [same_subject(a.subject, b.subject) for a, b in both])
    dated = [(a, b) for a, b in pairs if a.since or a.before or b.since or b.before]
    yield _share("versions", [(a.since, a.before) == (b.since, b.before) for a, b in dated])
    scoped = [(a, b) for a, b in pairs if a.scope or b.scope]
    yield _share("scope", [a.scope == b.scope for a, b in scoped])
    yield _share("whole rows", [not differing(a, b) for a, b in pairs])


def _share(name: str, right: Sequence[bool]) -> str:
    return f"{name:16} {sum(right):4} of {len(right)}  {sum(right) / (len(right) or 1):.3f}"


def _common(a: Label, b: Label) -> Iterator[Kind]:
    return (kind for kind in a.kinds if kind in b.kinds)


def _polarity(label: Label, kind: Kind) -> str:
    return label.polarity[label.kinds.index(kind)]


def cells(label: Label) -> tuple[str, ...]:
    """A label as the cells of a row, without id and note."""
    kinds = ",".join(label.kinds) or "-"
    lists = (label.polarity, label.since, label.before)
    polarity, since, before = (",".join(part) for part in lists)
    return kinds, polarity, ";".join(label.subject), since, before, label.scope


def errno_cells(label: ErrnoLabel) -> tuple[str, ...]:
    """The same for an entry of ERRORS."""
    return ",".join(label.errnos), ",".join(label.functions)


def errno_differing(a: ErrnoLabel, b: ErrnoLabel) -> list[str]:
    """The fields in which two labels of an entry differ; their order is none."""
    names = [x.name for x in fields(ErrnoLabel)]
    return [name for name in names if set(getattr(a, name)) != set(getattr(b, name))]


def errno_figures(pairs: Sequence[tuple[ErrnoLabel, ErrnoLabel]]) -> Iterator[str]:
    """The lines of the table for entries of ERRORS."""
    found = [errno_differing(a, b) for a, b in pairs]
    yield _share("errnos", ["errnos" not in names for names in found])
    yield _share("functions", ["functions" not in names for names in found])
    restricted = [(a.functions == ("page",), b.functions == ("page",)) for a, b in pairs]
    yield f"{'of the page':16} {'':14}  {kappa(restricted):5.2f}"


@dataclass(frozen=True, slots=True)
class Form(Generic[T]):
    """What is done with one kind of label."""

    head: Sequence[str]
    load: Callable[[Iterable[Path]], dict[str, T]]
    differing: Callable[[T, T], list[str]]
    figures: Callable[[Sequence[tuple[T, T]]], Iterator[str]]
    cells: Callable[[T], tuple[str, ...]]


OF_SENTENCES = Form(rows.LABEL, rows.labels, differing, figures, cells)
OF_ERRNOS = Form(rows.ERRNO_LABEL, rows.errno_labels, errno_differing, errno_figures, errno_cells)


def compare(form: Form[T], first: str, second: str, out: str) -> None:
    """Print the table; raises ValueError where the two do not label the same."""
    a, b = (form.load(map(Path, name.split(":"))) for name in (first, second))
    if a.keys() != b.keys():
        raise ValueError(f"labelled once only: {' '.join(sorted(a.keys() ^ b.keys()))}")
    print(*form.figures([(a[key], b[key]) for key in sorted(a)]), sep="\n")
    if out:
        _separate(form, a, b, Path(out))


def _separate(form: Form[T], a: dict[str, T], b: dict[str, T], out: Path) -> None:
    agreed, undecided = [], []
    for key in sorted(a):
        if names := form.differing(a[key], b[key]):
            note = " ".join(names)
            undecided.append((key, *form.cells(a[key]), f"A: {note}"))
            undecided.append((key, *form.cells(b[key]), f"B: {note}"))
        else:
            agreed.append((key, *form.cells(a[key]), ""))
    out.mkdir(parents=True, exist_ok=True)
    write(out / "agreed.tsv", form.head, agreed)
    write(out / "open.tsv", form.head, undecided)
    print(f"{len(agreed)} rows agree, {len(undecided) // 2} are to be decided")


def main(first: str, second: str, out: str = "") -> None:
    """Compare two labellings of whichever kind the first is."""
    row = next(rows.read(Path(first.split(":")[0])), {})
    if "errnos" in row:
        compare(OF_ERRNOS, first, second, out)
    else:
        compare(OF_SENTENCES, first, second, out)


if __name__ == "__main__":
    main(*sys.argv[1:])
