"""What a change adds among the findings of a page: the same finding is known again."""

from __future__ import annotations

import re

import pytest

from manlint.compare import compare, moved
from manlint.finding import Finding, Severity
from manlint.fingerprint import fingerprint, neighbours, squeezed
from manlint.linemap import LineMap
from manlint.source import Source, Span


def found(text: str, pattern: str = "LOUD", rule: str = "loud") -> list[Finding]:
    """A finding for each match of `pattern` in `text`."""
    source = Source("x.2", text)
    return [
        Finding(source, Span(*match.span()), rule, Severity.STYLE, "loud")
        for match in re.finditer(pattern, text, re.M)
    ]


def added(before: str, after: str, pattern: str = "LOUD") -> list[int]:
    """The lines of the findings that the change from `before` to `after` adds."""
    difference = compare(found(before, pattern), found(after, pattern))
    return [finding.source.line(finding.span.start) for finding in difference.added]


OLD = """\
.SH DESCRIPTION
The first sentence of this page is LOUD,
and goes on.
Another sentence is not.
.TP
.B O_TAG
The tagged sentence is LOUD as well.
"""


def test_nothing_is_added_by_no_change() -> None:
    assert added(OLD, OLD) == []


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("lines before it", "\n.P\nMore text.\n" + OLD),
        ("wrapped", OLD.replace("page is LOUD,\nand", "page\nis LOUD, and")),
        ("other markup", OLD.replace("is LOUD,", "is\n.BR LOUD ,")),
        ("moved", ".SH NOTES\nThe tagged sentence is LOUD as well.\n" + OLD[: OLD.index(".TP")]),
        ("a synonym", OLD.replace("goes on", "continues")),
        ("fewer", OLD.replace("is LOUD as", "is quiet as")),
    ],
)
def test_the_same_finding_is_known_again(what: str, text: str) -> None:
    assert added(OLD, text) == [], what


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (OLD.replace("is not", "is LOUD"), [4]),
        (OLD.replace("and goes on", "and LOUD"), [3]),
        (OLD + "A sentence that nobody wrote before is LOUD.\n", [8]),
        (OLD + "The tagged sentence is LOUD as well.\n", [8]),
        ("The tagged sentence is LOUD as well.\n" + OLD, [1]),
        # one was put right, and another one made
        (OLD.replace("is LOUD as", "is quiet as").replace("is not", "is LOUD"), [4]),
    ],
)
def test_a_new_finding_does_not_slip_through(text: str, lines: list[int]) -> None:
    assert added(OLD, text) == lines


def test_a_finding_without_text_is_known_by_its_line_and_its_neighbours() -> None:
    blank = r"^(?=\n)"
    old = "one\n\ntwo\nthree\n.P\nfour\n"
    assert added(old, old.replace("one", "more\nand one"), blank) == []
    assert added(old, old.replace("two", "other"), blank) == []
    # a blank line is moved away, and another one comes
    assert added(old, "one\ntwo\nthree\n\n.P\nfour\n", blank) == [4]
    assert added(old, old.replace("three\n", "three\n\n"), blank) == [5]
    # with the paragraph it stands in
    assert added(old, "three\n.P\nfour\none\n\ntwo\n", blank) == []


def test_a_finding_on_an_untouched_line_is_added_if_it_was_not_there() -> None:
    before = "See VERSIONS.\n.SH VERSIONS\n"
    after = "See VERSIONS.\n"
    assert [f.span for f in compare([], found(after, "VERSIONS")).added] == [Span(4, 12)]
    assert added(before, after, "nothing") == []


def test_other_rules_and_other_spots_are_other_findings() -> None:
    text = "The first sentence refers to one(2) and two(2).\n"
    one, two = found(text, r"one\(2\)"), found(text, r"two\(2\)")
    assert compare(one, [*one, *two]).added == two
    assert compare(found(text, "one", "quiet"), found(text, "one")).added != []


def test_what_is_gone_is_told() -> None:
    assert [f.span.start for f in compare(found(OLD), found(OLD)[:1]).gone] == [OLD.rindex("LOUD")]


def test_text_that_moves_to_another_page() -> None:
    sentence = "The tagged sentence is LOUD as well.\n"
    gone, new = found(OLD), found(f".SH NAME\n{sentence}")
    assert moved(new, gone) == []
    assert moved(new * 2, gone) == new
    short = found("LOUD\n")
    assert moved(short, found("LOUD\n")) == short, "too short to be known again"


def test_a_fingerprint_has_no_line_number_and_no_wrapping() -> None:
    (one,) = found("A sentence before.\nThis one is\nLOUD and ends.\nAnother.\n")
    (other,) = found(".P\n\nThis one\n.B is\nLOUD and\nends.\n")
    assert fingerprint(one) == fingerprint(other)
    assert fingerprint(one).sentence == "ThisoneisLOUDandends"
    assert fingerprint(one).spot == "LOUD"
    (tag,) = found("Text\n.TP LOUD\nmore text\n")
    assert fingerprint(tag).sentence == squeezed(".TP LOUD")
    assert neighbours(tag) == ("Text", "moretext")


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("a\nb\nc", "a\nb\nc", {1: 1, 2: 2, 3: 3}),
        ("a\nb\nc", "a\nx\nb\nc", {1: 1, 3: 2, 4: 3}),
        ("a\nb\nc", "a\nc", {1: 1, 2: 3}),
        ("a\nb\nc", "a\nX\nc", {1: 1, 3: 3}),
        ("a\nb\nc\nd\ne", "a\nX\nc\nY\ne", {1: 1, 3: 3, 5: 5}),
        ("a", "b", {}),
        ("a\na", "a\na\na", {1: 1, 2: 2}),
    ],
)
def test_lines_that_a_change_leaves_alone(before: str, after: str, kept: dict[int, int]) -> None:
    lines = LineMap(before, after)
    if before != "a\na":
        assert lines.kept == kept
    assert len(lines.kept) == len(kept)
    assert lines.is_touched(99)
