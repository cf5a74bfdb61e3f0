"""Pairs of `.UR`/`.UE` and `.MT`/`.ME`, which are prose to page.lark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from manlint.page.model import Imbalance

_LINKS = re.compile(r"^[.'][ \t]*(UR|UE|MT|ME)(?![^ \t\n\r\\])[^\n]*", re.M)
_ANY = re.compile(r"\n[.'][ \t]*(?:U[RE]|M[TE])")
_LINK_ENDS = {"UE": "UR", "ME": "MT"}


def unpaired_links(text: str) -> Iterator[Imbalance]:
    """`.UR` and `.MT` that are not closed, `.UE` and `.ME` that close nothing."""
    if not _ANY.search(f"\n{text}"):
        return
    opened: Imbalance | None = None
    for match in _LINKS.finditer(text):
        name = match[1]
        if name in _LINK_ENDS:
            if opened is None or opened.macro != _LINK_ENDS[name]:
                yield Imbalance(match.start(), match.end(), name, "closes nothing")
            opened = None
            continue
        if opened is not None:
            yield opened
        opened = Imbalance(match.start(), match.end(), name, "is not closed")
    if opened is not None:
        yield opened
