"""What the rules find in man-pages 6.14 is recorded; precision files are drawn from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from manlint.rules.precision import read_precision
from tests import recorded
from tests.realtree import RealTree

PRECISION = sorted((recorded.FOLDER.parent / "precision").glob("*.tsv"))


@pytest.mark.real_tree
def test_findings_are_those_recorded(tree_614: RealTree, update: bool) -> None:
    """`--update` writes them anew; the difference shows what a change of a rule does."""
    found = recorded.findings(tree_614)
    if update:
        recorded.record(found)
    assert recorded.recorded() == found


@pytest.mark.parametrize("path", PRECISION, ids=lambda path: path.stem)
def test_a_precision_file_judges_what_its_seed_draws(path: Path) -> None:
    judged = read_precision(str(path))
    lines = recorded.recorded()[path.stem]
    assert judged.findings == len(lines)
    drawn = recorded.sample(lines, judged.seed)
    assert [f"{row.place}: {row.message}" for row in judged.rows] == drawn
