"""The blocks of a Markdown text with the lines they stand on, which mistune does not tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from mistune.block_parser import BlockParser
from mistune.core import BlockState


class Block(NamedTuple):
    """One top-level block.

    `kind` is mistune's name for it ("heading", "paragraph", "block_code", ...), `line` its
    first line, from 1 (0 for a list or a quotation). `text` is a heading's or paragraph's
    text, or what a fence holds; `info` is the fence's info string, None for a block that is
    no fence. `closed` is False for a fence that runs to the end of the file.
    """

    kind: str
    line: int
    level: int = 0
    text: str = ""
    info: str | None = None
    closed: bool = True


class Part(NamedTuple):
    """A level-2 heading and the blocks under it; `word` is the heading up to a colon.

    The part before the first such heading has an empty word and heading.
    """

    word: str
    heading: str
    line: int
    blocks: tuple[Block, ...]


class _Lines(BlockState):
    """mistune's state; the parser's cursor stands at the block that it appends."""

    def append_token(self, token: dict[str, Any]) -> None:
        token["line"] = self._line()
        super().append_token(token)

    def add_paragraph(self, text: str) -> None:
        line = self._line()
        super().add_paragraph(text)
        self.tokens[-1].setdefault("line", line)

    def _line(self) -> int:
        return self.src.count("\n", 0, self.cursor) + 1


def blocks(text: str) -> tuple[Block, ...]:
    """The top-level blocks of `text`, whose lines end in newlines, without the blank ones."""
    state = _Lines()
    state.process(text if text.endswith("\n") else text + "\n")
    BlockParser().parse(state)
    lines = state.src.split("\n")
    return tuple(_block(token, lines) for token in state.tokens if token["type"] != "blank_line")


def parts(blocks: Sequence[Block]) -> tuple[Part, ...]:
    """`blocks` cut before each level-2 heading; there is always a first part."""
    cuts = [n for n, block in enumerate(blocks) if block.kind == "heading" and block.level == 2]
    ends = [*cuts, len(blocks)]
    first = Part("", "", 1, tuple(blocks[: ends[0]]))
    return (first, *(_part(blocks[cut:end]) for cut, end in zip(cuts, ends[1:], strict=True)))


def _part(blocks: Sequence[Block]) -> Part:
    heading, *rest = blocks
    return Part(heading.text.split(":")[0].strip(), heading.text, heading.line, tuple(rest))


def _block(token: dict[str, Any], lines: list[str]) -> Block:
    kind, line = token["type"], token.get("line", 0)
    attributes = token.get("attrs", {})
    if kind != "block_code" or token["style"] != "fenced":
        text = token.get("text", token.get("raw", ""))
        return Block(kind, line, attributes.get("level", 0), " ".join(text.split()))
    held = token["raw"]
    end = line + held.count("\n")
    closed = end < len(lines) and lines[end].strip().startswith(token["marker"])
    return Block(kind, line, 0, held, attributes.get("info", ""), closed)
