"""Polarity: whether the relation that a hit states is denied."""

from __future__ import annotations

from manlint.claims.text.document import Document

_DENIES = frozenset(
    (
        "not",
        "n't",
        "no",
        "never",
        "cannot",
        "neither",
        "nor",
        "without",
        "nothing",
        "none",
        "impossible",
    )
)
# What stands between a denial and the words that it denies, and ends its reach.
_STOPS = frozenset(", ; : . ( ) but because since if when although while".split())
# Verbs whose denial denies what they say of the relation, however far away it stands.
_SAYS = frozenset(
    "guarantee guarantees guaranteed ensure ensures mean means imply implies specify specifies"
    " promise promises".split()
)
_IDIOMS = (["only"], ["matter"], ["necessary"])
_REACH = 8


def polarity(document: Document, start: int, end: int, stated: str) -> str:
    """The polarity of a hit of the tokens `start` to `end`.

    It is `stated` by the pattern, or "?": "-" if a denial stands among the tokens or shortly
    before them, else "+"; or "!": the other way round. "not only" denies nothing.
    """
    if stated in ("+", "-"):
        return stated
    return "-" if _is_denied(document, start, end) == (stated == "?") else "+"


def _is_denied(document: Document, start: int, end: int) -> bool:
    words = document.lower
    if any(_denies(document, index) for index in range(start, end)):
        return True
    depth = 0  # what stands in parentheses before the hit says nothing about it
    for index in range(start - 1, -1, -1):
        depth += (words[index] == ")") - (words[index] == "(")
        if depth > 0 or (words[index] == "(" and depth == 0):
            continue
        if words[index] in _STOPS:
            return False
        if start - index <= _REACH and _denies(document, index):
            return True
        if words[index] in _SAYS:
            return any(_denies(document, at) for at in range(max(index - 3, 0), index))
    return False


def _denies(document: Document, index: int) -> bool:
    """Whether the token denies; "never" and "none" in bold are values of a setting."""
    word = document.lower[index]
    if word not in _DENIES or (document.roles[index] == "NAME" and word != "not"):
        return False
    if index and document.lower[index - 1] == "or":  # whether or not
        return False
    return document.lower[index + 1 : index + 2] not in _IDIOMS
