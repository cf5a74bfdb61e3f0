"""Reports: one line for each finding, excerpts with carets, JSON of version 1."""

from __future__ import annotations

import json
from typing import Any

import pytest

from manlint.finding import Edit, Finding, Fix, Severity
from manlint.report import json as json_report
from manlint.report import text
from manlint.report.excerpt import width_of
from manlint.source import Source, Span
from manlint.visible import visible

LINES = ".TH X 2\n.SH NAME\nx \\- a page\n"


def finding(source: str, marked: str, **more: Any) -> Finding:
    """A finding about the first `marked` in `source`."""
    start = source.index(marked)
    span = Span(start, start + len(marked))
    return Finding(
        Source("man2/x.2", source), span, "some-rule", Severity.WARNING, "a fact", **more
    )


def excerpt(source: str, marked: str) -> str:
    """The lines of the full report under its first."""
    return text.full(finding(source, marked)).split("\n", 1)[1].rstrip("\n")


def test_the_concise_line() -> None:
    expected = "man2/x.2:2:5: warning: a fact [some-rule]"
    assert text.concise(finding(LINES, "NAME")) == expected
    assert text.concise(finding(LINES, "NAME"), color=True) == (
        "\x1b[1mman2/x.2:2:5:\x1b[0m \x1b[1;33mwarning:\x1b[0m a fact \x1b[2m[some-rule]\x1b[0m"
    )


def test_carets_stand_under_the_span() -> None:
    assert excerpt(LINES, "NAME") == "    2 | .SH NAME\n      |     ^^^^"


def test_lines_that_are_wholly_in_the_span_are_marked_in_the_margin() -> None:
    assert excerpt(LINES, "SH NAME\nx \\- a page\n").split("\n") == [
        "    2 | .SH NAME",
        "      |  ^^^^^^^",
        "    3 > x \\- a page",
    ]


def test_of_many_lines_the_first_and_the_last_are_shown() -> None:
    source = "".join(f"line {number}\n" for number in range(1, 9))
    shown = excerpt(source, source[: source.index("8") + 1])
    assert shown == "    1 > line 1\n    2 > line 2\n    3 > line 3\n  ...\n    8 > line 8"
    assert "..." not in excerpt(source, source[: source.index("5") + 1])


@pytest.mark.parametrize(
    ("line", "shown", "carets"),
    [
        ("a\tMARK", "a       MARK", "        ^^^^"),
        ("\tMA\tRK", "        MA      RK", "        ^^^^^^^^^^"),
        ("日本 MARK", "日本 MARK", "     ^^^^"),
        ("cafe\u0301 MARK", "cafe\u0301 MARK", "     ^^^^"),
        ("\x1b[2JMARK", "\\x1b[2JMARK", "       ^^^^"),
        ("\u202eMARK", "\\u202eMARK", "      ^^^^"),
        ("caf\udce9 MARK", "caf\\xe9 MARK", "        ^^^^"),
        ("MARK\r", "MARK\\r", "^^^^"),
    ],
    ids=["tab", "tab inside", "wide", "combining", "control", "bidirectional", "byte", "return"],
)
def test_carets_under_unusual_characters(line: str, shown: str, carets: str) -> None:
    marked = line[line.index("M") : line.index("K") + 1]
    assert excerpt(line + "\n", marked) == f"    1 | {shown}\n      | {carets}"


def test_a_long_line_is_cut_around_the_span() -> None:
    line, carets = excerpt("x" * 5000 + "MARK" + "y" * 5000 + "\n", "MARK").split("\n")
    assert len(line) < 180
    assert line.count("…") == 2
    assert line[carets.index("^") : carets.rindex("^") + 1] == "MARK"


def test_a_span_of_nothing_at_the_end_has_one_caret() -> None:
    at_end = Finding(
        Source("x.2", "a\n"), Span(2, 2), "some-rule", Severity.ERROR, "the end is missing"
    )
    assert text.full(at_end).split("\n")[:3] == [
        "x.2:2:1: error: the end is missing [some-rule]",
        "    2 |",
        "      | ^",
    ]


def test_a_sentence_is_shown_where_markup_hides_it() -> None:
    source = "see\n.BR open (2).\n"
    assert "= reads: see open(2)." in text.full(
        finding(source, ".BR open (2).", sentences=("see open(2).",))
    )
    assert "reads" not in text.full(finding(source, "see", sentences=("see",)))


def test_messages_and_paths_cannot_write_to_the_terminal() -> None:
    source = Source("a\nb\x1b.2", "x\n")
    line = text.concise(Finding(source, Span(0, 1), "some-rule", Severity.STYLE, "\x07\n"))
    assert line == "a\\nb\\x1b.2:1:1: style: \\x07\\n [some-rule]"
    assert visible("naïve\u200b\xa0x\udcff") == "naïve\\u200b\\xa0x\\xff"


def test_widths() -> None:
    assert [width_of(each) for each in ("abc", "日本", "e\u0301", "é")] == [3, 4, 1, 1]


def test_json_has_the_shape_of_version_1() -> None:
    fix = Fix((Edit(Span(8, 11), ".SS"), Edit(Span(0, 0), "x")), safe=False)
    found = finding(LINES, "NAME\nx", sentences=("NAME",), fix=fix)
    assert json.loads(json_report.finding(found)) == {
        "path": "man2/x.2",
        "line": 2,
        "column": 5,
        "end_line": 3,
        "end_column": 2,
        "rule": "some-rule",
        "severity": "warning",
        "message": "a fact",
        "sentences": ["NAME"],
        "fix": {
            "applicability": "unsafe",
            "edits": [
                {"line": 2, "column": 1, "end_line": 2, "end_column": 4, "text": ".SS"},
                {"line": 1, "column": 1, "end_line": 1, "end_column": 1, "text": "x"},
            ],
        },
    }
    assert {"sentences", "fix"}.isdisjoint(json.loads(json_report.finding(finding(LINES, "x"))))


def test_json_is_ascii_without_lone_surrogates() -> None:
    dumped = json_report.dumps({"a": "caf\udce9 é 😀 \\ud83d"})
    assert dumped.isascii()
    assert json.loads(dumped) == {"a": "caf\ufffd é 😀 \\ud83d"}


def test_statistics_put_the_most_first() -> None:
    counts = {
        ("b-rule", Severity.STYLE): 3,
        ("a-rule", Severity.ERROR): 1200,
        ("c-rule", Severity.STYLE): 3,
    }
    assert text.statistics(counts) == (
        "1,200 error   a-rule\n    3 style   b-rule\n    3 style   c-rule\n"
    )
