"""The loader of rule documents: what it reads, what it refuses and on which line."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from manlint.finding import Severity
from manlint.markdown import blocks
from manlint.ruledoc import Document, read_document, rule_files
from manlint.ruleindex import check_together, load, parse, write_index
from manlint.rules import RuleError, UnknownRuleError, load_rules, names, select

GOOD = """\
# loud-word

A word that shouts.

```toml
check = "text"
severity = "style"
since = "0.1"
message = "{word} shouts"
needles = ["loud"]
pattern = '(?P<word>LOUD)'
```

## Why

It shouts.

## Bad

```roff
This is
.B LOUD \\" finding
and this is LOUD. \\" finding
```

## Good

```roff
This is loud.
```
"""


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "manlint"


def written(folder: Path, text: str, name: str = "loud-word") -> Path:
    path = folder / "wording" / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace("# loud-word", f"# {name}", 1))
    return path


def document(folder: Path, text: str) -> Document:
    return read_document(str(written(folder, text)), "wording")


def error(folder: Path, text: str) -> tuple[int, str]:
    with pytest.raises(RuleError) as caught:
        document(folder, text)
    assert str(caught.value).endswith(f"loud-word.md:{caught.value.line}: {caught.value.message}")
    return caught.value.line, caught.value.message


def test_all_of_a_document_is_read(tmp_path: Path) -> None:
    read = document(tmp_path, GOOD.replace("severity", 'formerly = ["shouting"]\nseverity'))
    rule = read.rule
    assert (rule.name, rule.group, rule.title) == ("loud-word", "wording", "A word that shouts.")
    assert (rule.check, rule.severity, rule.since) == ("text", Severity.STYLE, "0.1")
    assert (rule.default, rule.fixable, rule.covers) == (True, False, ())
    assert rule.formerly == ("shouting",)
    assert rule.message == "{word} shouts"
    assert rule.options == {"needles": ["loud"], "pattern": "(?P<word>LOUD)"}
    bad, good = read.examples
    assert (bad.verdict, good.verdict) == ("Bad", "Good")
    assert bad.files[0].source == "This is\n.B LOUD\nand this is LOUD.\n"
    assert bad.files[0].marks() == (2, 3)
    assert GOOD.split("\n")[bad.files[0].line - 2].startswith("This is")  # one line was added


def test_marks_are_cut_with_the_blanks_before_them(tmp_path: Path) -> None:
    text = GOOD.replace('LOUD. \\" finding', 'LOUD.\t \\" finding \\" finding \\" todo-finding')
    fence = document(tmp_path, text).examples[0].files[0]
    assert fence.source == "This is\n.B LOUD\nand this is LOUD.\n"
    assert fence.marks() == (2, 3, 3)
    assert fence.marks("todo-finding") == (3,)


FIXED = "## Fixed\n\n```roff\nThis is\n.B loud\nand this is loud.\n```\n\n## Good"


def test_a_fixed_section_makes_a_rule_fixable(tmp_path: Path) -> None:
    read = document(tmp_path, GOOD.replace("## Good", FIXED))
    assert read.rule.fixable
    assert read.examples[0].fixed[0].text.startswith("This is\n")
    assert not read.examples[1].fixed


def test_fences_with_paths_are_one_example_and_others_are_one_each(tmp_path: Path) -> None:
    mark = "This is \\" + '" finding\n'
    two = f"```roff man2/a.2\n{mark}```\n\n```roff man2/b.2\nx\n```\n\n## Bad: more\n\n"
    each = f"```toml\nkinds = ['text']\n```\n\n```roff\n{mark}```\n\n```roff\n{mark}```\n\n## Good"
    examples = document(tmp_path, GOOD.replace("## Good", "## Bad: two\n\n" + two + each)).examples
    assert [len(example.files) for example in examples] == [1, 2, 1, 1, 1]
    assert [example.settings for example in examples][2:] == [{"kinds": ["text"]}] * 2 + [{}]
    assert [fence.path for fence in examples[1].files] == ["man2/a.2", "man2/b.2"]


WRONG = {
    "an unknown option": ("needles =", "neeedles =", 10, 'unknown option "neeedles"; did you mean'),
    "an unknown common key": ("severity =", "severty =", 7, 'did you mean "severity"?'),
    "a missing key": ('since = "0.1"\n', "", 6, 'option "since" is missing'),
    "a missing option": ('needles = ["loud"]\n', "", 6, 'option "needles" is missing'),
    "a wrong type": ('["loud"]', "3", 10, "needles must be a list, not 3"),
    "a wrong type inside": ('["loud"]', "[3]", 10, "needles must be a string, not 3"),
    "a severity": ('"style"', '"bad"', 7, "severity must be error or warning or"),
    "a check kind": ('"text"', '"txet"', 6, ", not 'txet'"),
    "a version": ('"0.1"', '"soon"', 8, "since must be a version"),
    "a date": ('"0.1"', "2026-01-01", 8, "since must be a string"),
    "a key that looks like one": (
        "needles =",
        "unless = '''\nneedless = 1\n'''\nneedless =",
        13,
        'unknown option "needless"',
    ),
    "toml": ("needles = [", "needles = [,", 10, "Invalid value"),
    "toml at the end": ("'(?P<word>LOUD)'", "'''(?P", 11, "Expected"),
    "a twofold key": (
        'since = "0.1"',
        'since = "0.1"\nsince = "0.2"',
        9,
        "Cannot overwrite a value",
    ),
    "a pattern": ("(?P<word>LOUD)", "(?P<word>LOUD", 11, "pattern: missing ), unterminated"),
    "a name in the message": (
        "{word} shouts",
        "{wrod}",
        9,
        "message has {wrod}, which is no group",
    ),
    "a tag without subject": ("{word} shouts", "{tag}", 9, "message has {tag}, which needs the"),
    "a broken message": ("{word} shouts", "{word", 9, "message: "),
    "an empty needle": ('["loud"]', '[""]', 10, "needles must not be empty"),
    "the heading": ("# loud-word", "# quiet-word", 1, 'the document must begin with "# loud-word"'),
    "the title": ("A word that shouts.\n", "", 1, "a line must follow that says what"),
    "the toml fence": ("```toml", "```yaml", 1, "one toml fence must stand before"),
    "two toml fences": ("## Why", "```toml\n```\n\n## Why", 14, "one toml fence must stand before"),
    "a section": ("## Good", "## Godo", 26, 'unknown section "Godo", not Why, Source, Bad'),
    "no reason": ("\nIt shouts.\n", "", 1, "there is no text under ## Why"),
    "no good example": ("## Good", "## Source", 1, "there is no ## Good example"),
    "no bad example": ("## Bad", "## Source", 1, "there is no ## Bad example"),
    "no mark": (
        'LOUD \\" finding\nand this is LOUD. \\" finding',
        "",
        21,
        "a ## Bad example needs",
    ),
    "a mark in Good": ("is loud.", 'is loud. \\" finding', 29, "a ## Good example has no marks"),
    "no fence": (
        "```roff\nThis is loud.\n```\n",
        "loud\n",
        26,
        "there is no roff fence under ## Good",
    ),
    "another fence": ("```roff\nThis is l", "```c\nThis is l", 28, "fence must be roff or toml"),
    "a diff": ("```roff\nThis is l", "```diff\nThis is l", 28, "diff fences are not supported yet"),
    "an open fence": ("This is loud.\n```\n", "This is loud.\n", 28, "this fence is not closed"),
    "a path outside": ("```roff\nThis is l", "```roff ../x.2\nThis is l", 28, "is no path inside"),
    "Fixed in the wrong place": ("## Bad", "## Fixed\n\n## Bad", 18, "## Fixed must follow the"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, case: str) -> None:
    old, new, line, message = WRONG[case]
    assert old in GOOD
    found = error(tmp_path, GOOD.replace(old, new, 1))
    assert found[0] == line
    assert message in found[1]


def test_a_fixed_section_has_the_files_of_the_bad_one(tmp_path: Path) -> None:
    text = GOOD.replace("## Good", FIXED.replace("```roff\n", "```roff man2/a.2\n"))
    assert error(tmp_path, text) == (26, "## Fixed must have the same files as the ## Bad above")


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    path.write_bytes(GOOD.encode().replace(b"shouts.\n", b"\xff\n", 1))
    with pytest.raises(RuleError, match=r"loud-word\.md:3: this is not UTF-8"):
        read_document(str(path), "wording")


@pytest.mark.parametrize("name", ["Loud", "loud_word", "loud--word", "-loud", "all"])
def test_names_are_words_joined_by_hyphens(tmp_path: Path, name: str) -> None:
    with pytest.raises(RuleError, match="lower-case words joined by hyphens"):
        read_document(str(written(tmp_path, GOOD, name)), "wording")


MARKDOWN = """\
# Heading
text
text

