"""Which words a sentence must have for a pattern, found without reading it token by token."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from manlint.claims.text.syntax import Required

_WORD = re.compile(r"\w+")
_SHORT = re.compile(r"n['’](?=t)")  # "doesn't" is read as "does" and "n't"
_COMMON = frozenset(
    "a an and any are as at be by can do does for from has have if in is it its may must n no not"
    " of on only or s same set t that the then this to was when which will with".split()
)


def words_of(text: str) -> frozenset[str]:
    """The runs of letters and digits of a sentence, in lower case: parts of all its tokens."""
    return frozenset(_WORD.findall(_SHORT.sub(" n ", text.lower())))


def needed_words(required: Iterable[Required]) -> Iterator[frozenset[str]]:
    """For each token that is required for its word alone, the words of letters of which the
    sentence has one: "i" or "o" for "i/o"."""
    for words, roles, _ in required:
        parts = frozenset(max(_WORD.findall(word), key=len, default="") for word in words)
        if parts and not roles and "" not in parts:
            yield parts


def frequency(words: frozenset[str]) -> int:
    """A rough measure of how many sentences have one of the words."""
    return len(words) + 30 * len(words & _COMMON)
