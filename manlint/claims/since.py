"""Since when files and constants are there: tags, asides, and what held of them in a version."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from manlint.claims.kernels import KernelNumber, kernel_numbers

if TYPE_CHECKING:
    from manlint.page import Page
    from manlint.prose import Sentence


class Said(NamedTuple):
    """Since when `subject` is there: `number` at [start, end) of the sentence's text.

    `is_use` if the sentence says only that something held of it in that version.
    """

    subject: str
    number: str
    is_use: bool
    sentence: Sentence
    start: int
    end: int


# What stands before the number where a page may say it, as a quick look.
_BEFORE = re.compile(r"\b[Ss]ince\s+Linux\s+\Z")
_REACH = 24
_SUBJECT = r"(?P<subject>/(?:proc|sys|dev)/[\w/.-]*\w|[A-Z][A-Z0-9]*_[A-Z0-9_]*[A-Z0-9])"
_SINCE = r"since\sLinux\s(?P<number>\d+(?:\.\d+)+)"
_THING = r"(?:\s(?:file|flag|option|operation|command|constant))?"
_TAG = re.compile(rf"{_SUBJECT}[^()]*\({_SINCE}")
_ASIDE = re.compile(rf"{_SUBJECT}{_THING}\s\((?:(?:available|present|added)\s)?{_SINCE}\)")
_USED = re.compile(r"[Ss]ince\sLinux\s(?P<number>\d+(?:\.\d+)+)(?!\d)")


def since_numbers(page: Page) -> list[KernelNumber]:
    """The numbers of a page behind "since Linux"."""
    text = page.text
    return [
        number
        for number in kernel_numbers(page)
        if _BEFORE.search(text, max(number.start - _REACH, 0), number.start)
    ]


def since_near(page: Page, near: Iterable[int]) -> Iterator[Said]:
    """What a page says around some offsets of its text, and may say elsewhere as well."""
    from manlint.prose import sentences

    for sentence in sentences(page, near):
        yield from _of_sentence(sentence)


def since_statements(page: Page) -> list[Said]:
    """What a page says, in its order; read once."""
    if "since" not in page.derived:
        near = [number.start for number in since_numbers(page)]
        page.derived["since"] = [*since_near(page, near)]
    known: list[Said] = page.derived["since"]
    return known


def _of_sentence(sentence: Sentence) -> Iterator[Said]:
    unit, text = sentence.unit, sentence.text
    if unit.kind == "tag" and (tag := _TAG.match(text)):
        yield Said(tag["subject"], tag["number"], False, sentence, *tag.span("number"))
    elif unit.kind == "text":
        for aside in _ASIDE.finditer(text):
            where = aside.span("number")
            yield Said(aside["subject"], aside["number"], False, sentence, *where)
        subject = re.fullmatch(_SUBJECT, unit.tags[-1]) if unit.tags else None
        if subject and (used := _USED.match(text)):
            yield Said(subject[0], used["number"], True, sentence, *used.span("number"))
