"""The pages written for this project: exact findings, lossless reading, text as recorded."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from difflib import unified_diff
from functools import cache
from pathlib import Path

import pytest

from manlint.files.load import load
from manlint.lint import prepare
from manlint.page import Page, read
from manlint.prose.plain import plain
from manlint.rules import PAGE, Rule, load_rules, select
from manlint.rules.precision import ENOUGH, read_precision
from manlint.survey.file import Checked, Plan
from manlint.survey.many import survey_pages

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
MAN = CORPUS / "man"
EXPECTED = CORPUS / "expected.txt"
TEXT = CORPUS / "text"

# A finding that --update added gets this reason; a person must write the real one.
NO_REASON = "?"
_LINE = re.compile(r"(?P<path>\S+?):(?P<line>\d+): (?P<rule>[a-z0-9-]+)  # (?P<why>.+)")
# groff has MR since 1.23
_MR = ".if !d MR \\{\\\n.de MR\n.IR \\\\$1 (\\\\$2)\\\\$3\n..\n.\\}\n"

Place = tuple[str, int, str]


def files() -> list[Path]:
    """Every page of the corpus, links and translations too."""
    return sorted(path for path in MAN.rglob("*") if path.is_file())


def name(path: Path) -> str:
    """How expected.txt and the tests call a page: man2/open.2."""
    return path.relative_to(MAN).as_posix()


@cache
def page(path: Path) -> Page:
    return read(load(str(path)))


def pages() -> list[Path]:
    """The files that are more than a link to another page."""
    return [path for path in files() if page(path).link is None]


@cache
def ready_rules() -> tuple[Rule, ...]:
    """The default rules, and those that are off only because they make a check slower."""
    chosen = {rule.name for rule in select(load_rules())}
    return tuple(r for r in select(load_rules(), ("ALL",)) if r.name in chosen or is_precise(r))


def is_precise(rule: Rule) -> bool:
    """Whether a rule that is off was judged as precise as a default one."""
    path = CORPUS / "precision" / f"{rule.name}.tsv"
    return path.exists() and read_precision(str(path)).share >= ENOUGH and rule.scope == PAGE


@cache
def checked() -> tuple[Checked, ...]:
    """What `manlint check` makes of the corpus, in one process."""
    plan = Plan(prepare(ready_rules()))
    return tuple(survey_pages([str(path) for path in files()], plan, 1))


def found() -> list[Place]:
    """Path, line and rule of every finding, sorted."""
    return sorted(
        (name(Path(each.path)), finding.source.line(finding.span.start), finding.rule)
        for each in checked()
        for finding in each.findings
    )


def expected() -> dict[Place, list[str]]:
    """The reasons of expected.txt for each place, one for each finding there."""
    reasons: dict[Place, list[str]] = {}
    for line in EXPECTED.read_text("utf-8").splitlines():
        match = _LINE.fullmatch(line)
        assert match, f"{EXPECTED.name}: not 'path:line: rule  # why': {line}"
        place = (match["path"], int(match["line"]), match["rule"])
        reasons.setdefault(place, []).append(match["why"])
    return reasons


def written(places: list[Place], reasons: dict[Place, list[str]]) -> str:
    """`places` as the text of expected.txt, with the reasons that are known.

    A finding that moved to another line keeps its reason: the next unused one of the
    same rule on the same page.
    """
    left = {place: list(why) for place, why in reasons.items()}
    here = [left[place].pop(0) if left.get(place) else None for place in places]
    lines = (
        f"{path}:{line}: {rule}  # {why or next(_moved(left, path, rule), NO_REASON)}\n"
        for (path, line, rule), why in zip(places, here, strict=True)
    )
    return "".join(lines)


def _moved(left: dict[Place, list[str]], path: str, rule: str) -> Iterator[str]:
    for place, why in left.items():
        if why and (place[0], place[2]) == (path, rule):
            yield why.pop(0)


def compare(seen: str, recorded: Path, update: bool) -> None:
    """Fail with a text diff if `recorded` does not hold `seen`; or write it there."""
    if update:
        recorded.parent.mkdir(parents=True, exist_ok=True)
        recorded.write_text(seen, "utf-8")
        return
    old = recorded.read_text("utf-8") if recorded.exists() else ""
    lines = unified_diff(old.splitlines(), seen.splitlines(), "recorded", "seen", lineterm="")
    if diff := "\n".join(lines):
        pytest.fail(f"{recorded.relative_to(CORPUS.parent)} (--update rewrites it):\n{diff}")


def test_findings_are_exactly_the_expected_ones(update: bool) -> None:
    compare(written(found(), expected()), EXPECTED, update)


def test_every_expected_finding_says_why() -> None:
    open_ones = [place for place, why in expected().items() if NO_REASON in why]
    assert open_ones == []


def test_expected_findings_are_sorted() -> None:
    assert list(expected()) == sorted(expected())


def test_no_page_makes_a_check_fail() -> None:
    problems = [(each.path, each.problem, each.errors) for each in checked()]
    assert [each for each in problems if each[1] or each[2]] == []


def test_each_default_rule_is_seeded_in_two_surroundings() -> None:
    seeds = Counter(rule for _, _, rule in expected())
    assert {rule.name: seeds[rule.name] for rule in ready_rules() if seeds[rule.name] < 2} == {}


def test_links_are_checked_once_through_their_page() -> None:
    links = {name(path) for path in files()} - {name(path) for path in pages()}
    followed = {name(Path(each.path)) for each in checked() if each.link}
    assert followed == links
    assert not [each.note for each in checked() if each.link and each.note]


def test_a_translation_gets_structure_and_markup_rules_only() -> None:
    groups = {rule.name: rule.group for rule in ready_rules()}
    translated = [each for each in checked() if each.is_translated]
    assert [name(Path(each.path)) for each in translated] == ["de/man2/umask.2"]
    rules = {finding.rule for each in translated for finding in each.findings}
    assert {groups[rule] for rule in rules} <= {"structure", "markup"}


@pytest.mark.parametrize("path", files(), ids=name)
def test_joining_the_spans_gives_the_file_back(path: Path) -> None:
    source = page(path).source
    joined = "".join(source.text[span.start : span.end] for span in page(path).leaves())
    assert joined == source.text
    assert joined.encode(source.encoding, "surrogateescape") == path.read_bytes()


@pytest.mark.parametrize("path", files(), ids=name)
def test_nothing_is_unsupported(path: Path) -> None:
    assert [node.name for node in page(path).unsupported] == []


@pytest.mark.parametrize("path", pages(), ids=name)
def test_text_is_as_recorded(path: Path, update: bool) -> None:
    compare(plain(page(path)), TEXT / f"{name(path)}.txt", update)


def test_every_recorded_text_has_its_page() -> None:
    recorded = {path.relative_to(TEXT).as_posix() for path in TEXT.rglob("*.txt")}
    assert recorded == {f"{name(path)}.txt" for path in pages()}


@pytest.mark.groff
@pytest.mark.parametrize("path", pages(), ids=name)
def test_groff_renders_it_without_a_warning(path: Path) -> None:
    command = ["groff", "-k", "-t", "-man", "-Tutf8", "-ww", "-z", "-", str(path)]
    done = subprocess.run(command, input=_MR, capture_output=True, text=True, cwd=MAN)
    assert (done.returncode, done.stderr) == (0, "")
