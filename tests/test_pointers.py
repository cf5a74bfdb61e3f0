"""Pointers such as "see NOTES": read from sentences, looked up in pages."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from manlint.checks import pointerhint, pointertargets
from manlint.checks import pointers as kind
from manlint.checks.options import read_options
from manlint.claims.pointers import pointers
from manlint.files.load import load
from manlint.files.tree import Tree
from manlint.page import Page, read
from manlint.prose import sentences
from manlint.resources import folder
from manlint.rules.document import read_document
from manlint.source import Source
from tests.realtree import RealTree
from tests.rewrap import REWRITES
from tests.test_rules import unseen

DOCUMENT = os.path.join(folder("rules"), "references", "pointer-to-missing-section.md")
RULE = read_document(DOCUMENT, "references").rule
OPTIONS = read_options(kind.Options, RULE.options)


def page(body: str, path: str = "man2/x.2") -> Page:
    return read(Source(path, f".TH x 2\n.SH NAME\nx \\- a page\n{body}"))


def titles(text: str) -> list[str]:
    """What a page with this text points to, with the page where it is another one."""
    return [
        pointer.title + ("({}.{})".format(*pointer.page) if pointer.page[0] else "")
        for sentence in sentences(page(f".SH A\n{text}\n"))
        if sentence.unit.kind == "text"
        for pointer in pointers(sentence, OPTIONS.titles)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It fails; see NOTES.", ["NOTES"]),
        ("It fails (but see BUGS below).", ["BUGS"]),
        ("It fails (see also\n.BR BUGS ).", ["BUGS"]),
        ("See NOTES and HISTORY.", ["NOTES", "HISTORY"]),
        ("See the EXAMPLES section below.", ["EXAMPLES"]),
        ("Set at login time, see section NOTES below.", ["NOTES"]),
        ("Carefully read the discussion of this flag in NOTES!", ["NOTES"]),
        ("It is one of the errors listed in ERRORS.", ["ERRORS"]),
        ("For the reasons described under RETURN VALUE, it fails.", ["RETURN VALUE"]),
        ("For further information, look under SEE ALSO.", ["SEE ALSO"]),
        ("Consult NOTES in\n.BR open (2).", ["NOTES(open.2)"]),
        ("See the BUGS section of\n.BR select (2).", ["BUGS(select.2)"]),
        ('See the "Old systems" subsection.', ["Old systems"]),
        ("See the subsection \\[lq]Old systems\\[rq] under NOTES.", ["NOTES", "Old systems"]),
        ('See "Old systems", above.', ["Old systems"]),
        ('It works as described in the "Old systems" section.', ["Old systems"]),
    ],
)
def test_pointers_in_a_sentence(text: str, expected: list[str]) -> None:
    assert titles(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Every page should have a HISTORY section.",
        "Old standards belong here, rather than in STANDARDS.",
        "See the SECURITY extension for the restrictions.",
        'See "CONFIGURATION FILE" in\n.BR dbus\\-daemon (1).',
        'See "BUGS" in autodie for more.',
        "See the ERRORS section of the appropriate manual page.",
        "The man page SYNOPSIS section says so; see NOTES in these pages.",
        'The program is in the ELF section "classifier".',
        'A copy is included in the ".data" section.',
        'See the section "Feature Test Macros" in the manual of the library.',
        'See README, section "Tests".',
        "The SYNOPSIS sections show the headers; see the ERRORS sections of each.",
        "The value NOTES is given.",
    ],
)
def test_what_only_looks_like_a_pointer(text: str) -> None:
    assert titles(text) == []


@pytest.mark.parametrize(
    ("heading", "title", "leads"),
    [
        (".SH NOTES", "NOTES", True),
        (".SS Address formats", "ADDRESS FORMATS", True),
        (".SS Group-stop", "group-stop", True),
        (".SS execve(2) under ptrace", "execve", True),
        (".SH EXAMPLE", "EXAMPLES", True),
        (".SH RETURN VALUES", "RETURN VALUE", True),
        (".TP\n.B Limits\nare there.", "Limits", True),
        (".P\n\\fILevel three\\fR\n.P\nText.", "Level three", True),
        (".SS Historical remarks", "HISTORY", False),
        ("Notes, in a sentence.", "NOTES", False),
    ],
)
def test_headings_that_a_title_leads_to(heading: str, title: str, leads: bool) -> None:
    targets = pointertargets.Targets(page(f".SH A\n{heading}\n"), None, ())
    assert targets.leads(title) is leads


def messages(body: str, tree: Tree | None = None) -> list[str]:
    return [finding.message for finding in kind.check(page(body), RULE, OPTIONS, tree)]


def test_the_message_says_where_the_text_went() -> None:
    body = ".SH A\n.I the_flags\nare unusual; see NOTES.\n.SH {}\n.I the_flags\n.SH NOTES\nNo.\n"
    assert messages(body.format("HISTORY")) == ["NOTES does not speak of the_flags; HISTORY does"]
    assert messages(body.format("FILES")) == []


def test_a_sentence_that_only_points_is_about_the_one_before() -> None:
    body = ".SH A\n.I the_flags\nare unusual.\nSee NOTES.\n.SH NOTES\n{}\n.SH BUGS\n.I the_flags\n"
    assert messages(body.format("No.")) == ["NOTES does not speak of the_flags; BUGS does"]
    assert messages(body.format("Set the_flags to 0.")) == []


def test_what_the_page_is_called_is_no_subject() -> None:
    body = ".SH A\n.BR my_call ()\nmay fail; see NOTES.\n.SH NOTES\nNo.\n.SH BUGS\nmy_call\n"
    source = f".TH my_call 2\n.SH NAME\nmy_call \\- call\n{body}"
    assert list(kind.check(read(Source("x.2", source)), RULE, OPTIONS, None)) == []


def test_pointers_to_other_pages_need_the_tree(tmp_path: Path) -> None:
    (tmp_path / "man2").mkdir()
    (tmp_path / "man2" / "real.2").write_text(".TH real 2\n.SH NOTES\nSome.\n")
    (tmp_path / "man2" / "link.2").write_text(".so man2/real.2\n")
    (tmp_path / "man2" / "loop.2").write_text(".so man2/loop.2\n")
    names = ("real", "link", "loop", "none")
    body = ".SH A\n" + "".join(
        f"See {title} in\n.BR {name} (2).\n" for name in names for title in ("NOTES", "BUGS")
    )
    tree = Tree(str(tmp_path))
    assert messages(body) == []
    assert messages(body, tree) == ["real(2) has no section BUGS", "link(2) has no section BUGS"]


def test_problems_of_options() -> None:
    assert list(kind.problems(RULE, OPTIONS)) == []
    wrong = kind.Options(("NOTES", "Notes"), ("BUGS",))
    assert [key for key, _ in kind.problems(RULE, wrong)] == ["titles", "notes"]
    assert [key for key, _ in kind.problems(RULE, kind.Options(()))] == ["titles"]


@pytest.mark.parametrize("rewrite", REWRITES)
def test_rewriting_an_example_changes_nothing(rewrite: str) -> None:
    bad = [e for e in read_document(DOCUMENT, "references").examples if e.verdict == "Bad"]
    assert [text for example in bad for text in unseen(RULE, example, rewrite)] == []


def every_line(text: str, *_: object) -> list[int]:
    return [offset for offset, character in enumerate(text) if character == "\n"]


def test_the_first_look_hides_no_finding(
    tree_614: RealTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = random.Random(5).sample(tree_614.pages(), 150)
    names = ("man3/getaddrinfo.3", "man3/getutent.3", "man7/fanotify.7", "man4/smartpqi.4")
    pages = [read(load(str(path))) for path in (*drawn, *map(tree_614.root.joinpath, names))]
    tree = Tree(str(tree_614.root))
    hinted = [list(kind.check(each, RULE, OPTIONS, tree)) for each in pages]
    monkeypatch.setattr(pointerhint, "may_fail", every_line)
    assert hinted == [list(kind.check(each, RULE, OPTIONS, tree)) for each in pages]
    assert sum(map(len, hinted)) >= len(names)


def test_a_section_taken_out_of_a_real_page(tree_614: RealTree) -> None:
    source = load(str(tree_614.root / "man2" / "open.2"))
    assert list(kind.check(read(source), RULE, OPTIONS, None)) == []
    start = source.text.index(".SH VERSIONS")
    rest = source.text[source.text.index(".SH", start + 1) :]
    cut = Source(source.path, source.text[:start] + rest)
    found = list(kind.check(read(cut), RULE, OPTIONS, None))
    assert [finding.message for finding in found] == ["the page has no section VERSIONS"] * 2
    assert [cut.line(finding.span.start) for finding in found] == [397, 755]
