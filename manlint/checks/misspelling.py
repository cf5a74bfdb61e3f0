"""Check kind `misspelling`: words that a list knows as misspelt; unknown words are none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from manlint.finding import Edit, Finding, Fix

if TYPE_CHECKING:
    from manlint.files.tree import Tree
    from manlint.page import Page
    from manlint.prose import Unit
    from manlint.rules import Rule

# A word that stands alone: no part of a path, a name, a call, or of a longer word.
_BEFORE, _AFTER = r"(?<![\w.\-/<>@\\$%:=+*&'])", r"(?![\w/\-_@(*=]|[.:']\w)"
_LETTERS = bytes.maketrans(
    bytes(range(128)),
    bytes(ord(chr(code).lower()) if chr(code).isalpha() else 32 for code in range(128)),
)


@dataclass(frozen=True, slots=True)
class Options:
    """`words` are misspelt words with what they should be, if need be several after commas.

    The word list of the package codespell is used as well, if that is installed, but for words
    of fewer letters than `shortest` and those of `accept`. What a page has more often than `often`
    times is a term of its own.
    """

    words: dict[str, str] = field(default_factory=dict)
    accept: tuple[str, ...] = ()
    shortest: int = 5
    often: int = 2


def check(page: Page, rule: Rule, options: Options, _tree: Tree | None) -> Iterator[Finding]:
    """A finding for each such word in running text in roman."""
    known = _known(tuple(options.words), options.accept, options.shortest)
    plain = page.text.encode("ascii", "replace").translate(_LETTERS)
    found = known.intersection(plain.split())
    if not found:
        return
    from manlint.prose import units

    words = "|".join(sorted(word.decode() for word in found))
    pattern = re.compile(f"{_BEFORE}(?:{words}){_AFTER}", re.IGNORECASE)
    near = [match.start() for match in pattern.finditer(page.text)]
    for unit in units(page, near):
        if unit.kind == "text":
            for match in pattern.finditer(unit.text):
                if _is_word(page, unit, match, options.often):
                    right = _right(match[0].lower(), options.words)
                    yield _finding(rule, unit, match, right)


def _is_word(page: Page, unit: Unit, match: re.Match[str], often: int) -> bool:
    """Whether a word is one of running text and no name, nor a term that the page uses."""
    word = match[0]
    if not (word.islower() or word.istitle()) or unit.fonts(*match.span()) != {"R"}:
        return False
    places = [
        found.start() for found in re.finditer(rf"\b{word.lower()}\b", page.text, re.IGNORECASE)
    ]
    return len(places) <= often and not any(_is_marked(page.text, place) for place in places)


def _is_marked(text: str, offset: int) -> bool:
    """Whether a word of roff text stands on a line of a macro, as a name would."""
    line = text[text.rfind("\n", 0, offset) + 1 : offset]
    return line.startswith((".B", ".I", ".RB", ".RI")) or "\\f" in line


def _finding(rule: Rule, unit: Unit, match: re.Match[str], right: str) -> Finding:
    word, span = match[0], unit.span(*match.span())
    choices = [choice.strip() for choice in right.split(",") if choice.strip()]
    if word.istitle():
        choices = [choice.capitalize() for choice in choices]
    fix = None
    if len(choices) == 1 and unit.source.text[span.start : span.end] == word:
        fix = Fix((Edit(span, choices[0]),))
    message = rule.message.format(word=word, right=" or ".join(choices))
    shown = (unit.text,)
    return Finding(unit.source, span, rule.name, rule.severity, message, shown, fix)


@cache
def _known(own: tuple[str, ...], accept: tuple[str, ...], shortest: int) -> set[bytes]:
    """The words to look for; read as bytes, since most runs find none of them."""
    known = {*re.findall(rb"\n([a-z]{%d,})->" % shortest, b"\n" + _list())}
    known.update(map(str.encode, own))
    known.difference_update(map(str.encode, accept))
    return known


def _right(word: str, own: Mapping[str, str]) -> str:
    """What a misspelt word should be: one word, or several with commas."""
    if word in own:
        return own[word]
    listed, mark = b"\n" + _list(), f"\n{word}->".encode()
    return listed.partition(mark)[2].partition(b"\n")[0].decode()


def word_list() -> str | None:
    """The path of codespell's word list, which is data: none of its code is run."""
    import os
    from importlib.util import find_spec

    spec = find_spec("codespell_lib")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = os.path.join(folder, "data", "dictionary.txt")
        if os.path.isfile(path):
            return path
    return None


@cache
def _list() -> bytes:
    """The word list, empty if there is none: a line is "teh->the" or "fonud->found, fond,"."""
    path = word_list()
    if path is None:
        return b""
    with open(path, "rb") as file:
        return file.read()
