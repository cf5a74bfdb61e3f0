"""The reason of a rule: the first sentence of its document, told once in a run."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from manlint.cli import cli
from manlint.report import text
from manlint.rules import load_rules
from tests.rule_documents import GOOD, document
from tests.test_report import LINES, finding

PAGE = r""".TH page 2 2024-05-06 "Linux man-pages 6.14"
.SH NAME
page \- a page
.SH DESCRIPTION
Of kernel 2.6.32, of kernel 2.6.33,
and before Linux 2.6.99.
"""


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("It shouts.", "It shouts."),
        ("It shouts.\nAnd more.", "It shouts."),
        (
            "A word, e.g. this one, and `x` of\ntwo lines! More.",
            "A word, e.g. this one, and `x` of two lines!",
        ),
        ("No full stop", "No full stop"),
        ("- a list\n\nThe reason. More.", "The reason."),
        ("See open(2).  Then.", "See open(2)."),
    ],
)
def test_the_first_sentence(tmp_path: Path, written: str, reason: str) -> None:
    rule = document(tmp_path, GOOD.replace("It shouts.", written)).rule
    assert rule.why == reason


def test_every_rule_has_one_that_survives_the_index() -> None:
    for _ in range(2):  # from the documents, then from what they left in the cache
        for rule in load_rules():
            assert 20 < len(rule.why) < 300 and rule.why.endswith((".", "!", "?")), rule.name


def test_it_follows_the_lines_of_the_page() -> None:
    shown = text.full(finding(LINES, "NAME"), why="A reason.")
    assert shown.endswith("^\n      = why: A reason.\n      = more: manlint explain some-rule\n")
    assert "why" not in text.full(finding(LINES, "NAME"))


def test_it_is_told_once_for_each_rule_of_a_run(tmp_path: Path) -> None:
    for name in ("one.2", "two.2"):
        (tmp_path / name).write_text(PAGE)
    rules = "kernel-version-wording,version-never-existed"
    done = CliRunner().invoke(cli, ["check", "--select", rules, str(tmp_path)])
    assert done.stdout.count("[kernel-version-wording]") == 4
    assert done.stdout.count("manlint explain kernel-version-wording\n") == 1
    assert done.stdout.count("manlint explain version-never-existed\n") == 1
    assert done.stdout.count("= why: ") == 2
    short = CliRunner().invoke(
        cli, ["check", "--select", rules, "--format", "concise", str(tmp_path)]
    )
    assert "why" not in short.stdout
