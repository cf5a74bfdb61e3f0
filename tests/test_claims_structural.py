"""Structural claims of small pages, one shape of list, tag or sentence each."""

from __future__ import annotations

import pytest

from manlint.claims.extract import claims
from manlint.claims.model import Claim, Kind
from manlint.page import read
from manlint.source import Source

HEAD = ".TH foo 2\n.SH NAME\nfoo, bar, baz \\- do things\n"


def found(text: str, *kinds: Kind, head: str = HEAD) -> list[Claim]:
    return list(claims(read(Source("man2/foo.2", head + text)), kinds))


def errnos(text: str, head: str = HEAD) -> list[tuple[str, str, str]]:
    return [(c.subject, c.object, c.condition) for c in found(text, Kind.ERRNO, head=head)]


def test_an_entry_of_errors_is_a_claim_for_each_error_of_its_tag() -> None:
    text = '.SH ERRORS\n.TP\n.BR EAGAIN " or " EWOULDBLOCK\nIt would\nwait.\n.P\nMore.\n'
    assert errnos(text) == [
        ("foo(2)", "EAGAIN", "It would wait."),
        ("foo(2)", "EWOULDBLOCK", "It would wait."),
    ]
    first = found(text, Kind.ERRNO)[0]
    assert first.text == "EAGAIN or EWOULDBLOCK It would wait."
    assert first.text[slice(*first.words)] == "EAGAIN"
    assert (HEAD + text)[slice(*first.span)].startswith(".BR EAGAIN") is False
    assert (HEAD + text)[slice(*first.span)].endswith("wait.")


@pytest.mark.parametrize(
    ("before", "tag", "text", "subject"),
    [
        ("", "EIO", "It broke.", "foo(2)"),
        ("", "EIO", "(bar()) It broke.", "bar()"),
        ("", "EIO", "(bar() and baz() only) It broke.", "bar(), baz()"),
        ("", "EIO", "For bar(), it broke.", "bar()"),
        ("", "EIO", "bar(): it broke.", "bar()"),
        ("", "EIO", "bar() was called too late.", "bar()"),
        ("", "EIO", "qux() was called too late.", "foo(2)"),
        ("", "EIO", "It broke (bar()).", "bar()"),
        ("", "EIO", "An argument to bar() was bad.", "bar()"),
        ("", "EIO", "foo(), bar() and baz() all break.", "foo(2)"),
        ("", "EIO (baz() only)", "It broke.", "baz()"),
        ("bar() can fail with these errors:", "EIO", "It broke.", "bar()"),
        ("bar() and baz() may fail:", "EIO", "It broke.", "bar(), baz()"),
        ("The errors are those of open(2).  In addition:", "EIO", "It broke.", "foo(2)"),
        ("These can occur for mount(2):", "EIO", "It broke.", "mount(2)"),
        ("bar() can fail with these errors:", "EIO", "(baz()) It broke.", "baz()"),
    ],
)
def test_whose_error_it_is(before: str, tag: str, text: str, subject: str) -> None:
    page = (
        f".SH ERRORS\n{before}\n.TP\n{tag}\n{text}\n"
        if before
        else f".SH ERRORS\n.TP\n{tag}\n{text}\n"
    )
    assert [one[:2] for one in errnos(page)] == [(subject, "EIO")]


