"""Versions: where rendered text names kernel and library versions.

Patterns made of the grammar's own terminals cut the phrases out of a text, and only
those are parsed: most texts name no product, and most that do name no version.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

from manlint.claims.versionphrase import PRODUCTS, RELATIONS, Mention, Relation, read_phrase

__all__ = ["Mention", "Relation", "bare_mentions", "mentions"]

# Cheap, and true of every text that has something to find.
_PRODUCT = re.compile(r"(?:inux|ernel|libc|ibrary)[^.,;0-9]{0,40}[0-9]+\.[0-9xX*]")
_DOTTED = re.compile(r"[0-9]\.[0-9]")
_NUMBER = re.compile(r"(?<=[A-Za-z] )[0-9]+\.[0-9]")
# No name of a product goes further back, and no relation with the blanks around it.
_LONGEST_NAME, _LONGEST_LEAD = 24, 48


def mentions(text: str) -> tuple[Mention, ...]:
    """The versions of a named product in `text`, in its order."""
    if not ("inux" in text or "ernel" in text or "libc" in text or "ibrary" in text):
        return ()
    found: list[Mention] = []
    at = 0
    while near := _PRODUCT.search(text, at):
        match = _lexicon().phrase.search(text, max(at, near.start() - _LONGEST_NAME))
        if match is None:
            break
        found += _read(text, _begin(text, match.start()), match.end())
        at = match.end()
    return tuple(found)


def bare_mentions(text: str) -> tuple[Mention, ...]:
    """The versions in `text` that follow a relation ("since 2.6.38") and name no product."""
    if not _DOTTED.search(text):
        return ()
    found: list[Mention] = []
    at = 0
    while near := _NUMBER.search(text, at):
        at = near.end()
        begin = _begin(text, near.start())
        if begin < near.start() and (match := _lexicon().numbers.match(text, near.start())):
            found += _read(text, begin, match.end())
            at = match.end()
    return tuple(found)


def _begin(text: str, start: int) -> int:
    """Where the relations that stand before `start` begin: "up to" in "up to Linux 2.6"."""
    before = _lexicon().relations.search(text, max(0, start - _LONGEST_LEAD), start)
    return before.start() if before else start


def _read(text: str, start: int, end: int) -> list[Mention]:
    return [mention.moved(start) for mention in _phrase(text[start:end])]


@lru_cache(maxsize=4096)
def _phrase(phrase: str) -> tuple[Mention, ...]:
    """The mentions of one phrase; the same phrases come again and again."""
    return read_phrase(_lexicon().parser.parse(phrase))


class _Lexicon(NamedTuple):
    """The grammar's parser, and patterns for a phrase, the numbers in one, and its begin."""

    parser: Any
    phrase: re.Pattern[str]
    numbers: re.Pattern[str]
    relations: re.Pattern[str]


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
    numbers = rf"{number}(?:\s*{glue}(?:\s*(?:{product}|{relation}))*\s*{number})*"
    return _Lexicon(
        parser,
        re.compile(rf"{product}(?:\s*{relation})*\s*{numbers}"),
        re.compile(numbers),
        re.compile(rf"(?:{relation}\s*)+\Z"),
    )
