"""The flat tree to the reader's: what belongs to a tag is its child.

After a tagged paragraph, an `.RS`, an untagged `.IP`, an example and a table belong to
that item until the next tag of its level, `.P`, `.SS` or `.SH`.  Lines between `.nf`
and `.fi` become an example in every block that they run through.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lark import Token

from manlint.page.arguments import split
from manlint.page.balance import macro_name
from manlint.page.blocks import Block, Flat
from manlint.page.headings import heading
from manlint.page.model import (
    Example,
    Indent,
    Layout,
    ListItem,
    Node,
    Paragraph,
    Prose,
    Section,
    Synopsis,
    Table,
    Unsupported,
)
from manlint.page.tags import after_name, cut, tag_line


class Nester:
    """Walks one flat tree in reading order; `nofill` is the state that outlives blocks."""

    def __init__(self) -> None:
        self.nofill = ""

    def top(self, flat: Sequence[Flat]) -> tuple[Node, ...]:
        """The nodes of a page: what stands before its first heading, then its sections."""
        return tuple(self.nodes(flat))

    def nodes(self, flat: Sequence[Flat]) -> Iterator[Node]:
        """The nodes of one body."""
        open_item: list[Node] | None = None
        index = 0
        while index < len(flat):
            start = index
            part = flat[index]
            if type(part) is Token:
                index = _tokens_end(flat, index)
                made: Sequence[Node] = self.leaves(flat[start:index])
                joins = True
            else:
                assert isinstance(part, Block)
                index = _tags_end(flat, index)
                made = [self.block(flat[start:index])]
                joins = _continues(part)
            if open_item is not None and joins:
                open_item += made
                continue
            if open_item is not None:
                yield _item(open_item)
                open_item = None
            if type(made[0]) is ListItem:
                open_item = [*made]
            else:
                yield from made
        if open_item is not None:
            yield _item(open_item)

    def leaves(self, tokens: Sequence[Flat]) -> list[Node]:
        """Text, tables and layout of one block; stretches without filling become examples."""
        out: list[Node] = []
        example: list[Node] = []
        macro = self.nofill
        for token in tokens:
            assert isinstance(token, Token)
            if token.type == "NOFILL":
                self.nofill = macro = self.nofill or macro_name(token)
            if self.nofill:
                example.append(_leaf(token, True))
            else:
                out.append(_leaf(token, False))
            if token.type == "FILL" and self.nofill:
                self.nofill = ""
                out.append(_example(macro, example))
                example = []
        if example:
            out.append(_example(macro, example))
        return out

    def block(self, group: Sequence[Flat]) -> Node:
        """One block; `group` has more than one only for a TP and the TQs that follow it."""
        first, last = group[0], group[-1]
        assert isinstance(first, Block)
        assert isinstance(last, Block)
        start = first.head.start_pos or 0
        if first.kind in ("SH", "SS"):
            return self.section(first, start)
        if first.kind in ("TP", "TQ"):
            return self.tagged(group, start)
        if first.kind == "IP" and split(first.head, after_name(first.head)):
            tag = Prose(start, first.head.end_pos or 0)
            children = tuple(self.nodes(first.children))
            return ListItem(start, first.end, "IP", (tag,), children)
        if first.kind == "SY":
            tag = Prose(start, first.head.end_pos or 0)
            return Synopsis(start, first.end, (tag,), tuple(self.nodes(first.children)))
        children = tuple(self.nodes(first.children))
        if first.kind == "RS":
            return Indent(start, first.end, children)
        return Paragraph(start, first.end, first.kind, children)

    def section(self, block: Block, start: int) -> Section:
        """A section; a heading on the line after the macro is no longer prose of it."""
        self.nofill = ""
        parts = block.children
        end, title = heading(block.head, parts[0] if parts else None)
        head = Prose(start, end)
        if end > (block.head.end_pos or 0):
            first = parts[0]
            assert isinstance(first, Token)
            head = Prose(first.start_pos or 0, end)
            rest = cut(first, end - head.start)[1]
            parts = (rest, *parts[1:]) if rest else parts[1:]
        level = 1 if block.kind == "SH" else 2
        return Section(start, block.end, level, title, head, tuple(self.nodes(parts)))

    def tagged(self, group: Sequence[Flat], start: int) -> ListItem:
        tags: list[Prose] = []
        children: list[Node] = []
        for block in group:
            assert isinstance(block, Block)
            found, parts = tag_line(block.children)
            tags += found
            children += self.nodes(parts)
        last = group[-1]
        assert isinstance(last, Block)
        return ListItem(start, last.end, "TP", tuple(tags), tuple(children))


def _tokens_end(flat: Sequence[Flat], index: int) -> int:
    while index < len(flat) and type(flat[index]) is Token:
        index += 1
    return index


def _tags_end(flat: Sequence[Flat], index: int) -> int:
    """The end of a TP with the TQs that follow its bare tag; of any other block, the next index."""
    block = flat[index]
    index += 1
    while (
        isinstance(block, Block)
        and block.kind in ("TP", "TQ")
        and index < len(flat)
        and getattr(flat[index], "kind", "") == "TQ"
        and _is_bare(block)
    ):
        block = flat[index]
        index += 1
    return index


def _is_bare(block: Block) -> bool:
    """Whether a tagged paragraph has a tag and nothing under it."""
    return not any(
        isinstance(part, Block) or part.strip(" \t\n.'") for part in tag_line(block.children)[1]
    )


def _continues(block: Block) -> bool:
    """Whether a block after a tagged paragraph belongs to it."""
    if block.kind == "IP":
        return not split(block.head, after_name(block.head))
    return block.kind == "RS"


def _item(parts: list[Node]) -> ListItem:
    item, *more = parts
    assert isinstance(item, ListItem)
    if not more:
        return item
    return item._replace(end=more[-1].end, children=(*item.children, *more))


def _example(macro: str, children: list[Node]) -> Example:
    return Example(children[0].start, children[-1].end, macro, tuple(children))


def _leaf(token: Token, nofill: bool) -> Node:
    start, end = token.start_pos or 0, token.end_pos or 0
    if token.type == "PROSE":
        return Prose(start, end, nofill)
    if token.type == "TABLE":
        return Table(start, end)
    if token.type in ("UNKNOWN", "EQUATION"):
        return Unsupported(start, end, macro_name(token))
    return Layout(start, end, macro_name(token))
