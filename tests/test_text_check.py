"""Check kind `text`: what is looked at, what placeholders match, what a finding says and covers."""

from __future__ import annotations

import os

import pytest

from manlint.checks import bind
from manlint.files.load import load
from manlint.finding import Finding, Severity
from manlint.page import Page, read
from manlint.resources import folder
from manlint.rules import Rule
from manlint.rules.document import read_document
from manlint.source import Source
from tests import realtree

PAGE = """\
.TH x 2 2000-01-01 manlint
.SH NAME
x \\- the word loud in a name
.SH DESCRIPTION
.TP
.BR O_LOUD " (since Linux 9.9)"
A
.B LOUD
word, and
.I loud
too.
See
.BR shout (2)
and shout(2), \\fIshout\\fP(2),
.MR cry 3 .
.RS
.TP
.B loud
In \\fBO_QUIET\\fP it is loud, loud.
.RE
.EX
loud = 1;
.EE
.TS
l.
T{
A loud cell.
T}
.TE
"""


def page(text: str = PAGE) -> Page:
    return read(Source("x.2", text))


def findings(options: dict[str, object], message: str = "m", text: str = PAGE) -> list[Finding]:
    rule = Rule("r", "t", "g", "text", Severity.STYLE, "0.1", message=message, options=options)
    return list(bind(rule)(page(text), None))


def matched(pattern: object, needle: str = "LouD", **options: object) -> list[str]:
    found = findings({"pattern": pattern, "needles": [needle], **options})
    return [page().source.text[start:end] for start, end in (finding.span for finding in found)]


def test_prose_and_cells_are_looked_at_unless_the_rule_says_otherwise() -> None:
    assert len(matched(r"\bloud\b")) == 5
    assert matched("loud", kinds="cell") == ["loud"]
    assert matched("loud", kinds=["tag"]) == ["loud"]
    assert matched(".+", kinds="example") == ["loud = 1;"]
    assert matched("O_.+", kinds="tag") == ['O_LOUD " (since Linux 9.9)']
    assert matched("loud", sections="NAME") == ["loud"]
    assert not matched("loud", sections=["name", "SYNOPSIS"])


def test_needles_are_found_in_any_case_and_must_be_in_the_sentence() -> None:
    assert matched("word", "WORD") == ["word", "word"]
    assert matched("cell", "loud") == ["cell"]
    assert not matched("cell", "quiet")
    assert not matched("cell", "nowhere")


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("{const}", ["LOUD"]),
        ("{const:LOUD}", ["LOUD"]),
        ("{const:loud|LOUD}", ["LOUD"]),
        ("{const:LOU}", []),
        ("{const:word}", []),
        ("{param}", ["loud"]),
        ("{param:LOUD}", []),
        ("{const} word, and {param}", ["LOUD\nword, and\n.I loud"]),
        ("[A-Z]{4}", ["LOUD"]),
    ],
)
def test_placeholders_ask_for_a_font(pattern: str, expected: list[str]) -> None:
    assert matched(pattern, "word, and") == expected


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("{ref}", ["shout (2)", "cry 3"]),
        ("{ref:shout(2)}", ["shout (2)"]),
        ("{ref:cry(3)|shout(2)}", ["shout (2)", "cry 3"]),
        ("{ref:out(2)}", []),
        (r"shout\(2\)", ["shout (2)", "shout(2)", "shout\\fP(2)"]),
    ],
)
def test_a_reference_has_a_bold_name_or_is_mr(pattern: str, expected: list[str]) -> None:
    assert matched(pattern, "shout") == expected


def test_after_a_wrong_role_the_search_goes_on() -> None:
    text = ".SH X\nOne \\fItwo\\fP, \\fBTHREE\\fP \\fIFOUR\\fP \\fBFIVE\\fP \\fBSIX\\fP.\n"
    for pattern, expected in (("{param}", ["two", "FOUR"]), ("{const} {const}", ["FIVE"])):
        found = findings({"pattern": pattern, "needles": ["one"]}, text=text)
        assert [text[f.span.start :].split("\\")[0] for f in found] == expected


