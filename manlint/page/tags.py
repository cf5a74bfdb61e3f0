"""Tags: which line of a tagged paragraph is its tag."""

from __future__ import annotations

import re

from lark import Token

from manlint.page.arguments import split
from manlint.page.blocks import Flat
from manlint.page.lines import LINE
from manlint.page.model import Prose
from manlint.page.token import token as make

_MACRO = re.compile(r"[.'][ \t]*([A-Za-z]*)")
_FONT_MACROS = frozenset(("B", "I", "R", "BI", "BR", "IB", "IR", "RB", "RI", "SM", "SB"))


def after_name(line: str) -> int:
    """The offset in a macro line after the macro's name."""
    match = _MACRO.match(line)
    return match.end() if match else 0


def tag_line(parts: tuple[Flat, ...]) -> tuple[list[Prose], tuple[Flat, ...]]:
    """The tag of a TP, which is its first line that writes something, and the rest."""
    for index, part in enumerate(parts):
        if type(part) is not Token or part.type not in ("PROSE", "LAYOUT"):
            break
        if part.type == "LAYOUT":
            continue
        end = _tag_end(part)
        if end:
            line, rest = cut(part, end)
            tag = Prose(line.start_pos or 0, line.end_pos or 0)
            return [tag], (*parts[:index], *([rest] if rest else []), *parts[index + 1 :])
    return [], parts


def _tag_end(text: str) -> int:
    """The offset after the tag: comments do not count, nor a line that the next one joins."""
    at = 0
    while at < len(text):
        match = LINE.match(text, at)
        assert match is not None
        at = max(match.end(), at + 1)
        line = match[0].rstrip("\n")
        macro = _MACRO.match(line)
        if line.endswith("\\c"):
            continue
        if macro is None:
            return at
        waits = macro[1] in _FONT_MACROS and not split(line, macro.end())
        if macro[1] and macro[1] not in ("UR", "MT", "ft") and not waits:
            return at
    return 0


def cut(token: Token, at: int) -> tuple[Token, Token]:
    """A token in two at offset `at` of its text."""
    start, end = token.start_pos or 0, token.end_pos or 0
    first = make(token.type, token[:at], start, start + at)
    return first, make(token.type, token[at:], start + at, end)
