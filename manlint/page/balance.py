"""The post-lexer of page.lark: closes what is open, drops what closes nothing.

As Lark's own Indenter does for Python, it adds the tokens that make any sequence of
lines a sentence of the grammar; each repair is kept as an `Imbalance`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lark import Token

from manlint.page.model import Imbalance
from manlint.page.token import renamed
from manlint.page.token import token as make

# Deeper nesting than this is no page; the limit keeps every walk of the tree recursive.
MAX_DEPTH = 50

_REGIONS = {"TS": ("TE", "TABLE"), "EQ": ("EN", "EQUATION")}
_REGION_MACROS = frozenset(("TS", "TE", "EQ", "EN"))
_CLOSES = {"RE": "RS", "YS": "SY"}
_CLOSED_BY = {"RS": "RE", "SY": "YS"}
_EMPTY_PROSE = re.compile(r"(?:[.'][ \t]*(?:\\[\"#][^\n]*)?\n)*")


class Balancer:
    """One page's post-lexer; `imbalances` and `leaves` are complete after parsing."""

    always_accept = ("TS", "TE", "EQ", "EN")

    def __init__(self) -> None:
        self.imbalances: list[Imbalance] = []
        self.leaves: list[Token] = []
        self._open: list[Token] = []
        # Up to which token no end of a region was found, so that none is searched twice.
        self._endless = dict.fromkeys(_REGIONS, 0)
        self._example: Token | None = None

    def process(self, stream: Iterable[Token]) -> Iterator[Token]:
        """The stream with regions joined, blocks closed and stray ends made layout."""
        tokens = self._joined(list(stream))
        self.leaves = tokens
        last: Token | None = None
        for index, token in enumerate(tokens):
            kind = token.type
            if kind in _STRUCTURE:
                yield from _STRUCTURE[kind](self, token)
            elif kind == "P" and _next_structure(tokens, index) == "RS":
                yield renamed(token, "P_RS")
            else:
                yield token
            last = token
        if last is not None:
            yield from self._end_of_section(last)

    def _joined(self, tokens: list[Token]) -> list[Token]:
        if not any(token.type in _REGION_MACROS for token in tokens):
            return tokens
        out: list[Token] = []
        index = 0
        while index < len(tokens):
            token = tokens[index]
            if token.type in _REGIONS:
                end = self._region_end(tokens, index)
                token, index = self._region(tokens, index, end)
            elif token.type in ("TE", "EN"):
                self._report(token, "closes nothing")
                token = renamed(token, "LAYOUT")
            out.append(token)
            index += 1
        return out

    def _region(self, tokens: list[Token], start: int, end: int | None) -> tuple[Token, int]:
        token = tokens[start]
        if end is None:
            self._report(token, "is not closed")
            return renamed(token, "UNKNOWN"), start
        text = "".join(tokens[start : end + 1])
        first, last = token.start_pos or 0, tokens[end].end_pos or 0
        return make(_REGIONS[token.type][1], text, first, last), end

    def _region_end(self, tokens: list[Token], start: int) -> int | None:
        kind = tokens[start].type
        if start < self._endless[kind]:
            return None
        for index in range(start + 1, len(tokens)):
            if tokens[index].type == _REGIONS[kind][0]:
                return index
            if tokens[index].type in ("SH", "TITLE"):
                self._endless[kind] = index
                return None
        self._endless[kind] = len(tokens)
        return None

    def _end_of_section(self, token: Token) -> Iterator[Token]:
        while self._open:
            opened = self._open.pop()
            self._report(opened, "is not closed")
            if opened.type in _CLOSED_BY:
                yield _invented(_CLOSED_BY[opened.type], token)
        if self._example is not None:
            self._report(self._example, "is not closed")
            self._example = None

    def _section(self, token: Token) -> Iterator[Token]:
        yield from self._end_of_section(token)
        yield token

    def _opening(self, token: Token) -> Iterator[Token]:
        if token.type == "SY" and self._open and self._open[-1].type == "SY":
            self._open.pop()
            yield _invented("YS", token)
        if len(self._open) >= MAX_DEPTH:
            self._open.append(renamed(token, "LAYOUT"))
            yield self._open[-1]
        else:
            self._open.append(token)
            yield token

    def _closing(self, token: Token) -> Iterator[Token]:
        wanted = _CLOSES[token.type]
        if self._open and self._open[-1].type == "LAYOUT":
            self._open.pop()
            yield renamed(token, "LAYOUT")
            return
        if wanted not in (opened.type for opened in self._open):
            self._report(token, "closes nothing")
            yield renamed(token, "LAYOUT")
            return
        while self._open[-1].type != wanted:
            opened = self._open.pop()
            self._report(opened, "is not closed")
            yield _invented(_CLOSED_BY[opened.type], token)
        self._open.pop()
        yield token

    def _fill(self, token: Token) -> Iterator[Token]:
        name = macro_name(token)
        if name == "EX":
            if self._example is not None:
                self._report(self._example, "is not closed")
            self._example = token
        elif name == "EE":
            if self._example is None:
                self._report(token, "closes nothing")
            self._example = None
        yield token

    def _report(self, token: Token, problem: str) -> None:
        start, end = token.start_pos or 0, token.end_pos or 0
        self.imbalances.append(Imbalance(start, end, macro_name(token), problem))


_STRUCTURE = {
    "SH": Balancer._section,
    "SS": Balancer._section,
    "RS": Balancer._opening,
    "SY": Balancer._opening,
    "RE": Balancer._closing,
    "YS": Balancer._closing,
    "NOFILL": Balancer._fill,
    "FILL": Balancer._fill,
}

_NAME = re.compile(r"[.'][ \t]*([^ \t\n\r\\]+)")


def macro_name(line: str) -> str:
    """The name of the request or macro that `line` calls, "" if it calls none."""
    match = _NAME.match(line)
    return match[1] if match else ""


def _invented(kind: str, at: Token) -> Token:
    """A token that no text stands for, in front of `at`."""
    start = at.start_pos or 0
    return make(kind, "", start, start)


def _next_structure(tokens: list[Token], index: int) -> str:
    """The type of the next token that is more than a comment or `.ad`."""
    for at in range(index + 1, len(tokens)):
        token = tokens[at]
        if token.type == "PROSE" and _EMPTY_PROSE.fullmatch(token):
            continue
        if token.type == "LAYOUT" and macro_name(token) == "ad":
            continue
        return token.type
    return ""
