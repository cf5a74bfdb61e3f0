"""The loader of rule documents: what it reads, what it refuses and on which line."""

from __future__ import annotations

from pathlib import Path

import pytest

from manlint.finding import Severity
from manlint.rules import RuleError
from manlint.rules.document import read_document
from manlint.rules.markdown import blocks
from tests.rule_documents import FIXED, GOOD, document, written


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
    "a name of one pattern": ("'(?P<word>LOUD)'", "['(?P<word>A)', 'B']", 9, "of every pattern"),
    "a name of a veto": (
        "'(?P<word>LOUD)'",
        "'A'\nunless = '(?P<word>LOUD)'",
        9,
        "of every pattern",
    ),
    "no pattern": ("'(?P<word>LOUD)'", "[]", 11, "pattern must not be empty"),
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
