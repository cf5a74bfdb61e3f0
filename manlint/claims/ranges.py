"""Ranges: the lowest and highest value that a sentence allows a member, argument or constant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from manlint.prose import Sentence


class Range(NamedTuple):
    """What `sentence` allows `subject` to be; None where it sets no bound.

    `exact` if the value itself is given, which is `highest` then. `start` and `end` are offsets
    into the sentence's text.
    """

    subject: str
    lowest: int | None
    highest: int | None
    exact: bool
    sentence: Sentence
    start: int
    end: int

    def __str__(self) -> str:
        if self.exact:
            return f"is {self.highest}"
        if self.highest is None:
            return f"is at least {self.lowest}"
        return f"is at most {self.highest}"


# Where a page's text may give a range, as quick looks: each begins with known letters.
_HINTS = tuple(
    map(
        re.compile,
        (
            r"the\s+range\b",
            r"between\b",
            r"not\s+(?:(?:be\s+)?less\s+than|exceed|be\s+(?:higher|greater|larger)\s+than)\b",
            r"cannot\s+exceed\b",
            r"defined\s+(?:as|with)\b",
            r"greater\s+than\s+(?:or\s+equal\s+to\s+)?\d",
            r"\[\W*0\W*,",
            r"_[A-Z]+\s*\(\d",
        ),
    )
)
_NUMBER = r"(?:0x[0-9a-fA-F]+|\d{1,3}(?:[,']\d{3})+|\d+(?:\smillion)?|zero|one)(?![\d.]*\d|\w)"
_SUBJECT = r"(?<![\w.>])(?:\w+(?:->|\.))*(?P<subject>[A-Za-z_]\w{2,})"
_IS = (
    r"(?:\s(?:field|member|argument|value))?"
    r"\s(?:is|was|must\sbe|must\slie|falls|contains\sa\svalue)(?:\snot)?\s"
)
_LOW = r"(?:negative|less\sthan\s(?:0|zero)),?\sor\s(?:(?:because\s)?\w+\s(?:is|was)\s)?"
_TO = rf"(?P<lowest>{_NUMBER})(?:,|\sto|\sthrough|\sand|–|-)\s?(?P<highest>{_NUMBER})"
# Each with what to add to its number to have the highest one allowed.
_PATTERNS = tuple(
    (re.compile(_SUBJECT + pattern), shift)
    for pattern, shift in (
        (rf"{_IS}(?:in|outside|outside\sof|out\sof)\sthe\srange\s\[?{_TO}", 0),
        (rf"{_IS}between\s{_TO}", 0),
        (rf";\s+/\*[^*]{{0,40}}\[{_TO}", 0),
        (rf"{_IS}{_LOW}greater\sthan\s(?P<highest>{_NUMBER})", 0),
        (rf"{_IS}{_LOW}greater\sthan\sor\sequal\sto\s(?P<highest>{_NUMBER})", -1),
        (rf"\s(?:is|was)\snot\sless\sthan\s(?P<highest>{_NUMBER})", -1),
    )
)
_EXACT = (
    re.compile(
        rf"{_SUBJECT}\s(?:is|was)\sdefined\s(?:as|with\sthe\svalue)\s(?P<highest>{_NUMBER})"
    ),
    re.compile(rf"\b(?P<subject>[A-Z][A-Z0-9]*_[A-Z0-9_]+)\s\((?P<highest>{_NUMBER})"),
)
# What a sentence says of the subject of its tag.
_OF_TAG = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[Mm]ust\snot\sbe\sless\sthan\s\w+\s\((?P<lowest>{_NUMBER})\)",
        r"\b(?:It|This(?:\svalue|\snumber)?)\s(?:cannot\sexceed|(?:should|must|may)\snot\s"
        rf"(?:exceed|be\s(?:higher|greater|larger)\sthan))\s(?P<highest>{_NUMBER})",
        rf"\bThis\s(?:is|will\sbe)\sa\snumber\sin\sthe\srange\s{_TO}",
    )
)
_TAG = re.compile(r"(?:/[\w.-]+)*/(\w+)|(\w{3,})")
_MILLION = 1_000_000


def hints(text: str) -> list[int]:
    """Where roff text may give a range."""
    return [match.start() for hint in _HINTS for match in hint.finditer(text)]


def ranges(sentence: Sentence) -> Iterator[Range]:
    """The ranges that a sentence gives; "it cannot exceed" is about that of the tag."""
    text = sentence.text
    for pattern, shift in _PATTERNS:
        for match in pattern.finditer(text):
            lowest = match.groupdict().get("lowest")
            low = number(lowest) if lowest else None
            high = number(match["highest"]) + shift
            yield Range(match["subject"], low, high, False, sentence, *match.span())
    for pattern in _EXACT:
        for match in pattern.finditer(text):
            high = number(match["highest"])
            yield Range(match["subject"], None, high, True, sentence, *match.span())
    tag = _TAG.match(sentence.unit.tags[-1]) if sentence.unit.tags else None
    if tag:
        yield from _of_tag(tag[1] or tag[2], sentence)


def _of_tag(subject: str, sentence: Sentence) -> Iterator[Range]:
    for pattern in _OF_TAG:
        for match in pattern.finditer(sentence.text):
            low, high = (match.groupdict().get(key) for key in ("lowest", "highest"))
            ends = (number(low) if low else None, number(high) if high else None)
            yield Range(subject, *ends, False, sentence, *match.span())


def contradict(one: Range, other: Range) -> bool:
    """Whether no value can be in both ranges, or they claim the same end at different places."""
    for low, high in ((one.lowest, other.highest), (other.lowest, one.highest)):
        if low is not None and high is not None and low > high:
            return True
    if one.exact or other.exact or one.highest is None or other.highest is None:
        return False
    lows_differ = None not in (one.lowest, other.lowest) and one.lowest != other.lowest
    return one.highest != other.highest or lows_differ


def number(text: str) -> int:
    """A number as it is written: "999,999,999", "1000 million", "0x7f", "zero"."""
    plain = text.replace(",", "").replace("'", "")
    if plain in ("zero", "one"):
        return int(plain == "one")
    count, *million = plain.split()
    return int(count, 16 if "x" in count else 10) * (_MILLION if million else 1)
