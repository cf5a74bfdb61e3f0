"""Tokens of whole lines, which are what page.lark's parser is fed with."""

from __future__ import annotations

from lark import Token

_text = str.__new__


def token(kind: str, text: str, start: int, end: int) -> Token:
    """A token of `Page.text` from `start` to `end`.

    Lark's constructor also keeps the lines and columns of both ends, which nobody asks for, and
    takes half of the time of cutting a tree of pages into tokens.
    """
    made = _text(Token, text)
    made.type, made.start_pos, made.end_pos = kind, start, end
    return made


def renamed(old: Token, kind: str) -> Token:
    """The same text as a token of another kind."""
    return token(kind, old, old.start_pos or 0, old.end_pos or 0)
