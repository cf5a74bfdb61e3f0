"""Versions: since, before and between which releases of Linux and glibc something is so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from manlint.claims.model import Bounds, Claim, Kind
from manlint.claims.structural.bounds import PRODUCTS, bounds
from manlint.claims.structural.functions import Functions, calls
from manlint.claims.structural.spot import Reading, place
from manlint.claims.structural.subject import first_name
from manlint.claims.structural.versionwords import ENDED, is_bare, kind_of, together
from manlint.claims.versions import Mention, mentions

if TYPE_CHECKING:
    from manlint.prose import Sentence

NAMES = {"linux": "Linux", "glibc": "glibc"}
PREDICATES = {
    Kind.SINCE: "since",
    Kind.BEFORE: "before",
    Kind.REMOVED: "removed in",
    Kind.FIXED: "fixed in",
    Kind.RANGE: "between",
}
_GONE = re.compile(
    r"""(?ix)\b(?:system\ calls?|functions?|interfaces?|API|support(?:\ for\ [^,.;]{1,60}?)?
    |features?|flags?|options?|drivers?|constants?|macros?|operations?|wrappers?|ports?|filesystems?|protocols?
    |/(?:proc|sys)/\S+|\w+\(\))\ (?:now\ |itself\ )?
    (?: (?:has|have)\ (?:\w+\ )?been\ (?:removed|dropped|withdrawn)\b(?!\ to\b)
      | (?:was|were|is|are)\ (?:\w+\ )?(?:removed|dropped|withdrawn)
        (?=[.;,)]|\ (?:altogether|from)\b|\Z)
      | no\ longer\ (?:exists?\b|provided\b|implemented\b|present\b|part\ of\ the\ kernel)
      | (?:is|are)\ no\ longer\ (?:provided|implemented|present|available)\b )
    | \b(?:removed|dropped)\ from\ (?:the\ )?(?:mainline|(?:linux\ )?kernel|glibc|gnu\ c\ library)
      (?=[.;,:)]|\ (?:in|with|and|because|since)\b|\Z)"""
)
_STANDARD = re.compile(r"\b(?:POSIX|SUS|C\d\d|ISO|standard|specification|list|queue|set)\b")


class Statement(NamedTuple):
    """Mentions of one product that make one statement of a kind."""

    kind: Kind
    mentions: Sequence[Mention]


def versions(reading: Reading, own: Functions) -> Iterator[Claim]:
    """What a unit says about versions."""
    unit = reading.unit
    found = [one for one in mentions(unit.text) if one.product in PRODUCTS]
    for sentence, inside in _by_sentence(reading, found):
        for statement in _statements(sentence, inside):
            yield _claim(reading, own, sentence, statement)
    if unit.kind in ("text", "cell") and ENDED.search(unit.text):
        yield from _removed(reading, own, found)


def _by_sentence(
    reading: Reading, found: Sequence[Mention]
) -> Iterator[tuple[Sentence, list[Mention]]]:
    def start(mention: Mention) -> int:
        return reading.sentence(mention.start).start

    for _, inside in groupby(found, start):
        listed = [*inside]
        yield reading.sentence(listed[0].start), listed


def _statements(sentence: Sentence, found: Sequence[Mention]) -> Iterator[Statement]:
    """The statements that the mentions in one sentence make."""
    text, offset = sentence.unit.text, sentence.start
    bare = sentence.unit.section in ("HISTORY", "VERSIONS") and is_bare(sentence.text)
    while found:
        count = 1
        for before, after in pairwise(found):
            if not together(text, before, after):
                break
            count += 1
        kind = kind_of(text, found[:count], (offset, sentence.end), bare)
        if kind is Kind.RANGE:
            yield Statement(kind, found[:count])
        elif kind:  # "2.4.36 / 2.6.23" is one in each series
            yield from (Statement(kind, [mention]) for mention in found[:count])
        found = found[count:]


def _claim(reading: Reading, own: Functions, sentence: Sentence, said: Statement) -> Claim:
    first, last = said.mentions[0], said.mentions[-1]
    limits = _limits(said)
    name = NAMES[limits.product]
    ends = [end for end in (limits.since, limits.before) if end]
    words = (min(first.words_start, first.start), last.end)
    return reading.claim(
        said.kind,
        _subject(reading, own, sentence, words[0]),
        (PREDICATES[said.kind], f"{name} {'–'.join(ends)}"),
        words,
        bounds=limits,
    )


def _limits(said: Statement) -> Bounds:
    """The bounds of a statement: what was removed or fixed was there before."""
    found = bounds(said.mentions)
    if said.kind is Kind.RANGE:
        return found
    version = found.since or found.before
    if said.kind is Kind.SINCE:
        return Bounds(since=version, product=found.product)
    return Bounds(before=found.before or version, product=found.product)


def _subject(reading: Reading, own: Functions, sentence: Sentence, at: int) -> str:
    """The functions of the tag, heading or line, else the tag, else the first name there is."""
    unit = reading.unit
    tag = unit.text if unit.kind == "tag" else unit.tags[-1] if unit.tags else ""
    lead = tag or (sentence.text.partition(":")[0] if "():" in sentence.text else unit.subsection)
    if unit.section in ("HISTORY", "VERSIONS", "STANDARDS") and (called := calls(lead)):
        return own.subject(called)
    if found := place(unit):
        return found
    if unit.kind == "heading":
        return " ".join(unit.text.split(" (")[0].split())
    return first_name(sentence) or own.page


def _removed(reading: Reading, own: Functions, found: Sequence[Mention]) -> Iterator[Claim]:
    """Removals of which no version is told."""
    text = reading.unit.text
    for match in _GONE.finditer(text):
        sentence = reading.sentence(match.start())
        if any(sentence.start <= one.start < sentence.end for one in found):
            continue
        if _STANDARD.search(text, match.start(), sentence.end):
            continue
        subject = _subject(reading, own, sentence, match.start())
        yield reading.claim(Kind.REMOVED, subject, ("removed", ""), match.span())