def test_errors_stand_in_other_places_too() -> None:
    tabled = ".SH ERRORS\n.TS\nl l.\nEIO\tIt broke.\nEINTR\tA signal.\n.TE\n"
    assert errnos(tabled) == [("foo(2)", "EIO", "It broke."), ("foo(2)", "EINTR", "A signal.")]
    section = ".SH DESCRIPTION\n.SS bar\n.SS Errors\n.TP\nEIO\nIt broke.\n"
    assert errnos(section) == [("foo(2)", "EIO", "It broke.")]
    returned = ".SH RETURN VALUE\nIt fails with one of these:\n.TP\nEIO\nIt broke.\n"
    assert errnos(returned) == [("foo(2)", "EIO", "It broke.")]
    untagged = ".SH ERRORS\n.B EIO\nwhen it broke\n"
    assert errnos(untagged) == [("foo(2)", "EIO", "when it broke")]
    set_to = ".SH ERRORS\n.TP\nRange error: too big\n.I errno\nis set to\n.BR ERANGE .\n"
    assert errnos(set_to) == [("foo(2)", "ERANGE", "Range error: too big")]
    assert errnos(".SH DESCRIPTION\nNames are these:\n.TP\nEIO\nInput or output.\n") == []


def test_a_nested_list_is_part_of_its_entry() -> None:
    text = (
        ".SH ERRORS\n.TP\nEINVAL\nOne of\n.RS\n.IP \\[bu] 3\nx is bad;\n.IP \\[bu]\ny is.\n.RE\n"
        ".TP\nEIO (since Linux 4.3)\nIt broke.\n"
    )
    assert errnos(text) == [
        ("foo(2)", "EINVAL", "One of x is bad; y is."),
        ("foo(2)", "EIO", "It broke."),
    ]
    assert found(text, Kind.ERRNO)[1].bounds.since == "4.3"


def test_prototypes() -> None:
    text = (
        ".SH SYNOPSIS\n.nf\n.B #include <foo.h>\n.P\n"
        '.BI "[[noreturn]] void foo(int " fd );\n'
        '.BI "int syscall(SYS_bar, int " how ", /* long " x " */ ...);"\n'
        '.BI "void *baz(size_t " n ;\n.BI "          char " s [ n "], typeof(int (void)) *" f );\n'
        ".B extern int qux;\n.fi\n"
    )
    assert [(c.subject, c.object) for c in found(text, Kind.PROTOTYPE)] == [
        ("foo()", "void foo(int fd);"),
        ("bar()", "int syscall(SYS_bar, int how, ...);"),
        ("baz()", "void *baz(size_t n; char s[n], typeof(int (void)) *f);"),
    ]


def test_constants() -> None:
    text = (
        '.SH DESCRIPTION\n.TP\n.BR FOO_A " (04)"\nText.\n.TP\n.BR FOO_B2 " (since Linux 2.6)"\n'
        "On Linux, FOO_MAX is 4096 bytes; POSIX 1003 has FOO_MIN (currently 16).\n"
        ".EX\n#define FOO_C 0x10 /* c */\n#define FOO_D (1 << FOO_C)\n.EE\n"
        ".TS\nl l l.\nName\tValue\tText\nFOO_E\t7\tsome text\nFOO_F\t7\t8\n.TE\n"
        ".SH EXAMPLES\n.EX\n#define BUF_SIZE 20\n.EE\n"
    )
    assert [(c.subject, c.object) for c in found(text, Kind.CONSTANT)] == [
        ("FOO_A", "04"),
        ("FOO_MAX", "4096 bytes"),
        ("FOO_MIN", "16"),
        ("FOO_C", "0x10"),
        ("FOO_E", "7"),
    ]


def test_rows_references_and_pointers() -> None:
    text = (
        ".SH DESCRIPTION\n.TS\nl l l.\nSystem call\tKernel\tNotes\n\\fBqux\\fP(2)\t2.6.28\tNew\n"
        ".TE\n"
        ".P\nSee NOTES and\n.BR open (2),\nbut not\n.BR foo (2).\nIt is described below.\n"
        ".SH NOTES\nx\n"
    )
    (row,) = found(text, Kind.ROW)
    assert (row.subject, row.object, row.bounds.since) == ("qux(2)", "2.6.28; New", "2.6.28")
    assert [c.object for c in found(text, Kind.REFERENCE)] == ["qux(2)", "open(2)"]
    assert [c.object for c in found(text, Kind.POINTER)] == ["NOTES", "below"]
