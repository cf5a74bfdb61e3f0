"""The fix that sets `open(2)` as a reference, where nothing but fonts changes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from manlint.checks.areas import kind_at
from manlint.finding import Edit, Fix
from manlint.page.arguments import split
from manlint.page.balance import macro_name
from manlint.page.tags import after_name
from manlint.source import Span

if TYPE_CHECKING:
    from manlint.page import Page
    from manlint.prose import Unit

_WRITTEN = re.compile(r"(?P<name>(?:[\w.+]|\\?-)+)\((?P<section>[0-9][a-z]*)\)")
# `.IR open (2)` has all that it needs but the right macro.
_OTHER_FONTS = re.compile(r"(?P<name>(?:[\w.+]|\\?-)+) \((?P<section>[0-9][a-z]*)\)")
# Lines that reach further are not edited: some "pages" are one line of megabytes.
_REACH = 1000
_FONTS = frozenset(("B", "I", "R", "BI", "BR", "IB", "IR", "RB", "RI"))
# What may stand at either side of a reference without a blank between.
_GLUED_BEFORE = re.compile(r"[(\[]*\Z")
_GLUED_AFTER = re.compile(r"[)\]]*[,.;:]?[)\]]*(?=[ \n]|\Z)")
# A line that begins with a blank, is commented or joined to the next, or changes fonts.
_ODD = re.compile(r"(?:^|(?<=\n)) |\\[\"#f]|\\\Z")
_SENTENCE_END = re.compile(r"[.?!][\"')\]*]*\Z")


def marked(page: Page, unit: Unit, match: re.Match[str]) -> Fix | None:
    """The reference that `match` found in `unit` as `.BR name (section)`.

    None unless it stands in the source as it is shown, and the rest of its line can be kept.
    """
    if page.expansion is not None:
        return None
    text, span = page.text, unit.span(*match.span())
    written = _WRITTEN.fullmatch(text, *span) or _OTHER_FONTS.fullmatch(text, *span)
    if written is None:
        return None
    start = text.rfind("\n", max(0, span.start - _REACH), span.start) + 1
    end = text.find("\n", span.end, span.end + _REACH)
    if not start or end < 0:
        return None
    line = Span(start, end)
    kind = kind_at(page, span.start)
    if kind not in ("text", "tag", "cell", "table") or text.endswith("\\\n", 0, start):
        return None
    if kind != "table" and text[start] in ".'":
        return _in_macro(text, line, span, written)
    if unit.fonts(*match.span()) != {"R"}:
        return None  # a font that was set before would end at the macro
    if kind == "table":
        return Fix((Edit(span, rf"\f[B]{written['name']}\f[]({written['section']})"),))
    return _in_text(text, line, span, written, alone=kind == "tag")


def _in_macro(text: str, line: Span, span: Span, written: re.Match[str]) -> Fix | None:
    """`.B open(2)`, `.BR open(2) ,` and the like: a macro that has only the reference."""
    whole = text[line.start : line.end]
    arguments = split(whole, after_name(whole))
    if macro_name(whole) not in _FONTS or not arguments or '\\"' in whole:
        return None
    alternates = len(macro_name(whole)) == 2
    before = ""
    if alternates and re.fullmatch(r"[(\[]+", arguments[0].text):
        before, *_ = arguments.pop(0)
    if not arguments or line.start + arguments[0].start != span.start:
        return None
    # `.BR open(2) ,` has its comma in the second argument, `.IR open (2),` its section, too.
    after = text[span.end : line.start + arguments[-1].end].replace(" ", "")
    if not _GLUED_AFTER.fullmatch(after) or (len(arguments) > 1 and not alternates):
        return None
    return Fix((Edit(line, _macro(before, written, after)),))


def _in_text(text: str, line: Span, span: Span, written: re.Match[str], alone: bool) -> Fix | None:
    """A line of text parted around the reference."""
    before = _GLUED_BEFORE.search(text, line.start, span.start)
    after = _GLUED_AFTER.match(text, span.end, line.end)
    if before is None or after is None:
        return None
    start, end = before.start(), after.end()
    above, below = text[line.start : start], text[end : line.end]
    if (above or below) and (alone or _ODD.search(text, line.start, line.end)):
        return None
    if not _keeps_blanks(above, after[0], below):
        return None
    new = _macro(before[0], written, after[0])
    new = ("\n" if above else "") + new + ("\n" if below else "")
    return Fix((Edit(Span(start - bool(above), end + bool(below)), new),))


def _keeps_blanks(above: str, glued: str, below: str) -> bool:
    """Whether newlines in place of the blanks around the reference are shown as they are."""
    if above and (not above.endswith(" ") or above.endswith("  ") or "\\" in above[-2:]):
        return False
    if above and _SENTENCE_END.search(above.rstrip(" ")):
        return False
    if below and (not below.startswith(" ") or below[1:2] in ("", " ", ".", "'")):
        return False
    return not (below and _SENTENCE_END.search(glued))


def _macro(before: str, written: re.Match[str], after: str) -> str:
    reference = f"{written['name']} ({written['section']}){after}"
    return f".RB {before} {reference}" if before else f".BR {reference}"
