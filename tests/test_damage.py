"""Safe fixes on damaged real pages: a second run changes nothing, and mandoc shows the same."""

from __future__ import annotations

import random

import pytest

from tests import damage
from tests.realtree import RealTree

PAGES = 60


@pytest.fixture(scope="module")
def rows(real_tree: RealTree) -> dict[str, damage.Row]:
    """What was seen of each rule on a sample of the pages, drawn by seed."""
    return damage.try_rules(random.Random(damage.SEED).sample(real_tree.pages(), PAGES))


@pytest.mark.real_tree
@pytest.mark.mandoc
@pytest.mark.parametrize("name", damage.DAMAGES)
def test_safe_fixes_converge_and_show_the_same(rows: dict[str, damage.Row], name: str) -> None:
    row = rows[name]
    assert row.fixed > 10
    assert row.fixed >= 0.9 * row.damaged
    assert row.restored > 0.4 * row.fixed  # an empty line may be either macro, tables are left
    assert (row.unstable, row.other) == ([], [])
