"""Some mutants of each kind: the defects are named on their lines, the rest is silent."""

from __future__ import annotations

import random

import pytest

from tests.mutations import defects, harmless, lines
from tests.mutations.page import Edit, Page
from tests.mutations.run import Score, run, shares
from tests.realtree import RealTree

EACH = 5


@pytest.fixture(scope="module")
def scores(real_tree: RealTree, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Score]:
    numbers = EACH * (len(defects.KINDS) + 1), EACH * len(harmless.KINDS)
    return run(real_tree.root, numbers, tmp_path_factory.mktemp("mutations"))


def test_there_are_twenty_kinds_of_defects_and_some_of_each(scores: dict[str, Score]) -> None:
    names = {kind.__name__ for kind in defects.KINDS} | {"removed_page"}
    assert len(names) >= 20
    assert {kind for kind in names if kind not in scores or scores[kind].made < EACH} == set()
    assert {kind.__name__ for kind in harmless.KINDS} <= {*scores}


def test_defects_are_named_and_harmless_edits_are_not(scores: dict[str, Score]) -> None:
    named, silent = shares(scores)
    wrong = [f"{kind}: {line}" for kind, score in scores.items() for line in score.wrong]
    assert named >= 0.95, "\n".join(wrong)
    assert silent >= 0.98, "\n".join(wrong)


def test_a_defect_that_nobody_names_is_counted() -> None:
    rows = {"drop_re": Score(10, ["x"]), "comment": Score(4, ["y"])}
    assert shares(rows) == (0.9, 0.75)


def test_an_edit_is_the_same_for_the_same_seed() -> None:
    texts = (".TH x 2", ".SH DESCRIPTION", *["Every line ends in a word."] * 30)
    page = Page("man2/x.2", texts)
    assert trailing(page, 7) == trailing(page, 7)
    assert {trailing(page, 7).at} < {trailing(page, seed).at for seed in range(9)}


def trailing(page: Page, seed: int) -> Edit:
    edit = lines.trailing_blank(page, random.Random(seed))
    assert edit is not None
    return edit
