"""`manlint hook` as pre-commit calls it, and the hooks that are offered to it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from manlint.cli import COMMANDS, cli
from tests.repository import Repository, page, repo
from tests.rule_documents import GOOD, written

__all__ = ["repo"]

LOUD, QUIET = ".SH NOTES\nThis is LOUD.\n", ".SH NOTES\nThis is quiet.\n"
HOOKS = Path(__file__).parent.parent / ".pre-commit-hooks.yaml"


def hook(*arguments: str) -> Result:
    rules = ["--rules", "../rules", "--select", "loud-word,unresolved-reference"]
    options = [*rules, "--format", "concise", "--fail-on", "style"]
    return CliRunner().invoke(cli, ["hook", *options, *arguments], prog_name="manlint")


@pytest.fixture(autouse=True)
def pages(repo: Repository) -> None:
    """A page with an old finding, a quiet one, and a page that refers to it."""
    written(repo.path.parent / "rules", GOOD)
    see = ".SH SEE ALSO\n.BR quiet (2)\n"
    repo.commit(("man2/loud.2", LOUD), ("man2/quiet.2", QUIET), ("man3/see.3", see))


def test_the_staged_change_is_what_counts(repo: Repository) -> None:
    repo.write("man2/loud.2", page("loud.2", ".SH BUGS\nMore.\n" + LOUD))
    repo.git("add", "--all")
    assert hook("man2/loud.2").exit_code == 0
    repo.write("man2/quiet.2", page("quiet.2", LOUD))
    assert hook("man2/loud.2").exit_code == 0
    repo.git("add", "--all")
    result = hook("man2/loud.2", "man2/quiet.2")
    assert result.exit_code == 1
    assert result.stdout.startswith("man2/quiet.2:5:9:")
    assert hook().stdout == result.stdout
    assert hook("man2/loud.2").exit_code == 0, "only the files that pre-commit wants"


def test_a_page_that_is_removed_is_no_file_to_pass(
    repo: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.git("rm", "--quiet", "man2/quiet.2")
    monkeypatch.setenv("PRE_COMMIT", "1")
    for files in ((), ("man2/loud.2",)):
        if files:
            repo.write("man2/loud.2", page("loud.2", LOUD + "More.\n"))
            repo.git("add", "--all")
        result = hook(*files)
        assert result.stdout.startswith("man3/see.3:5:5: warning: quiet(2) is not in the tree")
        assert result.exit_code == 1


def test_pre_commit_without_a_page(repo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRE_COMMIT", "1")
    result = hook()
    assert (result.exit_code, result.stderr) == (0, "no page is among the files\n")
    # what its configuration excludes stays out
    repo.write("man2/quiet.2", page("quiet.2", LOUD))
    repo.git("add", "--all")
    assert hook().exit_code == 0


def test_the_range_of_from_ref_and_to_ref(
    repo: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.git("checkout", "--quiet", "-b", "topic")
    repo.commit(("man2/quiet.2", LOUD))
    repo.git("checkout", "--quiet", "main")
    repo.commit(("man2/other.2", LOUD))
    monkeypatch.setenv("PRE_COMMIT_FROM_REF", "main")
    monkeypatch.setenv("PRE_COMMIT_TO_REF", "topic")
    result = hook("man2/quiet.2")
    assert result.stdout.startswith("man2/quiet.2:5:9:")
    assert "other" not in hook().stdout
    monkeypatch.setenv("PRE_COMMIT_TO_REF", "nosuch")
    result = hook()
    assert result.exit_code == 2
    assert "no such revision: nosuch" in result.stderr


def test_all_files_are_checked_whole_and_that_is_said(repo: Repository) -> None:
    files = ("man2/loud.2", "man2/quiet.2", "man3/see.3", "notes-1.2")
    repo.write("notes-1.2", "LOUD\n")
    result = hook(*files)
    assert result.exit_code == 1
    assert result.stderr.startswith("not a change: 3 files are checked whole, with no baseline\n")
    assert result.stdout.startswith("man2/loud.2:5:9:")
    CliRunner().invoke(
        cli, ["check", "--rules", "../rules", "--select", "loud-word", "--write-baseline", "base"]
    )
    result = hook(*files, "--baseline", "base")
    assert result.exit_code == 0
    assert result.stderr.startswith("not a change: 3 files are checked whole, against base\n")
    # something is staged, and pre-commit passes more than that
    repo.write("man2/quiet.2", page("quiet.2", QUIET + "More.\n"))
    repo.git("add", "man2/quiet.2")
    assert hook(*files).exit_code == 1


def test_outside_a_repository(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path / "rules")
    result = hook("x.2")
    assert result.exit_code == 2
    assert "git: fatal: not a git repository" in result.stderr


def test_the_hooks_call_commands_that_there_are() -> None:
    text = HOOKS.read_text()
    assert re.findall(r"^- id: (.+)", text, re.M) == [
        "manlint",
        "manlint-audit",
        "manlint-commit-msg",
    ]
    for entry in re.findall(r"^  entry: manlint (\S+)$", text, re.M):
        assert entry in COMMANDS
    (one, other) = re.findall(r"^  files: '(.+)'$", text, re.M)
    assert one == other
    for name in ("man/man2/open.2", "man/man2const/X.2const", "a.3type", "mann/x.n"):
        assert re.search(one, name), name
    for name in ("README", "a.c", "x.sh", "man/man2/open.2.orig"):
        assert not re.search(one, name), name
