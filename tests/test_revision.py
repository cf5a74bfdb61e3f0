"""`check --diff` and `--staged`: revisions, the index and files, read with git."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from manlint.cli import cli
from tests.repository import Repository, page, repo
from tests.rule_documents import GOOD, written

__all__ = ["repo"]

RULES = "loud-word,unresolved-reference,pointer-to-missing-section"
LOUD, QUIET = ".SH NOTES\nThis is LOUD.\n", ".SH NOTES\nThis is quiet.\n"
REFERENCE = ".SH SEE ALSO\n.BR {}\n"


def check(*arguments: str) -> Result:
    rules = ["--rules", "../rules", "--select", RULES, "--format", "concise", "--fail-on", "style"]
    return CliRunner().invoke(cli, ["check", *rules, *arguments], prog_name="manlint")


def lines(*arguments: str) -> list[str]:
    """What is reported, without severity and rule."""
    result = check(*arguments)
    assert not result.exception or isinstance(result.exception, SystemExit), result.exception
    return [" ".join(line.split()[:1]) for line in result.stdout.splitlines()]


@pytest.fixture(autouse=True)
def rules(repo: Repository) -> None:
    written(repo.path.parent / "rules", GOOD)


def test_an_old_finding_does_not_count_and_a_new_one_does(repo: Repository) -> None:
    repo.commit(("man2/a.2", LOUD), ("man2/b.2", QUIET))
    repo.write("man2/a.2", page("a.2", ".SH DESCRIPTION\nMore text.\n" + LOUD))
    repo.write("man2/b.2", page("b.2", LOUD))
    assert lines("--diff", "HEAD") == ["man2/b.2:5:9:"]
    result = check("--diff", "HEAD")
    assert result.exit_code == 1
    assert result.stderr == "1 finding in 1 of 2 pages\n"
    assert check("--diff", "HEAD", "man2/a.2").exit_code == 0
    assert lines("--diff", "HEAD", "man2") == ["man2/b.2:5:9:"]


def test_ranges(repo: Repository) -> None:
    one = repo.commit(("man2/a.2", QUIET))
    two = repo.commit(("man2/a.2", LOUD))
    repo.git("checkout", "--quiet", "-b", "other", one)
    repo.commit(("man2/c.2", LOUD))
    assert lines("--diff", f"{one}..{two}") == ["man2/a.2:5:9:"]
    assert lines("--diff", f"{two}..{one}") == []
    assert lines("--diff", f"{two}..") == ["man2/c.2:5:9:"]
    assert lines("--diff", "main...other") == ["man2/c.2:5:9:"]
    assert lines("--diff", "...main") == ["man2/a.2:5:9:"]
    assert lines("--diff", f"{two}~0") == ["man2/c.2:5:9:"]


def test_staged_reads_the_index_and_not_the_files(repo: Repository) -> None:
    repo.commit(("man2/a.2", QUIET))
    repo.write("man2/a.2", page("a.2", LOUD))
    assert lines("--staged") == []
    repo.git("add", "--all")
    repo.write("man2/a.2", page("a.2", QUIET))
    assert lines("--staged") == ["man2/a.2:5:9:"]
    assert lines("--diff", "HEAD") == []
    repo.git("add", "--all")
    repo.write("man2/a.2", page("a.2", LOUD))
    assert lines("--staged") == []


def test_before_the_first_commit_everything_is_new(repo: Repository) -> None:
    repo.write("man2/a.2", page("a.2", LOUD))
    repo.git("add", "--all")
    assert lines("--staged") == ["man2/a.2:5:9:"]


def test_from_a_folder_of_the_repository(repo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit(("man/man2/a.2", QUIET))
    repo.commit(("man/man2/a.2", LOUD), ("man/man3/b.3", REFERENCE.format("gone (2)")))
    monkeypatch.chdir(repo.path / "man" / "man2")
    rules = ["--rules", "../../../rules", "--select", RULES, "--format", "concise"]
    result = CliRunner().invoke(cli, ["check", *rules, "--diff", "HEAD~1..HEAD"])
    assert [line.split()[0] for line in result.stdout.splitlines()] == [
        "a.2:5:9:",
        "../man3/b.3:5:5:",
    ]


def test_a_renamed_page_and_text_moved_to_another_page(repo: Repository) -> None:
    body = ".SH NOTES\nThis whole sentence, which is long, is LOUD.\n"
    repo.commit(("man2/a.2", body * 1 + "Text.\n" * 20), ("man2/c.2", QUIET))
    repo.git("mv", "man2/a.2", "man2/b.2")
    assert lines("--staged") == []
    repo.commit(("man2/b.2", "Text.\n" * 20), ("man2/c.2", body))
    assert lines("--diff", "HEAD~1..HEAD") == []
    repo.commit(("man2/d.2", body))
    assert lines("--diff", "HEAD~1..HEAD") == ["man2/d.2:5:40:"]


def test_what_a_change_breaks_elsewhere(repo: Repository) -> None:
    to_a, to_b = REFERENCE.format("a (2)"), REFERENCE.format("b (2)")
    pointer = ".SH DESCRIPTION\nSee VERSIONS.\n"
    repo.commit(
        ("man2/a.2", QUIET),
        ("man2/b.2", to_a),
        ("man3/c.3", to_a + ".BR nowhere (2)\n"),
        ("man2/d.2", pointer + ".SH VERSIONS\nText.\n"),
        ("man2/e.2", ".SH DESCRIPTION\nSee VERSIONS in\n.BR d (2).\n" + to_b),
    )
    repo.git("rm", "--quiet", "man2/a.2")
    expected = ["man2/b.2:5:5:", "man3/c.3:5:5:"]
    assert lines("--staged") == expected
    (repo.path / "man2/b.2").write_text(page("b.2", REFERENCE.format("c (3)")))
    assert lines("--diff", "HEAD") == expected[1:]
    repo.git("reset", "--quiet", "--hard")
    repo.git("mv", "man2/a.2", "man2/a_new.2")
    assert lines("--staged") == expected
    repo.git("reset", "--quiet", "--hard")
    repo.write("man2/d.2", page("d.2", pointer))
    assert lines("--diff", "HEAD") == ["man2/d.2:5:5:", "man2/e.2:5:5:"]


def test_references_are_looked_up_in_the_state_after_the_change(repo: Repository) -> None:
    repo.commit(("man2/a.2", QUIET))
    repo.write("man2/b.2", page("b.2", REFERENCE.format("c (2)")))
    repo.git("add", "--all")
    repo.write("man2/c.2", page("c.2"))
    assert lines("--staged") == ["man2/b.2:5:5:"]
    assert lines("--diff", "HEAD") == []
    repo.git("add", "--all")
    (repo.path / "man2/c.2").unlink()
    assert lines("--staged") == []
    assert lines("--staged", "--root", ".") == []


def test_scopes(repo: Repository) -> None:
    rules = repo.path.parent / "rules"
    written(rules, GOOD.replace("since =", 'scope = "changed"\nsince ='))
    written(rules, GOOD.replace("LOUD)", "NEW)").replace("LOUD", "NEW").replace("loud", "new")
            .replace("since =", 'scope = "new"\nsince ='), "new-word")  # fmt: skip
    repo.commit(("man2/a.2", QUIET))
    repo.write("man2/a.2", page("a.2", ".SH NOTES\nThis is LOUD and NEW.\n"))
    repo.write("man2/b.2", page("b.2", ".SH NOTES\nThis is NEW.\n"))
    options = ["--rules", "../rules", "--format", "concise"]
    runner = CliRunner()
    plain = runner.invoke(cli, ["check", *options, "man2"]).stdout
    assert "loud-word" not in plain
    assert "new-word" not in plain
    named = runner.invoke(cli, ["check", *options, "man2", "--select", "loud-word"]).stdout
    assert "man2/a.2:5:9: style: LOUD shouts [loud-word]" in named
    found = runner.invoke(cli, ["check", *options, "--diff", "HEAD"]).stdout
    words = [line for line in found.splitlines() if "-word]" in line]
    assert [(line.split(":")[0], line.split()[-1]) for line in words] == [
        ("man2/a.2", "[loud-word]"),
        ("man2/b.2", "[new-word]"),
    ]


def test_what_is_no_page_is_left_alone(repo: Repository) -> None:
    repo.commit(("man2/a.2", QUIET))
    repo.write("README", "LOUD\n")
    (repo.path / "man2/link.2").symlink_to("a.2")
    (repo.path / "man2/binary.2").write_bytes(b"\0\1")
    repo.git("add", "--all")
    result = check("--staged")
    assert result.stdout == ""
    assert "man2/binary.2:1: binary, it holds a NUL byte" in result.stderr
    assert result.exit_code == 2
    repo.git("rm", "--quiet", "--force", "--cached", "man2/binary.2")
    (repo.path / "man2/binary.2").unlink()
    assert check("--staged").exit_code == 0


def test_conflicts_and_submodules(repo: Repository) -> None:
    repo.commit(("man2/a.2", QUIET))
    repo.git("checkout", "--quiet", "-b", "other")
    repo.commit(("man2/a.2", LOUD))
    repo.git("checkout", "--quiet", "main")
    repo.commit(("man2/a.2", ".SH NOTES\nThis is neither.\n"))
    merge = subprocess.run(["git", "merge", "other"], capture_output=True)
    assert merge.returncode
    result = check("--staged")
    assert result.stderr.startswith(
        "man2/a.2: not merged, it has conflicts; resolve them and git add it\n"
    )
    assert result.exit_code == 2
    repo.git("checkout", "--quiet", "--force", "main")
    head = repo.git("rev-parse", "HEAD").strip()
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{head},sub")
    assert "sub: a submodule, its pages are not looked at" in check("--staged").stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--diff", "nosuch"], "no such revision: nosuch\n  git rev-parse ended with status 128\n"),
        (["--diff", "a b"], "no such revision: a b\n"),
        (["--diff", "x..--output=x"], "no such revision: x\n"),
        (["--diff", "HEAD..--output=x"], "no such revision: --output=x\n"),
        (["--diff", "HEAD..nosuch"], "no such revision: nosuch\n"),
        (["--diff", "HEAD...nosuch"], "no such revision: nosuch\n"),
        (["--diff", "HEAD", "/elsewhere/a.2"], "/elsewhere/a.2 is not in the repository "),
        (["--staged", "--diff", "HEAD"], "--staged goes with neither --fix nor --diff"),
        (["--staged", "--fix"], "--staged goes with neither --fix nor --diff"),
        (["--staged", "-"], "standard input is in no repository"),
    ],
)
def test_errors_say_what_git_said(repo: Repository, arguments: list[str], said: str) -> None:
    repo.commit(("man2/a.2", QUIET))
    result = check(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert not (repo.path / "x").exists()


def test_no_repository_and_no_git(
    repo: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    result = check("--staged", "--rules", "rules")
    assert result.exit_code == 2
    monkeypatch.chdir(tmp_path / "rules")
    said = check("--staged").stderr
    assert "not in the files of a git repository\n" in said
    assert "git: fatal: not a git repository" in said
    monkeypatch.chdir(repo.path)
    monkeypatch.setenv("PATH", "")
    assert "git cannot be run\n  git: No such file or directory" in check("--staged").stderr


def test_a_shallow_clone_says_that_it_is_one(
    repo: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit(("man2/a.2", QUIET))
    repo.commit(("man2/a.2", LOUD))
    shallow = repo.path.parent / "shallow"
    repo.git("clone", "--quiet", "--depth=1", f"file://{repo.path}", str(shallow))
    monkeypatch.chdir(shallow)
    assert (
        "the clone is shallow: fetch more with git fetch --unshallow"
        in check("--diff", "HEAD~1").stderr
    )


def test_no_page_in_the_change_is_said(repo: Repository) -> None:
    repo.commit(("man2/a.2", QUIET))
    result = check("--staged")
    assert result.exit_code == 0
    assert result.stderr.startswith("the staged changes: no page is among them\n")


def test_a_change_is_read_without_gitpython(repo: Repository) -> None:
    repo.commit(("man2/a.2", QUIET))
    repo.write("man2/a.2", page("a.2", LOUD))
    code = (
        "import sys\nfrom manlint.cli import main\n"
        "try: main(['hook'])\nexcept SystemExit: pass\n"
        "print(*sorted({'git', 'spacy', 'mistune'} & {*sys.modules}))"
    )
    repo.git("add", "--all")
    checkout = str(Path(__file__).parent.parent)
    environment = {**os.environ, "PYTHONPATH": checkout}
    CliRunner().invoke(cli, ["rules"])  # or they may have to be read from their documents
    command = [sys.executable, "-c", code]
    run = subprocess.run(command, capture_output=True, text=True, cwd=repo.path, env=environment)
    assert run.stderr == "0 findings in 1 page\n"
    assert run.stdout == "\n"
