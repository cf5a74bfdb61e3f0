"""`manlint check` as a user sees it: streams, options, exit status, bad input."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from manlint.cli import cli
from tests import loud
from tests.loud import LINE, LOUD, RULE, page
from tests.rule_documents import GOOD, written


@pytest.fixture(autouse=True)
def man(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder."""
    return loud.enter(tmp_path, monkeypatch)


def check(*arguments: str, stdin: bytes = b"") -> Result:
    command = ["check", *RULE, *arguments]
    return CliRunner().invoke(cli, command, input=stdin, prog_name="manlint")


def test_findings_go_to_stdout_and_the_rest_to_stderr() -> None:
    result = check("man2")
    assert result.stdout.startswith(f"man2/loud.2:3:6: {LINE}\n    3 | x \\- LOUD\n")
    assert result.stderr == "1 finding in 1 of 2 pages\n"


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ([], 0),
        (["--fail-on", "style"], 1),
        (["--fail-on", "review"], 1),
        (["--fail-on", "error"], 0),
        (["--fail-on", "style", "--exit-zero"], 0),
        (["--fail-on", "style", "--exit-zero", "none.2"], 2),
        (["--fail-on", "style", "--exclude", "loud*"], 0),
        (["--fail-on", "style", "--root", "none"], 2),
        (["--jobs", "0"], 2),
        (["--no-such-option"], 2),
    ],
)
def test_the_exit_status(options: list[str], status: int) -> None:
    assert check("man2", *options).exit_code == status


def test_quiet_prints_only_findings_and_what_is_broken() -> None:
    assert check("man2", "-q").stderr == ""
    assert check("man2", "none.2", "-q").stderr.startswith("none.2: no such file; ")


def test_the_concise_format() -> None:
    assert check("--format", "concise").stdout == f"man2/loud.2:3:6: {LINE}\n"


def test_colours_are_for_terminals_or_on_demand() -> None:
    assert "\x1b" not in check("man2").stdout
    assert "\x1b[1;36mstyle:" in check("man2", "--color", "always").stdout


def test_statistics() -> None:
    assert check("man2", "--statistics").stdout == "1 style   loud-word\n"


def test_json() -> None:
    result = check("man2", "none.2", "--format", "json")
    document = json.loads(result.stdout)
    assert list(document) == ["version", "findings", "summary"]
    assert document["version"] == 1
    assert [found["path"] for found in document["findings"]] == ["man2/loud.2"]
    summary = document["summary"]
    assert (summary["pages"], summary["by_rule"], summary["by_severity"]) == (
        2,
        {"loud-word": 1},
        {"style": 1},
    )
    assert [error["path"] for error in summary["errors"]] == ["none.2"]
    assert json.loads(check("man2/quiet.2", "--format", "json").stdout)["findings"] == []


def test_standard_input() -> None:
    result = check("-", "--format", "concise", stdin=LOUD.encode())
    assert result.stdout == f"<stdin>:3:6: {LINE}\n"
    named = check("-", "--stdin-filename", "man2/new.2", "--format", "concise", stdin=LOUD.encode())
    assert named.stdout == f"man2/new.2:3:6: {LINE}\n"
    assert check("-", stdin=b"\0").exit_code == 2


def test_a_page_is_looked_up(man: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MANPATH", str(man))
    assert check("loud(2)", "-q", "--format", "concise").stdout.startswith(f"{man}/man2/loud.2:3")


def test_no_page_is_no_success(man: Path) -> None:
    (man / "empty").mkdir()
    for arguments in (["empty"], ["man2", "--exclude", "*"]):
        result = check(*arguments)
        assert result.exit_code == 2
        assert "no page was checked: name a page, or a folder that holds man2/" in result.stderr
        assert "manpages-dev" in result.stderr


def test_no_rule_is_no_success() -> None:
    result = check("man2", "--ignore", "ALL")
    assert (result.exit_code, result.stderr) == (2, "Error: no rule is left to check\n")
    assert "no rule or group is called" in check("man2", "--select", "none").stderr


def test_a_wrong_rule_is_said_with_file_and_line() -> None:
    written(Path("rules"), GOOD.replace("severity", "sevrity"))
    result = check("man2")
    assert result.exit_code == 2
    assert "rules/wording/loud-word.md:" in result.stderr


def test_bad_files_have_a_line_each_and_the_others_are_checked() -> None:
    page("man2/binary.2", b"\x7fELF\0")
    page("man2/empty.2", "")
    page("man2/latin.2", LOUD.encode() + b"caf\xe9\n")
    os.mkfifo("man2/fifo.2")
    os.symlink("/dev/zero", "man2/zero.2")
    os.symlink("..", "man2/up")
    result = check("man2", "--format", "concise")
    assert result.exit_code == 2
    assert result.stdout.count(LINE) == 2
    lines = result.stderr.split("\n")
    assert [line.split(" ")[0] for line in lines] == [
        "man2/binary.2:1:",
        "man2/empty.2:",
        "man2/fifo.2:",
        "man2/latin.2:4:",
        "man2/zero.2:",
        "2",
        "",
    ]
    assert lines[-2] == "2 findings in 2 of 3 pages; 4 files not read"


def test_rules_that_need_a_tree_are_skipped_aloud(man: Path) -> None:
    page("x.2", LOUD)
    (man / "man2").rename("elsewhere")
    result = check("x.2", "--select", "unresolved-reference")
    assert "unresolved-reference: skipped for 1 page with no man2/ or the like" in result.stderr
    assert "skipped" not in check("x.2").stderr
    os.makedirs("root/man2")
    assert "skipped" not in check("x.2", "--select", "ALL", "--root", "root").stderr


def test_a_page_behind_a_link_is_checked_once_and_mdoc_is_said() -> None:
    page("man2/link.2", ".so man2/loud.2\n")
    page("man2/gone.2", ".so man2/none.2\n")
    page("man2/bsd.2", ".Dd today\n.Dt X 2\n.Os\n")
    alone = check("man2/link.2", "--format", "concise")
    assert alone.stdout == f"man2/loud.2:3:6: {LINE}\n"
    result = check("man2")
    assert result.stdout.count(LINE) == 1
    assert result.stderr.split("\n")[:-1] == [
        "man2/gone.2: stands for man2/none.2, which is not in its tree; add that page"
        " or name the folder that holds it with --root",
        "man2/bsd.2: mdoc(7), not checked",
        "1 finding in 1 of 2 pages; 2 links",
    ]
    assert check("man2/gone.2").exit_code == 2


def test_processes_give_the_same_report() -> None:
    for number in range(60):
        page(f"man3/x{number}.3", LOUD if number % 3 else "")
    reports = [check("man2", "man3", "--jobs", jobs) for jobs in ("1", "3")]
    assert reports[0].stdout == reports[1].stdout == check("man2", "man3").stdout
    assert reports[0].stderr == reports[1].stderr
