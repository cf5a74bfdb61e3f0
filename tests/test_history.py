"""Statements about old kernels: their forms, what the policy says of them, and the fix of a tag."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from manlint.checks import bind
from manlint.checks import policy as kind
from manlint.checks.policyhint import older_near
from manlint.claims.history import Dated, dated
from manlint.facts import text_of
from manlint.files.load import load
from manlint.finding import Finding
from manlint.page import read
from manlint.policy import Action, Form, action, policy_for
from manlint.source import Source
from tests.onpage import HEAD, findings, lines, rules
from tests.realtree import RealTree

NAME = "history-older-than-policy"
TAG = ".TP\n{}\nText.\n"


def said(body: str) -> list[str]:
    """Form, bounds and words of the statements under a heading: "since 2.4- 'Linux 2.4'"."""
    return [shown(found) for found in dated(read(Source("man2/x.2", HEAD + body)))]


def shown(found: Dated) -> str:
    since, before = ("" if bound is None else text_of(bound) for bound in found.interval)
    return f"{found.form} {since}-{before} {found.unit.text[found.start : found.end]!r}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Since Linux 2.4.19, it waits.", "since 2.4.19- 'Linux 2.4.19'"),
        ("It waits (since kernel 2.4).", "since 2.4- 'kernel 2.4'"),
        ("(Since Linux 2.4.36 / 2.6.23) It waits.", "since 2.6.23- 'Linux 2.4.36 / 2.6.23'"),
        ("Since Linux 2.4.21 and Linux 2.5.49.", "since 2.5.49- 'Linux 2.4.21 and Linux 2.5.49'"),
        ("Starting with Linux 2.2, it waits.", "since 2.2- 'Linux 2.2'"),
        ("From Linux 2.4 onward, it waits.", "since 2.4- 'Linux 2.4'"),
        ("On Linux 2.6 and later, it waits.", "condition 2.6- 'Linux 2.6'"),
        ("Only with Linux 2.4 or above.", "condition 2.4- 'Linux 2.4'"),
        ("Linux 2.2+ does it.", "condition 2.2- 'Linux 2.2'"),
        ("It needs a kernel >= 2.6 to wait.", "condition 2.6- 'kernel >= 2.6'"),
        ("Before Linux 2.4.10, it waits.", "before -2.4.10 'Linux 2.4.10'"),
        ("In Linux 2.4 and earlier, it waits.", "before -2.4 'Linux 2.4'"),
        ("Up to and including Linux 2.2 it waits.", "before -2.2 'Linux 2.2'"),
        ("From Linux 2.4 up to 3.15, it is 8.", "before 2.4-3.15 'Linux 2.4 up to 3.15'"),
        ("From Linux 2.4 up to Linux 3.15.", "before 2.4-3.15 'Linux 2.4 up to Linux 3.15'"),
        ("In Linux 2.6.x and earlier.", "before -2.6.1000000 'Linux 2.6.x'"),
    ],
)
def test_forms_in_text(text: str, expected: str) -> None:
    assert said(text + "\n") == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Since glibc 2.4, it waits.",
        "In Linux 2.4, it waits.",
        "It was added in Linux 2.4.",
        "Some kernels (after Linux 2.0) wait.",
        "This is a leftover from Linux 2.4.",
        "This describes the situation as of kernel version 1.1.94.",
        "It tells of changes since Linux 2.2.",
        ".TS\nl l.\nLinux 2.0 and later\tLinux 2.2 or later\n.TE",
        ".EX\nsince Linux 2.4\n.EE",
    ],
)
def test_text_that_no_policy_is_about(text: str) -> None:
    assert said(text + "\n") == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('.BR O_FOO " (since Linux 2.4.10)"', "tag 2.4.10- 'Linux 2.4.10'"),
        ('.BR O_FOO " (Since Linux 2.4.22 / 2.5.68)"', "tag 2.5.68- 'Linux 2.4.22 / 2.5.68'"),
        (".I x\n(since Linux 2.4)", ""),
        ('.IR x " (Boolean; since Linux 2.2)"', "tag 2.2- 'Linux 2.2'"),
        ('.BR X " (since Linux 2.4, here only)"', "tag 2.4- 'Linux 2.4'"),
        ('.BR X " (Linux 2.0 to Linux 2.5.15)"', "before 2.0-2.5.15 'Linux 2.0 to Linux 2.5.15'"),
        ('.BR X " (until Linux 2.4)"', "before -2.4 'Linux 2.4'"),
        ('.BR X " (obsolete since Linux 2.4)"', ""),
        ('.BR X " since Linux 2.4"', ""),
        ('.BR X " (a) since Linux 2.4 (b)"', ""),
    ],
)
def test_forms_in_tags(line: str, expected: str) -> None:
    found = [text for text in said(TAG.format(line)) if not text.startswith("since ")]
    assert found == ([expected] if expected else [])


def test_the_section_makes_the_form() -> None:
    body = "Since Linux 2.4.\n.SS Inside (since Linux 2.2)\nBefore Linux 2.0.\nLinux 1.2.\n"
    wanted = ["2.4- 'Linux 2.4'", "2.2- 'Linux 2.2'", "-2.0 'Linux 2.0'", "1.2-1.2 'Linux 1.2'"]
    assert said(f".SH HISTORY\n{body}") == [f"history {text}" for text in wanted]
    assert said(f".SH VERSIONS\n{body}") == [f"versions {text}" for text in wanted]
    assert said(f".SH NOTES\n{body}")[:2] == ["since 2.4- 'Linux 2.4'", "tag 2.2- 'Linux 2.2'"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            TAG.format('.BR O_FOO " (since Linux 2.4.10)"'),
            "drop the tag: true since Linux 2.4.10, before the oldest kernel kept (2.6)",
        ),
        (
            TAG.format('.BR O_FOO " (since Linux 2.4.22 / 2.5.68)"'),
            "drop the tag: true since Linux 2.5.68, before the oldest kernel kept (2.6)",
        ),
        (
            "Since Linux 2.5, it waits.\n",
            "drop the condition: true since Linux 2.5, before the oldest kernel kept (2.6)",
        ),
        (
            "On Linux 2.6.0 and later, it waits.\n",
            "drop the condition: true since Linux 2.6.0, the oldest kernel kept (2.6)",
        ),
    ],
)
def test_the_finding_says_what_to_do(text: str, message: str) -> None:
    assert [finding.message for finding in findings(NAME, HEAD + text)] == [message]


def test_the_policy_is_an_option() -> None:
    body = "Since Linux 2.4.\nSince Linux 4.20.\nSince Linux 5.0.\nSince Linux 5.1.\n"
    assert lines(NAME, body) == [1]
    lookback = {"profile": "lookback-7y", "reference": "2026-02-23"}
    assert lines(NAME, body, **lookback) == [1, 2, 3]
    assert lines(NAME, body, **lookback, cut="5.1") == [1, 2, 3, 4]
    assert lines(NAME, body, forms=["tag"]) == []


def test_forms_of_a_later_day_are_judged_by_the_same_table() -> None:
    body = "Before Linux 2.4, no.\nUntil Linux 3.0, no.\n.SH VERSIONS\nSince Linux 6.0.\n"
    found = findings(NAME, HEAD + body, forms=["before", "versions"])
    assert [finding.message for finding in found] == [
        "drop: true until Linux 2.4, before the oldest kernel kept (2.6)",
        "move to HISTORY: true until Linux 3.0, after the oldest kernel kept (2.6)",
        "move to HISTORY: true since Linux 6.0, after the oldest kernel kept (2.6)",
    ]


def test_problems_of_options() -> None:
    rule = rules()[NAME]
    assert list(kind.problems(rule, kind.Options(forms=("tag",)))) == []
    wrong = kind.Options(forms=("tag",), profile="none")
    assert [key for key, _ in kind.problems(rule, wrong)] == ["profile"]


def found_everywhere(tree: RealTree) -> Iterator[tuple[str, Finding]]:
    check = bind(rules()[NAME])
    for path in tree.pages():
        for finding in check(read(load(str(path))), None):
            yield path.relative_to(tree.root).as_posix(), finding


def test_findings_on_real_pages(tree_614: RealTree) -> None:
    found = list(found_everywhere(tree_614))
    words = [
        f"{finding.source.line(finding.span.start)} {finding.message.partition(',')[0]}"
        for path, finding in found
        if path == "man2/open.2"
    ]
    assert words == [
        "346 drop the tag: true since Linux 2.4.10",
        "422 drop the condition: true since Linux 2.6",
        "436 drop the condition: true since Linux 2.6",
    ]
    tags = [finding for _, finding in found if finding.message.startswith("drop the tag")]
    assert (len(tags), len(found)) == (206, 311)
    assert sum(finding.fix is not None for finding in tags) == 204
    assert not any(finding.fix for _, finding in found if finding not in tags)


@pytest.mark.parametrize("profile", ["man-pages", "lookback-7y"])
def test_the_first_look_misses_nothing(tree_614: RealTree, profile: str) -> None:
    policy = policy_for(profile, "2026-02-23")
    forms = (Form.TAG, Form.SINCE, Form.CONDITION)
    missed: list[str] = []
    for path in tree_614.pages()[::5]:
        page = read(load(str(path)))
        seen = {shown(found) for found in dated(page, older_near(page, forms, policy))}
        missed += [
            f"{path.name}: {shown(found)}"
            for found in dated(page)
            if found.form in forms
            and action(found.form, found.interval, policy) is not Action.LEAVE
            and shown(found) not in seen
        ]
    assert missed == []
