"""Check kind `blank`: what stands for an empty line, and that formatters show the same."""

from __future__ import annotations

import re
import subprocess
from itertools import product

import pytest

from tests.onpage import HEAD, findings, fixed, lines

NAME = "blank-line"
MANDOC = ("mandoc", "-T", "utf8")
GROFF = ("groff", "-t", "-man", "-T", "utf8")


def shown(command: tuple[str, ...], text: str) -> str:
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    return done.stdout


def safe(body: str) -> str:
    """What the safe fix makes of the empty line between two lines of text in `body`."""
    return fixed(NAME, body)


@pytest.mark.parametrize(
    ("before", "macro"),
    [
        ("", ".P"),
        (".P\n", ".P"),
        (".LP\n", ".P"),
        (".SS x\n", ".P"),
        (".RS\n", ".P"),
        (".TP\n.B tag\n", ".IP"),
        (".IP tag 4\n", ".IP"),
        (".IP\n", ".IP"),
        (".TP\n.B tag\n.RS\n", ".P"),
        (".in +4n\nx\n.in\n", ".P"),
        (".RS\nx\n.RE\n", ".P"),
        (".PD 0\n.PD\n", ".P"),
        # what is not known to look the same
        (".HP\n", ""),
        (".TP\n.B tag\nx\n.RS\nx\n.RE\n", ""),
        (".IP\nx\n.RS\nx\n.RE\n", ""),
        (".in +4n\n", ""),
        (".PD 0\n", ""),
    ],
)
def test_the_paragraph_goes_on_with_its_margin(before: str, macro: str) -> None:
    body = f"Some text.\n{before}Text.\n\nMore text.\n"
    assert safe(body) == f"Some text.\n{before}Text.\n{macro}\nMore text.\n"


OPEN = ("", ".P\n", ".TP\ntag\n", ".TP 4\n.B tag\n", ".IP tag 3\n", ".RS\n", ".RS 4\n.P\n", ".HP\n",
        ".TP\ntag\nText.\n.RS 2\n", ".PD 0\n.TP\ntag\n", ".in +4n\n", ".SS x\n")  # fmt: skip
CLOSE = ("", ".RE\n", ".P\n", ".EX\ncode\n.EE\n", ".SH NOTES\n", ".TP\ntag\nText.\n")
TEXT = ("Text.\n\nMore.\n", "\nText.\n", "Text.\n\n", "Text.\n\n\nMore.\n", "Text.\n  \nMore.\n",
        ".EX\na\n\n\nb\n.EE\n", ".EX\n\nb\n.EE\n", ".EX\na\n\n.EE\n", ".nf\n.B a\n\n.B b\n.fi\n",
        ".B a\n\n.\\\" comment\n.B b\n", "\n.EX\na\n.EE\n",
        ".TS\nl.\na\n\nb\nT{\na\n\nb\nT}\n.TE\n")  # fmt: skip
PAGES = [
    f"{heading}Before.\n{opening}{text}{closing}After.\n"
    for heading, opening, text, closing in product(("", ".SH SYNOPSIS\n"), OPEN, TEXT, CLOSE)
]


@pytest.mark.mandoc
def test_mandoc_shows_the_same_after_a_safe_fix() -> None:
    bodies = [body for body in PAGES if safe(body) != body]
    differ = [b for b in bodies[::4] if shown(MANDOC, HEAD + b) != shown(MANDOC, HEAD + safe(b))]
    assert len(bodies) > 400
    assert differ == []


@pytest.mark.groff
def test_groff_shows_the_same_after_a_safe_fix() -> None:
    bodies = [body for body in PAGES if safe(body) != body]
    differ = [b for b in bodies[::20] if shown(GROFF, HEAD + b) != shown(GROFF, HEAD + safe(b))]
    assert differ == []


@pytest.mark.mandoc
def test_an_unsafe_fix_keeps_the_words() -> None:
    bodies = [body for body in PAGES if fixed(NAME, body, unsafe=True) != safe(body)]
    assert len(bodies) > 100
    for body in bodies[::5]:
        before, after = shown(MANDOC, HEAD + body), shown(MANDOC, HEAD + fixed(NAME, body, True))
        assert before.split() == after.split(), body


@pytest.mark.parametrize("body", PAGES[::7])
def test_fixes_converge(body: str) -> None:
    for unsafe in (False, True):
        once = fixed(NAME, body, unsafe)
        assert fixed(NAME, once, unsafe) == once
    left = findings(NAME, HEAD + fixed(NAME, body, unsafe=True))
    assert not any(found.fix for found in left)


def test_an_empty_line_at_any_place_is_found_once() -> None:
    body = "\nText.\n\n\n.P\n \nText.\n\t\n.EX\n\na\n.EE\n\n"
    assert lines(NAME, body) == [1, 3, 4, 6, 8, 10, 13]
    assert lines(NAME, ".TP\n\ntag\nText.\n") == [2]
    assert len(findings(NAME, f"\n{HEAD}")) == 1


def test_a_tab_is_no_empty_line_to_formatters() -> None:
    assert fixed(NAME, "Text.\n\t\nMore.\n", unsafe=True) == "Text.\n\t\nMore.\n"


def test_prototypes_are_parted_as_paragraphs() -> None:
    body = (
        ".SH SYNOPSIS\n.nf\n.B a\n\n.B b\n.P\n.EX\n.B c\n\n.B d\n.EE\n.fi\n"
        ".in +4n\n.nf\n.B e\n\n.B f\n"
    )
    after = re.findall(r"(?<=^\.B [ace]\n).*", fixed(NAME, body), re.M)
    assert after == [".P", "\\&", "\\&"]
    assert re.findall(r"^\\&$", fixed(NAME, body.replace("SYNOPSIS", "NOTES")), re.M) == ["\\&"] * 3
