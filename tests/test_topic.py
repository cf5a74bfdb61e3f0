"""`manlint check` limited by policy, reference date and topic, and the policy in the report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from manlint.cli import cli

PAGE = """\
.TH open 2 2026-01-02 manlint
.SH NAME
open \\- open it
.SH DESCRIPTION
.TP
.BR O_SYNC " (since Linux 2.4.10)"
Wait.
.IP
Since Linux 2.2, it is known.
.TP
.BR O_SYNC_ALL " (since Linux 2.4.11)"
Wait longer.
.P
Since Linux 2.3, O_SYNC can be changed.
Since Linux 2.4, so can others.
.TP
.BR O_LATE " (since Linux 4.20)"
Late.
"""


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A page in the folder man2 of the working directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "man2").mkdir()
    path = tmp_path / "man2" / "open.2"
    path.write_text(PAGE)
    return path


def check(*arguments: str) -> Result:
    rules = ("--select", "history-older-than-policy", "--no-cache")
    return CliRunner().invoke(cli, ["check", "man2", *rules, *arguments])


def lines(*arguments: str) -> list[int]:
    document = json.loads(check("--format", "json", *arguments).stdout)
    return [finding["line"] for finding in document["findings"]]


def test_a_name_is_in_a_tag_around_or_in_the_sentence(page: Path) -> None:
    assert lines() == [6, 9, 11, 14, 15]
    assert lines("--topic", "O_SYNC") == [6, 9, 14]
    assert lines("--topic", "O_SYNC_ALL") == [11]
    assert lines("--topic", "O_NONE") == []
    assert lines("--topic", "SYNC") == []


def test_a_page(page: Path) -> None:
    (page.parent / "close.2").write_text(PAGE)
    assert len(lines()) == 10
    assert lines("--topic", "open(2)") == [6, 9, 11, 14, 15]
    assert lines("--topic", "open(3)") == []


def test_only_the_topic_is_fixed(page: Path) -> None:
    check("--topic", "O_SYNC_ALL", "--fix", "--unsafe-fixes")
    changed = PAGE.replace('.BR O_SYNC_ALL " (since Linux 2.4.11)"', ".B O_SYNC_ALL")
    assert page.read_text() == changed


def test_nothing_of_a_topic_is_kept_in_the_cache(page: Path, tmp_path: Path) -> None:
    home = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    arguments = ["check", "man2", "--select", "history-older-than-policy", "--format", "concise"]
    for more, count in ((["--topic", "O_NONE"], 0), ([], 5), (["--topic", "O_SYNC"], 3), ([], 5)):
        result = CliRunner().invoke(cli, [*arguments, *more], env=home)
        assert result.stdout.count("style:") == count


def test_policy_and_date(page: Path) -> None:
    back = ("--policy", "lookback-7y", "--reference-date")
    assert lines(*back, "2026-02-23") == [6, 9, 11, 14, 15, 17]
    assert lines(*back, "2024-02-23") == [6, 9, 11, 14, 15]


def test_the_command_line_overrules_the_configuration(page: Path) -> None:
    Path("manlint.toml").write_text('policy = "lookback-7y"\nreference-date = "2026-02-23"\n')
    assert lines() == [6, 9, 11, 14, 15, 17]
    assert lines("--policy", "man-pages") == [6, 9, 11, 14, 15]
    assert lines("--reference-date", "2024-02-23") == [6, 9, 11, 14, 15]


def test_the_report_names_the_policy(page: Path) -> None:
    said = "lookback-7y, oldest kernel kept Linux 5.0 (2026-02-23)"
    back = ("--policy", "lookback-7y", "--reference-date", "2026-02-23")
    assert f"policy: {said}\n" in check(*back).stderr
    document = json.loads(check("--format", "json", *back).stdout)
    assert document["summary"]["policy"] == said
    page.write_text(PAGE.partition(".SH DESC")[0])
    assert "policy" not in check(*back).output


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("--policy", "none"), "'none' is not one of man-pages, lookback-7y"),
        (("--reference-date", "2026-02-30"), '"2026-02-30" is no date'),
        (("--reference-date", "today"), '"today" is no date'),
    ],
)
def test_what_is_no_policy(page: Path, arguments: tuple[str, ...], problem: str) -> None:
    result = check(*arguments)
    assert result.exit_code == 2
    assert problem in result.stderr
