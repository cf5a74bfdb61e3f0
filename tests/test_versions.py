"""Mentions of versions in plain strings: the grammar, the phrases it is given, its meaning."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from manlint.claims.versions import Mention, bare_mentions, mentions

# a text, and of each version it names: product, relation, number
PHRASES = [
    ("since Linux 2.6.33, glibc 2.3.4", "linux since 2.6.33, glibc since 2.3.4"),
    ("Linux 2.5.45 through 2.6.10", "linux from 2.5.45, linux to 2.6.10"),
    ("(Linux 2.6.13 to Linux 2.16.17)", "linux from 2.6.13, linux to 2.16.17"),
    ("(Linux 1.1.23-2.5.47)", "linux from 1.1.23, linux to 2.5.47"),
    ("From Linux 1.2.3 until 1.3.77, a signal", "linux from 1.2.3, linux until 1.3.77"),
    ("between Linux 2.1.30 and 2.1.99pre2", "linux from 2.1.30, linux to 2.1.99pre2"),
    ("kernel 2.6.38", "linux in 2.6.38"),
    ("in Linux 4.x", "linux in 4.x"),
    ("glibc 2.1.91.", "glibc in 2.1.91"),
    ("Linux 2.6.31-rc5", "linux in 2.6.31-rc5"),
    ("until Linux 0.98.pl6 or so", "linux until 0.98.pl6"),
    ("Linux 2.4.21, 2.6.2 and later", "linux since 2.4.21, linux since 2.6.2"),
    ("(since Linux 2.4.36 / 2.6.23)", "linux since 2.4.36, linux since 2.6.23"),
    ("Since Linux 5.13 (and 5.10.220), the", "linux since 5.13, linux since 5.10.220"),
    ("glibc (up until Linux 2.32) also", "linux until 2.32"),
    ("In Linux versions up to and including 2.6.27, if", "linux through 2.6.27"),
    ("|| /* glibc <= 2.19: */ _BSD_SOURCE", "glibc through 2.19"),
    ("the kernel >= 2.6", "linux since 2.6"),
    ("Prior to the Linux kernel 5.13 the limit", "linux before 5.13"),
    ("glibc 2.9 and earlier", "glibc through 2.9"),
    ("from Linux 4.4 onwards", "linux since 4.4"),
    ("with glibc 2.8 or later and Linux 2.6.26", "glibc since 2.8, linux in 2.6.26"),
    ("GNU C library versions 2.3.4 up to 2.24", "glibc from 2.3.4, glibc to 2.24"),
    ("was removed in Linux 5.15", "linux removed 5.15"),
    ("first appeared in Linux 2.0 and glibc 2.1", "linux added 2.0, glibc added 2.1"),
    ("before Linux v4.0", "linux before 4.0"),
    ("libc-4.6.27.", "libc in 4.6.27"),
]
# nothing is named: names of files, of other systems, of things that only sound alike
SILENT = [
    "libc-2.15.so",
    "appeared in 4.2BSD",
    "util-linux 2.27",
    "Linux has had this since the 1990s",
    "the kernel sends a 802.3 frame",
    "kernel.org: 139.178.88.99",
    "a kernel with 2 processors",
    "dietlibc 0.33",
    "since version 3.2 of the protocol",
]
OTHERS = ["Red Hat Enterprise Linux 5.8", "FreeBSD kernel 13.0", "musl libc 0.9.7"]


@pytest.mark.parametrize(("text", "expected"), PHRASES)
def test_phrase(text: str, expected: str) -> None:
    assert shown(mentions(text)) == expected


@pytest.mark.parametrize("text", SILENT)
def test_names_no_version(text: str) -> None:
    assert shown(mentions(text)) == ""


@pytest.mark.parametrize("text", OTHERS)
def test_is_another_product(text: str) -> None:
    assert [mention.product for mention in mentions(text)] in (["other"], [])


def test_offsets_are_those_of_number_and_product() -> None:
    text = "It came with the Linux kernel v2.6.12 (and glibc-2.3.4), see there."
    pieces = [
        (text[found.words_start : found.words_end], text[found.start : found.end])
        for found in mentions(text)
    ]
    assert pieces == [("the Linux kernel", "v2.6.12"), ("glibc-", "2.3.4")]


def test_a_number_in_a_list_has_the_product_and_no_words() -> None:
    first, second = mentions("since Linux 2.4.36 / 2.6.23")
    assert (first.words_start, first.words_end) == (6, 11)
    assert second.product == "linux"
    assert second.words_start == second.words_end == second.start


def test_parts_series_and_prerelease() -> None:
    found = mentions("Linux 2.6.x, Linux 2.6.31-rc5, Linux 0.97p2")
    assert [mention.parts for mention in found] == [(2, 6), (2, 6, 31), (0, 97, 2)]
    assert [mention.series for mention in found] == [True, False, False]
    assert [mention.prerelease for mention in found] == ["", "rc5", ""]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(since 2.16.17)", " since 2.16.17"),
        ("Deprecated since 2.6, removed in 5.15", " since 2.6,  removed 5.15"),
        ("Was new in 2.6.31; renamed in 2.6.32", " changed 2.6.32"),
        ("first appeared in 4.2BSD", ""),
        ("(x > 3.14)", ""),
        ("since version 2.0 of it", ""),
    ],
)
def test_number_without_product(text: str, expected: str) -> None:
    assert shown(bare_mentions(text)) == expected


WORDS = [
    *("Linux", "the Linux kernel", "kernel version", "glibc", "libc", "GNU C library-"),
    *("2.6.33", "v5.1", "2.6.x", "2.3.99-pre6", "4.2BSD", "2.", "3", "0.97p2", "1.2.3.4"),
    *("since", "until", "up to and including", "between", "from", "to", "before", "removed in"),
    *(",", "and", "or", "/", "(and", "and later", "or earlier", "onwards", "+", ">=", "<", "-"),
    *("or before", "(", ")", ".", "the", "and after", "Red Hat Linux", "–"),
]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=14), st.sampled_from([" ", "", "  ", "\n"]))
def test_any_words_are_read(words: list[str], joint: str) -> None:
    """The patterns that cut phrases out and the grammar that reads them agree on all of them."""
    text = joint.join(words)
    at = 0
    for mention in mentions(text):
        assert mention.start >= at
        assert text[mention.start : mention.end].removeprefix("v") == mention.number
        at = mention.end
    bare_mentions(text)


def shown(found: tuple[Mention, ...]) -> str:
    return ", ".join(f"{found.product} {found.relation} {found.number}" for found in found)
