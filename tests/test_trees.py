"""The reader's nesting of 23 real pages, against trees written by hand from the source alone.

open.2, fcntl.2 and clone.2, and 20 pages drawn from the sorted 1,370 by
`random.Random(20261120).sample`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from manlint.files.load import load
from manlint.page import read
from manlint.prose import sentences
from tests.nesting import nesting
from tests.realtree import RealTree

TREES = sorted((Path(__file__).parent / "trees").glob("*.tree"))


@pytest.mark.parametrize("path", TREES, ids=[path.stem for path in TREES])
def test_nesting_is_the_readers(path: Path, tree_614: RealTree) -> None:
    """Each tree names its page in its first line; the rest is compared line by line.

    Of 1,374 lines written by hand one was changed afterwards: acosh.3 line 21, an RS after
    a P that holds only `.fi`, was put into the P; mandoc does not, and no reader can tell.
    """
    first, expected = path.read_text("utf-8").split("\n", 1)
    page = read(load(str(tree_614.root / first.removeprefix("# "))))
    assert nesting(page).splitlines() == expected.splitlines()


def test_raw_belongs_to_o_direct(tree_614: RealTree) -> None:
    """The paragraph of open.2 that names raw(8) stands under the tag O_DIRECT."""
    page = read(load(str(tree_614.root / "man2" / "open.2")))
    tags = {s.unit.tags for s in sentences(page) if "raw(8)" in s.text and s.unit.tags}
    assert tags == {("O_DIRECT (since Linux 2.4.10)",)}
