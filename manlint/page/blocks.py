"""Lines to the flat section tree, as mandoc sees it: page.lark run over `Page.text`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from lark import Lark, Token, Transformer

from manlint.page.balance import Balancer
from manlint.page.grammar import load_grammar, scanner
from manlint.page.model import Imbalance
from manlint.page.token import token


class Block(NamedTuple):
    """A macro that encloses what follows it; `head` is its line, `end` an offset after it."""

    kind: str
    head: Token
    end: int
    children: tuple[Flat, ...]


Flat: TypeAlias = Block | Token


class Lexed(NamedTuple):
    """A text's tokens: `leaves`, which join to it, and `stream`, with those that close blocks."""

    leaves: list[Token]
    stream: list[Token]
    imbalances: list[Imbalance]


class _Builder(Transformer[Token, Any]):
    """Called by the parser as it reduces, so that Lark's own tree is never built.

    `indent` gives a list: the block and what follows its end, which the parent adopts.
    """

    def start(self, parts: list[Any]) -> tuple[Flat, ...]:
        body, *sections = parts
        return (*body, *sections)

    def body(self, parts: list[Any]) -> tuple[Flat, ...]:
        flat: list[Flat] = []
        for part in parts:
            if type(part) is list:
                flat += part
            else:
                flat.append(part)
        return tuple(flat)

    def section(self, parts: list[Any]) -> Block:
        head, body, *subsections = parts
        return _block(head, (*body, *subsections), head)

    subsection = section

    def paragraph(self, parts: list[Any]) -> Block:
        head, *rest = parts
        if head.type == "P_RS":
            at = next(i for i, part in enumerate(rest) if type(part) is Token and part.type == "RS")
            rest[at:] = self.indent(rest[at:])
        return _block(head, tuple(rest), head)

    def indent(self, parts: list[Any]) -> list[Flat]:
        opening, body, closing, *following = parts
        return [_block(opening, body, closing), *following]

    synopsis = indent


def _block(head: Token, children: tuple[Flat, ...], closing: Token) -> Block:
    end = closing.end_pos or 0
    if children:
        last = children[-1]
        # A closing token that was invented stands before what it closes.
        end = max(end, last.end if type(last) is Block else last.end_pos or 0)  # type: ignore[union-attr]
    return Block("P" if head.type == "P_RS" else head.type, head, end, children)


@cache
def _parser() -> tuple[Lark, re.Pattern[str]]:
    """page.lark's parser, which calls the builder, and its terminals as one pattern."""
    lark = load_grammar("page", transformer=_Builder(), postlex=Balancer())
    return lark, scanner(lark)


def lex(text: str) -> Lexed:
    """The tokens of a page's text, blocks balanced; many checks need no more than these."""
    balancer = Balancer()
    matches = _parser()[1].finditer(text)
    tokens = [token(m.lastgroup or "", m[0], m.start(), m.end()) for m in matches]
    stream = list(balancer.process(tokens))
    return Lexed(balancer.leaves, stream, balancer.imbalances)


def parse(stream: Sequence[Token]) -> tuple[Flat, ...]:
    """The flat tree of a page's stream, or of a section's; each is a sentence of the grammar."""
    parser = _parser()[0].parse_interactive()
    for each in stream:
        parser.feed_token(each)
    children: tuple[Flat, ...] = parser.feed_eof()  # type: ignore[no-untyped-call]
    return children
