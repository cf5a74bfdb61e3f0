"""The source lines of a finding with a margin and carets under its span."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from manlint.source import Source, Span
from manlint.visible import escaped

MOST_LINES = 5
# Longer lines are cut to the part around the span; widths are in terminal columns.
_WIDEST = 160
_BEFORE = 40
_TAB = 8

Paint = Callable[[str, str], str]  # text and what it is -> text with colour


def excerpt(source: Source, span: Span, paint: Paint) -> Iterator[str]:
    """The lines that `span` touches, the middle left out if they are many.

    Carets mark the span; a line that is wholly in a span of several has `>` in its margin.
    """
    first = source.line(span.start)
    last = source.line(max(span.start, span.end - 1))
    width = max(4, len(str(last)))
    for number in _chosen(first, last):
        if number is None:
            yield f" {'...':>{width}}"
            continue
        line = source.line_span(number)
        text = source.text[line.start : line.end]
        start = max(span.start - line.start, 0)
        end = min(max(span.end - line.start, start), len(text))
        whole = first != last and not (text[:start] + text[end:]).strip()
        margin = paint(f" {number:>{width}} {'>' if whole else '|'}", "margin")
        shown, indent, marked = _line(text, start, end)
        yield f"{margin} {shown}".rstrip()
        if not whole:
            bar = paint(f" {'':>{width}} |", "margin")
            yield f"{bar} {' ' * indent}{paint('^' * max(1, marked), 'caret')}"


def _chosen(first: int, last: int) -> Iterator[int | None]:
    """The line numbers to show, None where some are left out."""
    if last - first < MOST_LINES:
        yield from range(first, last + 1)
    else:
        yield from range(first, first + MOST_LINES - 2)
        yield None
        yield last


def _line(text: str, start: int, end: int) -> tuple[str, int, int]:
    """The text as shown, and the columns before and below `text[start:end]`."""
    if len(text) > _WIDEST:
        text, start, end = _cut(text, start, end)
    before = _cells(text[:start], 0)
    marked = _cells(text[start:end], width_of(before))
    after = _cells(text[end:], width_of(before + marked))
    return before + marked + after, width_of(before), width_of(marked)


def _cut(text: str, start: int, end: int) -> tuple[str, int, int]:
    left = max(0, min(start, len(text)) - _BEFORE)
    right = left + _WIDEST
    head = "…" if left else ""
    tail = "…" if right < len(text) else ""
    shift = left - len(head)
    cut = head + text[left:right] + tail
    return cut, start - shift, min(end, right) - shift


def _cells(text: str, column: int) -> str:
    """`text` from `column` on with tabs as blanks and other controls as escapes."""
    if text.isascii() and text.isprintable():
        return text
    out: list[str] = []
    for char in text:
        cell = " " * (_TAB - column % _TAB) if char == "\t" else escaped(char)
        out.append(cell)
        column += width_of(cell)
    return "".join(out)


def width_of(text: str) -> int:
    """How many terminal columns printable `text` takes: two for wide characters."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    return sum(
        0 if category(char) in ("Mn", "Me") else 2 if east_asian_width(char) in "WF" else 1
        for char in text
    )
