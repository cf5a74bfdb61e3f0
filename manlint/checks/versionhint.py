"""A quick look at roff text for versions that need reading, so that few pages are rendered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from manlint.facts import Existence, exists

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9xX*]+)+")
# These begin with what is rare, and look back: digits are everywhere in a tree of pages.
_POINT = re.compile(r"\.(?<=[0-9]\.)[0-9xX*]")
_SPLIT = re.compile(r"\\(?:[&:%f]|\n)(?<=[0-9]\\[\s\S])")
_INSIDE = re.compile(r"\\[&:%]|\\f(?:\[\w*\]|.)|\\\n")
# How far in front of a number its product may be named: "Linux 2.4.20 (and in 2.6.0 ...".
_NEAR = 160
_NAMED = re.compile(r"(?P<linux>inux|ernel)|(?P<glibc>libc|ibrary)")
_RELATED = re.compile(
    r"(?:since|before|until|after|from|to|through|in|of|than|and|or|versions?)"
    r"(?:\s|\\[~ ]|\n\.[A-Z]+ |[\"(])+\Z"
)
_RIGHT = re.compile(r"(?:Linux|glibc)(?:\s|\\[~ ])+\Z")
_WORDING = re.compile(
    r"(?:[Kk]ernels?\b|\blinux\b|LINUX|Glibc"
    r"|(?:inux|libc)(?:-|(?:\s|\\[~ ])+(?:v\Z|kernel|version|release|C )))[^;</.,:()]{0,40}\Z"
)


class Hint(NamedTuple):
    """Where roff text may name a version that never was, or call a product by another name.

    The offsets are not those of the text, and only say that there is something, unless `exact`.
    """

    unknown: list[int]
    misnamed: list[int]
    exact: bool


def hint(text: str) -> Hint:
    """The offsets that are worth a closer look; often there are none."""
    plain = _INSIDE.sub("", text) if _SPLIT.search(text) else text
    found = Hint([], [], exact=plain is text)
    for match in _numbers(plain):
        before = plain[max(0, match.start() - _NEAR) : match.start()]
        if _may_be_unknown(match[0], before):
            found.unknown.append(match.start())
        if _may_be_misnamed(before):
            found.misnamed.append(match.start())
    return found


def _numbers(text: str) -> Iterator[re.Match[str]]:
    """The matches of _NUMBER in `text`."""
    end = 0
    for point in _POINT.finditer(text):
        if (at := point.start()) < end:
            continue
        while at > end and text[at - 1] in "0123456789":
            at -= 1
        if match := _NUMBER.match(text, at):
            end = match.end()
            yield match


def _may_be_misnamed(before: str) -> bool:
    """Whether a product is called by another name than its own in front of a number."""
    if "ernel" not in before and "inux" not in before and "libc" not in before:
        return False
    if _RIGHT.search(before, len(before) - 12) or not _WORDING.search(before):
        return False
    return not before.rpartition("\n")[2].startswith('.\\"')


def _may_be_unknown(number: str, before: str) -> bool:
    """Whether the product that was named last never had `number`."""
    never = {product for product in ("linux", "glibc") if _never(number, product)}
    if not never:
        return False
    named = [match.lastgroup for match in _NAMED.finditer(before)]
    return named[-1] in never if named else len(never) == 2 and bool(_RELATED.search(before))


@lru_cache(maxsize=8192)
def _never(number: str, product: str) -> bool:
    """Whether `product` had no such version; of "2.6.x" the part without the x counts."""
    known = number.rstrip("xX*.")
    return "." in known and exists(known, product) is Existence.NEVER
