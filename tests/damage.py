"""Real pages with the defects that contributors make every day, and what the safe fixes do.

`python -m tests.damage [TREE]` damages every page of a tree for each rule and prints, by rule:
the pages that were damaged, the findings, the pages that a safe fix changed, those that it
gave back as they were, those that a second run changes, and those where mandoc(1) shows
something else after the fix. For a rule that changes fonts only the words are compared.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from manlint.files.load import load
from manlint.fix import Check, repair
from manlint.lint import prepare
from manlint.rules import load_rules
from manlint.source import Source
from manlint.survey.file import Plan, check_source
from tests import realtree
from tests.fixcheck import shown

SEED = 20261120
SHARE = 0.2  # of the lines that can be damaged

# A line and those around it → the line after the damage.
Damage = Callable[[str, str, str, random.Random], str]

_WORD = r'(?:[^ "\\]|\\[^ "])+'
_SINGLE = re.compile(rf'\.([BI]) ({_WORD}|"[^"]+")')
_MARKED = re.compile(r"\.([BI])R ([\w\\-]+) ([,.])")
_OVERSTRUCK = re.compile(rb".\x08")


def trailing_blank(line: str, _before: str, _after: str, rng: random.Random) -> str:
    return line + " " * rng.randint(1, 3) if line and line[-1] != "\\" else line


def blank_line(line: str, before: str, after: str, _rng: random.Random) -> str:
    is_between = before[:1] not in ("", ".", "'", "\\") and after[:1].isalpha()
    return "" if line == "\\&" or (line in (".P", ".IP") and is_between) else line


def obsolete(line: str, _before: str, _after: str, rng: random.Random) -> str:
    return rng.choice((".PP", ".LP")) if line == ".P" else line


def single_argument(line: str, _before: str, _after: str, rng: random.Random) -> str:
    found = _SINGLE.fullmatch(line)
    return f".{found[1]}{rng.choice('BIR'.replace(found[1], ''))} {found[2]}" if found else line


def punctuation(line: str, _before: str, _after: str, rng: random.Random) -> str:
    found = _MARKED.fullmatch(line)
    return f".{found[1]}{rng.choice(('', 'R'))} {found[2]}{found[3]}" if found else line


DAMAGES: dict[str, Damage] = {
    "blank-line": blank_line,
    "paragraph-macro-obsolete": obsolete,
    "single-argument-alternating-macro": single_argument,
    "trailing-blank": trailing_blank,
    "unquoted-punctuation-in-macro": punctuation,
}


@dataclass(slots=True)
class Row:
    """What was seen of one rule; the lists hold paths."""

    damaged: int = 0
    findings: int = 0
    fixed: int = 0
    restored: int = 0
    unstable: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)


def damaged(source: Source, damage: Damage) -> Source:
    """The page with a share of its lines damaged, by seed and path."""
    rng = random.Random(f"{SEED} {Path(source.path).name}")
    lines = source.text.split("\n")
    around = zip(lines, ["", *lines], [*lines[1:], ""], strict=False)
    text = [damage(*three, rng) if rng.random() < SHARE else three[0] for three in around]
    return replace(source, text="\n".join(text))


def try_rules(paths: Iterable[Path]) -> dict[str, Row]:
    """Damage the pages at `paths` for each rule and fix them with this rule; nothing is written."""
    rules = [rule for rule in load_rules() if rule.name in DAMAGES]
    rows = {rule.name: Row() for rule in rules}
    # What a check holds for safe is tried, also where a rule that rewords makes it unsafe.
    plans = {rule.name: Plan(prepare([replace(rule, rewords=False)]), "/") for rule in rules}
    checks = {name: partial(check_source, plan) for name, plan in plans.items()}
    for path in paths:
        source = load(str(path))
        for rule in rules:
            broken = damaged(source, DAMAGES[rule.name])
            if broken.text != source.text:
                _try(rows[rule.name], source, broken, checks[rule.name], rule.rewords)
    return rows


def _try(row: Row, source: Source, broken: Source, check: Check, only_words: bool) -> None:
    row.damaged += 1
    row.findings += len(check(broken).findings)
    done = repair(broken, check)
    if done.trouble or done.source.text == broken.text:
        row.unstable += [f"{source.path}: {done.trouble}"] if done.trouble else []
        return
    row.fixed += 1
    row.restored += done.source.text == source.text
    if repair(done.source, check).source.text != done.source.text:
        row.unstable.append(source.path)
    before, after = shown(broken), shown(done.source)
    if only_words:
        before, after = (b" ".join(_OVERSTRUCK.sub(b"", x).split()) for x in (before, after))
    if before != after:
        row.other.append(source.path)


def main(arguments: Sequence[str]) -> int:
    """Print the table for a tree; the status is 1 if a safe fix did harm."""
    tree = realtree.find()
    root = Path(arguments[0]) if arguments else tree.root if tree else None
    if root is None:
        raise SystemExit(realtree.MISSING)
    paths = [path for path in realtree.page_files(root) if not realtree.is_link(path.read_bytes())]
    print(f"{'rule':36} damaged  findings  fixed  restored  unstable  other text")
    rows = try_rules(paths)
    for name, row in rows.items():
        print(
            f"{name:36} {row.damaged:7} {row.findings:9} {row.fixed:6} {row.restored:9}"
            f" {len(row.unstable):9} {len(row.other):11}"
        )
        print(*(f"  {path}" for path in (*row.unstable, *row.other)), sep="\n", end="")
    return any(row.unstable or row.other for row in rows.values())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
