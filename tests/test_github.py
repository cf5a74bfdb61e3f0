"""Workflow commands: what is escaped where, and which places have columns."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from manlint.cli import cli
from manlint.finding import Finding, Severity
from manlint.report import github
from manlint.source import Source, Span

TEXT = "one\ntwo\n"
LINE = Span(4, 7)


def finding(
    path: str = "man2/x.2",
    span: Span = LINE,
    severity: Severity = Severity.WARNING,
    message: str = "a fact",
) -> Finding:
    return Finding(Source(path, TEXT), span, "some-rule", severity, message)


def test_one_line_with_its_columns() -> None:
    assert github.finding(finding()) == (
        "::warning file=man2/x.2,line=2,endLine=2,col=1,endColumn=4,"
        "title=manlint some-rule::a fact [some-rule]"
    )


def test_several_lines_have_no_columns() -> None:
    shown = github.finding(finding(span=Span(1, 6)))
    assert shown.startswith("::warning file=man2/x.2,line=1,endLine=2,title=")


@pytest.mark.parametrize(
    ("severity", "command"),
    [
        (Severity.ERROR, "error"),
        (Severity.WARNING, "warning"),
        (Severity.STYLE, "notice"),
        (Severity.REVIEW, "notice"),
    ],
)
def test_severities(severity: Severity, command: str) -> None:
    assert github.finding(finding(severity=severity)).startswith(f"::{command} ")


def test_a_path_cannot_end_its_property() -> None:
    shown = github.finding(finding(path="a,line=9::b%\r\n.2"))
    assert shown.startswith("::warning file=a%2Cline=9%3A%3Ab%25%0D%0A.2,line=2,")
    assert "\n" not in shown and "\r" not in shown


def test_a_message_cannot_begin_a_command() -> None:
    shown = github.finding(finding(message="100% of\r\n::error::x\x1b[1m\u202e"))
    assert shown.endswith(r"::100%25 of\r\n::error::x\x1b[1m\u202e [some-rule]")
    assert "\n" not in shown and "\x1b" not in shown


def test_the_command_prints_one_for_each_finding(tmp_path: Path) -> None:
    page = tmp_path / "x.2"
    page.write_text(".TH x 2 2024-05-06 manlint\n.SH NAME\nx \\- a page\nof kernel 2.6.3\n")
    arguments = ["check", "--format", "github", "--select", "kernel-version-wording", str(page)]
    done = CliRunner().invoke(cli, arguments)
    assert done.stdout.count("::notice file=") == 1
    assert "1 finding" in done.stderr
