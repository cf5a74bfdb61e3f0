"""Check kind `tutorial`: paragraphs that teach about one constant where a page should be short."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from manlint.finding import Finding

if TYPE_CHECKING:
    from manlint.files.tree import Tree
    from manlint.page import Page
    from manlint.prose import Unit
    from manlint.rules import Rule

# No text has shorter words in the mean.
_LETTERS = 3
# Every constant has one, and a search for a known letter is fast.
_NAME = re.compile(r"_(?<=[A-Z0-9]_)[A-Z0-9_]")
_CONSTANT = re.compile(r"\b_*[A-Z][A-Z0-9]*_[A-Z0-9_]+\b")


@dataclass(frozen=True, slots=True)
class Options:
    """What makes paragraphs of a section, or of one of its subsections, a tutorial.

    There are `paragraphs` of them with `words` words or more, a constant is in at least `share`
    of them, and there are `phrases` matches of `teaching`. `sections` are looked at.
    """

    sections: tuple[str, ...]
    teaching: str
    paragraphs: int = 5
    words: int = 150
    phrases: int = 2
    share: float = 0.5


def check(page: Page, rule: Rule, options: Options, _tree: Tree | None) -> Iterator[Finding]:
    """A finding for each run of such paragraphs."""
    from manlint.prose import section_units

    for title in options.sections:
        if not _may_teach(page.text, title, options):
            continue
        units = section_units(page, title)
        for _subsection, run in groupby(units, key=lambda unit: unit.subsection):
            texts = [unit for unit in run if unit.kind == "text"]
            topics = _topics(texts, options)
            if topics:
                yield _finding(page, rule, texts, topics)


@cache
def _teaching(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _may_teach(text: str, title: str, options: Options) -> bool:
    """Whether roff text has a section of this title with enough words and phrases."""
    at = 0
    while (at := text.find(title, at)) >= 0:
        is_heading = text.startswith((".SH", "'SH"), text.rfind("\n", 0, at) + 1)
        begin, at = at, at + len(title)
        if not is_heading:
            continue
        end = text.find("\n.SH", at)
        body = text[begin : end if end >= 0 else len(text)]
        is_long = len(body) > _LETTERS * options.words
        if (
            is_long
            and _NAME.search(body)
            and len(_teaching(options.teaching).findall(body)) >= options.phrases
        ):
            return True
    return False


def _topics(units: list[Unit], options: Options) -> list[str]:
    """The constants that the paragraphs teach about, the most frequent first."""
    texts = [" ".join(unit.text.split()) for unit in units]
    if len(texts) < options.paragraphs:
        return []
    if sum(len(text.split()) for text in texts) < options.words:
        return []
    if len(_teaching(options.teaching).findall("\n".join(texts))) < options.phrases:
        return []
    counts = Counter(name for text in texts for name in {*_CONSTANT.findall(text)})
    return [name for name, count in counts.most_common() if count >= options.share * len(texts)]


def _finding(page: Page, rule: Rule, units: list[Unit], topics: list[str]) -> Finding:
    message = rule.message.format(count=len(units), topics=" and ".join(sorted(topics)))
    first = units[0]
    shown = " ".join(first.text.split())
    return Finding(page.source, first.span(), rule.name, rule.severity, message, (shown,))


def problems(_rule: Rule, options: Options) -> Iterator[tuple[str, str]]:
    """(key, problem) for each option that cannot work."""
    try:
        _teaching(options.teaching)
    except re.error as error:
        yield "teaching", f"teaching: {error}"
