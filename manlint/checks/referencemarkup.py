"""Check kind `reference-markup`: references to pages that are not set as references are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from manlint.checks.areas import kind_at
from manlint.checks.project import belongs
from manlint.checks.referencefix import marked
from manlint.finding import Finding

if TYPE_CHECKING:
    from manlint.files.tree import Tree
    from manlint.page import Page
    from manlint.prose import Unit
    from manlint.rules import Rule


@dataclass(frozen=True, slots=True)
class Options:
    """`sources` are the projects whose pages to look at, all if there are none."""

    sources: tuple[str, ...] = ()


# Not O(1), log(0), f.c(2), clog(z)/log(2), call(log(2)), man:ls(1) or syscall(2)(3).
_REFERENCE = re.compile(
    r"(?<![^\s(\[“\"',])(?<![\w_]\()"
    r"(?P<name>[A-Za-z_][\w.+-]*[\w+])\((?P<section>[1-8][a-z]*)\)(?![\w(/*^])"
)
_OPEN = re.compile(r"\([1-8][a-z]*\)")
_MACRO = re.compile(r"\.[ \t]*(?P<fonts>[BIR]{1,2})[ \t]")
# A name set in bold by escapes, before its section.
_BOLD = re.compile(r"\\f(?:B|3|\[B\])[\w.+:@\\-]+\\f(?:P|R|1|\[\]|\[R\]|\[P\])\Z")
_NAME = re.compile(r"[A-Za-z_](?:[\w.+\\-]|\\f.|\[\w*\])*\Z")
# How far back a line may begin.
_REACH = 400
_AREAS = ("text", "tag", "cell", "table")
_KINDS = ("text", "tag", "cell")
_FONTS = {"R": "roman", "B": "bold", "I": "italic", "BI": "bold italic", "C": "constant width"}


def check(page: Page, rule: Rule, options: Options, _tree: Tree | None) -> Iterator[Finding]:
    """Findings in text, tags and cells; a heading is bold anyway and NAME is plain."""
    if not belongs(page, options.sources) or not (near := list(_near(page))):
        return
    from manlint.prose import units

    for unit in units(page, near):
        if unit.kind not in _KINDS or unit.section == "NAME":
            continue
        for match in _REFERENCE.finditer(unit.text):
            if _is_set(unit, match):
                continue
            message = rule.message.format(reference=match[0], fonts=_fonts(unit, match))
            span, fix = unit.span(*match.span()), marked(page, unit, match)
            yield Finding(page.source, span, rule.name, rule.severity, message, fix=fix)


def _is_set(unit: Unit, match: re.Match[str]) -> bool:
    """Whether name and section are set as they should; a prefix such as "non-" is no name."""
    start, end = match.span("name")
    name = unit.fonts(max(start, unit.text.rfind("-", start, end) + 1), end)
    return name <= {"B", "BI"} and unit.fonts(end, match.end()) == {"R"}


def _near(page: Page) -> Iterator[int]:
    """Where a section in the roff text follows something else than a bold name."""
    text = page.text
    for match in _OPEN.finditer(text):
        at = match.start()
        if text[at - 1 : at] in (" ", '"'):
            macro = _MACRO.match(text, text.rfind("\n", max(0, at - _REACH), at) + 1, at)
            if macro is None or macro["fonts"] in ("BR", "RB"):
                continue
        elif not _NAME.search(text, max(0, at - 80), at) or _BOLD.search(text, max(0, at - 80), at):
            continue
        if kind_at(page, at) in _AREAS:
            yield at


def _fonts(unit: Unit, match: re.Match[str]) -> str:
    """How the reference is set: "in roman", "the name in italic", "its section in bold"."""
    name = unit.fonts(*match.span("name"))
    section = unit.fonts(match.end("name"), match.end())
    if name == section and len(name) == 1:
        return f"all of it in {_FONTS[next(iter(name))]}"
    return "its section not in roman" if name == {"B"} else "its name not in bold"
