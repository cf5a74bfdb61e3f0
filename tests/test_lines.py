"""Check kind `lines`: which lines are looked at, which can be parted, which fix is safe."""

from __future__ import annotations

import pytest

from manlint.checks import lines as kind
from manlint.checks import problems
from manlint.finding import Severity
from manlint.rules import Rule
from tests.onpage import findings, fixed, lines

LONG, BLANK = "line-too-long", "trailing-blank"
FORTY = "it goes on for as long as forty letters "
EIGHTY = FORTY + FORTY.rstrip() + "s"


def test_the_margin_is_eighty_columns() -> None:
    assert len(EIGHTY) == 80
    assert lines(LONG, f"{EIGHTY}\n{EIGHTY}.\n") == [2]
    assert [found.message for found in findings(LONG, f"\n{EIGHTY}.")] == [
        "the line has 81 columns, more than 80"
    ]


@pytest.mark.parametrize(
    ("line", "can"),
    [
        ("two words", True),
        ("word", False),
        ("one\\ word", False),
        ("one\\~word", False),
        ("  word", False),
        ('word \\" and a comment', False),
        (".B two words", True),
        (".B word", False),
        ('.B "two words"', True),
        (".BR name (2)", False),
        ('.BR one " | " two', True),
        ('.RB one " (two)"', True),
        (".BI call( one , two )", False),
        ("'B two words", True),
    ],
)
def test_a_line_can_be_parted_at_a_blank_that_is_shown(line: str, can: bool) -> None:
    assert kind.can_break(line) is can


def test_what_is_shown_as_written_may_be_long() -> None:
    verbatim = f".EX\n{EIGHTY}.\n.EE\n.nf\n.B {EIGHTY}.\n.fi\n"
    body = f".TP\n{EIGHTY}.\n{EIGHTY}.\n{verbatim}.SH SYNOPSIS\n{EIGHTY}.\n"
    assert lines(LONG, body) == [3]


def test_a_definition_and_what_it_makes_are_passed_over() -> None:
    body = f".de XX\n{EIGHTY}.\\$1\n..\n.XX a\n.ig\n{EIGHTY}.\n..\n{EIGHTY}.\n"
    assert lines(LONG, body) == [8]


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("text  ", "text"),
        (".BR x (2) ", ".BR x (2)"),
        (".TP ", ".TP"),
        ('.\\" comment ', '.\\" comment'),
        ("shown\\  ", "shown\\  "),
        ("text\t", "text\t"),
        ("text \t ", "text \t "),
        ("text\\c ", "text\\c "),
        ("text c ", "text c"),
        (".UE , ", ".UE , "),
        (".B , ", ".B ,"),
        ('.B "left open ', '.B "left open '),
        ('.B "closed" ', '.B "closed"'),
        ('.B "closed" \\" comment ', '.B "closed" \\" comment'),
        (".fchar \\[x] a ", ".fchar \\[x] a "),
        (".unknown a ", ".unknown a "),
        ("text\r", "text\r"),
    ],
)
def test_a_safe_fix_cuts_only_what_is_not_shown(line: str, after: str) -> None:
    assert fixed(BLANK, f"Text.\n{line}\nMore.\n") == f"Text.\n{after}\nMore.\n"


@pytest.mark.parametrize("line", ["text\t", "text \t ", "text\\c ", ".UE , "])
def test_what_formatters_may_show_is_cut_by_an_unsafe_fix(line: str) -> None:
    assert lines(BLANK, f"{line}\n") == [1]
    assert fixed(BLANK, f"{line}\n", unsafe=True) == f"{line.rstrip()}\n"


def test_lines_of_blanks_only_are_another_rules_matter() -> None:
    assert lines(BLANK, "text\n  \ntext\n") == []
    assert lines("blank-line", "text\n  \ntext\n") == [2]


def test_in_a_table_a_tab_ends_a_cell() -> None:
    body = ".TS \nl l. \na \t\nb\tc \nd\tT{ \ntext \nT} \n.TE \n"
    assert lines(BLANK, body) == [1, 2, 4, 5, 6, 7, 8]
    assert fixed(BLANK, body) == body
    assert "T{\ntext\nT}\n" in fixed(BLANK, body, unsafe=True)


def test_a_page_of_another_project_is_not_looked_at() -> None:
    page = '.TH x 2 2000-01-01 "frob 1.0"\n.SH NAME\nx \\- a page \n'
    assert not findings(BLANK, page)
    assert len(findings(BLANK, page, sources=["frob"])) == 1
    assert len(findings(BLANK, page, sources=[])) == 1


@pytest.mark.parametrize(
    ("options", "message", "wrong"),
    [
        ({"pattern": "(", "areas": ["text"]}, "m", "pattern"),
        ({"pattern": "", "areas": ["text"]}, "m", "pattern"),
        ({"pattern": "x", "areas": []}, "m", "areas"),
        ({"pattern": "x", "areas": ["prose"]}, "m", "areas"),
        ({"pattern": "x", "areas": ["text"], "unless": ["["]}, "m", "unless"),
        ({"pattern": "x", "areas": ["text"], "safe": "*"}, "m", "safe"),
        ({"pattern": "x", "areas": ["text"]}, "", "check"),
        ({"pattern": "x", "areas": ["text"]}, "{size}", "message"),
        ({"pattern": "x", "areas": ["text"]}, "{length} of {text}", ""),
    ],
)
def test_options_that_cannot_work_are_named(
    options: dict[str, object], message: str, wrong: str
) -> None:
    rule = Rule("r", "t", "g", "lines", Severity.STYLE, "0.1", message=message, options=options)
    assert [error.key for error in problems(rule)] == ([wrong] if wrong else [])
