"""Part: what stands before the first heading, or one section, parsed when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from lark import Token

from manlint.page import blocks
from manlint.page.model import Node
from manlint.page.nest import Nester


class Part:
    """A stretch of `Page.text` from `start` to `end`; filling begins anew in each."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.start = tokens[0].start_pos or 0
        self.end = tokens[-1].end_pos or 0

    @cached_property
    def flat(self) -> tuple[blocks.Flat, ...]:
        """The flat tree."""
        return blocks.parse(self.tokens)

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """The reader's tree."""
        return Nester().top(self.flat)


def parts(lexed: blocks.Lexed) -> Iterator[Part]:
    """The parts of a page in order."""
    tokens: list[Token] = []
    for token in lexed.stream:
        if token.type == "SH" and tokens:
            yield Part(tokens)
            tokens = []
        tokens.append(token)
    if tokens:
        yield Part(tokens)
