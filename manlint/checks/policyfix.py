"""The fix that drops "(since Linux 2.4.10)" from a tag, where nothing else changes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from manlint.finding import Edit, Fix
from manlint.page.arguments import split
from manlint.page.inline import Renderer

if TYPE_CHECKING:
    from manlint.claims.history import Dated
    from manlint.page import Page

# A macro that alternates two fonts; of one argument alone only the first is needed.
_ALTERNATING = re.compile(r"\.[ \t]*([BI])[BIR](?=[ \t])")


class Cut(NamedTuple):
    """What goes from a tag as it is rendered: the offsets of the words and their brackets."""

    start: int
    end: int


def without_tag(page: Page, statement: Dated) -> Fix | None:
    """The tag's line without the words; None unless they stand there as they are shown."""
    unit = statement.unit
    if page.expansion is not None or unit.kind != "tag":
        return None
    cut = clause(unit.text, statement.start, statement.end)
    if cut is None:
        return None
    number = page.source.line(unit.span(*cut).start)
    line = page.source.line_text(number)
    new = _shortened(line, unit.text[cut.start : cut.end])
    if new is None or not _is_proven(line, new, unit.text, cut):
        return None
    return Fix((Edit(page.source.line_span(number), new),))


def clause(text: str, start: int, end: int) -> Cut | None:
    """The words around the versions at [start, end) that can go without a change of the rest.

    A clause between semicolons goes with one of them, the only clause with its brackets.
    """
    opened, closed = text.rfind("(", 0, start), text.find(")", end)
    if opened < 1 or closed < 0:
        return None
    before, after = text.rfind(";", opened, start), text.find(";", end, closed)
    if text[end : closed if after < 0 else after].strip():
        return None  # "since Linux 2.4, IA64 only"
    if before >= 0:
        return Cut(before, after if after >= 0 else closed)
    if after >= 0:
        return Cut(opened + 1, after + 1 + (text[after + 1] == " "))
    return Cut(opened - (text[opened - 1] == " "), closed + 1)


def _shortened(line: str, words: str) -> str | None:
    """The line without the one place where it has `words`; a macro's font fits what is left."""
    at = line.find(words)
    if at < 0 or line.find(words, at + 1) >= 0:
        return None
    macro = _ALTERNATING.match(line)
    arguments = split(line, macro.end()) if macro else []
    if macro and len(arguments) > 1 and arguments[-1].text == words:
        name = macro[1] if len(arguments) == 2 else macro[0][-2:]
        end, rest = (_outside(line, argument.end) for argument in arguments[-2:])
        return (line[: macro.start(1)] + name + line[macro.end() : end] + line[rest:]).rstrip()
    return (line[:at] + line[at + len(words) :]).rstrip()


def _outside(line: str, end: int) -> int:
    """The offset after an argument that ends at `end`, with its quote if it has one."""
    return end + (line[end : end + 1] == '"')


def _is_proven(line: str, new: str, text: str, cut: Cut) -> bool:
    """Whether the new line renders as the old one does, which is `text`, without the words."""
    old = _shown(line)
    if "".join(character for character, _ in old) != text:
        return False
    return _shown(new) == old[: cut.start] + old[cut.end :]


def _shown(line: str) -> list[tuple[str, str]]:
    """The characters of a tag's line as rendered, each with its font."""
    renderer = Renderer(f"{line}\n", {})
    renderer.prose(0, len(line) + 1, False)
    return [(character, font) for shown, font, *_ in renderer.take() for character in shown]
