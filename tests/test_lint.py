"""The engine: rules over a page, links to pages, and what goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from manlint.files.tree import Tree
from manlint.finding import Finding, Severity
from manlint.lint import Bound, InternalError, run
from manlint.page import Page, read
from manlint.rules import Rule
from manlint.source import Source, Span
from manlint.survey.file import Checked, Plan, check_file, check_source
from manlint.survey.many import survey_pages
from manlint.survey.tally import Tally

TEXT = ".TH X 2\n.SH NAME\nx \\- one two two\n"


def bound(
    name: str,
    word: str,
    *,
    covers: tuple[str, ...] = (),
    group: str = "wording",
    needs_tree: bool = False,
    severity: Severity = Severity.WARNING,
) -> Bound:
    """A rule that finds each `word`, or raises at `!` if that is the word."""

    def check(page: Page, _tree: Tree | None) -> Iterator[Finding]:
        text = page.source.text
        at = text.find(word.strip("!"))
        while at >= 0:
            yield Finding(page.source, Span(at, at + len(word)), name, severity, f"{word} here")
            at = text.find(word, at + 1)
        if "!" in word:
            raise LookupError("no\nsuch thing")

    rule = Rule(name, "A word.", group, "text", severity, "0.1", covers=covers)
    return Bound(rule, check, needs_tree)


def found(*rules: Bound, tree: Tree | None = None, text: str = TEXT) -> list[tuple[str, int]]:
    page = read(Source("x.2", text))
    return [(finding.rule, finding.span.start) for finding in run(page, rules, tree)]


ONE, TWO = TEXT.index("one"), TEXT.index("two")


def test_findings_stand_in_the_order_of_the_page() -> None:
    assert found(bound("b", "two"), bound("a", "one"), bound("c", "o")) == [
        ("c", ONE),
        ("a", ONE),
        ("b", TWO),
        ("c", TWO + 2),
        ("b", TWO + 4),
        ("c", TWO + 6),
    ]


def test_the_same_finding_is_reported_once() -> None:
    assert found(bound("a", "one"), bound("a", "one")) == [("a", ONE)]


def test_a_special_rule_silences_the_one_it_covers_where_they_overlap() -> None:
    special = bound("special", "one two", covers=("general",))
    assert found(bound("general", "two"), special) == [("special", ONE), ("general", TWO + 4)]
    assert found(bound("other", "two"), special)[1:] == [("other", TWO), ("other", TWO + 4)]


def test_rules_that_need_a_tree_are_left_out_without_one(tmp_path: Path) -> None:
    rule = bound("a", "one", needs_tree=True)
    assert found(rule) == []
    assert found(rule, tree=Tree(str(tmp_path))) == [("a", ONE)]


def test_a_rule_that_raises_is_an_error_and_the_others_go_on() -> None:
    page, errors = read(Source("x.2", TEXT)), list[InternalError]()
    rules = (bound("broken", "one!"), bound("a", "one"))
    assert [finding.rule for finding in run(page, rules, None, errors)] == ["a"]
    (error,) = errors
    assert str(error).startswith(
        "x.2: internal error in rule broken: LookupError: no such thing (tests/test_lint.py:"
    )
    with pytest.raises(LookupError):
        run(page, rules, None)


def check(text: str, path: str = "x.2", lang: str = "", *rules: Bound) -> Checked:
    return check_source(Plan(rules, lang=lang), Source(path, text))


def test_translated_pages_get_structure_and_markup_only() -> None:
    rules = (
        bound("a", "one"),
        bound("b", "one", group="structure"),
        bound("c", "o", group="markup"),
    )
    german = check(TEXT, "man/de/man2/x.2", "", *rules)
    assert german.is_translated
    assert {finding.rule for finding in german.findings} == {"b", "c"}
    assert check(TEXT, "x.2", "ja", *rules).is_translated
    assert not check(TEXT, "man/de/man2/x.2", "en_US", *rules).is_translated
    assert len(check(TEXT, "x.2", "", *rules).findings) == 5


def test_links_and_mdoc_pages_are_not_checked() -> None:
    rule = bound("a", "o")
    link = check(".so man2/open.2\n", "x.2", "", rule)
    assert (link.link, link.findings) == ("man2/open.2", ())
    mdoc = check(".Dd today\n.Dt X 2\n.Os\n.Sh one\n", "x.2", "", rule)
    assert (mdoc.is_mdoc, mdoc.findings) == (True, ())


@pytest.fixture
def man(tmp_path: Path) -> Path:
    """Three pages, links to two of them, links in a circle and one to nothing."""
    for name in ("man2/a.2", "man2/b.2", "man3/c.3"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    links = {"l1.2": "man2/a.2", "l2.2": "man2/l1.2", "l3.2": "man3/c.3", "l4.2": "man2/l5.2"}
    for name, target in {**links, "l5.2": "man2/l4.2", "l6.2": "man2/none.2"}.items():
        (tmp_path / "man2" / name).write_text(f".so {target}\n")
    return tmp_path


@pytest.mark.parametrize("jobs", [1, 3])
def test_pages_behind_links_are_checked_once(man: Path, jobs: int) -> None:
    paths = sorted(map(str, (man / "man2").iterdir()))
    tally, seen = Tally(), []
    for checked in survey_pages(paths, Plan((bound("a", "one"),)), jobs):
        tally.add(checked)
        seen += [checked.path] * len(checked.findings)
        assert bool(checked.note) == checked.path.endswith("l6.2")
    assert [Path(path).name for path in seen] == ["a.2", "b.2", "c.3"]
    assert (tally.pages, tally.links, tally.findings) == (3, 6, 3)


def test_what_cannot_be_read_is_a_value_without_its_bytes(man: Path) -> None:
    checked = check_file(Plan(()), str(man / "none.2"))
    assert checked.problem
    assert checked.problem.reason == "no such file"
    assert checked.problem.__traceback__ is None


def test_a_reader_that_raises_costs_one_file(man: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("manlint.page.read", lambda _source: 1 // 0)
    checked = check_file(Plan(()), str(man / "man2/a.2"))
    assert str(checked.errors[0]).startswith(
        f"{man}/man2/a.2: internal error in reading: ZeroDivisionError: "
    )
    tally = Tally()
    tally.add(checked)
    assert (tally.pages, tally.skipped) == (0, 1)
