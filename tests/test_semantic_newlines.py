"""Semantic newlines: where a sentence or a clause begins in the middle of a line."""

from __future__ import annotations

import random
import shutil
import subprocess

import pytest

from manlint.checks import bind
from manlint.checks import newlines as kind
from manlint.files.load import load
from manlint.fix import applied, together
from manlint.page import read
from manlint.source import Source
from tests.onpage import HEAD, findings, fixed, lines, rules
from tests.realtree import RealTree

SENTENCES, CLAUSES = "two-sentences-on-a-line", "two-clauses-on-a-line"


def words(name: str, body: str) -> list[str]:
    """The words that should have begun a line."""
    text = HEAD + body
    return [text[slice(*finding.span)] for finding in findings(name, text)]


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("It waits. It does not wait.", "It"),
        ("It waits.  It does not.", "It"),
        ("(It waits.) It does not.", "It"),
        ('"It waits." It does not.', "It"),
        ("It waits (see there). (It does not.)", "(It"),
        ("Does it wait? It does.", "It"),
        ("It waits! It does.", "It"),
        ("It is POSIX. It waits.", "It"),
        ("It waits. \\fBO_FOO\\fP does not.", "\\fBO_FOO\\fP"),
        ("It waits. \\f[B]O_FOO\\f[] does not.", "\\f[B]O_FOO\\f[]"),
        (".I It waits. It does not.", "It"),
        ('.B "It waits. It does not."', "It"),
        ("It has a number, 3 of them. Then it waits.", "Then"),
    ],
)
def test_a_sentence_begins_in_the_middle(line: str, word: str) -> None:
    assert words(SENTENCES, f"Text,\n{line}\n") == [word]
    assert lines(SENTENCES, f"Text,\n{line}\n") == [2]


@pytest.mark.parametrize(
    "line",
    [
        "It waits.",
        "It waits, e.g. POSIX says so, i.e. Linux does.",
        "See Vol. II, No. UCB, cf. Knuth, etc. Then more.",
        "Sonntag, 3. Juli 2024",
        "1. First it waits",
        "Chapter 13.5.3. Logical link",
        "J. Random wrote it. Nobody reads it.",
        "D.E.\\& Knuth. Another book.",
        "It waits ... Then it goes on",
        "The limit is large. (XSI)",
        "The year. (C99)",
        "If ! A or ? B",
        "It waits. then it goes",
        "It waits.\\& Then it goes",
        ".BR x. Y",
        '.BR X ". Formerly"',
        '.\\" It waits. It does not.',
        'It waits. \\" But. It does not.',
        ".TP\nIt waits. It does not",
        ".EX\nIt waits. It does not.\n.EE",
        ".nf\nIt waits. It does not.\n.fi",
        ".TS\nl.\nIt waits. It does not.\n.TE",
        ".SS It waits. It does not",
    ],
)
def test_no_sentence_begins(line: str) -> None:
    assert words(SENTENCES, f"{line}\n") == []


def test_every_sentence_of_a_line_and_of_a_cell() -> None:
    assert words(SENTENCES, "One. Two. Three.\n") == ["Two.", "Three."]
    assert words(SENTENCES, ".TS\nl.\nT{\nOne. Two.\nT}\n.TE\n") == ["Two."]


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("The call opens the file and does not make one; it must be there.", "it"),
        ("The call waits for all of the files in the directory, which takes long.", "which"),
        ("The call waits for all of the files in the directory, but not long.", "but"),
        ("If the file is on a file system of another kind, the call fails.", "the"),
        ("(in particular, pointer arithmetic has no defined result then, and", "pointer"),
        ("By default, the program prints what was left of the buffer before", "the"),
    ],
)
def test_a_clause_begins_in_the_middle(line: str, word: str) -> None:
    assert words(CLAUSES, f"{line}\n") == [word]
    assert words(CLAUSES, f"{line[:58]}\n") == []


@pytest.mark.parametrize(
    "line",
    [
        "The file systems that have it are red, green, blue, yellow, and purple.",
        "On success, the number of bytes that were written to it is returned.",
        "However, the program prints what was left of the buffer before it",
        "In addition, and depending on the implementation (see below for it),",
        "for (unsigned int number_of_the_file = 0; number_of_the_file < 10;",
        "It groups the digits by three once, then by two for all that is left.",
    ],
)
def test_no_clause_begins(line: str) -> None:
    assert len(line) >= 60
    assert words(CLAUSES, f"{line}\n") == []


def test_clauses_count_on_changed_lines_only() -> None:
    assert rules()[CLAUSES].scope == "changed"
    assert rules()[SENTENCES].scope == "page"


@pytest.mark.parametrize(
    ("body", "after"),
    [
        ("It waits.  It does not.\n", "It waits.\nIt does not.\n"),
        ("It waits. It does not.\n", "It waits. It does not.\n"),  # reads otherwise by a blank
        ("It waits.  Then.  Then.\n", "It waits.\nThen.\nThen.\n"),
        ("See (that.)  (It waits.)\n", "See (that.)\n(It waits.)\n"),
        (".I It waits.  It does not.\n", ".I It waits.  It does not.\n"),
    ],
)
def test_the_safe_fix_of_a_sentence(body: str, after: str) -> None:
    assert fixed(SENTENCES, body) == after


def test_the_unsafe_fix_of_a_sentence() -> None:
    assert fixed(SENTENCES, "One. Two.\n", unsafe=True) == "One.\nTwo.\n"


def test_a_line_is_not_broken_before_a_control_character() -> None:
    body = "The call opens the file and does not make one; .file is made there.\n"
    assert words(CLAUSES, body) == [".file"]
    assert fixed(CLAUSES, body, unsafe=True) == body


def test_text_of_a_macro_has_no_fix() -> None:
    made = ".de XX\nOne.  Two.\n..\n.XX\n"
    assert fixed(SENTENCES, made, unsafe=True) == made


def test_problems_of_options() -> None:
    rule = rules()[SENTENCES]
    assert list(kind.problems(rule, kind.Options(pattern=(r"\. +",)))) == []
    wrong = kind.Options(pattern=(), unless=("(",))
    assert [key for key, _ in kind.problems(rule, wrong)] == ["unless", "pattern"]


def test_findings_on_real_pages(tree_614: RealTree) -> None:
    check, found = bind(rules()[SENTENCES]), []
    for path in tree_614.pages():
        source = load(str(path))
        for finding in check(read(source), None):
            found.append(f"{path.name}:{source.line(finding.span.start)}")
    assert found == [
        "time.1:253",
        "personality.2:107",
        "PR_RISCV_SET_ICACHE_FLUSH_CTX.2const:147",
        "console_codes.4:136",
        "inode.7:304",
        "inode.7:307",
        "man-pages.7:1013",
    ]


@pytest.mark.mandoc
@pytest.mark.parametrize("name", [SENTENCES, CLAUSES])
def test_a_fixed_page_is_shown_as_before(tree_614: RealTree, name: str) -> None:
    assert shutil.which("mandoc")
    check = bind(rules()[name])
    for path in random.Random(11).sample(tree_614.pages(), 60):
        source = load(str(path))
        chosen = together(check(read(source), None), source.text)
        edits = [edit for _, edits in chosen for edit in edits]
        if edits:
            after = Source(source.path, applied(source.text, edits))
            assert mandoc(after) == mandoc(source), path


def mandoc(source: Source) -> str:
    command = ["mandoc", "-T", "utf8"]
    done = subprocess.run(command, input=source.text, capture_output=True, text=True, check=True)
    return done.stdout
