"""A quick look at roff text for versions that need reading, so that few pages are rendered."""

from __future__ import annotations

import re
from functools import lru_cache

from manlint.facts import Existence, exists

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9xX*]+)+")
_SPLIT = re.compile(r"[0-9](?:\\[&:%f]|\\\n)")
_INSIDE = re.compile(r"\\[&:%]|\\f(?:\[\w*\]|.)|\\\n")
# How far in front of a number its product may be named: "Linux 2.4.20 (and in 2.6.0 ...".
_NEAR = 160
_WORDING = re.compile(
    r"(?:[Kk]ernels?\b|\blinux\b|LINUX|Glibc"
    r"|(?:inux|libc)(?:-|(?:\s|\\[~ ])+(?:v$|kernel|version|release|C )))[^;<>/]*$"
)
# How far in front of a number its product may be called by another name.
_CLOSE = 48


def may_be_unknown(text: str) -> bool:
    """Whether roff text may name a version that no product had; often it does not."""
    text = _plain(text)
    for match in _NUMBER.finditer(text):
        linux, glibc = _never(match[0], "linux"), _never(match[0], "glibc")
        if linux and glibc:
            return True
        if not (linux or glibc):
            continue
        before = text[max(0, match.start() - _NEAR) : match.start()]
        if linux and ("inux" in before or "ernel" in before):
            return True
        if glibc and ("libc" in before or "ibrary" in before):
            return True
    return False


def may_be_misnamed(text: str) -> bool:
    """Whether roff text may call a product by another name in front of a version."""
    text = _plain(text)
    return any(
        _WORDING.search(text, max(0, match.start() - _CLOSE), match.start())
        for match in _NUMBER.finditer(text)
    )


def _plain(text: str) -> str:
    """`text` without what can stand inside a number."""
    return _INSIDE.sub("", text) if _SPLIT.search(text) else text


@lru_cache(maxsize=8192)
def _never(number: str, product: str) -> bool:
    try:
        return exists(number, product) is Existence.NEVER
    except ValueError:
        return True
