"""References in the text: how they must be set, and the fix that changes nothing but fonts."""

from __future__ import annotations

import random

import pytest

from manlint.checks import bind
from manlint.checks.referencemarkup import _near
from manlint.files.load import load
from manlint.fix import applied, together
from manlint.page import read
from manlint.prose import units
from manlint.source import Source
from tests.onpage import HEAD, findings, fixed, lines, rules
from tests.realtree import RealTree

NAME = "reference-markup"


@pytest.mark.parametrize(
    ("body", "after"),
    [
        (".B foo(2)\n", ".BR foo (2)\n"),
        (".I foo(2)\n", ".BR foo (2)\n"),
        (".B foo(2),\n", ".BR foo (2),\n"),
        (".BR foo(2)\n", ".BR foo (2)\n"),
        (".BR foo(2) .\n", ".BR foo (2).\n"),
        (".BR foo(2) ),\n", ".BR foo (2)),\n"),
        (".IR foo (2),\n", ".BR foo (2),\n"),
        (".BI foo (2)\n", ".BR foo (2)\n"),
        (".RI ( foo (2))\n", ".RB ( foo (2))\n"),
        (".RB ( foo(2) ).\n", ".RB ( foo (2)).\n"),
        ("foo(2)\n", ".BR foo (2)\n"),
        ("foo(2).\n", ".BR foo (2).\n"),
        ("(foo(2)),\n", ".RB ( foo (2)),\n"),
        ("foo\\-bar(2)\n", ".BR foo\\-bar (2)\n"),
        ("see foo(2)\n", "see\n.BR foo (2)\n"),
        ("foo(2) waits\n", ".BR foo (2)\nwaits\n"),
        ("as foo(2), it waits\n", "as\n.BR foo (2),\nit waits\n"),
        ("it waits (see foo(2)) here\n", "it waits (see\n.BR foo (2))\nhere\n"),
        (".TP\nfoo(2)\nWaits.\n", ".TP\n.BR foo (2)\nWaits.\n"),
        (
            ".TS\nl l.\nfoo(2)\tbar(3)\n.TE\n",
            ".TS\nl l.\n\\f[B]foo\\f[](2)\t\\f[B]bar\\f[](3)\n.TE\n",
        ),
        (".TS\nl.\nT{\nas foo(2)\nT}\n.TE\n", ".TS\nl.\nT{\nas\n.BR foo (2)\nT}\n.TE\n"),
        (".SH SEE ALSO\nfoo(2)\n", ".SH SEE ALSO\n.BR foo (2)\n"),
    ],
)
def test_a_reference_that_can_be_set(body: str, after: str) -> None:
    assert fixed(NAME, body, unsafe=True) == after
    assert lines(NAME, after) == []


@pytest.mark.parametrize(
    "body",
    [
        "It waits. foo(2) does not\n",  # a newline would end a sentence
        "foo(2). It waits\n",
        "as  foo(2) does\n",  # two blanks
        " foo(2) does\n",  # a blank at the begin breaks the line
        "as foo(2) .x\n",  # a control character would begin a line
        "as foo(2) does \\fBthis\\fP\n",  # a macro would reset the font
        "as foo(2) does \\\nthis\n",
        "as \\\nfoo(2)\n",
        'as foo(2) \\" comment\n',
        "\\fBfoo(2)\\fP\n",
        "\\fIfoo\\fP(2)\n",
        "\\fIas\nfoo(2)\\fP\n",
        ".B see foo(2)\n",
        ".B foo(2) and more\n",
        '.B foo(2) \\" comment\n',
        ".TP\nfoo(2) waits\nText.\n",
        ".B\nfoo(2)\n",
    ],
)
def test_a_reference_that_a_person_has_to_set(body: str) -> None:
    assert len(lines(NAME, body)) == 1
    assert fixed(NAME, body, unsafe=True) == body


@pytest.mark.parametrize(
    "body",
    [
        ".BR foo (2),\n",
        ".RB ( foo (2)),\n",
        ".MR foo 2\n",
        "\\fBfoo\\fP(2)\n",
        "\\f[B]foo\\f[R](2)\n",
        '.BR "foo" "(2)"\n',
        ".RB non- foo (2)\n",
        ".TP\n.BR foo (2)\nWaits.\n",
        ".SS foo(2) semantics\n",
        ".SH NAME\nx \\- like foo(2)\n",
        ".SH SYNOPSIS\n.nf\nfoo(2)\n.fi\n",
        ".EX\nfoo(2)\n.EE\n",
        '.\\" foo(2)\n',
        "It takes O(1), log(0), f(2).\n",
        ".IR clog(z)/log(2) .\n",
        "See <man:foo(1)> and foo.c(2)(3).\n",
        "It has foo(9) and foo(two).\n",
        ".UR https://example.org/foo(2)\nthere\n.UE\n",
        '.BI "foo(" bar (2)\n',
    ],
)
def test_what_is_set_or_is_no_reference(body: str) -> None:
    assert lines(NAME, body) == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (".B foo(2)\n", "foo(2) is a reference and has all of it in bold"),
        (".I foo(2)\n", "foo(2) is a reference and has all of it in italic"),
        ("as foo(2)\n", "foo(2) is a reference and has all of it in roman"),
        (".IR foo (2)\n", "foo(2) is a reference and has its name not in bold"),
        (".BI foo (2)\n", "foo(2) is a reference and has its section not in roman"),
    ],
)
def test_the_finding_says_how_it_is_set(body: str, message: str) -> None:
    assert [finding.message for finding in findings(NAME, HEAD + body)] == [message]


def test_several_on_a_line_are_set_one_after_the_other() -> None:
    body = "foo(2), bar(3), baz(4).\n"
    assert lines(NAME, body) == [1, 1, 1]
    for _ in range(2):
        body = fixed(NAME, body, unsafe=True)
    assert body == ".BR foo (2),\n.BR bar (3),\n.BR baz (4).\n"


def test_a_macro_of_the_page_has_no_fix() -> None:
    made = ".de XX\nfoo(2)\n..\n.XX\n"
    assert len(findings(NAME, HEAD + made)) == 1
    assert fixed(NAME, made, unsafe=True) == made


def plain(source: Source) -> str:
    """The text of a page without its fonts."""
    return " ".join(" ".join(unit.text for unit in units(read(source))).split())


def test_findings_on_real_pages(tree_614: RealTree) -> None:
    check, seen = bind(rules()[NAME]), []
    for path in tree_614.pages():
        source = load(str(path))
        found = list(check(read(source), None))
        seen += [f"{path.name}:{source.line(finding.span.start)}" for finding in found]
        if found:
            edits = [e for _, fix in together(found, source.text, unsafe=True) for e in fix]
            assert plain(Source(source.path, applied(source.text, edits))) == plain(source)
    assert len(seen) == 33
    assert sorted({place.split(":")[0] for place in seen}) == [
        "cgroups.7",
        "madvise.2",
        "mq_overview.7",
        "pthread_key_create.3",
        "sigaction.2",
        "suffixes.7",
    ]


def test_the_first_look_misses_nothing(real_tree: RealTree) -> None:
    check, missed = bind(rules()[NAME]), []
    for path in random.Random(7).sample(real_tree.pages(), 150):
        page = read(load(str(path)))
        if not list(_near(page)):
            text = f"{page.source.text}\n.SH MORE\nas foo(2) does\n"
            found = list(check(read(Source(page.source.path, text)), None))
            missed += [path.name] if len(found) > 1 else []
    assert missed == []
