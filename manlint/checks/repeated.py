"""Check kind `repeated`: sentences that a page has twice, word for word."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import attrgetter
from typing import TYPE_CHECKING

from manlint.checks.project import belongs
from manlint.finding import Finding
from manlint.source import Span

if TYPE_CHECKING:
    from manlint.files.tree import Tree
    from manlint.page import Page
    from manlint.page.model import Heading
    from manlint.prose import Sentence
    from manlint.rules import Rule

_WORD = re.compile(r"\w+")
# A line of text that is worth to be compared.
_LETTERS, _NO_TEXT = 30, (".", "'", "\\")


@dataclass(frozen=True, slots=True)
class Options:
    """When a repetition counts: a sentence of `words` words in another section or in the same list
    entry, elsewhere `run` sentences one after the other with `run_words` words together.

    `sections` are not looked at; only pages of the projects `sources` are, all if there are none.
    """

    words: int = 10
    run: int = 3
    run_words: int = 40
    sections: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def check(page: Page, rule: Rule, options: Options, _tree: Tree | None) -> Iterator[Finding]:
    """A finding for each repetition, on the later one; it is missed if it is wrapped otherwise."""
    near = _twice(page, options)
    if not near or not belongs(page, options.sources):
        return
    from manlint.prose import sentences

    texts = [one for one in sentences(page, near) if one.unit.section not in options.sections]
    words = [_words(one) for one in texts]
    latest: dict[tuple[str, ...], int] = {}
    at = 0
    while at < len(texts):
        before = latest.get(words[at], at)
        length = _length(words, before, at)
        if length and _counts(texts[before : at + 1], words[at : at + length], options):
            yield _finding(page, rule, texts[before], texts[at : at + length])
        else:
            length = 1
        latest.update((words[one], one) for one in range(at, at + length))
        at += length


def _words(sentence: Sentence) -> tuple[str, ...]:
    """The words of a sentence of running text; of a tag or a heading one that never repeats."""
    if sentence.unit.kind != "text":
        return (f"\n{id(sentence)}",)
    return tuple(_WORD.findall(sentence.text.casefold()))


def _twice(page: Page, options: Options) -> list[int]:
    """Where long lines begin that are on the page more than once, so that it may count."""
    lines = page.text.split("\n")
    long = [line for line in lines if len(line) >= _LETTERS]
    if len(long) == len(set(long)):
        return []
    pairs = [
        (before, now, words)
        for before, now in _pairs(lines, [line for line in long if not line.startswith(_NO_TEXT)])
        if (words := _same_words(lines, before, now, options.run_words)) >= options.words
    ]
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0)) if pairs else []
    found: list[int] = []
    for before, now, words in pairs:
        if _may_count(page, (starts[before], starts[now]), words, options):
            found += (starts[before], starts[now])
    return found


def _pairs(lines: Sequence[str], long: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The indices of each line of running text among `long` and of the same one before it."""
    twice = {line for line, count in Counter(long).items() if count > 1}
    seen: dict[str, int] = {}
    for index, line in enumerate(lines) if twice else ():
        if line in twice:
            if line in seen:
                yield seen[line], index
            seen[line] = index


def _same_words(lines: Sequence[str], before: int, now: int, most: int) -> int:
    """How many words, at least `most` of more, the equal lines have in which two lines stand."""
    words = 0
    for step in (1, -1):
        at = 0 if step > 0 else -1
        while words < most and before + at >= 0 and now + at < len(lines):
            if lines[before + at] != lines[now + at]:
                break
            words += len(_WORD.findall(lines[now + at]))
            at += step
    return words


def _may_count(page: Page, pair: tuple[int, int], words: int, options: Options) -> bool:
    """Whether lines at two offsets are where a repetition of `words` words may count."""
    heads = [_heading(page, offset) for offset in pair]
    titles = [head.title if head else "" for head in heads]
    if any(title in options.sections for title in titles):
        return False
    if titles[0] != titles[1]:
        return True
    text, (before, now) = page.text, pair
    begin = heads[0].start if heads[0] else 0
    # A line of a run may be wrapped or marked up otherwise.
    if 2 * words >= options.run_words and not _is_tagged(text, begin, now):
        return True
    return text.find("\n.TP", before, now) < 0 and _is_tagged(text, begin, before)


def _heading(page: Page, offset: int) -> Heading | None:
    """The heading of the section around an offset."""
    heads = [head for head in page.headings if head.level == 1]
    index = bisect_right(heads, offset, key=attrgetter("start")) - 1
    return heads[index] if index >= 0 else None


def _is_tagged(text: str, begin: int, offset: int) -> bool:
    """Whether a list entry is the last that began between two offsets."""
    part = text[begin:offset]
    if "\n.TP" not in part:
        return False
    after = part[part.rindex("\n.TP") + 1 :]
    return not any(f"\n.{name}" in after for name in ("P\n", "PP\n", "LP\n", "S"))


def _length(words: Sequence[tuple[str, ...]], before: int, at: int) -> int:
    """How many sentences from `at` on are those from `before` on."""
    length = 0
    while at + length < len(words) and before + length < at:
        if words[before + length] != words[at + length]:
            break
        length += 1
    return length


def _counts(since: Sequence[Sentence], words: Sequence[tuple[str, ...]], options: Options) -> bool:
    """Whether a repetition is long enough for where it stands; `since` is what lies between."""
    before, now = since[0].unit, since[-1].unit
    is_long = max(map(len, words)) >= options.words
    if before.section != now.section or before.tags != now.tags:
        return is_long and before.section != now.section
    if now.tags and not any(one.unit.kind == "tag" for one in since):
        return is_long
    return len(words) >= options.run and sum(map(len, words)) >= options.run_words


def _finding(page: Page, rule: Rule, before: Sentence, again: Sequence[Sentence]) -> Finding:
    line = page.source.line(before.span().start)
    count = "this sentence" if len(again) == 1 else f"these {len(again)} sentences"
    message = rule.message.format(count=count, line=line)
    span = Span(again[0].span().start, again[-1].span().end)
    shown = tuple(one.text for one in again)
    return Finding(page.source, span, rule.name, rule.severity, message, shown)
