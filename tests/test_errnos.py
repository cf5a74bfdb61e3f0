"""Check kind `errnos`: what is a list, what is an item, and which items have to move."""

from __future__ import annotations

import random

import pytest

from tests.onpage import HEAD, findings
from tests.realtree import RealTree

NAME = "errors-not-alphabetical"


def items(*errnos: str) -> str:
    return "".join(f".TP\n.B {errno}\nIt fails.\n" for errno in errnos)


def found(body: str, **options: object) -> list[str]:
    """The messages, as short as can be: "EBADF < EPERM"."""
    messages = [each.message for each in findings(NAME, f"{HEAD}.SH ERRORS\n{body}", **options)]
    return [
        message.split(",")[0].replace(" belongs before ", " < ").replace(" belongs after ", " > ")
        for message in messages
    ]


@pytest.mark.parametrize(
    ("errnos", "wanted"),
    [
        ("", []),
        ("EPERM", []),
        ("EACCES EAGAIN EBADF", []),
        ("EACCES EACCES EBADF", []),
        ("E2BIG EACCES", []),
        ("EBADF EACCES", ["EACCES < EBADF"]),
        ("EPERM EACCES EBADF EFAULT", ["EPERM > EFAULT"]),
        ("EACCES EBADF EFAULT E2BIG", ["E2BIG < EACCES"]),
        ("EACCES EPERM EBADF EFAULT", ["EPERM > EFAULT"]),
        ("EBADF EACCES EPERM EFAULT", ["EACCES < EBADF", "EFAULT < EPERM"]),
        ("EINVAL EBADF EINVAL", ["EBADF < EINVAL"]),
        ("EACCES HOST_NOT_FOUND EBADF", []),
    ],
)
def test_the_fewest_items_move(errnos: str, wanted: list[str]) -> None:
    assert found(items(*errnos.split())) == wanted


def test_moving_the_items_that_were_found_puts_any_list_in_order() -> None:
    rng = random.Random(20261120)
    names = ["E2BIG", "EACCES", "EAGAIN", "EBADF", "EBUSY", "EFAULT", "EINVAL", "EPERM"]
    for _ in range(200):
        errnos = rng.choices(names, k=rng.randint(0, 7))
        body = items(*errnos)
        moved = [message.split()[0] for message in found(body)]
        stays = [*errnos]
        for errno in moved:
            stays.reverse()
            stays.remove(errno)
            stays.reverse()
        assert len(stays) == longest(errnos)


def longest(errnos: list[str]) -> int:
    """The length of the longest run in order, by trying all."""
    best = 0
    for chosen in range(1 << len(errnos)):
        run = [errno for bit, errno in enumerate(errnos) if chosen >> bit & 1]
        best = max(best, len(run)) if run == sorted(run) else best
    return best


@pytest.mark.parametrize(
    "tag",
    [
        ".TP\n.B {}",
        '.TP\n.BR {} " or " EZZZ',
        '.TP\n.BR {} " (since Linux 5.1)"',
        ".TP\n\\fB{}\\fP",
        '.TP 8\n.\\" comment\n.B {}',
        ".TP\n.PD 0\n.B {}",
        ".IP {} 8",
        '.IP "\\fB{}\\fR"',
        ".TP\n.B {}\n.TQ\n.B EZZZ",
        ".TP\n.SM {}",
    ],
)
def test_tags_in_many_forms(tag: str) -> None:
    body = f"{tag.format('EPERM')}\nIt fails.\n{tag.format('EACCES')}\nIt fails.\n"
    assert found(body) == ["EACCES < EPERM"]
    (finding,) = findings(NAME, f"{HEAD}.SH ERRORS\n{body}")
    assert "EACCES" in finding.source.line_text(finding.source.line(finding.span.start))


@pytest.mark.parametrize(
    "between",
    [
        ".P\nFor sockets:\n",
        ".SS Sockets\n",
        '.PP\n.\\" comment\n.B Sockets\n',
        ".SH NOTES\n.SH ERRORS\n",
    ],
)
def test_text_begins_another_list(between: str) -> None:
    assert found(items("EPERM") + between + items("EACCES")) == []


@pytest.mark.parametrize(
    "between",
    [
        ".P\n",
        '.\\" comment\n',
        ".\n",
        ".PD 0\n",
        ".RS\n.TP\n.B EZZZ\nIt fails.\n.RE\n",
        ".IP\nMore of it.\n",
        ".EX\ncode\n.EE\n",
        ".RS\n.P\nMore.\n.RE\n",
    ],
)
def test_what_belongs_to_an_item_does_not(between: str) -> None:
    assert found(items("EPERM") + between + items("EACCES")) == ["EACCES < EPERM"]


def test_an_inner_list_is_one_of_its_own() -> None:
    inner = f".RS\n{items('EPERM', 'EAGAIN')}.RE\n"
    assert found(items("EBADF") + inner + items("EPERM", "EFAULT")) == [
        "EAGAIN < EPERM",
        "EFAULT < EPERM",
    ]


def test_an_end_that_closes_nothing_is_borne() -> None:
    assert found(items("EPERM") + ".RE\n" + items("EACCES")) == []
    assert found(".RS\n" + items("EPERM", "EACCES")) == ["EACCES < EPERM"]


def test_only_the_sections_that_list_errors() -> None:
    body = items("EPERM", "EACCES")
    assert not findings(NAME, f"{HEAD}{body}.SH NOTES\n{body}")
    assert found(body, sections=["RETURN VALUE"]) == []
    assert len(findings(NAME, f"{HEAD}{body}", sections=["DESCRIPTION"])) == 1
    assert found(body, sources=["frob"]) == []


@pytest.mark.real_tree
def test_every_list_of_a_real_page_that_is_shuffled_is_found(real_tree: RealTree) -> None:
    """An item moved to the end of its list of three or more is found, or it was last."""
    import re

    rng = random.Random(20261120)
    item = re.compile(r"\.TP\n\.B (E[A-Z0-9]+)\n(?:(?!\.TP|\.RS|\.RE|\.P\n|\.S[SH]).*\n)+")
    tried = 0
    for path in rng.sample(real_tree.pages(), 300):
        text = path.read_text("utf-8", "surrogateescape")
        runs = list(re.finditer(rf"(?:{item.pattern}){{4,}}", text))
        if ".SH ERRORS" not in text or not runs or findings(NAME, text):
            continue
        parts = [match[0] for match in item.finditer(runs[0][0])]
        if parts[0].split()[2] == parts[-1].split()[2]:
            continue
        swapped = "".join([*parts[1:], parts[0]])
        tried += 1
        assert findings(NAME, text.replace(runs[0][0], swapped)), path
    assert tried > 20
