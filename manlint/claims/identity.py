"""Identity: the names of claims, which re-wrapping a page or moving a section leaves alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from manlint.cache import digest
from manlint.claims.model import Claim

# Hexadecimal digits; claims whose conditions still collide are numbered like equal ones.
_DIGITS = 8
# Characters of a claim's text that its place among equal ones goes by.
_TEXT = 1000


def identified(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims in their order, each with its id.

    `open(2)/O_SYNC/equivalence/fsync(2)`, with `/1f0c2a9b` after it, made of the condition,
    where others differ in that alone, and with `#2`, `#3` where even that is equal. Numbers go
    by the titles of sections and the text of the claims, as a section may move; only what is
    alike in all that is numbered in the order of the page.
    """
    found = [*claims]
    alike: dict[str, list[int]] = {}
    for index, claim in enumerate(found):
        alike.setdefault(_stem(claim), []).append(index)
    for stem, indices in alike.items():
        if len(indices) == 1:
            found[indices[0]] = replace(found[indices[0]], id=stem)
        else:
            _tell_apart(found, stem, indices)
    return tuple(found)


def _stem(claim: Claim) -> str:
    parts = (claim.page, claim.subject, claim.kind.value, claim.object)
    return "/".join([_plain(part) for part in parts])


def _tell_apart(found: list[Claim], stem: str, indices: list[int]) -> None:
    """Give ids to claims that have all but their conditions in common."""
    conditions = {_plain(found[index].condition) for index in indices}
    taken: dict[str, int] = {}
    for index in sorted(indices, key=lambda index: _order(found[index], index)):
        condition = _plain(found[index].condition)
        told = f"{stem}/{_hash(condition)}" if condition and len(conditions) > 1 else stem
        taken[told] = taken.get(told, 0) + 1
        number = f"#{taken[told]}" if taken[told] > 1 else ""
        found[index] = replace(found[index], id=told + number)


def _order(claim: Claim, index: int) -> tuple[str, str, str, tuple[int, int], int]:
    return claim.section, claim.tag, _plain(claim.text[:_TEXT]), claim.words, index


def _hash(text: str) -> str:
    return digest(text).hex()[:_DIGITS]


def _plain(text: str) -> str:
    """White space made single blanks: where a line was broken says nothing."""
    return " ".join(text.split())
