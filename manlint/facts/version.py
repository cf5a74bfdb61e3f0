"""Version: the numbers of a release as a tuple, so that 2.6.9 < 2.6.39 < 3.0 holds."""

from __future__ import annotations

import re
from typing import TypeAlias

Version: TypeAlias = tuple[int, ...]

_PLAIN = re.compile(r"\d+(?:\.\d+)*")


def version(text: str) -> Version:
    """The parts of `text`, which is digits and points only; raises ValueError."""
    if not _PLAIN.fullmatch(text):
        raise ValueError(f"not a version: {text!r}")
    return tuple(map(int, text.split(".")))


def text_of(parts: Version) -> str:
    """The version as it is written: "2.6.33"."""
    return ".".join(map(str, parts))
