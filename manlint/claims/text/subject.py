"""Subject: what a claim is about, under which an index would list it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from manlint.claims.model import Kind
from manlint.claims.text.document import MARKED, Document

if TYPE_CHECKING:
    from manlint.claims.text.matcher import Hit

_SINCE = re.compile(
    r"\s*\([^()]*\b(?:since|until|from|before|to|linux|glibc|deprecated|obsolete|default)\b[^()]*\)",
    re.I,
)
_FORMAT = re.compile(r"\s+%\w+\Z")
# Tags that number or mark an entry, or head a part of it, and name nothing.
_BULLET = re.compile(
    r"[^\w/]*\Z|[(\[]?(?:\d{1,3}(?:\.\d+)?|[a-zA-Z]|[ivx]+)[.)\]]:?\Z"
    r"|(?:Descriptions?|Returns?|Notes?|Examples?)\Z"
)
_NAME = re.compile(r"/\S+|[\w.+:@-]+\(\d\w*\)|[\w.:*]+\(\)|--?[\w-]+|[\w./*{}<>\[\]-]+")
_PROTOTYPE = re.compile(r"\b(\w+)\s*\(\s*(?:\w+\s+\*?|void\b)")
# A word of the language, which is no name whose parameters follow.
_PLAIN = re.compile(r"[A-Za-z]?[a-z]*(?:-[a-z]+)*\Z")
_LAST = re.compile(r"[A-Za-z_]\w*(?=\W*\Z)")
_TYPES = frozenset(
    "int long short char unsigned signed const struct union enum void size_t u64".split()
)
# Words after which a name is not what the sentence speaks of.
_ASIDE = frozenset("unlike like than see with as through".split())
_TURNS = frozenset("but so therefore thus hence then while whereas".split())
# English words that pages set in italics or bold for their stress.
_STRESSED = frozenset(
    "a all always an and any are before both but can cannot do does each either even every first"
    " if in is last may might must neither never no none nor not now only or real same should some"
    " system the then this user warning was will caution note notes use".split()
)
_LEADS = frozenset(
    "if when whenever unless in on for after before with while where once since although under"
    " until because from by as to".split()
)


# Of these kinds the words often lead in: "By default, foo() ...", "the obsolete function foo()".
_LEADING = frozenset((Kind.DEFAULT, Kind.TIMEBOUND, Kind.DEPRECATION))
_NEAR = 4


def subject(document: Document, tags: tuple[str, ...], hit: Hit) -> str:
    """What the claim of `hit` is about, "" if only the page can be.

    It is the innermost tag that names something; else the first marked-up name before
    the tokens of the claim, but one in a clause that leads in only if there is no other.
    """
    for tag in reversed(tags):
        if name := tag_name(tag):
            return name
    main = _clause(document, hit.start)
    after = min(hit.end + _NEAR, len(document.words)) if hit.kind in _LEADING else 0
    for first, last in ((main, hit.start + 1), (hit.start + 1, after), (0, main)):
        if name := _first_name(document, first, last):
            return name
    return ""


def _clause(document: Document, start: int) -> int:
    """Where the clause of the token `start` begins: after a stop, after "but", or after the
    comma of a clause that leads in."""
    words = document.lower
    for index in range(start - 1, 0, -1):
        if words[index] in (";", ":", "—") or (words[index] in _TURNS and words[index - 1] == ","):
            return index + 1
    if words[0] in _LEADS and "," in words[:start]:
        return words.index(",") + 1
    return 0


def _first_name(document: Document, first: int, last: int) -> str:
    depth = 0
    for index in range(first, last):
        word = document.words[index]
        is_stress = word.lower() in _STRESSED or word.endswith("ly")
        depth += (word == "(" and index > 0) - (word == ")")
        if depth > 0 or document.roles[index] not in MARKED:
            continue
        if not is_stress and not _is_aside(document, index):
            return word
    return ""


def _is_aside(document: Document, index: int) -> bool:
    """Whether it is only compared with or used: "like foo(2)", "with the foo(2) FLAG"."""
    words = document.lower
    while index > 1 and document.roles[index - 1] in MARKED:
        index -= 1
    if index > 1 and words[index - 1] in ("the", "a", "an"):
        index -= 1
    return index > 1 and words[index - 1] in _ASIDE


def tag_name(tag: str) -> str:
    """The name in a tag without parameters and "(since ...)", of several the first; "" if none."""
    tag = _FORMAT.sub("", _SINCE.sub("", tag).strip())
    if _BULLET.match(tag):
        return ""
    if tag.split(" ", 1)[0] in _TYPES and (prototype := _PROTOTYPE.search(tag)):
        return f"{prototype[1]}()"
    first = re.split(r", | or | == | - ", tag, maxsplit=1)[0].strip(" :;\"“”'")
    words = first.split()
    if words and (words[0] in _TYPES or words[0].endswith("_t")) and (last := _LAST.search(first)):
        return last[0]
    if len(words) > 1 and (words[0][0] == "-" or not _goes_on(*words[:2])):
        words = words[:1]
    elif len(words) > 1:
        return first
    found = _NAME.match(words[0]) if words else None
    return found[0] if found and re.search(r"\w", found[0]) else first


def _goes_on(word: str, after: str) -> bool:
    """Whether the first two words of a tag are one name: "Number of", "ISO/IEC 8859-1"."""
    return bool(_PLAIN.match(word)) or after[0].isupper() or after[0].isdigit()
