"""The name line: as man-db's lexgrog(1) reads it, and as man-pages(7) wants it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from manlint.checks import bind
from manlint.files.load import load
from manlint.finding import Finding
from manlint.fix import applied
from manlint.page import read
from manlint.source import Source
from tests.onpage import rules
from tests.realtree import RealTree

NAME = "name-line"
OWN = '.TH x 3 2024-05-06 "Linux man-pages 6.9"\n'
FOREIGN = '.TH X 3 2024-05-06 "frob 3.60"\n'
AFTER = "\n.SH DESCRIPTION\ntext\n"

NO_DASH = "no dash between blanks parts the names from what they do"
EMPTY = "there is nothing under NAME"
NO_NAME, NO_TEXT = "there is no name before the dash", "there is no description after the dash"
STOP, COMMA = "the description ends in a full stop", "a comma has no name beside it"


def not_one(name: str) -> str:
    return f'"{name}" is not one name; names are parted by commas'


# the lines, and what is wrong with them in any page and in one's own besides
LINES = [
    (r"foo \- do", [], []),
    (r"foo, bar \- do", [], []),
    ("foo,\nbar\n\\-\ndo a thing", [], []),
    ('foo,\n.\\"bar,\nbaz\n\\- do', [], []),
    (r"/proc/pid/x\-y \- do", [], []),
    (r"\%foo, \%bar \- do", [], []),
    (".B foo\n\\- do", [], []),
    (r"\fBfoo\fP \- \fIdo\fP", [], []),
    ("foo \\- \\\ndo", [], []),
    ("foo\t\\- do", [], []),
    (r"foo\~\- do", [], []),
    ("foo \\- do\n.br\nbar \\- do", [], []),
    ("foo \\- do\n.P\nand more text.", [], []),
    ("foo \\- do\n.sp\nand more text.", [], []),
    ("foo \\- do\n\nand more text.", [], []),
    ("foo \\- do, etc.", [], []),
    ("foo \\- do ...", [], []),
    ('foo \\- do\n.\n.\\" comment.', [], []),
    ("foo \\- do.", [], [STOP]),
    ("foo \\- do\na thing.", [], [STOP]),
    (r"foo, \- do", [], [COMMA]),
    (r"foo,, bar \- do", [COMMA], []),
    (r", foo \- do", [], [COMMA]),
    ("foo - do", [], ['the dash is written "-", not "\\-"']),
    ("foo -- do", [], ['the dash is written "--", not "\\-"']),
    (r"foo \(em do", [], ['the dash is written "\\(em", not "\\-"']),
    (r"foo\- do", [], ["there is no blank on both sides of the dash"]),
    (r"foo \-do", [], ["there is no blank on both sides of the dash"]),
    (r"foo bar \- do", [not_one("foo bar")], []),
    (r"foo, bar baz \- do", [not_one("bar baz")], []),
    (r"foo\ bar \- do", [not_one("foo bar")], []),
    (r"foo and bar \- do", [not_one("foo and bar")], []),
    ("foo\nbar", [NO_DASH], []),
    (r"foo\-bar", [NO_DASH], []),
    ("foo : bar", [NO_DASH], []),
    ("", [EMPTY], []),
    ('.\\" comment', [EMPTY], []),
    ("\\- do", [NO_NAME], []),
    ("foo \\-", [NO_TEXT], []),
    ('foo \\-\n.\\" later', [NO_TEXT], []),
    (r"foo(3) \- do", ['the name "foo(3)" has a manual section'], []),
    (r"\f[B]foo\f[] \- do", ["man-db takes the font escape in foo for a piece of the name"], []),
    ("foo — do", ['whatis does not take "—" for the dash'], []),
]


def found(page: str, path: str = "man3/x.3") -> list[Finding]:
    return list(bind(rules()[NAME])(read(Source(path, page)), None))


@pytest.mark.parametrize(("text", "anywhere", "own"), LINES)
def test_a_name_line(text: str, anywhere: list[str], own: list[str]) -> None:
    body = f".SH NAME\n{text}{AFTER}"
    assert [finding.message for finding in found(FOREIGN + body)] == anywhere
    assert [finding.message for finding in found(OWN + body)] == anywhere + own


@pytest.mark.skipif(shutil.which("lexgrog") is None, reason="lexgrog (man-db) is not installed")
@pytest.mark.parametrize(("text", "anywhere"), [(text, anywhere) for text, anywhere, _ in LINES])
def test_lexgrog_agrees(text: str, anywhere: list[str], tmp_path: Path) -> None:
    page = tmp_path / "x.3"
    page.write_text(f"{FOREIGN}.SH NAME\n{text}{AFTER}")
    done = subprocess.run(["lexgrog", str(page)], capture_output=True, text=True, check=False)
    named = re.findall(r'"(.*) - [^"]*"', done.stdout)
    is_lost = any(name not in named for name in re.findall(r'"(\w+ \w+)" is not', str(anywhere)))
    is_garbled = not all(re.fullmatch(r"[\w./-]+", name) for name in named)
    assert bool(anywhere) == (not named or is_lost or is_garbled), named


@pytest.mark.parametrize(
    ("heading", "seen"),
    [
        (".SH NAME", True),
        ('.SH "NAME"', True),
        (".SH Name", True),
        (".SH\nNAME", True),
        (".SH NAMES", False),
        (".SH BEZEICHNUNG", False),
        (".SS NAME", False),
    ],
)
def test_which_heading_counts(heading: str, seen: bool) -> None:
    assert bool(found(f"{OWN}{heading}\nfoo does it{AFTER}")) is seen


def test_a_page_without_the_section_or_with_another_project_is_left() -> None:
    assert found(f"{OWN}.SH DESCRIPTION\ntext\n") == []
    assert found(f"{FOREIGN}.SH NAME\nFoo::Bar - do it.{AFTER}") == []


@pytest.mark.parametrize(
    "preamble",
    [
        # as the generators write: pod2man, docbook, help2man, go-md2man, asciidoctor
        ".ie \\n(.g .ds Aq \\(aq\n.el .ds Aq '\n.nh\n",
        '.ds C` ""\n.de Sp\n.if t .sp .5v\n..\n',
        ".nh\n.ad l\n",
    ],
)
@pytest.mark.parametrize(
    "text",
    [r"frob \- Change it", '.PP\nfrob, frob2 \\- Change "it"', "frob -- Change.\n.PP\nMore."],
)
def test_generated_pages_that_are_right(preamble: str, text: str) -> None:
    assert found(f'{FOREIGN}{preamble}.SH "NAME"\n{text}\n.SH "SYNOPSIS"\n') == []


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("foo \\- do.", "foo \\- do"),
        ("foo,\nbar,\n\\-\ndo", "foo,\nbar\n\\-\ndo"),
        ("foo - do", "foo \\- do"),
        (".B foo\n\\(em do", ".B foo\n\\- do"),
        ("foo, \\(em do.", "foo \\- do"),
        ("foo bar \\- do", "foo bar \\- do"),
    ],
)
def test_fixes(text: str, after: str) -> None:
    page = f"{OWN}.SH NAME\n{text}{AFTER}"
    fixes = [finding.fix for finding in found(page) if finding.fix]
    fixed = applied(page, [edit for fix in fixes for edit in fix.edits])
    assert fixed == f"{OWN}.SH NAME\n{after}{AFTER}"
    assert not any(finding.fix for finding in found(fixed))


def test_the_place_of_a_finding() -> None:
    page = f"{OWN}.SH NAME\nfoo,\nbar baz\n\\-\ndo.{AFTER}"
    places = [page[slice(*finding.span)] for finding in found(page)]
    assert places == ["bar baz", "."]
    empty = f"{OWN}.SH NAME{AFTER}"
    (nothing,) = found(empty)
    assert Source("x", empty).line(nothing.span.start) == 2


def test_findings_on_real_pages(tree_614: RealTree) -> None:
    check, seen = bind(rules()[NAME]), []
    for path in tree_614.pages():
        source = load(str(path))
        for finding in check(read(source), None):
            seen.append(f"{path.name}:{source.line(finding.span.start)}: {finding.message}")
    assert seen == [
        f"PR_RISCV_SET_ICACHE_FLUSH_CTX.2const:9: {STOP}",
        f"__ppc_get_timebase.3:8: {STOP}",
        f"pthread_getattr_default_np.3:8: {COMMA}",
        f"seekdir.3:9: {STOP}",
        f"stailq.3:46: {COMMA}",
        f"sockaddr.3type:8: {COMMA}",
        f"arp.7:8: {STOP}",
        f"icmp.7:8: {STOP}",
    ]
