"""References to other pages: found in roff text, in rendered text, and compared with the tree."""

from __future__ import annotations

import csv
import os
import random
from pathlib import Path

import pytest

from manlint.checks import references as kind
from manlint.checks.options import read_options
from manlint.claims.references import foreign_pages, references, written
from manlint.files.load import load
from manlint.files.tree import Tree
from manlint.finding import Severity
from manlint.page import Page, read
from manlint.resources import facts_folder, folder
from manlint.rules import Rule
from manlint.rules.document import read_document
from manlint.source import Source
from tests.realtree import RealTree
from tests.rewrap import REWRITES
from tests.test_rules import unseen

RULE = Rule("unresolved-reference", "", "references", "references", Severity.WARNING, "0.1")
FILE = "foreign-pages.csv"
DOCUMENT = os.path.join(folder("rules"), "references", "unresolved-reference.md")


@pytest.mark.parametrize(
    "roff",
    [
        ".BR open (2)",
        ".BR open (2),",
        ".BR open\\  (2)",
        '.BR "open" "(2)"',
        ".RB ( open (2))",
        ".MR open 2",
        ".MR open 2 .",
        "see \\fBopen\\fP(2) and more",
        "see \\f[B]open\\f[R]\\|(2)",
        "\\fB\\%open\\fR(2)",
        ".SH SEE ALSO\nopen(2), close(2)",
    ],
)
def test_written_forms_of_a_reference(roff: str) -> None:
    assert ("open", "2") in written(f".TH x 2\n{roff}\n")


@pytest.mark.parametrize(
    "roff",
    [
        ".IP (2)",
        ".SS Ancient history (2)",
        '.\\" .BR open (2)',
        "open(2) in plain text\n.SH SEE ALSO",
        ".BR open ()",
        ".BR open (two)",
    ],
)
def test_written_forms_of_something_else(roff: str) -> None:
    assert written(f".TH x 2\n{roff}\n") == set()


def test_a_written_name_has_no_escapes() -> None:
    assert written("\n.BR request\\-key (2)\n.MR x\\-y 7") == {("request-key", "2"), ("x-y", "7")}


def page(body: str, path: str = "man2/x.2", head: str = ".TH x 2 (date) manlint\n") -> Page:
    return read(Source(path, head + body))


def found(body: str) -> list[tuple[str, str, str]]:
    """Name, section and source text of the references in a page."""
    there = page(body)
    return [
        (name, section, there.source.text[slice(*unit.span(start, end))])
        for name, section, unit, start, end in references(there)
    ]


@pytest.mark.parametrize(
    ("body", "source"),
    [
        (".SH A\nSee\n.BR open (2).\n", "open (2)"),
        (".SH A\nSee \\fBopen\\fP(2).\n", "open\\fP(2)"),
        (".SH A\n.TP\n.BR open (2)\nopens.\n", "open (2)"),
        (".SH A\n.TS\nl.\nT{\n.BR open (2)\nT}\n.TE\n", "open (2)"),
        (".SH SEE ALSO\nopen(2), and more\n", "open(2)"),
        (".SH SEE ALSO\n.IR open (2)\n", "open (2)"),
    ],
)
def test_a_reference_knows_its_place(body: str, source: str) -> None:
    assert found(body) == [("open", "2", source)]


@pytest.mark.parametrize(
    "body",
    [
        ".SH A\nThe call open(2) in plain text.\n",
        ".SH A\nAll of it is bold:\n.B open(2)\n",
        ".SH A\nA value\n.IR f (2)\nof a function.\n",
        ".SH A\n.EX\n\\fBopen\\fP(2)\n.EE\n",
        ".SH SYNOPSIS\n.nf\n\\fBopen\\fP(2)\n.fi\n",
        ".SH SEE ALSO\n.EX\nopen(2)\n.EE\n",
    ],
)
def test_what_only_looks_like_a_reference(body: str) -> None:
    assert found(body) == []


def test_other_projects_pages_are_single_names_or_prefixes(tmp_path: Path) -> None:
    file = tmp_path / "pages.csv"
    file.write_text("name,section,project,package\nacl,5,acl,acl\nsd_*,3,systemd,\n*,3x,curses,\n")
    pages = foreign_pages((str(file),))
    known = {("acl", "5"), ("sd_notify", "3"), ("anything", "3x")}
    unknown = {("acl", "3"), ("acl_free", "5"), ("sd_notify", "5")}
    assert {page for page in known | unknown if pages.has(*page)} == known


