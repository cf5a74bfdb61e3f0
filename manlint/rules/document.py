"""Rule documents: a Markdown file → Document, a rule with its examples."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from manlint.rules import ALL, Rule, RuleError
from manlint.rules.examples import Example, read_examples

if TYPE_CHECKING:
    from manlint.rules.markdown import Block, Part

# Before "e.g. this" no sentence ends.
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^a-z])")

HEADINGS = ("Why", "Source", "Bad", "Fixed", "Good")


@dataclass(frozen=True, slots=True)
class Document:
    """A rule with its examples."""

    rule: Rule
    examples: tuple[Example, ...]


def read_document(path: str, group: str) -> Document:
    """The rule document at `path`; raises RuleError."""
    from manlint.rules.header import NAME, read_rule
    from manlint.rules.markdown import blocks, parts

    name = os.path.basename(path).removesuffix(".md")
    if not NAME.fullmatch(name) or ALL.lower() == name:
        raise RuleError(path, 0, "a rule's file name is lower-case words joined by hyphens")
    found = blocks(_text(path))
    for block in found:
        if not block.closed:
            raise RuleError(path, block.line, "this fence is not closed")
    head, *rest = parts(found)
    title, toml = _head(path, name, head.blocks)
    why = _reason(path, rest)
    examples = read_examples(path, rest)
    fixable = any(example.fixed for example in examples)
    identity = {"name": name, "title": title, "group": group, "fixable": fixable, "why": why}
    return Document(read_rule(path, identity, toml.text, toml.line + 1), examples)


def _text(path: str) -> str:
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise RuleError(path, line, "this is not UTF-8") from error
    except OSError as error:
        raise RuleError(path, 0, f"cannot be read: {error.strerror}") from error


def _head(path: str, name: str, blocks: tuple[Block, ...]) -> tuple[str, Block]:
    """The title and the toml fence, which stand before the first section."""
    if not blocks or blocks[0].level != 1 or blocks[0].text != name:
        line = blocks[0].line if blocks else 1
        raise RuleError(
            path, line, f'the document must begin with "# {name}", as its file is called'
        )
    if len(blocks) < 2 or blocks[1].kind != "paragraph":
        raise RuleError(path, blocks[0].line, "a line must follow that says what the rule finds")
    fences = [block for block in blocks if block.info == "toml"]
    if len(fences) != 1:
        line = fences[1].line if fences else blocks[0].line
        raise RuleError(path, line, "one toml fence must stand before the first section")
    return blocks[1].text, fences[0]


def _reason(path: str, parts: list[Part]) -> str:
    """The first sentence under "## Why", with all headings checked."""
    for part in parts:
        if part.word not in HEADINGS:
            raise RuleError(
                path, part.line, f'unknown section "{part.heading}", not {", ".join(HEADINGS)}'
            )
    found = next((part.blocks for part in parts if part.word == "Why" and part.blocks), ())
    if not found:
        raise RuleError(path, 1, "there is no text under ## Why")
    paragraphs = (block.text for block in found if block.kind == "paragraph")
    return _SENTENCE_END.split(next(paragraphs, ""), 1)[0]
