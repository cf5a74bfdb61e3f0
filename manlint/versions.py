"""Versions: where rendered text names kernel and library versions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from manlint.versionphrase import PRODUCTS, RELATIONS, Mention, Relation, read_phrase

__all__ = ["Mention", "Relation", "bare_mentions", "mentions"]


# Most texts name no product, and most that do name no version: this is all they cost.
_NEAR = re.compile(r"(?:inux|ernel|libc|ibrary)[^.,;]{0,40}?[0-9]\.[0-9xX*]")
_LONGEST_LEAD = 60


def mentions(text: str) -> tuple[Mention, ...]:
    """The versions of a named product in `text`, in its order."""
    if "inux" in text or "ernel" in text or "libc" in text or "ibrary" in text:
        near = _NEAR.search(text)
        if near:
            return tuple(_found(text, _lexicon().phrase, max(0, near.start() - _LONGEST_LEAD)))
    return ()


def bare_mentions(text: str) -> tuple[Mention, ...]:
    """The versions in `text` that follow a relation ("since 2.6.38") and name no product."""
    return tuple(_found(text, _lexicon().bare, 0))


class _Lexicon(NamedTuple):
    """The grammar's parser, and patterns made of its terminals that find its phrases."""

    parser: Any
    phrase: re.Pattern[str]
    bare: re.Pattern[str]
    before: re.Pattern[str]


@cache
def _lexicon() -> _Lexicon:
    """Built on first use; the words stand in the grammar only."""
    from manlint.page.grammar import load_grammar

    parser = load_grammar("version", maybe_placeholders=True)
    patterns = {terminal.name: terminal.pattern.to_regexp() for terminal in parser.terminals}

    def any_of(*names: str) -> str:
        return "(?:" + "|".join(patterns[name] for name in names) + ")"

    product, relation = any_of(*PRODUCTS), any_of(*RELATIONS)
    number = rf"{patterns['NUMBER']}(?:\s*{any_of('LATER', 'EARLIER')})?"
    glue = any_of("_SEPARATOR", "TO", "THROUGH", "UNTIL")
    more = rf"(?:\s*{glue}(?:\s*{any_of(*PRODUCTS, *RELATIONS)})*\s*{number})*"
    return _Lexicon(
        parser,
        re.compile(rf"{product}(?:\s*{relation})*\s*{number}{more}"),
        re.compile(rf"{relation}\s*{number}{more}"),
        re.compile(rf"(?:{relation}\s*)+\Z"),
    )


def _found(text: str, pattern: re.Pattern[str], begin: int) -> Iterator[Mention]:
    """The mentions of the phrases that `pattern` finds, with the relations before them."""
    for match in pattern.finditer(text, begin):
        start = match.start()
        before = _lexicon().before.search(text, max(0, start - _LONGEST_LEAD), start)
        start = before.start() if before else start
        for mention in _phrase(text[start : match.end()]):
            yield mention.moved(start)


@lru_cache(maxsize=4096)
def _phrase(phrase: str) -> tuple[Mention, ...]:
    """The mentions of one phrase; the same phrases come again and again."""
    return read_phrase(_lexicon().parser.parse(phrase))