def test_the_list_of_other_projects_pages_is_tidy() -> None:
    with open(os.path.join(facts_folder(), FILE), encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    assert header == ["name", "section", "project", "package"]
    assert [row for row in rows if len(row) != 4 or not all(row[:3])] == []
    assert [row for row in rows if row[1][0] not in "23457"] == []
    keys = [(project.lower(), section, name) for name, section, project, _ in rows]
    assert keys == sorted(keys)
    assert len({(name, section) for name, section, *_ in rows}) == len(rows)


def tree(root: Path, *names: str) -> Tree:
    for name in names:
        section = name.rpartition(".")[2]
        (root / f"man{section}").mkdir(exist_ok=True)
        (root / f"man{section}" / name).touch()
    return Tree(str(root))


@pytest.mark.parametrize(
    ("reference", "there"),
    [
        (("kill", "3"), ["kill(1)", "kill(2)"]),
        (("request-key", "2"), ["request_key(2)"]),
        (("ASCII", "7"), ["ascii(7)"]),
        (("numa_maps", "5"), ["proc_pid_numa_maps(5)"]),
        (("numa_maps", "2"), []),
        (("attr", "5"), []),
        (("pages", "5"), []),
    ],
)
def test_what_a_reference_may_mean(
    tmp_path: Path, reference: tuple[str, str], there: list[str]
) -> None:
    names = ("kill.1", "kill.2", "request_key.2", "ascii.7", "proc_pid_numa_maps.5")
    known = tree(tmp_path, *names, "proc_pid_attr.5", "pa_ges.5", "page.s.5")
    assert kind.elsewhere(known, *reference) == there


def messages(body: str, known: Tree | None, **options: tuple[str, ...]) -> list[str]:
    chosen = kind.Options(sections=options.pop("sections", ("2", "3")), **options)
    return [finding.message for finding in kind.check(page(body), RULE, chosen, known)]


def test_a_page_of_its_own_subsection_is_another_page(tmp_path: Path) -> None:
    known = tree(tmp_path, "timespec.3type")
    body = ".SH A\n.BR timespec (3type)\n.BR timespec (3)\n.BR timespec (4)\n"
    assert messages(body, known) == ["timespec(3) is not in the tree; timespec(3type) is"]


def test_options_of_the_check(tmp_path: Path) -> None:
    known, body = tree(tmp_path, "x.2"), ".SH A\n.BR gone (2)\n"
    assert messages(body, known) == ["gone(2) is not in the tree"]
    assert messages(body, None) == []
    assert messages(body, known, sections=("3",)) == []
    assert messages(body, known, sources=("manlint",)) != []
    assert messages(body, known, sources=("Linux man-pages",)) == []
    assert messages(body, known, extra=("gone(2)",)) == []
    assert messages(body, known, catalogues=("x(2)",)) == []


def test_problems_of_options(tmp_path: Path) -> None:
    assert list(kind.problems(RULE, kind.Options(sections=("2",), foreign=(FILE,)))) == []
    wrong = kind.Options((), foreign=(str(tmp_path / "none.csv"),), extra=("open",))
    assert [key for key, _ in kind.problems(RULE, wrong)] == ["sections", "foreign", "extra"]


@pytest.mark.parametrize("rewrite", REWRITES)
def test_rewriting_an_example_changes_nothing(rewrite: str) -> None:
    document = read_document(DOCUMENT, "references")
    bad = [example for example in document.examples if example.verdict == "Bad"]
    assert [text for example in bad for text in unseen(document.rule, example, rewrite)] == []


def test_the_first_look_misses_no_reference(real_tree: RealTree) -> None:
    for path in random.Random(5).sample(real_tree.pages(), 150):
        there = read(load(str(path)))
        marked = {reference[:2] for reference in references(there)}
        assert marked <= written(there.text), path


def test_findings_on_real_pages(tree_614: RealTree) -> None:
    known, lines = Tree(str(tree_614.root)), []
    rule = read_document(DOCUMENT, "references").rule
    options = read_options(kind.Options, rule.options)
    for name in ("man2/mount_setattr.2", "man2/syscalls.2", "man5/tmpfs.5", "man7/keyrings.7"):
        source = load(str(tree_614.root / name))
        for finding in kind.check(read(source), rule, options, known):
            lines.append(f"{name}:{source.line(finding.span.start)}: {finding.message}")
    assert lines == [
        "man2/mount_setattr.2:277: fsmount(2) is not in the tree",
        "man2/mount_setattr.2:694: open_tree(2) is not in the tree",
        "man2/mount_setattr.2:701: move_mount(2) is not in the tree",
        "man2/mount_setattr.2:818: perf_setattr(2) is not in the tree",
        "man5/tmpfs.5:147: fadvise(2) is not in the tree",
        "man5/tmpfs.5:154: fadvise(2) is not in the tree",
        "man7/keyrings.7:639: request-key(2) is not in the tree; request_key(2) is",
    ]
