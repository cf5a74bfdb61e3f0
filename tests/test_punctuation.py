"""Check kind `punctuation`: marks of the sentence, marks of the word, and where each belongs."""

from __future__ import annotations

import pytest

from tests.onpage import HEAD, findings, fixed, lines

NAME = "unquoted-punctuation-in-macro"


@pytest.mark.parametrize(
    ("line", "after"),
    [
        (".B X,", ".BR X ,"),
        (".I x.", ".IR x ."),
        ("'B X,", "'BR X ,"),
        (".BR X,", ".BR X ,"),
        (".IR x.", ".IR x ."),
        (".B O_X;", ".BR O_X ;"),
        ('.B "X,"', '.BR "X" ,'),
        (".B X, ", ".BR X , "),
        ('.B X, \\" comment.', '.BR X , \\" comment.'),
        (".RB ( X,", ".RB ( X ,"),
        (".BR x (2) y,", ".BR x (2) y ,"),
        (".BR x (2) .", ".BR x (2)."),
        ('.BR x " (2)" .', '.BR x " (2)."'),
        ('.BR x (2) ","', ".BR x (2),"),
        (".RB ( X ) ,", ".RB ( X ),"),
        (".B x().", ".BR x ()."),
        (".B x(2),", ".BR x (2),"),
        (".BR x(3p).", ".BR x (3p)."),
        (".B X\\-Y,", ".BR X\\-Y ,"),
        (".I <x.h>.", ".IR <x.h> ."),
        (".I x[0].", ".IR x[0] ."),
        (".B 2.6,", ".BR 2.6 ,"),
        (".B O_*,", ".BR O_* ,"),
    ],
)
def test_a_mark_of_the_sentence(line: str, after: str) -> None:
    assert lines(NAME, f"Text\n{line}\ntext.\n") == [2]
    assert fixed(NAME, f"Text\n{line}\ntext.\n") == f"Text\n{after}\ntext.\n"
    assert lines(NAME, f"Text\n{after}\ntext.\n") == []


@pytest.mark.parametrize(
    "line",
    [
        ".I .",
        ".I ..",
        ".I ../..",
        ".I /proc/.",
        ".I x...",
        ".I x.\\|.\\|.",
        ".I etc.",
        ".I e.g.",
        ".I e.g.,",
        ".I a.k.a.",
        ".B ,",
        '.B ","',
        ".B *.",
        ".B a,b",
        ".B break;",
        ".B Do not.",
        '.B "Do not."',
        ".B Do\\ not.",
        ".B Do\\~not.",
        ".B NOTE:",
        ".B Really!",
        ".B \\-?",
        ".BR X ,",
        ".BR x (2),",
        '.BR x (2). \\" comment.',
        ".RB ( X ),",
        ".RB x,",
        ".BI foo( x );",
        ".BI foo( x , y,",
        ".BI x= y,",
        ".SM X,",
    ],
)
def test_a_mark_of_the_word_or_in_roman(line: str) -> None:
    assert lines(NAME, f"Text\n{line}\ntext.\n") == []


@pytest.mark.parametrize(
    ("line", "after"),
    [(".I x .", ".IR x ."), ('.B "a b" ,', '.BR "a b" ,'), (".BI fd n,", ".BI fd n,")],
)
def test_what_is_left_to_a_person(line: str, after: str) -> None:
    assert lines(NAME, f"{line}\n") == [1]
    assert fixed(NAME, f"{line}\n") == f"{line}\n"
    assert fixed(NAME, f"{line}\n", unsafe=True) == f"{after}\n"


def test_only_text_has_sentences() -> None:
    body = ".EX\n.B X,\n.EE\n.nf\n.B X,\n.fi\n.SH SYNOPSIS\n.B X,\n.SH NOTES\n.TP\n.B X,\n.B X,\n"
    assert lines(NAME, body) == [11, 12]


def test_in_a_table_the_fix_is_unsafe() -> None:
    body = ".TS\nl.\nT{\n.B X,\nT}\n.TE\n"
    assert lines(NAME, body) == [4]
    assert fixed(NAME, body) == body
    assert fixed(NAME, body, unsafe=True) == body.replace(".B X,", ".BR X ,")


@pytest.mark.parametrize(
    ("line", "message", "at"),
    [
        (".B X,", "the comma after X is set in bold", ","),
        (".I x.", "the full stop after x is set in italic", "."),
        (".RB ( X ) ,", "the comma after (X) is set in bold", ","),
        (".BR O_X;", "the semicolon after O_X is set in bold", ";"),
    ],
)
def test_the_message_names_the_mark(line: str, message: str, at: str) -> None:
    (found,) = findings(NAME, f"{HEAD}{line}\n")
    assert (found.message, found.source.text[slice(*found.span)]) == (message, at)
