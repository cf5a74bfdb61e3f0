"""The arguments of a macro call: blanks part them, quotes hold them together."""

from __future__ import annotations

import re
from typing import NamedTuple

_ARGUMENT = re.compile(
    r'(?:[ ]|\\\n)*+(?:"(?P<quoted>(?:[^"\\\n]|""|\\(?:[^"]|\Z))*+)(?P<closing>"?)'
    r'|(?P<word>(?:[^ \n\\"]|\\(?:[^"]|\Z))(?:[^ \n\\]|\\(?:[^"]|\Z))*+))',
    re.S,
)


class Argument(NamedTuple):
    """An argument as written, without its quotes, and its offsets in the line."""

    text: str
    start: int
    end: int


def split(line: str, at: int) -> list[Argument]:
    """The arguments that follow offset `at` of a line; a comment and the newline end them.

    Only a blank separates arguments, a tab does not.  A quote that is not closed ends
    with the line, one that is closed may be followed by the next argument at once.
    """
    found: list[Argument] = []
    while match := _ARGUMENT.match(line, at):
        kind = "word" if match["quoted"] is None else "quoted"
        text = match[kind]
        if kind == "quoted":
            text = text.replace('""', '"')
        found.append(Argument(text, *match.span(kind)))
        at = match.end()
    return found
