"""Condition: the part of a sentence that says when it holds."""

from __future__ import annotations

from manlint.claims.text.document import Document

_OPENERS = frozenset(("if", "when", "unless", "whenever", "provided", "once", "while", "where"))
_AT_START = frozenset(("for", "in", "on", "with", "under", "after"))
# "For example", "in particular", "in other words" ... say nothing of the kind.
_IDIOMS = frozenset(
    "example instance particular other general addition fact short contrast summary practice"
    " principle order effect turn".split()
)
_LONGEST = 40


def condition(document: Document, text: str, start: int, end: int) -> str:
    """The clause that begins with "if", "when", "unless" ... nearest to the tokens `start` to
    `end`, or the phrase that opens the sentence ("for directories, ..."); "" if there is none."""
    words = document.lower
    for index in [*range(start - 1, -1, -1), *range(end, len(words))]:
        if words[index] in _OPENERS and not _is_noun(words, index):
            last = _last(words, index, index < start or words[index - 1] in ("that", ","))
            return _cut(document, text, index, last)
    if words and words[0] in _AT_START and "," in words[:start] and words[1] not in _IDIOMS:
        return _cut(document, text, 0, words.index(","))
    return ""


def _is_noun(words: list[str], index: int) -> bool:
    """Whether it is "provided by", "as if", "even if", or "while" the sentence goes on."""
    after = words[index + 1 : index + 2]
    before = words[index - 1] if index else ""
    if words[index] == "provided":
        return after not in (["that"],)
    if words[index] in ("where", "while"):
        return index > 0
    return before == "as"


def _last(words: list[str], index: int, leads: bool) -> int:
    """The end of the clause that begins at `index`: a stop, or a comma if it leads in."""
    for at in range(index + 1, min(len(words), index + _LONGEST)):
        if words[at] in (".", ";", ":", ")", "(") or (leads and words[at] in (",", "then")):
            return at
    return min(len(words), index + _LONGEST)


def _cut(document: Document, text: str, first: int, last: int) -> str:
    return " ".join(text[document.starts[first] : document.ends[last - 1]].split())
