"""Check kind `macros`: what is a call, how many arguments it has, what is edited."""

from __future__ import annotations

import pytest

from manlint.checks import problems
from manlint.finding import Severity
from manlint.rules import Rule
from tests.onpage import HEAD, findings, fixed, lines

SINGLE, OBSOLETE = "single-argument-alternating-macro", "paragraph-macro-obsolete"


@pytest.mark.parametrize(
    ("line", "after"),
    [
        (".BR x", ".B x"),
        (".IB x", ".I x"),
        ("'IR x", "'I x"),
        (".  BI x", ".  B x"),
        ('.BR "x y"', '.B "x y"'),
        ('.BR "x', '.B "x'),
        ('.BR "x""y"', '.B "x""y"'),
        (".BR x\\ y", ".B x\\ y"),
        (".BR x \\", ".B x \\"),
        (".BR x\\c", ".B x\\c"),
        ('.BR x \\" y', '.B x \\" y'),
        (".BR x ", ".B x "),
        (".RB x", ".RB x"),
        (".BR x(2)", ".BR x(2)"),
        (".BR x()", ".BR x()"),
    ],
)
def test_one_argument(line: str, after: str) -> None:
    assert lines(SINGLE, f"Text.\n{line}\n\n") == [2]
    assert fixed(SINGLE, f"Text.\n{line}\n\n") == f"Text.\n{after}\n\n"


@pytest.mark.parametrize(
    "line",
    [
        ".BR",
        '.BR \\" x',
        ".BR x y",
        '.BR "x" "y"',
        ".BR x\\ y z",
        '.BR x ""',
        ".BR x \\\ny",
        ".BRx y",
        ".B x",
        "BR x",
        '.\\" BR x',
        "\\&.BR x",
        "Text \\\n.BR x",
    ],
)
def test_no_call_with_one_argument(line: str) -> None:
    assert lines(SINGLE, f"Text.\n{line}\n") == []


def test_a_line_after_a_comment_or_an_escaped_backslash_is_a_call() -> None:
    assert lines(SINGLE, '.\\" comment \\\n.BR x\nText\\\\\n.BR y\n') == [2, 4]


def test_the_span_is_the_call() -> None:
    (found,) = findings(SINGLE, f'{HEAD}.BR x \\" comment\n')
    assert found.source.text[slice(*found.span)] == ".BR x"
    (found,) = findings(OBSOLETE, f"{HEAD}.PP\nText.\n")
    assert found.source.text[slice(*found.span)] == ".PP"


def test_what_a_definition_makes_is_not_reported() -> None:
    body = ".de XX\n.BR \\$1\n.PP\n..\n.XX x\n.BR y\n.PP\n"
    assert (lines(SINGLE, body), lines(OBSOLETE, body)) == ([6], [7])


def test_a_comma_in_the_only_argument_is_the_special_rules_finding() -> None:
    from manlint.lint import prepare, run
    from manlint.page import read
    from manlint.source import Source
    from tests.onpage import rules

    both = prepare([rules()[SINGLE], rules()["unquoted-punctuation-in-macro"]])
    found = run(read(Source("x.2", f"{HEAD}.BR x,\n.BR y\n")), both, None)
    assert [each.rule for each in found] == ["unquoted-punctuation-in-macro", SINGLE]


@pytest.mark.parametrize(
    ("options", "message", "wrong"),
    [
        ({"replace": {}}, "m", "replace"),
        ({"replace": {"PP": 1}}, "m", "replace"),
        ({"replace": {"PP": "P"}, "arguments": "1"}, "m", "arguments"),
        ({"replace": {"PP": "P"}, "unclear": ["("]}, "m", "unclear"),
        ({"replace": {"PP": "P"}}, "", "check"),
        ({"replace": {"PP": "P"}}, "{font}", "message"),
        ({"replace": {"PP": "P"}, "arguments": 0}, "{macro} {other}", ""),
    ],
)
def test_options_that_cannot_work_are_named(
    options: dict[str, object], message: str, wrong: str
) -> None:
    rule = Rule("r", "t", "g", "macros", Severity.STYLE, "0.1", message=message, options=options)
    assert [error.key for error in problems(rule)] == ([wrong] if wrong else [])
