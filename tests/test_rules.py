"""Every rule's examples, as written and written in other ways, and the runner that runs them."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from manlint.checks import text
from manlint.checks.options import read_options
from manlint.resources import folder
from manlint.rules import Rule
from manlint.rules.document import read_document
from manlint.rules.examples import Example, Fence
from manlint.rules.index import rule_files
from manlint.rules.runner import failures, frame, run
from tests.rewrap import REWRITES, fonts_inline, in_cells, one_word_a_line
from tests.rule_documents import FIXED, GOOD, document

PATHS = [
    pytest.param(path, group, id=os.path.basename(path)[:-3])
    for path, group in rule_files(folder("rules"))
]


@pytest.mark.parametrize(("path", "group"), PATHS)
def test_examples_are_found_as_marked(path: str, group: str) -> None:
    found = failures(read_document(path, group))
    shown = [f"{failure.path}:{failure.line}: {failure.problem}" for failure in found]
    assert not shown, "\n".join(shown)


TEXT_RULES = [case for case in PATHS if 'check = "text"' in Path(str(case.values[0])).read_text()]


@pytest.mark.parametrize("rewrite", REWRITES)
@pytest.mark.parametrize(("path", "group"), TEXT_RULES)
def test_a_text_rule_sees_through_rewriting(path: str, group: str, rewrite: str) -> None:
    read = read_document(path, group)
    kinds = read_options(text.Options, read.rule.options).kinds
    if rewrite == "in cells" and "cell" not in kinds:
        return  # the rule says that it does not look into tables
    bad = [example for example in read.examples if example.verdict == "Bad"]
    shown = [problem for example in bad for problem in unseen(read.rule, example, rewrite)]
    assert not shown, "\n\n".join(shown)


def unseen(rule: Rule, example: Example, rewrite: str) -> list[str]:
    """The files of `example` with another number of findings when they are rewritten."""
    files = tuple(replace(f, text=REWRITES[rewrite](f.source)) for f in example.files)
    results = run(rule, replace(example, files=files, fixed=()))
    return [
        f"{rule.path}:{marked.line}: {len(marked.marks())} marks, {len(findings)} findings in\n"
        + framed.fence.text
        for marked, (framed, findings) in zip(example.files, results, strict=True)
        if len(marked.marks()) != len(findings)
    ]


REWRAPPED = """\
.SH DESCRIPTION
Text with\\ a .dot
.BR read (2),
.I a b
.TP
.B O_X
.BI "x " y z
.EX
as is
.EE
"""


def test_the_rewrites_themselves() -> None:
    lines = one_word_a_line(REWRAPPED).split("\n")
    assert lines[:5] == [".SH DESCRIPTION", "Text", "with\\ a", "\\&.dot", ".BR read (2),"]
    assert lines[5:] == REWRAPPED.split("\n")[3:]
    assert fonts_inline(REWRAPPED).split("\n")[2:7] == [
        "\\fBread\\fP(2),",
        "\\fIa b\\fP",
        ".TP",
        "\\fBO_X\\fP",
        "\\fBx \\fP\\fIy\\fP\\fBz\\fP",
    ]
    assert in_cells(REWRAPPED).split("\n") == [
        ".SH DESCRIPTION", ".TS", "l.", "T{", "Text with\\ a .dot", ".BR read (2),", ".I a b",
        "T}", ".TE", ".TP", ".B O_X", ".TS", "l.", "T{", '.BI "x " y z', "T}", ".TE",
        ".EX", "as is", ".EE", "",
    ]  # fmt: skip


def problems(tmp_path: Path, text: str) -> list[tuple[int, str]]:
    return [(found.line, found.problem) for found in failures(document(tmp_path, text))]


def test_a_right_document_has_no_failure(tmp_path: Path) -> None:
    assert problems(tmp_path, GOOD) == []


def test_a_mark_without_a_finding_and_the_reverse_are_shown_as_a_diff(tmp_path: Path) -> None:
    text = GOOD.replace(".B LOUD", "soft.")
    text = text.replace("This is loud.", "This is LOUD.")
    (bad, shown), (good, _) = problems(tmp_path, text)
    assert shown.split("\n")[3:] == [
        " This is", '-soft. \\" finding', "+soft.", ' and this is LOUD. \\" finding'
    ]  # fmt: skip
    assert text.split("\n")[bad - 1] == "This is"
    assert text.split("\n")[good - 1] == "This is LOUD."
    two = GOOD.replace("is LOUD.", "is LOUD, LOUD.")
    (found,) = problems(tmp_path, two)
    assert found[1].split("\n")[-4:] == [
        '-and this is LOUD, LOUD. \\" finding',
        '+and this is LOUD, LOUD. \\" finding \\" finding',
        "line 3: LOUD shouts",
        "line 3: LOUD shouts",
    ]


def test_a_known_miss_that_is_found_is_a_failure(tmp_path: Path) -> None:
    assert not problems(tmp_path, GOOD.replace("This is", 'And \\" todo-finding\nthis is', 1))
    (found,) = problems(tmp_path, GOOD.replace('LOUD. \\" finding', 'LOUD. \\" todo-finding'))
    assert '+and this is LOUD. \\" finding' in found[1]


def fixing(text: str) -> str:
    return GOOD.replace("pattern =", 'replace = "loud"\npattern =').replace("## Good", text)


def test_a_fix_must_give_the_text_under_fixed(tmp_path: Path) -> None:
    assert problems(tmp_path, fixing(FIXED)) == []
    (found,) = problems(tmp_path, fixing(FIXED.replace("this is loud", "this is quiet")))
    assert found[1].split("\n")[-2:] == ["-and this is quiet.", "+and this is loud."]
    half = fixing(FIXED.replace(".B loud", ".B LOUD"))
    assert [problem.split("\n")[0] for _, problem in problems(tmp_path, half)] == ["--- ## Fixed"]
    louder = FIXED.replace("B loud", "B LOUDER").replace("is loud", "is LOUDER")
    (found,) = problems(tmp_path, fixing(louder).replace('replace = "loud"', 'replace = "LOUDER"'))
    assert '+and this is LOUDER. \\" finding' in found[1]
    assert [p for _, p in problems(tmp_path, fixing("## Good"))] == [
        "it offers a fix and has no ## Fixed"
    ]


def test_an_error_of_a_check_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr(text, "check", broken)
    found = problems(tmp_path, GOOD)
    assert [p for _, p in found] == ["the check raised ZeroDivisionError: by nought"] * 2


def test_settings_of_an_example_are_options_of_its_rule(tmp_path: Path) -> None:
    quiet = GOOD.replace("```roff\nThis is loud.", '```toml\nkinds = "tag"\n```\n\n```roff\nLOUD')
    assert problems(tmp_path, quiet) == []
    wrong = quiet.replace('kinds = "tag"', "kind = 3")
    assert [p for _, p in problems(tmp_path, wrong)] == [
        'unknown option "kind"; did you mean "kinds"?'
    ]


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("words\n", 2),
        (".SHX\nwords\n", 2),
        (".TH x 2\n", 0),
        (".SH NAME\n", 0),
        ("'SH NAME\n", 0),
        ('.\\" comment\n.SH NAME\n', 0),
        (".so man2/y.2\n", 0),
        (".Dd today\n", 0),
    ],
)
def test_a_piece_of_a_page_gets_a_frame(text: str, before: int) -> None:
    framed = frame(Fence("man3/some.page.3", text, 1), "/root")
    assert framed.before == before
    assert framed.source.text.endswith(text)
    assert framed.source.path == "/root/man3/some.page.3"
    if before:
        assert framed.source.line_text(1).startswith(".TH some.page 3 ")
