"""A tag without the version that no policy keeps: the fix of history-older-than-policy."""

from __future__ import annotations

import pytest

from manlint.checks import bind
from manlint.checks.policyfix import clause
from manlint.files.load import load
from manlint.fix import applied
from manlint.page import read
from manlint.prose import units
from manlint.source import Source
from tests.onpage import HEAD, findings, fixed, lines, rules
from tests.realtree import RealTree

NAME = "history-older-than-policy"
TAG = ".TP\n{}\nText.\n"


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ('.BR O_FOO " (since Linux 2.4.10)"', ".B O_FOO"),
        ('.BR O_FOO " (since Linux 2.4.10)" \\" why', '.B O_FOO \\" why'),
        ('.BR "O_FOO" " (since Linux 2.4.10)"', '.B "O_FOO"'),
        ('.IR x " (since Linux 2.2)"', ".I x"),
        ('.IR /x/ n /y " (since Linux 2.2)"', ".IR /x/ n /y"),
        ('.BR X " (9) (since Linux 2.4)"', '.BR X " (9)"'),
        ('.BR X " (Boolean; since Linux 2.2)"', '.BR X " (Boolean)"'),
        ('.BR X " (since Linux 2.2; see BUGS)"', '.BR X " (see BUGS)"'),
        ('.BR X " (a; since Linux 2.2; b)"', '.BR X " (a; b)"'),
        ('.BR x "=\\f[I]x\\f[] (since Linux 2.5.7)"', '.BR x "=\\f[I]x\\f[]"'),
        ("iowait (since Linux 2.5.41)", "iowait"),
        (".B X (since Linux 2.4)", ".B X"),
    ],
)
def test_a_tag_without_its_version(line: str, after: str) -> None:
    assert fixed(NAME, TAG.format(line), unsafe=True) == TAG.format(after)


def test_a_tag_of_another_macro_without_its_version() -> None:
    body = '.IP "X (since Linux 2.4)" 8\nText.\n'
    assert fixed(NAME, body, unsafe=True) == '.IP "X" 8\nText.\n'
    body = '.TP\n.B X\n.TQ\n.BR Y " (since Linux 2.4)"\nText.\n'
    assert fixed(NAME, body, unsafe=True) == ".TP\n.B X\n.TQ\n.B Y\nText.\n"


@pytest.mark.parametrize(
    "line",
    [
        '.BR X " (since Linux 2.4, here only)"',  # what is left needs a person
        '.BR X " (since Linux\\~2.4)"',  # not written as shown
        '.BR X " (since Linux 2.4" )',  # over two arguments
        '.BR X " (since Linux 2.4)" \\\\fP',
        '.RB X " (since Linux 2.4)"',  # its words are bold
        "(since Linux 2.4) X",
    ],
)
def test_a_tag_that_a_person_has_to_shorten(line: str) -> None:
    body = TAG.format(line)
    assert lines(NAME, body) == [2]
    after = fixed(NAME, body, unsafe=True)
    assert after == body or read_tag(after) == read_tag(body).replace(" (since Linux 2.4)", "")


def read_tag(body: str) -> str:
    made = units(read(Source("man2/x.2", HEAD + body)))
    return next(unit.text for unit in made if unit.kind == "tag")


def test_a_heading_and_a_tag_from_a_macro_have_no_fix() -> None:
    heading = ".SS Feature (since Linux 2.4)\nText.\n"
    assert lines(NAME, heading) == [1]
    assert fixed(NAME, heading, unsafe=True) == heading
    made = '.de FL\n.TP\n.BR \\\\$1 " (since Linux 2.4)"\n..\n.FL O_FOO\nText.\n'
    assert len(findings(NAME, HEAD + made)) == 1
    assert fixed(NAME, made, unsafe=True) == made


def test_a_tag_of_two_lines_has_no_fix() -> None:
    body = '.TP\n.B X\\c\n.RI y " (since Linux 2.4)"\nText.\n'
    assert lines(NAME, body) == [3]
    assert fixed(NAME, body, unsafe=True) == body


def test_the_words_that_go() -> None:
    assert words_that_go("X (since Linux 2.2)") == " (since Linux 2.2)"
    assert words_that_go("X (a; since Linux 2.2; b)") == "; since Linux 2.2"
    assert words_that_go("X (since Linux 2.2; b)") == "since Linux 2.2; "
    assert words_that_go("X (since Linux 2.2, here)") == ""
    assert words_that_go("X since Linux 2.2") == ""
    assert words_that_go("(since Linux 2.2) X") == ""


def words_that_go(tag: str) -> str:
    start = tag.index("Linux")
    cut = clause(tag, start, start + len("Linux 2.2"))
    return tag[cut.start : cut.end] if cut else ""


def test_a_fixed_page_has_no_tag_left_to_fix(tree_614: RealTree) -> None:
    source = load(str(tree_614.root / "man7" / "tcp.7"))
    check = bind(rules()[NAME])
    edits = [e for found in check(read(source), None) if found.fix for e in found.fix.edits]
    assert len(edits) == 42
    after = Source(source.path, applied(source.text, edits))
    assert not [found for found in check(read(after), None) if found.fix]
