"""Commit messages: subject, sign-off, Fixes and URLs, as the man-pages project writes them."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from manlint.cli import cli
from manlint.commitmsg import findings
from manlint.pathpattern import names, parts
from manlint.source import Source
from tests.repository import Repository, repo

__all__ = ["repo"]

SIGNED = "\n\nSigned-off-by: A Tester <tester@example.org>\n"
CHANGED = ("man/man2/open.2", "man/man2/openat.2")


def rules(text: str, changed: tuple[str, ...] = CHANGED) -> list[str]:
    found = findings(Source("COMMIT_EDITMSG", text), changed)
    return [f"{finding.rule}@{finding.source.line(finding.span.start)}" for finding in found]


@pytest.mark.parametrize(
    "subject",
    [
        "man/man2/open.2: Document O_NEW",
        "man/man2/open.2: SYNOPSIS: Use const",
        "man/man2/open.2, man/man2/openat.2: tfix",
        "man/man2/{open,openat}.2: wfix (two words)",
        "man/man2/open[at].2: srcfix",
        "man/man?/open*: Add a paragraph",
        "man/: Use the same word everywhere",
        "man/man2/open.2, CREDITS: Name a contributor",
        "man/man2/open.2: openat() is older than it says",
        "man/man2/open.2: O_NEW works on most file systems...",
        'Revert "man/man2/open.2: Document O_NEW"',
        "fixup! anything.",
        "Merge branch 'x'",
    ],
)
def test_good_subjects(subject: str) -> None:
    assert rules(subject + SIGNED) == []


@pytest.mark.parametrize(
    ("subject", "rule"),
    [
        ("Document O_NEW", "subject-without-path@1"),
        ("open.2: Document O_NEW", "subject-without-path@1"),
        ("man2/open.2: Document O_NEW", "subject-without-path@1"),
        ("man/man2/close.2: Document O_NEW", "subject-without-path@1"),
        ("man/man2/open.2: document O_NEW", "subject-in-lower-case@1"),
        ("man/man2/open.2: Document O_NEW.", "subject-with-full-stop@1"),
    ],
)
def test_bad_subjects(subject: str, rule: str) -> None:
    assert rules(subject + SIGNED) == [rule]


def test_a_short_path_is_answered_with_the_whole() -> None:
    (finding,) = findings(Source("x", "open.2: Document O_NEW" + SIGNED), CHANGED)
    assert finding.message == "the path is not whole: man/man2/open.2"
    assert finding.span == (0, len("open.2"))


def test_where_no_page_changes_nobody_knows_the_path() -> None:
    assert rules("Start of the next release" + SIGNED, ()) == []
    assert rules("x: Start of the next release" + SIGNED, ()) == []


GOOD = "man/man2/open.2: Text"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", ["sign-off-missing@1"]),
        ("\n\nSigned-off-by: nobody\n", ["sign-off-missing@3"]),
        ('\n\nFixes: 0123456789ab (2024-05-06; "a.2: b")' + SIGNED, []),
        ('\n\nFixes: 0123456789ab (2024-05-05, 2024-05-06; "a.2: b")' + SIGNED, []),
        ('\n\nFixes: 0123456789ab (2024-05-06, "a.2: b")' + SIGNED, ["fixes-in-another-form@3"]),
        ('\n\nFixes: 0123456789ab ("a.2: b")' + SIGNED, ["fixes-in-another-form@3"]),
        ('\n\nFixes: 0123456 (2024-05-06; "a.2: b")' + SIGNED, ["fixes-in-another-form@3"]),
        ("\n\nSee https://example.org/." + SIGNED, ["url-without-brackets@3"]),
        ("\n\nSee <https://example.org/>." + SIGNED, []),
        ("\n\n\t$ wget https://example.org/" + SIGNED, []),
        ("\n\nText.\n# Comment https://example.org/" + SIGNED, []),
        (SIGNED + "# ------------------------ >8 ------------------------\nhttps://x.org/", []),
    ],
)
def test_the_body(body: str, expected: list[str]) -> None:
    assert rules(GOOD + body) == expected


def test_a_subject_below_comments_and_blank_lines() -> None:
    assert rules(f"\n# comment\n{GOOD}.{SIGNED}") == ["subject-with-full-stop@3"]
    assert rules("# only comments\n") == []
    assert rules("") == []


def test_patterns_of_paths() -> None:
    assert parts("a/{b,c}.2, d/, e.[fg]") == ["a/{b,c}.2", "d/", "e.[fg]"]
    assert names("man/man3/wc{,r}tomb.3", "man/man3/wcrtomb.3")
    assert names("man/man3/[static_]assert.3", "man/man3/assert.3")
    assert names("man/", "man/man3/assert.3")
    assert not names("man/man3", "man/man3/assert.3")
    assert not names("man/man?/open.2", "man/man2type/open.2")
    assert not names("{" * 500, "x")
    assert not names("{a,b}" * 30, "x")


def test_the_command_knows_what_is_staged(repo: Repository) -> None:
    repo.commit(("man/man2/a.2", ""))
    repo.write("man/man2/b.2", "x\n")
    repo.git("add", "--all")
    repo.write("msg", f"a.2: Text{SIGNED}")
    runner = CliRunner()
    result = runner.invoke(cli, ["commit-msg", "msg", "--format", "concise"])
    assert result.stdout == (
        "msg:1:1: warning: a.2 is not what the commit changes, man/man2/b.2 is"
        " [subject-without-path]\n"
    )
    assert result.exit_code == 1
    repo.write("msg", f"man/man2/a.2: Text{SIGNED}")
    assert runner.invoke(cli, ["commit-msg", "msg", "--commit", "HEAD"]).exit_code == 0
    result = runner.invoke(cli, ["commit-msg", "none"])
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: none: no such file")
    result = runner.invoke(cli, ["commit-msg", "msg", "--commit", "nosuch"])
    assert result.exit_code == 2
    assert "no such revision: nosuch" in result.stderr
