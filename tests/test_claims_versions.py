"""Versions as claims: kind, number and subject of what tags, HISTORY and sentences say."""

from __future__ import annotations

import pytest

from manlint.claims.extract import VERSIONS, claims
from manlint.claims.model import Claim
from manlint.page import read
from manlint.source import Source


def found(text: str, section: str = "DESCRIPTION") -> list[Claim]:
    page = f".TH foo 2\n.SH NAME\nfoo, bar \\- do things\n.SH {section}\n{text}\n"
    return list(claims(read(Source("man2/foo.2", page)), VERSIONS))


def told(one: Claim) -> tuple[str, str]:
    return one.kind.value.removeprefix("version."), one.object


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Since Linux 2.6.33, it works.", [("since", "Linux 2.6.33")]),
        ("On Linux 2.6 and later, it works.", [("since", "Linux 2.6")]),
        ("The flag was added in glibc 2.4.", [("since", "glibc 2.4")]),
        ("Linux 4.14 added threads.", [("since", "Linux 4.14")]),
        ("It first appeared in Linux 3.1.", [("since", "Linux 3.1")]),
        ("Before Linux 3.1, it was 4.", [("before", "Linux 3.1")]),
        ("In Linux 3.0 and earlier, it was 4.", [("before", "Linux 3.0")]),
        ("Until glibc 2.3, it was 4.", [("before", "glibc 2.3")]),
        ("From Linux 2.6.5 to Linux 2.6.12, it was 4.", [("range", "Linux 2.6.5–2.6.12")]),
        ("Between glibc 2.3 and 2.7, it was 4.", [("range", "glibc 2.3–2.7")]),
        ("It was removed in Linux 5.14.", [("removed", "Linux 5.14")]),
        ("In Linux 5.5, the call was finally removed.", [("removed", "Linux 5.5")]),
        ("Since glibc 2.25, the cache is removed.", [("removed", "glibc 2.25")]),
        ("These functions were removed.", [("removed", "")]),
        ("The entry was removed from the list.", []),
        ("The file it refers to no longer exists.", []),
        ("This bug was fixed in Linux 2.6.39.", [("fixed", "Linux 2.6.39")]),
        ("This was corrected in glibc 2.3.", [("fixed", "glibc 2.3")]),
        ("Since Linux 3.13, there is no fixed limit.", [("since", "Linux 3.13")]),
        ("It was not supported in Linux 2.0.", []),
        ("Linux 2.0 has one field.", []),
        ("It is in POSIX.1-2001.", []),
        ("It came in FreeBSD 4.1.", []),
        (
            "It was added in Linux 2.6.13, and removed in Linux 2.6.16.",
            [("since", "Linux 2.6.13"), ("removed", "Linux 2.6.16")],
        ),
        (
            "Before Linux 2.6, it was 1; from Linux 2.6 to Linux 3.4, it was 2.",
            [("before", "Linux 2.6"), ("range", "Linux 2.6–3.4")],
        ),
    ],
)
def test_sentences(text: str, claims: list[tuple[str, str]]) -> None:
    assert [told(one) for one in found(text)] == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Linux 2.0.", [("since", "Linux 2.0")]),
        ("POSIX.1-2001.", []),
        ("Linux 2.6.16, glibc 2.4.", [("since", "Linux 2.6.16"), ("since", "glibc 2.4")]),
        ("glibc 1.07.\nPOSIX.1-2008.", [("since", "glibc 1.07")]),
        ("C99, POSIX.1-2001, glibc 2.1.", [("since", "glibc 2.1")]),
        (
            "Removed in Linux 5.5, glibc 2.32.",
            [("removed", "Linux 5.5"), ("removed", "glibc 2.32")],
        ),
    ],
)
def test_bare_lines_of_history(text: str, claims: list[tuple[str, str]]) -> None:
    assert [told(one) for one in found(text, "HISTORY")] == claims


@pytest.mark.parametrize(
    ("tag", "claims"),
    [
        ('.BR O_X " (since Linux 2.4.10)"', [("since", "Linux 2.4.10")]),
        ('.BR O_X " (before Linux 5.3)"', [("before", "Linux 5.3")]),
        ('.BR O_X " (Linux 3.11 to Linux 4.8)"', [("range", "Linux 3.11–4.8")]),
        ('.BR O_X " (from Linux 4.11 until Linux 4.13)"', [("range", "Linux 4.11–4.13")]),
        (".B O_X", []),
    ],
)
def test_tags(tag: str, claims: list[tuple[str, str]]) -> None:
    made = found(f".TP\n{tag}\nText.")
    assert [told(one) for one in made] == claims
    assert all(one.subject == "O_X" for one in made)


def test_subjects() -> None:
    assert [c.subject for c in found("Linux 2.0.", "HISTORY")] == ["foo(2)"]
    listed = ".TP\n.BR bar ()\nLinux 2.2.\n.TP\n.BR foo ()\n.TQ\n.BR bar ()\nglibc 2.1.\n"
    assert [c.subject for c in found(listed, "HISTORY")] == ["bar()", "foo(2)"]
    assert [c.subject for c in found("bar(): Linux 2.2.", "HISTORY")] == ["bar()"]
    text = "Since Linux 2.2,\n.B O_X\nis ignored by\n.BR bar ()."
    assert [c.subject for c in found(text)] == ["O_X"]
    assert [c.subject for c in found("\\fBNote\\fP: since Linux 2.2 it is ignored.")] == ["foo(2)"]


def test_bounds() -> None:
    (since,) = found("Since Linux 2.2, it works.")
    assert (since.bounds.since, since.bounds.before, since.bounds.product) == ("2.2", "", "linux")
    (removed,) = found("Removed in glibc 2.32.")
    assert (removed.bounds.since, removed.bounds.before) == ("", "2.32")
    assert removed.bounds.product == "glibc"
    (until,) = found("In Linux 2.6.x and earlier, it was 4.")
    assert until.bounds.before == "2.6.x"
