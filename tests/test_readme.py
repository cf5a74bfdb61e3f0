"""What README, CONTRIBUTING and CHANGELOG say of commands, rules and files is so."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from manlint.rules import load_rules
from tests.commands import check_line, commands, options

CHECKOUT = Path(__file__).resolve().parent.parent
README, CHANGELOG = CHECKOUT / "README.md", CHECKOUT / "CHANGELOG.md"
DOCUMENTS = (README, CHECKOUT / "CONTRIBUTING.md", CHECKOUT / "rules" / "README.md")
# What stands for a value in a command line, where a file or a choice must be one that there is.
PLACEHOLDERS = {"KIND": "text", "DIR": "man"}

_SPAN = re.compile(r"`([^`\n]+)`")
_STAND_IN = re.compile(r"\b(KIND|NAME)\b")
_LINK = re.compile(r"\]\(([^)\s#]+)(?:#[\w-]*)?\)")


def name_of(path: Path) -> str:
    return str(path.relative_to(CHECKOUT))


def spans(path: Path) -> set[str]:
    """The code within lines of a document."""
    return set(_SPAN.findall(path.read_text()))


def command_lines(path: Path) -> Iterator[str]:
    """What follows `manlint` in the code of a document: blocks, fences and within lines."""
    for line in path.read_text().splitlines():
        block = re.match(r"(?: {4,})?\$? ?manlint (?=[a-z-])(.*)", line)
        if block and line.startswith(("    ", "$")):
            yield block[1]
    for span in spans(path):
        if span.startswith("manlint "):
            yield span.removeprefix("manlint ")


LINES = [(name_of(path), line) for path in DOCUMENTS for line in command_lines(path)]


def test_there_are_command_lines() -> None:
    assert len([line for name, line in LINES if name == "README.md"]) > 5


@pytest.mark.parametrize(("document", "line"), LINES)
def test_every_command_line_parses(
    document: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "man").mkdir()
    monkeypatch.chdir(tmp_path)
    words = shlex.split(line, comments=True)
    for mark in ("<", ">", "|"):  # the rest is the shell's
        words = words[: words.index(mark)] if mark in words else words
    check_line([PLACEHOLDERS.get(word, word) for word in words])


def test_every_entry_of_a_hook_parses() -> None:
    hooks = (CHECKOUT / ".pre-commit-hooks.yaml").read_text()
    entries = re.findall(r"^ *entry: manlint (.*)", hooks, re.MULTILINE)
    assert len(entries) == hooks.count("- id:")
    for entry in entries:
        check_line([*shlex.split(entry), "man2/open.2"])


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_every_option_in_code_is_one_of_a_command(path: Path) -> None:
    known = {"--version"}
    for _, command in commands():
        known |= {name for option in options(command) for name in option.opts}
    said = {match[0] for span in spans(path) if (match := re.match(r"--[\w-]+", span))}
    assert said <= known


def test_the_table_has_the_default_rules() -> None:
    rows = re.findall(r"^\| ([^|]+) \|", README.read_text(), re.MULTILINE)
    start = rows.index("rule") + 1
    named = [name.strip("` ") for row in rows[start:] for name in row.split(",")]
    named = [name for name in named if not re.fullmatch("-+|rule", name)]
    rules = load_rules()
    assert len(named) == len(set(named))
    assert {rule.name for rule in rules if rule.default} - set(named) == set(), "not in the table"
    assert set(named) - {rule.name for rule in rules} == set(), "no such rules"


@pytest.mark.parametrize("path", [*DOCUMENTS, CHANGELOG], ids=name_of)
def test_files_are_there(path: Path) -> None:
    for link in _LINK.findall(path.read_text()):
        if "://" not in link:
            assert (path.parent / link).exists(), link
    for span in spans(path):
        top, slash, rest = span.partition("/")
        is_ours = slash and rest and (CHECKOUT / top).is_dir() and top != ".cache"
        if is_ours and re.fullmatch(r"[\w./-]+", span) and not _STAND_IN.search(span):
            assert (CHECKOUT / span).exists(), span


def test_the_changelog_names_every_rule_and_command() -> None:
    said = spans(CHANGELOG)
    named = {name for name, _ in commands()} | {rule.name for rule in load_rules()}
    assert named - said == set()
