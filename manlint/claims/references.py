"""References to other pages, `name(section)`: found fast in roff text, surely in rendered text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from manlint.resources import facts_file

if TYPE_CHECKING:
    from manlint.page import Page
    from manlint.prose import Unit

NAME = r"[A-Za-z0-9_][\w.+:@-]*"
SECTION = r"[0-9][a-z]*"
_OPEN = re.compile(rf"\(({SECTION})\)")
_MACRO = re.compile(rf"\n\.[ \t]*MR[ \t]+(\S+)[ \t]+({SECTION})")
_FONT_MACRO = re.compile(r"[.'][ \t]*(?:B|I|BR|RB|BI|IB|IR|RI)[ \t]")
_NAME_AT_END = re.compile(rf"{NAME}$")
_RENDERED = re.compile(rf"(?<![\w.+:@-])({NAME})\(({SECTION})\)")
# How far to look back for the beginning of a line: some "pages" are one line of megabytes.
_REACH = 400
# fonts, break points and blanks without width: they stand inside a written name
_INVISIBLE = re.compile(r"\\(?:f(?:\[[^]]*\]|\(..|.)|[&:%/,|^])")


class Reference(NamedTuple):
    """`name(section)` in the rendered text of `unit`, from `start` to `end`."""

    name: str
    section: str
    unit: Unit
    start: int
    end: int


def written(text: str) -> set[tuple[str, str]]:
    """The pairs of name and section in roff text that may be references, for a first look.

    Missing is only what is marked up in unusual ways: a name and its section on different
    lines, or a font macro alone on the line above.
    """
    found = set(_MACRO.findall(text))
    see_also = text.rfind("SEE ALSO") % (len(text) + 1)
    for match in _OPEN.finditer(text):
        at = match.start()
        near = max(at - _REACH, 0)
        before = text[max(text.rfind("\n", near, at) + 1, near) : at]
        if before[:1] in (".", "'"):
            if not _FONT_MACRO.match(before):
                continue
        elif "\\f" not in before and at < see_also:
            continue
        if "\\" in before:
            before = _INVISIBLE.sub("", before.replace("\\-", "-").replace("\\ ", " "))
        if name := _NAME_AT_END.search(before.rstrip('" \t')):
            found.add((name[0], match[1]))
    return {(name.replace("\\-", "-"), section) for name, section in found}


def references(page: Page, near: Iterable[int] | None = None) -> Iterator[Reference]:
    """The references of a page, or of the sections with an offset of `near`: a bold name and a
    roman section; in SEE ALSO any font will do.

    Examples and synopses have none: what looks like one there is a call or a formula.
    """
    from manlint.prose import units

    for unit in units(page, near):
        if unit.kind not in ("example", "synopsis"):
            for match in _RENDERED.finditer(unit.text):
                if unit.section == "SEE ALSO" or is_marked(unit, *match.span(1)):
                    yield Reference(match[1], match[2], unit, *match.span())


def is_marked(unit: Unit, start: int, end: int) -> bool:
    """Whether the text from `start` to `end` is bold and the character after it is not."""
    bold = all("B" in font for font in unit.fonts(start, end))
    return bold and not any("B" in font for font in unit.fonts(end, end + 1))


class ForeignPages(NamedTuple):
    """Pages of other projects: single ones, and prefixes of names by section."""

    pages: frozenset[tuple[str, str]]
    prefixes: dict[str, tuple[str, ...]]

    def has(self, name: str, section: str) -> bool:
        """Whether another project is known to have the page `name`(`section`)."""
        return (name, section) in self.pages or name.startswith(self.prefixes.get(section, ()))


@cache
def foreign_pages(files: tuple[str, ...]) -> ForeignPages:
    """The pages that CSV files list in their columns name and section; `*` ends a prefix.

    A relative file lies among manlint's facts. Raises OSError or ValueError.
    """
    pages: set[tuple[str, str]] = set()
    prefixes: dict[str, tuple[str, ...]] = {}
    for file in files:
        with open(facts_file(file), encoding="utf-8") as rows:
            next(rows, None)
            for row in rows:
                name, section, *_ = row.split(",", 2)
                if name.endswith("*"):
                    prefixes[section] = (*prefixes.get(section, ()), name[:-1])
                else:
                    pages.add((name, section))
    return ForeignPages(frozenset(pages), prefixes)
