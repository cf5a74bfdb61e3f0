"""Topic: only the findings about one name, such as O_SYNC, or one page, such as open(2)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from manlint.files.tree import page_name
from manlint.finding import Finding
from manlint.source import Span

if TYPE_CHECKING:
    from manlint.page import Page
    from manlint.prose import Unit

_PAGE = re.compile(r"[^()\s]+\([0-9]\w*\)")


def about(page: Page, found: Iterable[Finding], topic: str) -> list[Finding]:
    """Those of `found` that are about `topic`.

    A name is the topic of a finding if a tag around the place or one of its sentences has it. A
    page such as open(2) is the topic of all findings on it, and of others whose message names it.
    """
    found = list(found)
    named = _word(topic)
    if _PAGE.fullmatch(topic):
        return found if _is(page, topic) else [one for one in found if named.search(one.message)]
    if not found or not named.search(page.text):
        return []
    from manlint.prose import units

    every = [(unit.span(), unit) for unit in units(page)]
    return [one for one in found if _is_about(one, every, named)]


def _is(page: Page, topic: str) -> bool:
    """Whether the page's file has the name that `topic` writes as "open(2)"."""
    name = page_name(os.path.basename(page.source.path))
    return name is not None and f"{name.name}({name.section})" == topic


def _is_about(finding: Finding, every: list[tuple[Span, Unit]], named: re.Pattern[str]) -> bool:
    from manlint.prose.sentence import split

    for span, unit in every:
        if not _overlap(span, finding.span):
            continue
        if any(named.search(tag) for tag in unit.tags):
            return True
        sentences = (one for one in split(unit) if _overlap(one.span(), finding.span))
        if any(named.search(one.text) for one in sentences):
            return True
    return False


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


@lru_cache(maxsize=4)
def _word(topic: str) -> re.Pattern[str]:
    """The topic where it is no part of a longer name."""
    return re.compile(rf"(?<![\w/.-]){re.escape(topic)}(?![\w(]|-\w)")
