"""Which sentences may make which claims: one look for the words without which none is made."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from manlint.claims.model import Kind
from manlint.claims.text.patternfile import pattern_files

_Trie = dict[str, "_Trie"]


def kinds_near(text: str) -> frozenset[Kind]:
    """The kinds of which a needle begins a word of `text`."""
    pattern, kinds = _needles()
    found = {" ".join(match[1].split()) for match in pattern.finditer(text.lower())}
    return frozenset[Kind]().union(*(kinds[needle] for needle in found))


def has_needle(text: str) -> bool:
    """Whether any needle begins a word of `text`."""
    return _needles()[0].search(text.lower()) is not None


@cache
def _needles() -> tuple[re.Pattern[str], dict[str, frozenset[Kind]]]:
    """A pattern that finds the longest needle at a place, and the kinds of each needle and of
    those that it begins with."""
    kinds: dict[str, set[Kind]] = {}
    for file in pattern_files():
        for needle in file.needles:
            kinds.setdefault(" ".join(needle.split()), set()).add(file.kind)
    closed = {
        needle: frozenset[Kind]().union(*(kinds[x] for x in kinds if needle.startswith(x)))
        for needle in kinds
    }
    # needles overlap ("in a single", "single step"), so that none may use up the text
    return re.compile(rf"(?<!\w)(?=({_tree(kinds)}))"), closed


def _tree(words: Iterable[str]) -> str:
    """A pattern that shares the beginnings of `words`: a plain choice is ten times slower."""
    trie: _Trie = {}
    for word in words:
        at = trie
        for letter in word:
            at = at.setdefault(letter, {})
        at[""] = {}
    return _branch(trie)


def _branch(trie: _Trie) -> str:
    parts = [
        (r"\s+" if letter == " " else re.escape(letter)) + _branch(rest)
        for letter, rest in sorted(trie.items())
        if letter
    ]
    if not parts:
        return ""
    inner = parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
    return f"(?:{inner})?" if "" in trie else inner
