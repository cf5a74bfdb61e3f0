"""Headings: `.SH` and `.SS` with their titles, which may stand on the next line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lark import Token

from manlint.page import escapes
from manlint.page.arguments import split
from manlint.page.lines import LINE
from manlint.page.model import Heading
from manlint.page.tags import after_name

# What a title needs more than its blanks cut off for.
_MARKED = re.compile(r'[\\"\t]|  ')


def headings(leaves: Sequence[Token]) -> Iterator[Heading]:
    """The headings among a page's tokens, in order."""
    for index, token in enumerate(leaves):
        if token.type in ("SH", "SS"):
            following = leaves[index + 1] if index + 1 < len(leaves) else None
            end, title = heading(token, following)
            yield Heading(token.start_pos or 0, end, 1 if token.type == "SH" else 2, title)


def heading(token: Token, following: object) -> tuple[int, str]:
    """Where a heading ends and what it reads; `following` is the token after the macro."""
    end = token.end_pos or 0
    plain = token[after_name(token) :].strip(" \n")
    if plain and not _MARKED.search(plain):
        return end, plain
    title = " ".join(argument.text for argument in split(token, after_name(token)))
    if not title and isinstance(following, Token) and following.type == "PROSE":
        line = LINE.match(following)
        assert line is not None
        title, end = line[0].strip(), (following.start_pos or 0) + line.end()
    return end, " ".join(escapes.rendered(title).split())
