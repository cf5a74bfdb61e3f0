"""What docs/found.md lists is what the rules find in man-pages 6.14."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests import recorded

FOUND = Path(__file__).parent.parent / "docs" / "found.md"
_ROW = re.compile(r"\| ([a-z-]+) \| (man\w+/[\w.-]+:\d+) \| ")
ROWS = [match.groups() for match in map(_ROW.match, FOUND.read_text().splitlines()) if match]


@pytest.mark.parametrize(("rule", "place"), ROWS, ids="-".join)
def test_a_rule_finds_it(rule: str, place: str) -> None:
    assert any(line.startswith(f"{place}: ") for line in recorded.recorded()[rule])


def test_the_counts_are_those_of_the_rows() -> None:
    said = re.search(r"^(\d+) in all, ", FOUND.read_text(), re.M)
    assert said is not None
    assert int(said[1]) == len(ROWS) == len(set(ROWS))
