"""The findings of every rule in the real tree, as corpus/findings/ records them, and samples.

`python -m tests.recorded RULE...` draws the findings of a rule that a second reader is to
judge: the rows of its precision file, verdict and reason still missing.
"""

from __future__ import annotations

import os
import random
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from manlint.finding import Finding
from manlint.lint import prepare
from manlint.rules import load_rules
from manlint.rules.precision import SAMPLE
from manlint.survey.file import Plan
from manlint.survey.many import survey_pages
from tests import realtree

FOLDER = Path(__file__).resolve().parent.parent / "corpus" / "findings"
SEED = 20261120


def findings(tree: realtree.RealTree) -> dict[str, list[str]]:
    """Every rule's findings in the tree, "man2/open.2:393: message", in the order of the pages.

    All rules are run, those that are not default too.
    """
    found: dict[str, list[str]] = {rule.name: [] for rule in load_rules()}
    plan = Plan(prepare(load_rules()), str(tree.root))
    for checked in survey_pages([str(path) for path in tree.files()], plan, 1):
        assert not checked.errors, checked.errors
        for finding in checked.findings:
            found[finding.rule].append(_line(finding, tree.root))
    return found


def _line(finding: Finding, root: Path) -> str:
    path = os.path.relpath(finding.source.path, root)
    return f"{path}:{finding.source.line(finding.span.start)}: {finding.message}"


def recorded() -> dict[str, list[str]]:
    """What corpus/findings/ holds, by rule."""
    return {path.stem: path.read_text("utf-8").splitlines() for path in FOLDER.glob("*.txt")}


def record(found: Mapping[str, Sequence[str]]) -> None:
    """Write corpus/findings/ anew."""
    for path in FOLDER.glob("*.txt"):
        path.unlink()
    for rule, lines in found.items():
        (FOLDER / f"{rule}.txt").write_text("".join(f"{line}\n" for line in lines), "utf-8")


def sample(lines: Sequence[str], seed: int = SEED) -> list[str]:
    """The findings to judge: all of them, or as many as are needed, drawn by `seed`."""
    return list(lines) if len(lines) <= SAMPLE else random.Random(seed).sample(lines, SAMPLE)


def main(rules: Sequence[str]) -> None:
    """Print the samples of `rules`."""
    grouped = defaultdict(list, recorded())
    for rule in rules:
        print(f"# seed: {SEED}\n# tree: man-pages-6.14\n# findings: {len(grouped[rule])}")
        print("# judge: second reader, who saw page and message")
        for line in sample(grouped[rule]):
            place, message = line.split(": ", 1)
            print(place, "?", "?", message, sep="\t")


if __name__ == "__main__":
    main(sys.argv[1:])