def test_a_pattern_sees_one_blank_for_a_line_end() -> None:
    assert len(matched("A LOUD word", "loud")) == 1
    assert not matched("A\nLOUD", "loud")


def test_the_subject_is_the_innermost_tag_or_the_nearest_name() -> None:
    options: dict[str, object] = {"pattern": r"\bloud\b", "needles": ["loud"]}
    options["subject"] = ["O_LOUD", "O_QUIET"]
    messages = [finding.message for finding in findings(options, "{tag}")]
    assert messages == ["O_LOUD"] * 4
    options["subject"] = ["O_LOUD", "loud"]
    tags = [finding.message for finding in findings(options, "{tag}")]
    assert tags == ["loud", "O_LOUD", "loud", "loud", "O_LOUD"]
    options["subject"] = ["O_QUIET", "QUIET"]
    assert [f.message for f in findings(options, "{tag}")] == ["O_QUIET"] * 2
    options["subject"] = ["O_QUIE", "LIN"]
    assert not findings(options, "{tag}")


def test_a_veto_silences_the_sentence_and_no_other() -> None:
    assert len(matched(r"\bloud\b", unless="QUIET")) == 3
    assert len(matched(r"\bloud\b", unless=["nowhere", "{param:QUIET}"])) == 5


def test_the_message_has_groups_and_the_span_is_the_match_or_the_sentence() -> None:
    options: dict[str, object] = {"pattern": r"(?P<a>\w+) (?P<b>cell)(?P<c>x)?", "needles": "cell"}
    (found,) = findings(options, "{a}, {b}{c} {{}}")
    assert found.message == "loud, cell {}"
    assert found.sentences == ("A loud cell.",)
    assert PAGE[slice(*found.span)] == "loud cell"
    (found,) = findings({**options, "span": "sentence"})
    assert PAGE[slice(*found.span)] == "A loud cell."


def test_several_patterns_are_all_searched() -> None:
    assert matched(["cell", "(?i)a LOUD"], "cell") == ["A loud", "cell"]


def test_patterns_that_overlap_find_one_thing() -> None:
    assert matched(["loud cell", "A loud", "cell"], "cell") == ["A loud", "cell"]


def test_a_fix_is_offered_where_the_source_reads_as_the_match() -> None:
    options: dict[str, object] = {"needles": ["loud"], "replace": "quiet {word}"}
    found = findings({**options, "pattern": "loud (?P<word>cell)"})
    (edit,) = [edit for finding in found if finding.fix for edit in finding.fix.edits]
    assert (PAGE[slice(*edit.span)], edit.text) == ("loud cell", "quiet cell")
    found = findings({**options, "pattern": "LOUD (?P<word>word)"})
    assert [finding.fix for finding in found] == [None]


@pytest.mark.real_tree
def test_o_sync_is_not_fsync_fires_twice_on_the_real_pages() -> None:
    tree = realtree.find()
    if tree is None:
        pytest.skip(realtree.MISSING)
    document = os.path.join(folder("rules"), "claims", "o-sync-is-not-fsync.md")
    check = bind(read_document(document, "claims").rule)
    found = [
        (path.name.removesuffix(".gz"), page_lines(finding), finding.message.split()[0])
        for path in tree.pages()
        for finding in check(read(load(str(path))), None)
    ]
    assert [(name, tag) for name, _, tag in found] == [("open.2", "O_DSYNC"), ("open.2", "O_SYNC")]
    if tree.release == "6.14":
        assert [lines for _, lines, _ in found] == [(393, 396), (751, 754)]


def page_lines(finding: Finding) -> tuple[int, int]:
    return finding.source.line(finding.span.start), finding.source.line(finding.span.end)
