"""Sections that a new page of a manual section must have."""

from __future__ import annotations

import pytest

from manlint.checks import bind
from manlint.checks import required as kind
from manlint.page import read
from manlint.rules import NEW
from manlint.source import Source
from tests.onpage import rules

NAME = "missing-section"
SECTIONS = rules()[NAME].options["sections"]
VOID = '.BI "void free_it(void *" it );'
INT = '.BI "int make_it(void **" it );'


def page(section: str, titles: list[str], synopsis: str = INT) -> str:
    """A page with these sections; `synopsis` stands under SYNOPSIS."""
    head = f'.TH x {section} (date) "Linux man-pages (unreleased)"\n'
    bodies = {"SYNOPSIS": f".nf\n{synopsis}\n.fi\n"} if synopsis else {}
    return head + "".join(f".SH {title}\n{bodies.get(title, '')}" for title in titles)


def messages(text: str, path: str = "man2/x.2") -> list[str]:
    return [finding.message for finding in bind(rules()[NAME])(read(Source(path, text)), None)]


@pytest.mark.parametrize("section", SECTIONS)  # type: ignore[arg-type]
def test_each_section_is_missed(section: str) -> None:
    wanted = list(SECTIONS[section])  # type: ignore[index]
    assert messages(page(section, wanted)) == []
    for title in wanted:
        rest = [other for other in wanted if other != title]
        assert messages(page(section, rest)) == [f"the page has no section {title}"]


def test_all_that_is_missing_is_one_finding() -> None:
    text = page("2", ["NAME", "SYNOPSIS", "DESCRIPTION"])
    (finding,) = bind(rules()[NAME])(read(Source("man2/x.2", text)), None)
    assert finding.message == (
        "the page has no sections RETURN VALUE, ERRORS, STANDARDS, HISTORY, SEE ALSO"
    )
    assert text[slice(*finding.span)] == '.TH x 2 (date) "Linux man-pages (unreleased)"'


def test_a_subsection_is_no_section() -> None:
    titles = [title for title in SECTIONS["3"] if title != "HISTORY"]  # type: ignore[index]
    assert messages(page("3", titles) + ".SS HISTORY\n") == ["the page has no section HISTORY"]


@pytest.mark.parametrize(
    ("synopsis", "has_value"),
    [
        (INT, True),
        (f"{VOID}\n{INT}", True),
        ('.BI "void *make_it(int " size );', True),
        ('.BI "int \\%make_it(int " size );', True),
        (INT * 6, True),
        (VOID, False),
        (f"{VOID}\n{VOID}", False),
        ('.BI "[[noreturn]] void end_it(int " status );', False),
        (f"{INT}\n" * 7, False),  # an overview
        (".B #include <it.h>", False),
    ],
)
def test_who_needs_a_return_value(synopsis: str, has_value: bool) -> None:
    titles = [title for title in SECTIONS["3"] if title != "RETURN VALUE"]  # type: ignore[index]
    wanted = ["the page has no section RETURN VALUE"] if has_value else []
    assert messages(page("3", titles, synopsis)) == wanted


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (".so man2/y.2\n", "man2/x.2"),
        (page("3pm", []), "man3/x.3pm"),
        (page("2", ["BEZEICHNUNG"]), "man/de/man2/x.2"),
        ('.TH X 2 2024-05-06 "frob 3.60"\n.SH NAME\n', "man2/x.2"),
        (".SH NAME\nno title line\n", "man2/x.2"),
    ],
)
def test_pages_that_need_nothing(text: str, path: str) -> None:
    assert messages(text, path) == []


def test_it_is_about_new_pages() -> None:
    assert rules()[NAME].scope == NEW


def test_problems_of_options() -> None:
    rule = rules()[NAME]
    assert list(kind.problems(rule, kind.Options(sections={"2": ("NAME",)}))) == []
    assert [key for key, _ in kind.problems(rule, kind.Options(sections={}))] == ["sections"]
