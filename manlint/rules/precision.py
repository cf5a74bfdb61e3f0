"""Precision files: findings of a rule on a real tree, drawn by a seed and judged by a reader."""

from __future__ import annotations

import os
from dataclasses import dataclass

# Below this share of true findings a rule is not on by default.
ENOUGH = 0.9
# At least so many findings are judged, or all if there are fewer.
SAMPLE = 30


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judged finding: "man2/open.2:393", whether it is true, a one-word reason, the message."""

    place: str
    true: bool
    reason: str
    message: str


@dataclass(frozen=True, slots=True)
class Precision:
    """A rule's precision file: `findings` is their number in `tree`, of which `rows` were drawn."""

    seed: int
    tree: str
    findings: int
    judge: str
    rows: tuple[Judgement, ...]

    @property
    def share(self) -> float:
        """The share of true findings among those judged; 1.0 where there is none."""
        return sum(row.true for row in self.rows) / len(self.rows) if self.rows else 1.0

    @property
    def is_enough(self) -> bool:
        """Whether as many findings are judged as a default rule needs."""
        return len(self.rows) >= min(SAMPLE, self.findings)


def precision_path(corpus: str, rule: str) -> str:
    """Where the precision file of `rule` lies below the folder `corpus`."""
    return os.path.join(corpus, "precision", f"{rule}.tsv")


def read_precision(path: str) -> Precision:
    """The precision file at `path`; raises ValueError with its line, and OSError."""
    heads: dict[str, str] = {}
    rows: list[Judgement] = []
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            try:
                if line.startswith("#"):
                    key, value = line[1:].split(":", 1)
                    heads[key.strip()] = value.strip()
                else:
                    rows.append(_judgement(line.rstrip("\n")))
            except (ValueError, KeyError) as error:
                raise ValueError(f"{path}:{number}: {error}") from error
    try:
        seed, findings = int(heads["seed"]), int(heads["findings"])
        return Precision(seed, heads["tree"], findings, heads["judge"], tuple(rows))
    except (ValueError, KeyError) as error:
        raise ValueError(f"{path}:1: the head is incomplete: {error}") from error


def _judgement(line: str) -> Judgement:
    place, verdict, reason, message = line.split("\t")
    if not place.rpartition(":")[2].isdigit():
        raise ValueError(f"{place!r} is not path:line")
    if len(reason.split()) != 1:
        raise ValueError(f"the reason must be one word, not {reason!r}")
    return Judgement(place, {"true": True, "false": False}[verdict], reason, message)