> quoted
> ```
> held
> ```

- item

  ```roff
  held
  ```

    indented

~~~~ roff man2/x.2
```
.B x
~~~
~~~~
```c
```

   ````d
   y
   ````
Underlined
----------
```e
"""


def test_blocks_stand_on_their_lines() -> None:
    """mistune gives no lines; they are told by the parser's cursor."""
    lines = MARKDOWN.split("\n")
    found = [block for block in blocks(MARKDOWN) if block.line]
    kinds = "heading paragraph block_code block_code block_code block_code heading block_code"
    heads = [
        "# Heading", "text", "    indented", "~~~~ roff man2/x.2", "```c", "   ````d",
        "Underlined", "```e",
    ]  # fmt: skip
    fences = [block for block in found if block.info is not None]
    assert [lines[block.line - 1] for block in fences] == [heads[3], "```c", "   ````d", "```e"]
    assert [block.info for block in fences] == ["roff man2/x.2", "c", "d", "e"]
    assert [block.text for block in fences] == ["```\n.B x\n~~~\n", "", "y\n", ""]
    assert [block.closed for block in fences] == [True, True, True, False]
    shown = [(block.kind, lines[block.line - 1]) for block in found]
    assert [pair for pair in shown if pair[1] != "    indented"] == [
        pair for pair in zip(kinds.split(), heads, strict=True) if pair[1] != "    indented"
    ]


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


def covering(old: str, **keys: str) -> str:
    return GOOD.replace(old, "".join(f"{k} = {v}\n" for k, v in keys.items()) + old, 1)


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
