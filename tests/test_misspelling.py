"""Misspelt words: where they count, the list of codespell, and what to do without it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from manlint.checks import misspelling
from manlint.rules import load_rules
from manlint.survey.settings import digest
from tests.onpage import HEAD, findings, fixed

LIST = "abandonned->abandoned\nfonud->found, fond,\nshrt->short\n"


def words(body: str, **options: object) -> list[str]:
    return [f.message.split('"')[1] for f in findings("misspelling", HEAD + body, **options)]


@pytest.fixture
def no_list(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(misspelling, "word_list", lambda: None)
    yield from fresh()


@pytest.fixture
def listed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "dictionary.txt"
    path.write_text(LIST)
    monkeypatch.setattr(misspelling, "word_list", lambda: str(path))
    for _ in fresh():
        yield path


def fresh() -> Iterator[None]:
    misspelling._list.cache_clear()
    misspelling._known.cache_clear()
    yield
    misspelling._list.cache_clear()
    misspelling._known.cache_clear()


@pytest.mark.usefixtures("no_list")
def test_without_the_list_the_words_of_the_rule_are_left() -> None:
    assert words("Abandonned becuase of teh kernes.\n") == ["becuase", "teh", "kernes"]


@pytest.mark.usefixtures("listed")
def test_the_list_is_used_but_for_short_words() -> None:
    assert words("Abandonned, shrt and fonud kernes.\n") == ["Abandonned", "fonud", "kernes"]
    assert words("Abandonned and shrt.\n", accept=["abandonned"], shortest=4) == ["shrt"]


@pytest.mark.usefixtures("listed")
def test_only_one_right_word_is_a_fix() -> None:
    wrong = "Abandonned\nor fonud.\n"
    assert fixed("misspelling", wrong, unsafe=True) == "Abandoned\nor fonud.\n"


@pytest.mark.usefixtures("no_list")
@pytest.mark.parametrize(
    "body",
    [
        ".I teh\n",
        "A \\fBteh\\fP and teh.\n",
        "In /usr/teh, teh.conf and --teh.\n",
        "teh() and teh(2) of teh_x.\n",
        "TEH and tEh.\n",
        ".EX\nteh\n.EE\n",
        '.\\" teh\n',
        "teh teh teh\n",
        "Tehé and étéh.\n",
    ],
)
def test_what_is_no_word_of_the_text(body: str) -> None:
    assert words(body) == []


def test_the_list_is_part_of_what_results_depend_on(
    monkeypatch: pytest.MonkeyPatch, listed: Path
) -> None:
    rules = [rule for rule in load_rules() if rule.name == "misspelling"]
    before = digest(rules, ())
    monkeypatch.setattr(misspelling, "word_list", lambda: None)
    assert digest(rules, ()) != before
    assert listed.exists()
