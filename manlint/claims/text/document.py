"""Document: the tokens of a sentence with their roles, by markup and shape, and its Doc."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from manlint.claims.text import NoSpacy

if TYPE_CHECKING:
    from manlint.prose import Sentence

# What a token is: a reference fsync(2), a call write(), a constant O_SYNC, an italic argument,
# a file, a number, another bold word (a command, a field), or a word of the language.
ROLES = frozenset(("REF", "FUNC", "CONST", "ARG", "PATH", "NUM", "NAME", "WORD", "CUT"))
MARKED = frozenset(("REF", "FUNC", "CONST", "ARG", "PATH", "NAME"))
# Tokens that end a clause; a gap does not reach over them.
CUTS = frozenset((";", ":", ".", "(", ")", "—", "!", "?"))
BORDERS = CUTS | {","}

_TOKEN = re.compile(
    r"""(?P<REF>[A-Za-z0-9_][\w.+:@-]*\([0-9][a-z]*\))
    |(?P<FUNC>[A-Za-z_][\w.:*]*\(\))
    |(?P<PATH>(?<![\w)\]}>/])~?(?:/[\w.*\[\]{}<>+@:~,%-]*[\w*\]}>])+/?)
    |(?P<NUM>0x[0-9A-Fa-f]+|[0-9]+(?:[.,][0-9]+)*(?:[kKMGT]i?B?)?(?![\w-]))
    |(?P<NAME>(?<![\w-])--?[A-Za-z][\w-]*)
    |(?P<WORD>\w+?(?=n['’]t\b)|n['’]t\b|['’]s\b|\w+(?:(?:->|[-./+&:])\w+|(?<=_)\*(?:_\w+)?)*)
    |(?P<SIGN>[<>=!]=|--|&&|\|\||\.\.\.|[^\s\w])""",
    re.X,
)
_UPPER = re.compile(r"[A-Z][A-Z0-9_*]+(?:_[a-z0-9]+)*\Z")


class Document:
    """The tokens of a sentence: their words and roles, and where each starts and ends in it.

    `lower` are the words in lower case; `known` these, `present` the roles, `keys` both as sets.
    """

    __slots__ = ("_doc", "ends", "keys", "known", "lower", "present", "roles", "starts", "words")

    def __init__(
        self,
        words: Sequence[str],
        roles: Sequence[str],
        starts: Sequence[int],
        ends: Sequence[int],
    ) -> None:
        self.words = words
        self.roles = roles
        self.starts = starts
        self.ends = ends
        self.lower = [word.lower() for word in words]
        self.known = frozenset(self.lower)
        self.present = frozenset(roles)
        self.keys = self.known | self.present
        self._doc: Any = None

    @property
    def doc(self) -> Any:
        """The sentence as a spaCy Doc, made when it is first asked for; raises NoSpacy."""
        if self._doc is None:
            vocab, doc_class = vocabulary()
            marks = ["x" if role in MARKED else "w" for role in self.roles]
            self._doc = doc_class(vocab, words=self.words, tags=self.roles, lemmas=marks)
        return self._doc

    def places(self, words: frozenset[str], roles: frozenset[str]) -> list[int]:
        """The tokens that have one of `words`, in lower case, or of `roles`."""
        if not roles:
            return [i for i, word in enumerate(self.lower) if word in words]
        return [
            i
            for i, (word, role) in enumerate(zip(self.lower, self.roles, strict=True))
            if word in words or role in roles
        ]

    def begins_clause(self, index: int) -> bool:
        """Whether the token `index` is the first of a clause, or of a quotation."""
        return index == 0 or self.words[index - 1] in BORDERS or self.words[index - 1] in '"“'

    def ends_clause(self, index: int) -> bool:
        """Whether the clause ends before the token `index`."""
        return index >= len(self.words) or self.words[index] in BORDERS


def document(sentence: Sentence) -> Document:
    """The tokens of a sentence; its fonts tell the roles."""
    unit, begin = sentence.unit, sentence.start
    is_plain = unit.fonts(begin, sentence.end) <= {"R"}
    found = list(_TOKEN.finditer(sentence.text))
    words = [match[0] for match in found]
    starts = [match.start() for match in found]
    ends = [match.end() for match in found]
    roles = [str(match.lastgroup) for match in found]
    for index, shape in enumerate(roles):
        if shape == "WORD":
            font = "R" if is_plain else unit.font(begin + starts[index])
            if font != "R" or "_" in words[index]:
                roles[index] = _role(words[index], font)
        elif shape == "SIGN":
            roles[index] = "CUT" if words[index] in CUTS else "WORD"
    if "’" in sentence.text:
        words = [word.replace("’", "'") for word in words]
    return Document(words, roles, starts, ends)


def _role(word: str, font: str) -> str:
    if _UPPER.match(word) and ("B" in font or "_" in word):
        return "CONST"
    if font == "I":
        return "ARG"
    return "NAME" if "B" in font else "WORD"


@cache
def vocabulary() -> tuple[Any, Any]:
    """The vocabulary that all Docs share, and the class Doc; raises NoSpacy.

    It is that of a blank pipeline less what no pattern asks for, so that a new word is cheap.
    """
    try:
        # compiled, and without types
        from spacy.attrs import (  # type: ignore[import-not-found]
            IS_PUNCT,
            IS_STOP,
            LOWER,
        )
        from spacy.tokens import Doc
        from spacy.vocab import Vocab
    except ImportError as error:
        raise NoSpacy from error

    def is_cut(word: str) -> bool:
        return word in CUTS

    def is_border(word: str) -> bool:
        return word in BORDERS

    getters = {LOWER: str.lower, IS_PUNCT: is_cut, IS_STOP: is_border}
    return Vocab(lex_attr_getters=getters), Doc
