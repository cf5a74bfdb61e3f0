"""The words of real pages, and their fonts outside tables, are groff's."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.oracle import groff
from tests.oracle.words import Difference, compare, compare_all
from tests.realtree import RealTree

pytestmark = [pytest.mark.groff]

KNOWN = tomllib.loads(Path(__file__).with_name("oracle").joinpath("known.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def differences(real_tree: RealTree) -> Sequence[Difference]:
    return compare_all(real_tree.pages())


def _check(tree: RealTree, what: str, wrong: dict[str, list[str]], total: int) -> None:
    """Exactly the known pages differ; of a tree or a groff that is not known one in fifty may."""
    shown = "\n".join(f"{page}: {lines[:3]}" for page, lines in wrong.items())
    if tree.release == "unknown" or not groff.version().startswith("1.22."):
        assert len(wrong) <= total / 50, f"{len(wrong)} of {total} pages differ\n{shown}"
        return
    known = {
        entry["page"]
        for entry in KNOWN["page"]
        if entry["what"] == what and tree.release in entry["releases"]
    }
    assert set(wrong) <= known, (
        f"{what} differ and tests/oracle/known.toml does not say so\n{shown}"
    )
    assert known <= set(wrong), f"{what} agree, so tests/oracle/known.toml should not list them"


def _name(tree: RealTree, path: Path) -> str:
    return path.relative_to(tree.root).as_posix().removesuffix(".gz")


@pytest.mark.real_tree
def test_words_are_those_of_groff(real_tree: RealTree, differences: Sequence[Difference]) -> None:
    wrong = {_name(real_tree, x.path): x.words for x in differences if x.words}
    _check(real_tree, "words", wrong, len(differences))


@pytest.mark.real_tree
def test_fonts_outside_tables_are_those_of_groff(
    real_tree: RealTree, differences: Sequence[Difference]
) -> None:
    wrong = {_name(real_tree, x.path): x.fonts for x in differences if x.fonts and not x.words}
    _check(real_tree, "fonts", wrong, len(differences))


@pytest.mark.real_tree
def test_counts_of_6_14(tree_614: RealTree, differences: Sequence[Difference]) -> None:
    assert len(differences) == 1370
    assert sum(not x.words for x in differences) >= 1365
    assert sum(not x.fonts for x in differences) >= 1350


def test_a_wrong_word_and_a_wrong_font_are_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The oracle itself: it must be able to say that a page differs."""
    page = tmp_path / "t.1"
    page.write_text(".TH T 1 2026-01-01 x\n.SH ONE\n.B one_two\nthree\n.I four\n")
    assert compare(page) == Difference(page, [], [])
    ours = groff.words(page.read_text())
    assert [word.fonts for word in ours] == ["BBB", "BBB_BBB", "RRRRR", "IIII"]

    monkeypatch.setattr("tests.oracle.words.ours", lambda path: ours[:-1])
    assert compare(page).words == ["after 'ONE one_two three': - four + "]
    changed = [*ours[:-1], ours[-1]._replace(fonts="IIBI")]
    monkeypatch.setattr("tests.oracle.words.ours", lambda path: changed)
    assert compare(page) == Difference(page, [], ["four: - IIII + IIBI"])
