"""Check kind `symbol-version`: functions that HISTORY has in a glibc older than their symbol."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from manlint.claims.introductions import Introduction, documented, introductions, of_history
from manlint.facts import load
from manlint.facts.version import Version, text_of, version
from manlint.finding import Finding
from manlint.resources import facts_folder

if TYPE_CHECKING:
    from manlint.files.tree import Tree
    from manlint.page import Page
    from manlint.rules import Rule


@dataclass(frozen=True, slots=True)
class Options:
    """No options."""


# x.y.9z led to x.(y+1); the first symbols are of 2.0, whatever an older release had.
_PRERELEASE = 90
_OLDEST = (2, 0)
_GLIBC = re.compile(r"glibc\s+(\d+(?:\.\d+)+)")
_WORD = re.compile(r"[A-Za-z_]\w+")


def check(page: Page, rule: Rule, _options: Options, _tree: Tree | None) -> Iterator[Finding]:
    """A finding for each bare line of HISTORY whose functions have symbols of a later glibc."""
    parts = _parts(page) if "glibc" in page.text else {}
    named = [match[1] for match in _GLIBC.finditer(parts.get("HISTORY", ""))]
    symbols = _first_versions(facts_folder()) if named else {}
    if not symbols or not _may_be_early(parts, min(map(version, named)), symbols):
        return
    own = documented(page)
    for said in introductions(of_history(page), own):
        if said.product == "glibc":
            yield from _early(page, rule, said, symbols)


@cache
def _first_versions(folder: str) -> Mapping[str, Version]:
    """The first glibc in which each exported symbol is; no more of the facts than that is read."""
    table = load(folder).tables.get("symbols")
    if table is None:
        return {}  # the folder of facts is older than this rule
    with open(os.path.join(folder, table), encoding="utf-8") as file:
        head = next(file).rstrip("\n").split(",")
        name, since = head.index("name"), head.index("since")
        written = {(row := line.split(","))[name]: row[since] for line in file}
    numbers = {number: version(number) for number in {*written.values()}}
    return {symbol: numbers[number] for symbol, number in written.items()}


def _parts(page: Page) -> dict[str, str]:
    """The roff text of NAME and of HISTORY."""
    heads = [head for head in page.headings if head.level == 1]
    ends = [*(head.start for head in heads[1:]), len(page.text)]
    return {
        head.title: page.text[head.start : end]
        for head, end in zip(heads, ends, strict=False)
        if head.title in ("NAME", "HISTORY")
    }


def _may_be_early(
    parts: Mapping[str, str], oldest: Version, symbols: Mapping[str, Version]
) -> bool:
    """Whether a word of `parts` is a symbol later than the oldest glibc that they name."""
    words = {word for part in parts.values() for word in _WORD.findall(part)}
    return any(symbols.get(word, ()) > oldest for word in words)


def _early(
    page: Page, rule: Rule, said: Introduction, symbols: Mapping[str, Version]
) -> Iterator[Finding]:
    here = max(map(_release, said.numbers))
    late = {
        name: first
        for name in said.names
        if (first := symbols.get(name.removesuffix("()")))
        and here < first
        and first[: len(here)] != here  # "2.3" may be any of its releases
        and not _had_another(name.removesuffix("()"), first, symbols)
        and not _says(page, first)
    }
    if not late or here < _OLDEST:
        return
    first = min(late.values())
    message = rule.message.format(
        functions=_listed([name for name in late if late[name] == first]),
        here=" / ".join(said.numbers),
        symbol=text_of(first),
    )
    span = said.sentence.span(said.start, said.end)
    text = (said.sentence.text,)
    yield Finding(page.source, span, rule.name, rule.severity, message, text)


def _release(number: str) -> Version:
    """The release that a number stands for: 2.1.91 was a prerelease of 2.2."""
    parts = version(number)
    if len(parts) == 3 and parts[2] >= _PRERELEASE:
        return (parts[0], parts[1] + 1)
    return parts


def _had_another(name: str, first: Version, symbols: Mapping[str, Version]) -> bool:
    """Whether the header made it a call of an older symbol, as fstatat() was of __fxstatat."""
    older = (symbols.get(f"__{name[:at]}x{name[at:]}") for at in (0, 1))
    return any(other is not None and other < first for other in older)


def _says(page: Page, first: Version) -> bool:
    """Whether the page says of something that it is there since that glibc."""
    number = re.escape(text_of(first))
    said = rf"\b(?:[Ss]ince|(?:added|introduced|appeared)\s+in)\s+glibc\s+{number}(?!\.?\d)"
    return re.search(said, page.text) is not None


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
