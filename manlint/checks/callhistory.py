"""Check kind `call-history`: versions of a system call that syscalls(2) gives otherwise."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from manlint.claims.agreement import agree
from manlint.claims.introductions import (
    Introduction,
    documented,
    introductions,
    may_introduce,
    removals,
    telling,
)
from manlint.claims.kernels import KernelNumber, kernel_numbers
from manlint.finding import Finding

if TYPE_CHECKING:
    from manlint.claims.calltable import Row
    from manlint.files.tree import Tree
    from manlint.page import Page
    from manlint.rules import Rule
    from manlint.source import Source


@dataclass(frozen=True, slots=True)
class Options:
    """`table`: the page whose table has a row for each system call; `sections`: the manual
    sections whose pages document system calls."""

    table: str = "man2/syscalls.2"
    sections: tuple[str, ...] = ("2",)


CROSS_PAGE = True
# Words of HISTORY that make a quick look say nothing: removals, and lists of versions.
_MORE = re.compile(r"\d(?:\s*/\s*|,\s+|,?\s+and\s+)\d+\.\d|emoved|existed")
_WORD = re.compile(r"\w+")
_REACH = 160
_CALLED = re.compile(r'(\w+)[ "]*(?:\\f(?:\[\w*\]|.))?\(')


def check(page: Page, rule: Rule, options: Options, tree: Tree | None) -> Iterator[Finding]:
    """A finding for each statement on the version of calls that their rows contradict."""
    name, _, section = os.path.basename(page.source.path).rpartition(".")
    folder, _, table = options.table.rpartition("/")
    if section not in options.sections or table == f"{name}.{section}" or tree is None:
        return
    numbers = [number for number in kernel_numbers(page) if may_introduce(page, number)]
    source = tree.load(folder, options.table) if numbers else None
    if source is None or _seems_right(page, source, numbers):
        return
    from manlint.claims.calltable import call_table, plain_rows

    plain, own, found = plain_rows(source), documented(page), [*telling(page)]
    for said in (*introductions(found, own), *removals(found, own)):
        if said.product != "Linux" or _is_plain(said, plain):
            continue
        if other := _others(said, call_table(source)):
            yield _finding(page, rule, options, said, other)


def _seems_right(page: Page, source: Source, numbers: Sequence[KernelNumber]) -> bool:
    """Whether all versions that the page may give agree with those of all calls it may name."""
    from manlint.claims.calltable import plain_rows

    rows = plain_rows(source)
    for number in numbers:
        part = _around(page, number)
        names = _CALLED.findall(part)
        if number.section == "HISTORY" and not (names and part.startswith("\n.TP")):
            names += _WORD.findall(_section(page, "NAME").partition(r"\-")[0])
        known = {rows[name] for name in names if name in rows}
        written = page.text[number.start : number.end]
        if _MORE.search(part) or not all(one and agree((written,), one) for one in known):
            return False
    return True


def _around(page: Page, number: KernelNumber) -> str:
    """The roff text that names the calls of a number: its entry of HISTORY, elsewhere few words."""
    text = page.text
    if number.section != "HISTORY":
        return text[max(number.start - _REACH, 0) : number.end]
    begin = max(text.rfind(mark, 0, number.start) for mark in ("\n.SH", "\n.TP"))
    ends = [at for mark in ("\n.SH", "\n.TP") if (at := text.find(mark, number.end)) >= 0]
    return text[begin : min(ends, default=len(text))]


def _section(page: Page, title: str) -> str:
    """The roff text of a section."""
    heads = [head for head in page.headings if head.level == 1]
    ends = [*(head.start for head in heads[1:]), len(page.text)]
    parts = zip(heads, ends, strict=False)
    return next((page.text[head.start : end] for head, end in parts if head.title == title), "")


def _is_plain(said: Introduction, rows: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a quick look at the rows is enough to see that all agree."""
    known = [rows[key] for name in said.names if (key := name.removesuffix("()")) in rows]
    return said.relation == "added" and all(one and agree(said.numbers, one) for one in known)


def _others(said: Introduction, rows: Mapping[str, Row]) -> dict[str, Row]:
    """The calls, with their rows, of which the table says otherwise."""
    wrong: dict[str, Row] = {}
    for name in said.names:
        row = rows.get(name.removesuffix("()"))
        if row is None:
            continue
        known = row.added if said.relation == "added" else (row.removed,) * bool(row.removed)
        if known and not agree(said.numbers, known):
            wrong[name] = row
    return wrong


def _finding(
    page: Page, rule: Rule, options: Options, said: Introduction, other: dict[str, Row]
) -> Finding:
    row = next(iter(other.values()))
    known = row.added if said.relation == "added" else (row.removed,)
    stem, _, section = os.path.basename(options.table).rpartition(".")
    message = rule.message.format(
        calls=_listed([*other]),
        here=f"{said.relation} in Linux {' / '.join(said.numbers)}",
        there="; ".join(known),
        table=f"{stem}({section})",
        line=row.line,
    )
    span = said.sentence.span(said.start, said.end)
    quoted = f"{stem}({section}), line {row.line}: {row.text}"
    texts = (said.sentence.text, quoted, *_facts([*other]))
    return Finding(page.source, span, rule.name, rule.severity, message, texts)


def _facts(calls: list[str]) -> Iterator[str]:
    """What the facts say of the first call, unless they have it from the pages."""
    from manlint.facts import text_of
    from manlint.facts.interfaces import MissingFactsError, system_calls

    try:
        known = system_calls().get(calls[0].removesuffix("()"))
    except MissingFactsError:
        return
    if known and not known.is_of_pages:
        yield f"facts, {known.source} ({known.where}): Linux {text_of(known.since)}"


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
