"""The commands about rules: what they print and how they end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from manlint.cli import cli
from tests.rule_documents import GOOD, written


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)


def manlint(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments, prog_name="manlint")


def test_rules_are_listed_as_a_table_and_as_json() -> None:
    head, *rows = manlint("rules").stdout.split("\n")
    assert head.split() == ["name", "group", "severity", "default", "fixable"]
    (row,) = [row for row in rows if row.startswith("o-sync-is-not-fsync ")]
    assert row.split()[1:] == ["claims", "warning", "yes", "no"]
    listed = json.loads(manlint("rules", "--json").stdout)
    assert listed["version"] == 1
    (rule,) = [rule for rule in listed["rules"] if rule["name"] == "o-sync-is-not-fsync"]
    assert rule["title"].startswith("O_SYNC or O_DSYNC is described")
    assert (rule["severity"], rule["default"], rule["fixable"]) == ("warning", True, False)


def test_a_rule_is_explained_with_reason_source_examples_and_precision() -> None:
    result = manlint("explain", "o-sync-is-not-fsync")
    assert result.exit_code == 0
    lines = result.stdout.split("\n")
    headings = [line for line in lines if line in ("Why", "Source", "Bad", "Good")]
    assert headings == ["Why", "Source", "Bad", "Good"]
    assert '    (i.e., as though each \\" finding' in lines
    assert not any(line.startswith(("#", "```")) for line in lines)
    assert lines[-2] == (
        "Group: claims.  Precision: 2 of 2 judged findings are true (100%), of 2 in man-pages-6.14."
    )


def test_rules_of_another_folder_are_listed_and_explained(tmp_path: Path) -> None:
    written(tmp_path / "mine", GOOD.replace("check =", 'formerly = ["shouting"]\ncheck =', 1))
    assert "\nloud-word " in manlint("rules", "--rules", "mine").stdout
    result = manlint("explain", "shouting", "--rules", "mine")
    assert result.stderr == "rule shouting is now called loud-word\n"
    assert "A word that shouts." in result.stdout
    assert result.stdout.endswith("Group: wording.  Precision: not measured here.\n")


def test_a_name_that_is_none_is_refused_with_the_nearest() -> None:
    result = manlint("explain", "o-sync-is-fsync")
    assert result.exit_code == 2
    assert result.stderr == (
        'Error: no rule or group is called "o-sync-is-fsync"; did you mean "o-sync-is-not-fsync"?\n'
    )


@pytest.mark.parametrize("check", ["text", "sections", "references"])
def test_a_new_rule_loads_and_fails_until_it_is_filled_in(check: str) -> None:
    result = manlint("new", "loud-word", "--group", "noise", "--check", check)
    assert result.exit_code == 0
    assert result.stdout == (
        "rules/noise/loud-word.md: fill in, then run: manlint test-rules rules\n"
    )
    text = Path("rules/noise/loud-word.md").read_text()
    assert f'check = "{check}"' in text
    assert text.count("FILL IN") >= 5
    result = manlint("test-rules", "rules")
    assert result.exit_code == 1
    assert '-This is a sentence that \\" finding' in result.stdout
    assert result.stdout.endswith("rules: 1, examples: 2, failed: 1, wrong documents: 0\n")


def test_a_new_rule_overwrites_nothing_and_has_a_good_name() -> None:
    manlint("new", "loud-word")
    again = manlint("new", "loud-word")
    assert again.exit_code == 2
    assert again.stderr == "Error: cannot write rules/wording/loud-word.md: File exists\n"
    assert manlint("new", "LoudWord").exit_code == 2
    assert manlint("new", "loud-word", "--group", "../x").exit_code == 2
    assert manlint("new", "loud-word", "--check", "none").exit_code == 2


def test_examples_of_a_folder_are_run(tmp_path: Path) -> None:
    written(tmp_path / "mine", GOOD)
    result = manlint("test-rules", "mine")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "rules: 1, examples: 2, failed: 0, wrong documents: 0\n"
    line = GOOD.split("\n").index("This is loud.") + 1
    written(tmp_path / "mine", GOOD.replace("This is loud.", "This is LOUD."))
    result = manlint("test-rules", "mine")
    assert result.exit_code == 1
    assert result.stdout.startswith(f"mine/wording/loud-word.md:{line}: --- marked\n")
    assert '\n-This is LOUD.\n+This is LOUD. \\" finding\n' in result.stdout


def test_a_wrong_document_is_told_and_the_others_are_run(tmp_path: Path) -> None:
    written(tmp_path / "mine", GOOD)
    written(tmp_path / "mine", GOOD.replace("needles", "noodles"), "big-word")
    result = manlint("test-rules", "mine")
    assert result.exit_code == 2
    assert result.stderr == (
        'mine/wording/big-word.md:10: unknown option "noodles"; did you mean "needles"?\n'
    )
    assert result.stdout == "rules: 1, examples: 2, failed: 0, wrong documents: 1\n"


def test_a_rule_that_covers_none_of_ours_is_told(tmp_path: Path) -> None:
    covering = GOOD.replace("check =", 'covers = ["o-sync-is-not-fsync"]\ncheck =')
    written(tmp_path / "mine", covering)
    assert manlint("test-rules", "mine").exit_code == 0
    written(tmp_path / "mine", covering.replace("o-sync-is", "o-sink-is"))
    result = manlint("test-rules", "mine")
    assert result.exit_code == 2
    assert 'covers "o-sink-is-not-fsync", and there is no such rule' in result.stderr
