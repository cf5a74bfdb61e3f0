"""Folders of rules: what is in them, the index, and the choice among rules."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from manlint.rules import RuleError, UnknownRuleError, load_rules, names, select
from manlint.rules.index import check_together, load, parse, rule_files, write_index
from tests.rule_documents import GOOD, covering, written


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "manlint"


def test_files_and_groups_of_a_folder(tmp_path: Path) -> None:
    for name in (
        "b/two.md",
        "a/one.md",
        "a/README.md",
        "README.md",
        ".git/x.md",
        "a/one.c",
        "top.md",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    found = [(os.path.relpath(path, tmp_path), group) for path, group in rule_files(str(tmp_path))]
    assert found == [("a/one.md", "a"), ("b/two.md", "b"), ("top.md", tmp_path.name)]
    with pytest.raises(RuleError, match="there is no such folder"):
        list(rule_files(str(tmp_path / "nowhere")))


def test_rules_of_a_folder_must_agree(tmp_path: Path) -> None:
    written(tmp_path, covering("check =", covers='["quiet-word"]'))
    with pytest.raises(RuleError, match='covers "quiet-word", and there is no such rule'):
        load([str(tmp_path)])
    written(tmp_path, covering("check =", formerly='["loud-word"]'), "quiet-word")
    with pytest.raises(RuleError, match=r'quiet-word\.md.*"loud-word" is also the name of'):
        load([str(tmp_path)])
    written(tmp_path, GOOD, "quiet-word")
    assert [rule.name for rule in load([str(tmp_path)])] == ["loud-word", "quiet-word"]
    written(tmp_path, GOOD, "wording")
    with pytest.raises(RuleError, match='"wording" is the name of a group'):
        load([str(tmp_path)])


def test_the_index_is_used_and_follows_the_documents(tmp_path: Path, cache: Path) -> None:
    path = written(tmp_path / "rules", GOOD)
    folder = str(tmp_path / "rules")
    fresh = load([folder])
    (index,) = cache.glob("rules-*.json")
    assert load([folder]) == fresh == tuple(parse(folder))
    content = json.loads(index.read_text())
    assert "examples" not in content["rules"][0]
    content["rules"][0]["title"] = "from the index"
    index.write_text(json.dumps(content))
    assert load([folder])[0].title == "from the index"
    path.write_text(GOOD.replace("A word that shouts.", "Another title."))
    assert load([folder])[0].title == "Another title."
    index.write_text("{")
    assert load([folder])[0].title == "Another title."
    assert [file.name for file in cache.iterdir()] == [index.name]


def test_without_a_cache_the_documents_are_read(tmp_path: Path, cache: Path) -> None:
    written(tmp_path / "rules", GOOD)
    cache.parent.write_text("a file, and no folder can be made below it")
    assert [rule.name for rule in load([str(tmp_path / "rules")])] == ["loud-word"]


def test_the_index_for_a_wheel_has_no_path_of_this_machine(tmp_path: Path) -> None:
    written(tmp_path / "rules", GOOD)
    write_index(str(tmp_path / "rules"), str(tmp_path / "rules.json"))
    text = (tmp_path / "rules.json").read_text()
    assert str(tmp_path) not in text
    assert json.loads(text)["rules"][0]["path"] == "wording/loud-word.md"


def some_rules(folder: Path) -> tuple[str, ...]:
    written(folder, GOOD)
    written(folder, covering("check =", default="false", formerly='["shouting"]'), "big-word")
    other = folder / "history" / "old-word.md"
    other.parent.mkdir()
    other.write_text(GOOD.replace("loud-word", "old-word"))
    return tuple(rule.name for rule in load([str(folder)]))


@pytest.mark.parametrize(
    ("chosen", "ignored", "expected"),
    [
        ([], [], ["old-word", "loud-word"]),
        (["ALL"], [], ["old-word", "big-word", "loud-word"]),
        (["wording"], [], ["big-word", "loud-word"]),
        (["ALL"], ["wording"], ["old-word"]),
        ([], ["loud-word"], ["old-word"]),
        (["shouting"], [], ["big-word"]),
        (["wording", "old-word"], ["shouting"], ["old-word", "loud-word"]),
        (["loud-word"], ["ALL"], []),
    ],
)
def test_selection(
    tmp_path: Path, chosen: list[str], ignored: list[str], expected: list[str]
) -> None:
    some_rules(tmp_path)
    found = select(load([str(tmp_path)]), chosen, ignored)
    assert [rule.name for rule in found] == expected


def test_former_names_are_noted_and_unknown_ones_refused(tmp_path: Path) -> None:
    some_rules(tmp_path)
    rules = load([str(tmp_path)])
    notes: list[str] = []
    assert names(rules, ["shouting"], notes.append) == {"big-word"}
    assert notes == ["rule shouting is now called big-word"]
    with pytest.raises(UnknownRuleError, match=r'"lout-word"; did you mean "loud-word"\?'):
        select(rules, ["lout-word"])
    with pytest.raises(UnknownRuleError, match=r'called "zzz"$'):
        select(rules, [], ["zzz"])


def test_manlints_own_rules_load() -> None:
    rules = load_rules()
    check_together(rules)
    assert "o-sync-is-not-fsync" in {rule.name for rule in rules}
    assert all(os.path.isfile(rule.path) for rule in rules)
