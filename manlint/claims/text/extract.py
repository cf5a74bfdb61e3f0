"""Text claims of a page: sentences that pass the prefilter, read one by one."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from manlint.claims.model import Bounds, Claim, Kind
from manlint.claims.text.prefilter import has_needle, kinds_near

if TYPE_CHECKING:
    from manlint.claims.text.document import Document
    from manlint.claims.text.matcher import Hit
    from manlint.page import Page
    from manlint.prose import Sentence

# Sections whose text states nothing about the interface.
SILENT = frozenset(
    ("NAME", "SYNOPSIS", "SEE ALSO", "EXAMPLES", "EXAMPLE", "AUTHORS", "AUTHOR", "COPYRIGHT")
)


def text_claims(page: Page, kinds: Collection[Kind] | None = None) -> Iterator[Claim]:
    """The claims in the running text and the tables of a page, in its order and without ids.

    With `kinds` only the claims of these kinds. A sentence makes at most one claim of a
    kind; the first one is what it is mostly there to say. Raises NoSpacy if a sentence must
    be read and spaCy is not there.
    """
    from manlint.prose import units
    from manlint.prose.sentence import split

    wanted = frozenset(Kind) if kinds is None else frozenset(kinds)
    name = ""
    for unit in units(page):
        if unit.kind not in ("text", "cell") or unit.section in SILENT:
            continue
        if not has_needle(unit.text):
            continue
        name = name or _name(page)
        for sentence in split(unit):
            yield from _claims(sentence, name, wanted)


def _name(page: Page) -> str:
    from manlint.claims.name import name_of

    return name_of(page)


def _claims(sentence: Sentence, page: str, wanted: frozenset[Kind]) -> Iterator[Claim]:
    near = kinds_near(sentence.text)
    if not near & wanted:
        return
    from manlint.claims.text.document import document
    from manlint.claims.text.matcher import best_hits, candidates

    if not (patterns := candidates(sentence.text, near)):
        return
    read = document(sentence)
    hits = _by_weight(read, best_hits(read, patterns, sentence.unit.section))
    kinds = [hit.kind for hit in hits]
    bounds = _bounds(sentence.text) if hits else Bounds()
    for hit in hits:
        if hit.kind in wanted:
            also = tuple(kind for kind in kinds if kind is not hit.kind)
            yield _claim(sentence, page, read, hit, (also, bounds))


def _claim(
    sentence: Sentence,
    page: str,
    read: Document,
    hit: Hit,
    shared: tuple[tuple[Kind, ...], Bounds],
) -> Claim:
    from manlint.claims.text.condition import condition
    from manlint.claims.text.polarity import polarity
    from manlint.claims.text.scope import scope_of
    from manlint.claims.text.subject import subject, tag_name

    unit, group = sentence.unit, hit.group
    words = read.starts[hit.start], read.ends[hit.end - 1]
    sign = polarity(read, hit.start, hit.end, group.polarity)
    captured = hit.captures.get("object")
    return Claim(
        page=page,
        kind=hit.kind,
        subject=subject(read, unit.tags, hit) or page,
        predicate=group.predicate,
        object=group.object if captured is None else read.words[captured],
        span=sentence.span(),
        text=" ".join(sentence.text.split()),
        words=_in_line(sentence.text, words),
        condition=condition(read, sentence.text, hit.start, hit.end),
        polarity=sign,
        bounds=shared[1],
        scope=group.scope or scope_of(sentence.text[words[0] : words[1]]),
        section=unit.section,
        tag=next((x for x in map(tag_name, reversed(unit.tags)) if x), ""),
        also=shared[0],
    )


def _in_line(text: str, words: tuple[int, int]) -> tuple[int, int]:
    """`words` as offsets into the text with its runs of blanks made one."""
    if "  " not in text and "\n" not in text:
        return words
    start = len(" ".join((text[: words[0]] + "x").split())) - 1
    return start, start + len(" ".join(text[words[0] : words[1]].split()))


def _by_weight(read: Document, hits: list[Hit]) -> list[Hit]:
    """The hits, first the one that the sentence is mostly there to say: not in parentheses,
    and of greater weight; of equals the first in the text."""

    def order(hit: Hit) -> tuple[bool, int, int]:
        opened = read.words[: hit.start].count("(") > read.words[: hit.start].count(")")
        return opened, -hit.group.weight, hit.start

    return sorted(hits, key=order)


def _bounds(text: str) -> Bounds:
    """The versions of Linux, else of glibc, that the sentence names."""
    from manlint.claims.history import interval_of
    from manlint.claims.versions import mentions
    from manlint.facts.version import text_of

    found = mentions(text)
    for product in ("linux", "glibc"):
        own = [mention for mention in found if mention.product == product]
        if own:
            interval = interval_of(own)
            since = text_of(interval.since) if interval.since else ""
            before = text_of(interval.before) if interval.before else ""
            return Bounds(since, before, product)
    return Bounds()
