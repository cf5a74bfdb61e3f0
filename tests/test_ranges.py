"""The range that a sentence gives, and which two ranges contradict each other."""

from __future__ import annotations

import pytest

from manlint.claims.ranges import Range, contradict, hints, number, ranges
from manlint.page import read
from manlint.prose import sentences
from manlint.source import Source


def found(text: str) -> list[Range]:
    page = read(Source("man2/x.2", f".SH DESCRIPTION\n{text}\n"))
    return [one for sentence in sentences(page) for one in ranges(sentence)]


@pytest.mark.parametrize(
    ("text", "subject", "lowest", "highest"),
    [
        ("tv_nsec is outside the range [0, 999,999,999].", "tv_nsec", 0, 999_999_999),
        ("The tv_nsec field was not in the range zero to 99.", "tv_nsec", 0, 99),
        ("foo must be between 1 and 512.", "foo", 1, 512),
        ("a.b->foo is negative or greater than 31.", "foo", None, 31),
        ("foo was less than zero, or because foo was greater than 31.", "foo", None, 31),
        ("foo is less than 0, or greater than or equal to 1000 million.", "foo", None, 999_999_999),
        ("foo was not less than 1,000.", "foo", None, 999),
        ("long foo;  /* Hours [0, 23] */", "foo", 0, 23),
        ("FOO_MAX is defined with the value 64.", "FOO_MAX", None, 64),
        ("It goes up to FOO_MAX (0xff).", "FOO_MAX", None, 255),
        (".TP\n.B FOO_MAX\nMust not be less than _POSIX_FOO (255).", "FOO_MAX", 255, None),
        ('.TP\n.IR foo_x " (since Linux 5.1)"\nIt cannot exceed 127.', "foo_x", None, 127),
    ],
)
def test_a_range(text: str, subject: str, lowest: int | None, highest: int | None) -> None:
    [one] = [one for one in found(text) if one.subject == subject]
    assert (one.lowest, one.highest) == (lowest, highest)
    assert hints(text), "the quick look passes it over"


@pytest.mark.parametrize(
    "text",
    [
        "foo is greater than bar.",
        "At most 5 of foo.",
        "foo is between 1.5 and 2.5.",
        "Linux (2.6).",
    ],
)
def test_no_range(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ((0, 31), (0, 31), False),
        ((0, 31), (None, 31), False),
        ((0, 31), (None, 32), True),
        ((0, 31), (1, 31), True),
        ((255, None), (None, 64), True),
        ((64, None), (None, 255), False),
    ],
)
def test_contradictions(
    one: tuple[int | None, int | None], other: tuple[int | None, int | None], wanted: bool
) -> None:
    some = found("foo must be between 1 and 2.")[0]
    first = some._replace(lowest=one[0], highest=one[1])
    second = some._replace(lowest=other[0], highest=other[1])
    assert contradict(first, second) is contradict(second, first) is wanted


def test_numbers() -> None:
    texts = ["zero", "one", "999,999", "999'999", "1000 million", "0x7f", "010"]
    assert [number(text) for text in texts] == [0, 1, 999_999, 999_999, 10**9, 127, 10]
