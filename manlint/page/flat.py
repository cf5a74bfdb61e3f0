"""The flat form of a page as events, for comparison with `mandoc -T tree`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from manlint.page.arguments import split
from manlint.page.balance import macro_name
from manlint.page.blocks import Block, Flat
from manlint.page.read import Page


class Event(NamedTuple):
    """A block macro: its kind, its line in the source (from 1), how many blocks enclose it."""

    kind: str
    line: int
    depth: int


_KINDS = {"P": "PP", "TABLE": "TS"}


def events(page: Page) -> list[Event]:
    """SH SS PP TP TQ IP HP RS SY nf EX TS in order; as in mandoc, no empty paragraphs."""
    return list(_events(page, page.flat, 0))


def _events(page: Page, flat: Sequence[Flat], depth: int) -> Iterator[Event]:
    for part in flat:
        if isinstance(part, Block):
            if part.kind == "P" and _writes_nothing(part):
                continue
            if part.kind == "IP" and _writes_nothing(part) and not _arguments(part):
                continue
            yield _event(page, part.kind, part.head.start_pos or 0, depth)
            yield from _events(page, part.children, depth + 1)
        elif part.type == "NOFILL":
            yield _event(page, macro_name(part), part.start_pos or 0, depth)
        elif part.type == "TABLE":
            yield _event(page, "TABLE", part.start_pos or 0, depth)


def _event(page: Page, kind: str, at: int, depth: int) -> Event:
    return Event(_KINDS.get(kind, kind), page.source.line(page.span(at, at).start), depth)


def _arguments(block: Block) -> bool:
    return bool(split(block.head, 1 + len(macro_name(block.head))))


def _writes_nothing(block: Block) -> bool:
    return not any(isinstance(part, Block) or part.strip(" \t\n.'") for part in block.children)
