"""What HISTORY and asides say about the version in which a call came or went."""

from __future__ import annotations

import pytest

from manlint.claims.introductions import documented, introductions, removals, telling
from manlint.page import Page, read
from manlint.source import Source

HEAD = """.TH frob 2 2024-05-06 manlint
.SH NAME
frob, frobat \\- change a file
.SH HISTORY
"""


def page(history: str) -> Page:
    return read(Source("man2/frob.2", HEAD + history))


def said(history: str) -> list[str]:
    """The statements as "frob() Linux 5.3", in their order."""
    made = page(history)
    found = introductions(telling(made), documented(made))
    return [f"{','.join(one.names)} {one.product} {'/'.join(one.numbers)}" for one in found]


def test_the_page_documents_what_name_lists() -> None:
    assert documented(page("x.\n")) == ("frob()", "frobat()")


@pytest.mark.parametrize(
    ("history", "wanted"),
    [
        ("Linux 5.3.\n", ["frob(),frobat() Linux 5.3"]),
        (
            "Linux 2.6.28,\nglibc 2.10.\n",
            ["frob(),frobat() Linux 2.6.28", "frob(),frobat() glibc 2.10"],
        ),
        (".TP\n.BR frobat ()\nLinux 5.3.\n", ["frobat() Linux 5.3"]),
        (".TP\n.BR frob ()\n.TQ\n.BR frobat ()\nLinux 5.3.\n", ["frob(),frobat() Linux 5.3"]),
        (".BR frobat ():\nLinux 4.6.\n", ["frobat() Linux 4.6"]),
        ("Linux 2.4.19 / 2.5.4.\n", ["frob(),frobat() Linux 2.4.19/2.5.4"]),
        ("POSIX.1-2001.\nLinux 2.6.\n", ["frob(),frobat() Linux 2.6"]),
        ("POSIX.1-2001, Linux 2.6.\n", ["frob(),frobat() Linux 2.6"]),
        (
            "Added in Linux 2.1.60; the entry was added in Linux 2.1.69.\n",
            ["frob(),frobat() Linux 2.1.60"],
        ),
        ("glibc 2.1.\n", ["frob(),frobat() glibc 2.1"]),
        ("Since Linux 5.3, it is ignored.\n", []),
        ("Linux 2.6.12 and later require a privilege.\n", []),
        ("Linux 0.97p2.\n", []),
        ("4.3BSD, POSIX.1-2001.\n", []),
        ("See NOTES.\n.SH NOTES\nLinux 5.3.\n", []),
        (
            "POSIX.\n.SH NOTES\nThe\n.BR frobat ()\ncall (available since Linux 5.1) is new.\n",
            ["frobat() Linux 5.1"],
        ),
    ],
)
def test_statements(history: str, wanted: list[str]) -> None:
    assert said(history) == wanted


@pytest.mark.parametrize(
    ("history", "wanted"),
    [
        ("Removed in Linux 3.1.\n", "3.1"),
        ("Added in Linux 2.4; removed in Linux 5.10.\n", "5.10"),
        ("They existed only in Linux 2.5.36 through to Linux 2.5.54.\n", "2.5.54"),
        ("The limit was lifted in Linux 3.1.\n", ""),
    ],
)
def test_removals(history: str, wanted: str) -> None:
    made = page(history)
    found = removals(telling(made), documented(made))
    assert " ".join(one.numbers[0] for one in found) == wanted
