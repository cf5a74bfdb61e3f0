"""The thread about O_SYNC on linux-man, point by point, and the wording that it proposes."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from manlint import lint
from manlint.files.load import load
from manlint.files.tree import Tree
from manlint.finding import Finding
from manlint.page import read
from manlint.rules import Rule, load_rules, select
from manlint.source import Source
from tests.realtree import RealTree

POINTS = {
    "o-sync-is-not-fsync",
    "equivalence-of-unequal-scope",
    "descriptor-flag-said-of-file",
    "interface-that-is-gone",
    "history-in-versions",
    "tutorial-in-reference-page",
    "silent-counterpart",
}
PAGES = ("open.2", "fsync.2", "fdatasync.2", "fork.2")


def found(source: Source, root: Path, **options: object) -> list[Finding]:
    """What all rules find on a page of the tree at `root`."""
    rules = [
        rule.with_options(options) if rule.check == "policy" else rule
        for rule in select(load_rules(), ("ALL",))
    ]
    return lint.run(read(source), lint.prepare(rules), Tree(str(root)))


def places(findings: list[Finding]) -> list[tuple[int, str]]:
    """Line and rule of the findings that are points of the thread."""
    return [(f.source.line(f.span.start), f.rule) for f in findings if f.rule in POINTS]


def on_page(tree: RealTree, name: str) -> list[Finding]:
    return found(load(str(tree.root / "man2" / name)), tree.root)


def test_open(tree_614: RealTree) -> None:
    assert places(on_page(tree_614, "open.2")) == [
        (365, "interface-that-is-gone"),
        (382, "descriptor-flag-said-of-file"),
        (393, "o-sync-is-not-fsync"),
        (735, "descriptor-flag-said-of-file"),
        (751, "o-sync-is-not-fsync"),
        (1283, "tutorial-in-reference-page"),
        (1348, "history-in-versions"),
        (1770, "silent-counterpart"),
    ]


def test_fsync_is_silent_about_o_direct(tree_614: RealTree) -> None:
    (finding,) = (f for f in on_page(tree_614, "fsync.2") if f.rule in POINTS)
    assert finding.rule == "silent-counterpart"
    assert "O_DIRECT" in finding.message and "open(2)" in finding.message
    here, there = finding.sentences
    assert here.startswith("fsync() transfers") and there.startswith("open(2), line 351: ")


def test_each_point_has_a_reason_and_a_source() -> None:
    for rule in load_rules():
        if rule.name in POINTS:
            assert rule.why, rule.name
            assert "linux-man" in Path(rule.path).read_text().split("## Source")[1], rule.name


def rules_alone(name: str) -> list[Rule]:
    return [rule for rule in load_rules() if rule.name == name]


def test_the_special_rule_stands_for_the_general_one(tree_614: RealTree) -> None:
    page = read(load(str(tree_614.root / "man2/open.2")))
    general = lint.prepare(rules_alone("equivalence-of-unequal-scope"))
    findings = lint.run(page, general, Tree(str(tree_614.root)))
    assert [page.source.line(f.span.start) for f in findings] == [393, 751]
    for finding, name in zip(findings, ("fdatasync(2)", "fsync(2)"), strict=True):
        assert finding.sentences[1].startswith(f"{name}, line 39: fsync() transfers")


@pytest.mark.parametrize(
    ("profile", "verb"), [("man-pages", "move to HISTORY"), ("lookback-7y", "drop")]
)
def test_history_by_the_policy(tree_614: RealTree, profile: str, verb: str) -> None:
    source = load(str(tree_614.root / "man2/open.2"))
    findings = found(source, tree_614.root, profile=profile, reference="2026-02-23")
    (tag,) = (f for f in findings if f.source.line(f.span.start) == 346)
    assert tag.message.startswith("drop the tag: true since Linux 2.4.10")
    (history,) = (f for f in findings if f.rule == "history-in-versions")
    assert history.message.startswith(f"{verb}: ") and "2.6.33" in history.message


POINTER = """\
.IP
See VERSIONS for a description of how historial versions
of the Linux kernes from 2010 behaved.
"""
O_SYNC = """\
returns, the output data and all file metadata
associated inode for the opened file
have been transferred to the underlying hardware.
"""
COMPARISON = r"\n\(i\.e\., as though each\n.+\nwas followed by a call to\n.+\nSee VERSIONS\.\n"


def proposed(text: str) -> str:
    """The page with the wording of the third message: without the comparisons, and with all but
    one paragraph of VERSIONS gone."""
    text, count = re.subn(COMPARISON, f".\n{POINTER}", text)
    text, again = re.subn(r"returns, .+\nhave been .+ hardware\.\n", O_SYNC, text, count=1)
    assert (count, again) == (2, 1)
    versions = text.index(".SH VERSIONS\n")
    kept = text.index("Before Linux 2.6.33, Linux implemented", versions)
    end = text.index(".P\n", kept)
    rest = text.index(".SH STANDARDS\n", end)
    return text[:versions] + ".SH VERSIONS\n" + text[kept:end] + text[rest:]


@pytest.fixture
def edited(tree_614: RealTree, tmp_path: Path) -> Path:
    """A tree with the proposed open(2) and the pages that it is compared with."""
    folder = tmp_path / "man2"
    folder.mkdir()
    for name in PAGES:
        text = (tree_614.root / "man2" / name).read_text()
        (folder / name).write_text(proposed(text) if name == "open.2" else text)
    return tmp_path


def test_the_proposed_wording(edited: Path) -> None:
    findings = found(load(str(edited / "man2/open.2")), edited)
    counts = Counter(f.rule for f in findings if f.rule in POINTS)
    assert counts == {
        "descriptor-flag-said-of-file": 2,
        "interface-that-is-gone": 1,
        "history-in-versions": 1,
        "silent-counterpart": 1,
    }
    assert any(f.message.startswith("drop the tag: true since Linux 2.4.10") for f in findings)
    fsync = found(load(str(edited / "man2/fsync.2")), edited)
    assert [rule for _, rule in places(fsync)] == ["silent-counterpart"]
    assert "O_DIRECT" in next(f.message for f in fsync if f.rule == "silent-counterpart")


def test_its_misspellings_are_found(edited: Path) -> None:
    findings = found(load(str(edited / "man2/open.2")), edited)
    words = [f.message.split('"')[1] for f in findings if f.rule == "misspelling"]
    assert words == ["historial", "kernes", "historial", "kernes"]


def test_the_misspellings_of_the_mail_itself() -> None:
    text = "Curretly, such inforamtion is syncronized, eitehr here or there.\n"
    source = Source("man2/x.2", f".TH x 2 2026-02-23 manlint\n.SH DESCRIPTION\n{text}")
    findings = lint.run(read(source), lint.prepare(rules_alone("misspelling")), None)
    words = [f.message.split('"')[1] for f in findings]
    assert words == ["Curretly", "inforamtion", "syncronized", "eitehr"]


def test_the_other_proposal_has_the_same_flaw(tree_614: RealTree) -> None:
    """sync_file_range(2) for the bytes just written: it promises less, not more."""
    text = (tree_614.root / "man2/open.2").read_text()
    new = "sync_file_range (2)\nfor the corresponding file offsets).\nSee VERSIONS."
    text = text.replace("fsync (2)).\nSee VERSIONS.", new)
    findings = found(Source(str(tree_614.root / "man2/open.2"), text), tree_614.root)
    assert [rule for line, rule in places(findings) if 740 < line < 760] == [
        "equivalence-of-unequal-scope"
    ]
    (finding,) = (f for f in findings if f.rule == "equivalence-of-unequal-scope")
    assert "does not" in finding.message and "sync_file_range(2), line" in finding.sentences[1]
