"""Every page of the real tree has the flat events that mandoc sees."""

from __future__ import annotations

from pathlib import Path

import pytest

from manlint.files.load import load_bytes
from manlint.page import events, read
from tests.oracle import mandoc
from tests.oracle.events import differences
from tests.realtree import RealTree

pytestmark = [pytest.mark.mandoc]

PAGE = b""".TH T 1 2026-01-01 x
.SH ONE
text
.P
.RS
.TP
a
b
.TQ
c
.EX
d
.EE
.RE
.P
.TS
l.
e
.TE
.SS two
.IP x
y
.nf
z
.fi
"""


@pytest.mark.real_tree
def test_flat_events_are_those_of_mandoc(real_tree: RealTree) -> None:
    pages = real_tree.pages()
    found = differences(pages)
    shown = "\n".join(f"{path}: {lines[:5]}" for path, lines in found.items())
    assert not found, f"{len(found)} of {len(pages)} pages differ\n{shown}"


@pytest.mark.real_tree
def test_the_tree_of_6_14_is_whole(tree_614: RealTree) -> None:
    assert (len(tree_614.files()), len(tree_614.pages())) == (2959, 1370)
    assert sum(map(len, mandoc.events(tree_614.pages()).values())) == 45249


def test_events_of_a_small_page(tmp_path: Path) -> None:
    """The oracle itself: kinds, lines and depths that were read off the page by hand."""
    path = tmp_path / "t.1"
    path.write_bytes(PAGE)
    expected = [
        ("SH", 2, 0),
        ("PP", 4, 1),
        ("RS", 5, 2),
        ("TP", 6, 3),
        ("TQ", 9, 3),
        ("EX", 11, 4),
        ("PP", 15, 1),
        ("TS", 16, 2),
        ("SS", 20, 1),
        ("IP", 21, 2),
        ("nf", 23, 3),
    ]
    assert mandoc.events([path])[path] == expected
    assert events(read(load_bytes(str(path), PAGE))) == expected
