"""What a claim is said to be about, and whether it is denied."""

from __future__ import annotations

import pytest

from manlint.claims.model import Kind
from manlint.claims.text.subject import tag_name
from tests.textclaims import the_claim


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("FOO_ONE (since Linux 2.6.33)", "FOO_ONE"),
        ("FOO_ONE, FOO_TWO", "FOO_ONE"),
        ("EAGAIN or EWOULDBLOCK", "EAGAIN"),
        ("int fd", "fd"),
        ("struct foo *argp", "argp"),
        ("FOO_GET arg", "FOO_GET"),
        ("FOO_SET (struct foo *)", "FOO_SET"),
        ("long foo_bar(void *ctx, u64 flags)", "foo_bar()"),
        ("/proc/sys/foo (since Linux 2.4)", "/proc/sys/foo"),
        ("-a, --all FILE", "-a"),
        ("foo_size (integer; default: 1; since Linux 2.2)", "foo_size"),
        ("Dirty %lu", "Dirty"),
        ("Number of blocks", "Number of blocks"),
        ("ISO/IEC 8859-1", "ISO/IEC 8859-1"),
        ("bar(2)", "bar(2)"),
        ("-i FILE", "-i"),
        ("-i file, --input=file", "-i"),
        ("type == FOO_ALL", "type"),
        ("FOO_MAX - _SC_FOO_MAX", "FOO_MAX"),
        ("foo_function_t *notify", "notify"),
        ("•", ""),
        ("(1)", ""),
        ("2.", ""),
        ("a)", ""),
        ("Description", ""),
        ("n", "n"),
    ],
)
def test_name_of_a_tag(tag: str, name: str) -> None:
    assert tag_name(tag) == name


@pytest.mark.parametrize(
    ("sentence", "tag", "subject"),
    [
        ("The value of *size* is guaranteed.", "**FOO_ONE** (since Linux 3.1)", "FOO_ONE"),
        ("The value of *size* is guaranteed.", "•", "size"),
        ("The value is guaranteed.", "", "foo(2)"),
        ("The file */proc/foo* is guaranteed to exist.", "", "/proc/foo"),
        ("After bar(), the value of *size* is guaranteed.", "", "size"),
        ("After a call of bar(), the value is guaranteed.", "", "bar()"),
        ("Unlike bar(2), **baz**() is guaranteed to work.", "", "Unlike"),
        ("The value (see bar(2)) is guaranteed.", "", "foo(2)"),
        ("A file opened with the bar(2) **FOO_ONE** flag is guaranteed.", "", "foo(2)"),
        ("What is read by bar() is guaranteed.", "", "bar()"),
        ("The **FOO_*** values are guaranteed.", "", "FOO_*"),
        ("The member *attr->size* is guaranteed.", "", "attr->size"),
        ("**Note**: this is guaranteed.", "", "foo(2)"),
        ("The value is *always* guaranteed.", "", "foo(2)"),
        ("(The value of *size* is guaranteed.)", "", "size"),
        ("Since bar() fails, so that of *size* is guaranteed.", "", "size"),
        ("As bar() stops; the value of *size* is guaranteed.", "", "size"),
        ("**WARNING**: that of *size* is guaranteed.", "", "size"),
    ],
)
def test_subject(sentence: str, tag: str, subject: str) -> None:
    expected = "bar(2)" if subject == "Unlike" else subject
    assert the_claim(sentence, Kind.GUARANTEE, tag).subject == expected


@pytest.mark.parametrize(
    ("sentence", "polarity"),
    [
        ("The order is guaranteed.", "+"),
        ("It says whether or not the order is guaranteed.", "+"),
        ("The order is not guaranteed.", "-"),
        ("The order is not (necessarily) guaranteed.", "-"),
        ("The order (not that of names) is guaranteed.", "+"),
        ("The order is no longer guaranteed.", "-"),
        ("The order isn't guaranteed.", "-"),
        ("The order is not necessarily guaranteed.", "-"),
        ("The order cannot be guaranteed.", "-"),
        ("There are no guarantees about the order.", "-"),
        ("Neither call guarantees an order.", "-"),
        ("The call *does not* guarantee an order.", "-"),
        ("The order is not only guaranteed, it is also stable.", "+"),
        ("It does not fail, and the order is guaranteed.", "+"),
        ("It is guaranteed that no data is lost.", "+"),
        ("The call guarantees that it does not fail.", "+"),
    ],
)
def test_polarity(sentence: str, polarity: str) -> None:
    assert the_claim(sentence, Kind.GUARANTEE).polarity == polarity


def test_polarity_of_what_is_not_assured() -> None:
    sentence = "It is not guaranteed that both of the two entries are atomically inserted."
    assert the_claim(sentence, Kind.ATOMICITY).polarity == "-"


def test_a_bold_never_is_a_value() -> None:
    sentence = "Unset, which is the default, is equivalent to **never**."
    assert the_claim(sentence, Kind.EQUIVALENCE).polarity == "+"
