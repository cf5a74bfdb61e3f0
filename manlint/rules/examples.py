"""The examples of a rule document: fences of roff with marks on the lines that it finds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from manlint.rules import RuleError

if TYPE_CHECKING:
    from manlint.rules.markdown import Block, Part

MARK = re.compile(r'(?:[ \t]*\\" (?:todo-)?finding\b)+[ \t]*$', re.MULTILINE)
# Editors cut blanks at the end of a line; an example shows them by these.
BLANKS = str.maketrans("␠␉", " \t")
FINDING, TODO = "finding", "todo-finding"


@dataclass(frozen=True, slots=True)
class Fence:
    """One file of an example; `path` is empty if its name does not matter.

    `text` still has its marks, `line` is the line of the document on which it begins.
    """

    path: str
    text: str
    line: int

    @property
    def source(self) -> str:
        """The text without marks and without the blanks before them."""
        return MARK.sub("", self.text).translate(BLANKS)

    def marks(self, kind: str = FINDING) -> tuple[int, ...]:
        """The lines, from 1, that are marked as `kind`, once for each mark."""
        found: list[int] = []
        for number, line in enumerate(self.text.split("\n"), 1):
            mark = MARK.search(line)
            found += [number] * (mark[0].split().count(kind) if mark else 0)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Example:
    """Files that are read together, and what `verdict` ("Bad" or "Good") says of them.

    `settings` are options that hold for this example; `fixed` are the files after the fix.
    """

    verdict: str
    heading: str
    files: tuple[Fence, ...]
    settings: Mapping[str, object] = field(default_factory=dict)
    fixed: tuple[Fence, ...] = ()


def read_examples(path: str, parts: Sequence[Part]) -> tuple[Example, ...]:
    """The examples in `parts` of the document at `path`; raises RuleError."""
    examples: list[Example] = []
    for part, after in zip(parts, [*parts[1:], None], strict=True):
        if part.word in ("Bad", "Good"):
            fixed = after if after and after.word == "Fixed" and part.word == "Bad" else None
            examples += _read(path, part, fixed)
    _check_places(path, parts)
    for verdict in ("Bad", "Good"):
        if not any(example.verdict == verdict for example in examples):
            raise RuleError(path, 1, f"there is no ## {verdict} example")
    if not any(fence.marks() for example in examples for fence in example.files):
        raise RuleError(path, 1, 'no line of a ## Bad example ends in \\" finding')
    return tuple(examples)


def _check_places(path: str, parts: Sequence[Part]) -> None:
    before = ""
    for part in parts:
        if part.word == "Fixed" and before != "Bad":
            raise RuleError(path, part.line, "## Fixed must follow the ## Bad that it fixes")
        before = part.word


def _read(path: str, part: Part, fixed: Part | None) -> Iterator[Example]:
    """The examples under one heading: fences with paths are one, each other fence is one."""
    files = _groups(path, part)
    repaired: list[tuple[Fence, ...]] = _groups(path, fixed) if fixed else [() for _ in files]
    if fixed and list(map(_paths, files)) != list(map(_paths, repaired)):
        raise RuleError(path, fixed.line, "## Fixed must have the same files as the ## Bad above")
    settings = _settings(path, part)
    for fences, after in zip(files, repaired, strict=True):
        example = Example(part.word, part.heading, fences, settings, after)
        _check_marks(path, example)
        yield example


def _paths(fences: Sequence[Fence]) -> list[str]:
    return [fence.path for fence in fences]


def _settings(path: str, part: Part) -> dict[str, object]:
    from manlint.rules.header import read_toml

    settings: dict[str, object] = {}
    for block in part.blocks:
        if block.info == "toml":
            settings |= read_toml(path, block.text, block.line + 1)
    return settings


def _groups(path: str, part: Part) -> list[tuple[Fence, ...]]:
    fences = tuple(_fences(path, part))
    if not fences:
        raise RuleError(path, part.line, f"there is no roff fence under ## {part.heading}")
    if all(fence.path for fence in fences):
        return [fences]
    for fence in fences:
        if fence.path:
            raise RuleError(path, fence.line - 1, "all fences of a section have paths, or none")
    return [(fence,) for fence in fences]


def _fences(path: str, part: Part) -> Iterator[Fence]:
    for block in part.blocks:
        language, _, name = (block.info or "").partition(" ")
        if block.kind != "block_code" or language == "toml":
            continue
        if language == "diff":
            raise RuleError(path, block.line, "diff fences are not supported yet")
        if language != "roff":
            raise RuleError(path, block.line, "an example's fence must be roff or toml")
        yield Fence(_checked(path, block, name.strip()), block.text, block.line + 1)


def _checked(path: str, block: Block, name: str) -> str:
    if name and (name.startswith("/") or ".." in name.split("/") or len(name.split()) > 1):
        raise RuleError(path, block.line, f'"{name}" is no path inside a tree')
    return name


def _check_marks(path: str, example: Example) -> None:
    line = example.files[0].line
    marked = any(fence.marks(kind) for fence in example.files for kind in (FINDING, TODO))
    if marked and example.verdict == "Good":
        raise RuleError(path, line, "a ## Good example has no marks")
    if not marked and example.verdict == "Bad":
        raise RuleError(path, line, 'a ## Bad example needs a line that ends in \\" finding')
