"""Finds in a Document the words that carry claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from manlint.claims.model import Kind
from manlint.claims.text import NoSpacy
from manlint.claims.text.document import Document, vocabulary
from manlint.claims.text.patternfile import Group, PatternFile, Sets, pattern_files
from manlint.claims.text.rarity import frequency, needed_words, words_of
from manlint.claims.text.syntax import compile_pattern


class Hit(NamedTuple):
    """The tokens from `start` to `end` (exclusive) fit a pattern of `group`.

    `captures` are the indices of captured tokens by their names.
    """

    kind: Kind
    group: Group
    start: int
    end: int
    captures: dict[str, int]


Candidates = list[tuple[Kind, list[tuple[int, "Pattern"]]]]


def candidates(text: str, kinds: Iterable[Kind]) -> Candidates:
    """The patterns, with the numbers of their groups, whose words are all in a sentence, by kind;
    kinds without any are left out. It is cheap: the sentence need not be read for it."""
    parts = words_of(text)
    near = ((kind, _reader(kind).candidates(parts)) for kind in sorted(kinds))
    return [pair for pair in near if pair[1]]


def best_hits(document: Document, near: Candidates, section: str) -> list[Hit]:
    """For each kind its best hit, in the order of the kinds; raises NoSpacy."""
    found = []
    for kind, patterns in near:
        if hits := list(_reader(kind).hits(document, patterns, section)):
            found.append(max(hits, key=_rank))
    return found


def _rank(hit: Hit) -> tuple[int, int, int, int]:
    return hit.group.weight, -hit.start, hit.end, len(hit.captures)


# first token, end (exclusive), and the captured tokens by name
_Place = tuple[int, int, dict[str, int]]


class Pattern:
    """One pattern with a Matcher of its own, which is asked only if the words that it requires
    are there, in their order: few patterns can fit a sentence, and a Matcher of all of them
    would try each at each token."""

    __slots__ = ("_by_rarity", "_matcher", "compiled", "parts")

    def __init__(self, pattern: str, sets: Sets) -> None:
        self.compiled = compile_pattern(pattern, sets)
        self.parts = sorted(needed_words(self.compiled.required), key=frequency)
        self._by_rarity = sorted(
            self.compiled.required, key=lambda x: frequency(x.words) + 100 * len(x.roles)
        )
        self._matcher: Any = None

    def is_near(self, parts: frozenset[str]) -> bool:
        """Whether a sentence of these words may fit, whatever their order and roles are."""
        for one in self.parts:  # noqa: SIM110 - any() is twice as slow
            if parts.isdisjoint(one):
                return False
        return True

    def places(self, document: Document) -> list[_Place]:
        """Where the pattern fits; raises NoSpacy."""
        if not self.may_fit(document):
            return []
        matcher = self.matcher()
        found: list[_Place]
        names = self.compiled.captures
        if not names:
            found = [(start, end, {}) for _, start, end in matcher(document.doc)]
        else:
            found = [
                (start, end, {names[at]: start + i for i, at in enumerate(steps) if at in names})
                for _, start, end, steps in matcher(document.doc, with_alignments=True)
            ]
        return [place for place in found if self._is_clause(document, place[0], place[1])]

    def may_fit(self, document: Document) -> bool:
        """Whether the required tokens are there, each near enough to the one before it."""
        known, present = document.known, document.present
        for words, roles, _ in self._by_rarity:
            if known.isdisjoint(words) and (not roles or present.isdisjoint(roles)):
                return False
        reached: list[int] = []
        for number, (words, roles, within) in enumerate(self.compiled.required):
            places = document.places(words, roles)
            if number:
                places = [at for at in places if any(0 < at - x <= within for x in reached)]
            if not places:
                return False
            reached = places
        return True

    def _is_clause(self, document: Document, start: int, end: int) -> bool:
        """Whether the ends of a clause are where the pattern wants them; a comma is one."""
        starts, ends = self.compiled.starts_clause, self.compiled.ends_clause
        return (not starts or document.begins_clause(start)) and (
            not ends or document.ends_clause(end)
        )

    def matcher(self) -> Any:
        """The Matcher, which finds the longest of overlapping places; raises NoSpacy."""
        if self._matcher is None:
            try:
                from spacy.matcher import Matcher
            except ImportError as error:
                raise NoSpacy from error
            self._matcher = Matcher(vocabulary()[0], validate=False)
            self._matcher.add("p", [list(x) for x in self.compiled.variants], greedy="LONGEST")
        return self._matcher


class _Bound(NamedTuple):
    """A group with its vetoes and those of its file."""

    group: Group
    unless: list[Pattern]
    never_with: list[Pattern]


class _Reader:
    """The patterns of one file, by the words and roles that sentences must have for them."""

    def __init__(self, file: PatternFile) -> None:
        self.file = file
        near, anywhere = self._patterns(file.unless), self._patterns(file.never_with)
        self.groups = []
        self.index: dict[str, list[tuple[int, Pattern]]] = {}
        self.always: list[tuple[int, Pattern]] = []
        for number, group in enumerate(file.groups):
            unless = near + self._patterns(group.unless)
            never_with = anywhere + self._patterns(group.never_with)
            self.groups.append(_Bound(group, unless, never_with))
            for pattern in self._patterns(group.match):
                if not pattern.parts:
                    self.always.append((number, pattern))
                for word in pattern.parts[0] if pattern.parts else ():
                    self.index.setdefault(word, []).append((number, pattern))

    def _patterns(self, patterns: Iterable[str]) -> list[Pattern]:
        try:
            return [Pattern(pattern, self.file.sets) for pattern in patterns]
        except ValueError as error:
            raise ValueError(f"{self.file.kind}.toml: {error}") from error

    def candidates(self, parts: frozenset[str]) -> list[tuple[int, Pattern]]:
        """The patterns that a sentence of these words may fit."""
        keys = self.index.keys() & parts
        near = {pair for key in keys for pair in self.index[key]}
        return [*self.always, *(pair for pair in near if pair[1].is_near(parts))]

    def hits(
        self, document: Document, near: Iterable[tuple[int, Pattern]], section: str
    ) -> Iterator[Hit]:
        """The hits of the patterns `near` that no veto forbids."""
        found: dict[int, list[_Place]] = {}
        for number, pattern in near:
            if places := pattern.places(document):
                found.setdefault(number, []).extend(places)
        for number in sorted(found):
            group, unless, never_with = self.groups[number]
            if not _allowed(group, section) or any(x.places(document) for x in never_with):
                continue
            forbidden = [place for veto in unless for place in veto.places(document)]
            for start, end, captures in sorted(found[number], key=_order):
                if not any(first <= end and last >= start for first, last, _ in forbidden):
                    yield Hit(self.file.kind, group, start, end, captures)


def _order(place: _Place) -> tuple[int, int, list[tuple[str, int]]]:
    return place[0], place[1], sorted(place[2].items())


def _allowed(group: Group, section: str) -> bool:
    if group.sections and section not in group.sections:
        return False
    return section not in group.not_sections


@cache
def _reader(kind: Kind) -> _Reader:
    return _Reader(next(file for file in pattern_files() if file.kind is kind))
