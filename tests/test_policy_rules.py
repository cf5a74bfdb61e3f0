"""The rules of the policy: the table form by form on a page, and both profiles on open(2)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from manlint.checks import bind
from manlint.checks.policyhint import older_near
from manlint.claims.history import dated
from manlint.files.load import load
from manlint.finding import Finding
from manlint.page import Page, read
from manlint.policy import Action, Form, action, policy_for
from manlint.resources import folder
from manlint.rules.document import read_document
from manlint.source import Source
from tests.realtree import RealTree

DAY = "2026-02-23"  # when seven years back are Linux 5.0
NAMES = (
    "history-older-than-policy",
    "past-behavior-outside-history",
    "history-in-versions",
    "old-line-in-history",
)
RULES = {
    name: read_document(str(Path(folder("rules"), "history", f"{name}.md")), "history").rule
    for name in NAMES
}
HEAD = ".TH x 2 2026-01-02 manlint\n.SH NAME\nx \\- a page\n.SH DESCRIPTION\n"


def found(page: Page, profile: str, *names: str) -> list[Finding]:
    """What the rules find on a page under a profile, by place."""
    every: list[Finding] = []
    for name in names or NAMES:
        rule = replace(RULES[name], rewords=False)
        check = bind(rule.with_options({"profile": profile, "reference": DAY}))
        every += check(page, None)
    return sorted(every, key=lambda finding: finding.span)


def said(body: str, profile: str) -> list[str]:
    """The action and the line, from 1, of each finding in `body`."""
    page = read(Source("man2/x.2", HEAD + body))
    start = HEAD.count("\n")
    return [
        f"{finding.message.partition(':')[0]} {page.source.line(finding.span.start) - start}"
        for finding in found(page, profile)
    ]


# each row of the table, with a version before the cut of each profile, at it, and after it
TABLE = [
    ('.TP\n.BR A " (since Linux {})"\nB.\n', "drop the tag 2", "drop the tag 2"),
    ("Before Linux {}, no.\n", "drop 1", "drop 1"),
    ("Until Linux {}, no.\n", "drop 1", "drop 1"),
    ("In Linux {} and earlier, no.\n", "drop 1", "drop 1"),
    ("Since Linux {}, yes.\n", "drop the condition 1", "drop the condition 1"),
    ("On Linux {} and later, yes.\n", "drop the condition 1", "drop the condition 1"),
    (".SH HISTORY\nLinux {}.\n", "", "drop 2"),
    (".SH VERSIONS\nSince Linux {}, yes.\n", "move to HISTORY 2", "drop 2"),
]


@pytest.mark.parametrize(("body", "first", "second"), TABLE)
def test_each_row_before_the_cut(body: str, first: str, second: str) -> None:
    assert said(body.format("2.4.10"), "man-pages") == [first] * bool(first)
    assert said(body.format("4.20"), "lookback-7y") == [second]


@pytest.mark.parametrize(("body", "first", "second"), TABLE)
def test_each_row_at_the_cut(body: str, first: str, second: str) -> None:
    kept = "and later" in body or not first.startswith("drop the")
    assert said(body.format("2.6"), "man-pages") == [first] * bool(first and kept)
    assert said(body.format("5.0"), "lookback-7y") == [second]


@pytest.mark.parametrize(("body", "first", "_second"), TABLE)
def test_each_row_after_the_cut(body: str, first: str, _second: str) -> None:
    versions = "VERSIONS" in body
    moved = {"drop 1": ["move to HISTORY 1"], "move to HISTORY 2": ["move to HISTORY 2"]}
    assert said(body.format("2.6.33"), "man-pages") == moved.get(first, [])
    assert said(body.format("5.1"), "lookback-7y") == ["move to HISTORY 2"] * versions


def test_what_stands_together_is_one_hunk() -> None:
    body = (
        ".SH VERSIONS\nOthers do.\nBefore Linux 2.6.11, no.\nHowever, it did.\n.P\n"
        '.\\" a comment\nSince Linux 2.6.11, yes.\n.P\nOthers do not.\n.P\nSince Linux 3.1, too.\n'
    )
    page = read(Source("man2/x.2", HEAD + body))
    one, other = found(page, "man-pages")
    text = page.source.text
    assert text[one.span.start : one.span.end].startswith("Before Linux 2.6.11, no.\nHowever")
    assert text[one.span.start : one.span.end].endswith("Since Linux 2.6.11, yes.")
    assert text[other.span.start : other.span.end] == "Since Linux 3.1, too."
    assert len(one.sentences) == 2


def test_parts_with_different_actions_are_apart() -> None:
    body = ".SH VERSIONS\nBefore Linux 4.4, no.\nSince Linux 5.5, yes.\n"
    assert said(body, "lookback-7y") == ["drop 2", "move to HISTORY 3"]
    assert said(body, "man-pages") == ["move to HISTORY 2"]


def test_a_remark_in_parentheses_is_the_hunk() -> None:
    page = read(Source("man2/x.2", HEAD + "It has 128 bytes\n(64 before Linux 2.6.19).\n"))
    (one,) = found(page, "man-pages")
    assert page.source.text[one.span.start : one.span.end] == "(64 before Linux 2.6.19)"


OPEN = {
    "man-pages": [
        "346 drop the tag",  # O_DIRECT (since Linux 2.4.10)
        "422 drop the condition",
        "436 drop the condition",
        "1225 move to HISTORY",
        "1348 move to HISTORY",  # the paragraphs about 2.6.33
    ],
    "lookback-7y": [
        "174 drop the condition",
        "180 drop the tag",
        "346 drop the tag",
        "422 drop the condition",
        "436 drop the condition",
        "478 drop the tag",
        "575 drop the tag",
        "607 drop the condition",
        "611 drop the condition",
        "615 drop the condition",
        "757 drop the tag",
        "1225 drop",
        "1348 drop",
    ],
}


@pytest.mark.parametrize("profile", OPEN)
def test_open_under_both_profiles(tree_614: RealTree, profile: str) -> None:
    page = read(load(str(tree_614.root / "man2/open.2")))
    default = [name for name in NAMES if name != "old-line-in-history"]
    lines = [
        f"{page.source.line(finding.span.start)} {finding.message.partition(':')[0]}"
        for finding in found(page, profile, *default)
    ]
    assert lines == OPEN[profile]
    (history,) = found(page, profile, "history-in-versions")
    assert page.source.line(history.span.end - 1) == 1375


FIGURES = {
    "man-pages": {"drop the tag": 206, "drop the condition": 105, "move": 283, "drop": 56},
    "lookback-7y": {"drop the tag": 1045, "drop the condition": 636, "move": 7, "drop": 669},
}


@pytest.mark.parametrize("profile", FIGURES)
def test_findings_on_real_pages_and_the_first_look(tree_614: RealTree, profile: str) -> None:
    """Counts by action, and that looking at a few places only misses none of the statements."""
    policy = policy_for(profile, DAY)
    counts = dict.fromkeys(FIGURES[profile], 0)
    missed = []
    for path in tree_614.pages():
        page = read(load(str(path)))
        for finding in found(page, profile):
            counts[finding.message.partition(":")[0].removesuffix(" to HISTORY")] += 1
        near = older_near(page, [*Form], policy)
        seen = {(one.number, one.unit.text, one.start) for one in dated(page, near)}
        missed += [
            f"{path.name}: {one.form} {one.unit.text[one.start : one.end]}"
            for one in dated(page)
            if action(one.form, one.interval, policy) is not Action.LEAVE
            and (one.number, one.unit.text, one.start) not in seen
        ]
    assert (counts, missed) == (FIGURES[profile], [])


def test_open_with_only_the_oldest_history_left(tree_614: RealTree) -> None:
    """As the thread proposes: of the subsection only the paragraph about before 2.6.33 stays."""
    source = load(str(tree_614.root / "man2/open.2"))
    text = source.text
    start = text.index(".P\nBefore Linux 2.6.33")
    end = text.index(".P\nSince Linux 2.6.33")
    subsection = text.index(".SS Synchronized I/O\n") + len(".SS Synchronized I/O\n")
    after = text.index('.\\"\n.SS C library/kernel differences')
    shorter = text[:subsection] + text[start:end] + text[after:]
    page = read(Source(source.path, shorter))
    for profile in OPEN:
        assert len(found(page, profile, "history-in-versions")) == 1
        assert len(found(page, profile)) == len(found(read(source), profile))
