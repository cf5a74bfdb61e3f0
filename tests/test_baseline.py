"""The baseline: known findings, by what they say and not by where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from manlint.baseline import HEAD
from manlint.cli import cli
from tests import loud
from tests.loud import RULE, page

SENTENCE = "This whole sentence is long and it is LOUD.\n"


@pytest.fixture(autouse=True)
def man(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: man2/loud.2 has a finding."""
    folder = loud.enter(tmp_path, monkeypatch)
    page("man2/loud.2", loud.LOUD + ".SH NOTES\n" + SENTENCE)
    return folder


def check(*arguments: str) -> Result:
    command = ["check", *RULE, "--format", "concise", "--fail-on", "style", *arguments]
    return CliRunner().invoke(cli, command, prog_name="manlint")


def test_findings_of_the_baseline_are_left_out() -> None:
    written = check("man2", "--write-baseline", "base")
    assert written.exit_code == 0
    assert written.stdout == ""
    assert "2 findings written to base\n" in written.stderr
    assert check("man2").exit_code == 1
    known = check("man2", "--baseline", "base")
    assert (known.stdout, known.exit_code) == ("", 0)


def test_a_line_of_it_can_be_read(man: Path) -> None:
    check("man2", "--write-baseline", "base")
    head, *entries = (man / "base").read_text().splitlines()
    assert head == HEAD
    assert sorted(entry.split("\t")[1:] for entry in entries) == [
        ["1", "loud-word", "man2/loud.2", f"LOUD shouts | {line}"]
        for line in (SENTENCE.strip(), "x \\- LOUD")
    ]


def test_lines_may_move_and_be_wrapped_but_not_be_doubled() -> None:
    check("man2", "--write-baseline", "base")
    moved = loud.LOUD + ".SH NOTES\nText.\n" + SENTENCE.replace(" and", "\nand")
    page("man2/loud.2", moved)
    assert check("man2", "--baseline", "base").stdout == ""
    page("man2/loud.2", moved + SENTENCE)
    assert check("man2", "--baseline", "base").stdout.startswith("man2/loud.2:8:39:")


def test_from_another_folder(man: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check("man2", "--write-baseline", "base")
    monkeypatch.chdir(man / "man2")
    command = ["check", "--rules", "../rules", "--select", "loud-word", "--baseline", "../base"]
    assert CliRunner().invoke(cli, [*command, "loud.2"]).stdout == ""


def test_a_renamed_page_keeps_its_telling_entries(man: Path) -> None:
    check("man2", "--write-baseline", "base")
    (man / "man2/loud.2").rename(man / "man2/other.2")
    result = check("man2", "--baseline", "base")
    assert [line.split(":")[0] for line in result.stdout.splitlines()] == ["man2/other.2"]
    # a copy is no renamed page
    page("man2/loud.2", loud.LOUD + ".SH NOTES\n" + SENTENCE)
    assert len(check("man2", "--baseline", "base").stdout.splitlines()) == 2


def test_expired_entries_are_told_and_can_be_removed(man: Path) -> None:
    check("man2", "--write-baseline", "base")
    page("man2/loud.2", loud.LOUD)
    result = check("man2", "--baseline", "base")
    assert result.exit_code == 0
    assert "base: no more in man2/loud.2: LOUD shouts | This whole" in result.stderr
    assert "base: remove them with --write-baseline base" in result.stderr
    check("man2", "--write-baseline", "base")
    assert len((man / "base").read_text().splitlines()) == 2
    # of a page that was not looked at nobody knows
    page("man2/loud.2", loud.LOUD.replace("LOUD", "quiet"))
    assert "no more" not in check("man2/quiet.2", "--baseline", "base").stderr
    (man / "man2/loud.2").unlink()
    assert "no more in man2/loud.2" in check("man2", "--baseline", "base").stderr


def test_writing_for_some_pages_keeps_the_entries_of_the_others(man: Path) -> None:
    page("man2/second.2", loud.LOUD)
    check("man2", "--write-baseline", "base")
    page("man2/second.2", loud.LOUD.replace("LOUD", "quiet"))
    check("man2/second.2", "--write-baseline", "base")
    entries = (man / "base").read_text().splitlines()[1:]
    assert [entry.split("\t")[3] for entry in entries] == ["man2/loud.2"] * 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "base:1: this is no baseline of manlint; write it again"),
        ("{}\n", "base:1: this is no baseline of manlint; write it again"),
        (f"{HEAD}\nabc\t1\trule\tpath\n", "base:2: not a line of a baseline"),
        (f"{HEAD}\n<<<<<<< HEAD\n", "base:2: not a line of a baseline: '<<<<<<< HEAD'"),
        (f"{HEAD}\nabc\tone\trule\tpath\ttext\n", "base:2: not a line of a baseline"),
        (f"{HEAD}\n\udc80\t1\trule\tpath\ttext\n", "base:2: not a line of a baseline"),
    ],
)
def test_a_corrupt_baseline_is_one_line(man: Path, text: str, said: str) -> None:
    (man / "base").write_bytes(text.encode(errors="surrogateescape"))
    for option in ("--baseline", "--write-baseline"):
        result = check("man2", option, "base")
        assert result.exit_code == 2
        assert f"Error: {said}" in result.stderr
        assert result.stderr.count("\n") == 1
        assert result.stdout == ""


def test_a_baseline_that_is_not_there() -> None:
    result = check("man2", "--baseline", "none")
    assert (result.exit_code, result.stderr) == (
        2,
        "Error: none: cannot be read: No such file or directory\n",
    )
    result = check("man2/loud.2", "--write-baseline", "man2/loud.2/base")
    assert result.exit_code == 2
    assert "Error: man2/loud.2/base: cannot be written: " in result.stderr
