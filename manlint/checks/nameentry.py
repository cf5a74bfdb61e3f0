"""The first entry under NAME, as the reader sees it and with its places in the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from manlint.page.balance import macro_name
from manlint.page.inline import Renderer
from manlint.page.writer import BREAK, Piece
from manlint.source import Span

if TYPE_CHECKING:
    from manlint.page import Page

_HEADING = "NAME"
_BREAKS = frozenset(("br", "sp"))


class Entry(NamedTuple):
    """The first entry under NAME as rendered; `places` are where its characters come from."""

    text: str
    places: tuple[Span, ...]

    def span(self, start: int, end: int) -> Span:
        """The stretch of `Page.text` that shows the characters from `start` to `end`."""
        return Span(self.places[start].start, self.places[max(end - 1, start)].end)


def first_entry(page: Page, section: Span) -> Entry:
    """What is shown up to the first break after some text."""
    renderer = Renderer(page.text, page.translations)
    shown: list[Piece] = []
    for token in page.lexed.leaves:
        start, end = max(token.start_pos or 0, section.start), min(token.end_pos or 0, section.end)
        if token.type == "PROSE" and start < end:
            renderer.prose(start, end, False)
            shown += renderer.take()
            shown.append((" ", "R", end - 1, end))
        elif start < end and _breaks(token.type, macro_name(token)):
            shown.append((BREAK, "R", end - 1, end))
    entry = _to_first_break(shown)
    text = "".join(piece[0] for piece in entry)
    places = [place for piece in entry for place in _places(piece)]
    kept = text.strip()
    at = text.find(kept)
    return Entry(kept, tuple(places[at : at + len(kept)]))


def _breaks(kind: str, name: str) -> bool:
    return kind in ("P", "TP", "TQ", "IP", "HP", "RS", "RE", "SS") or name in _BREAKS


def _to_first_break(pieces: Sequence[Piece]) -> Sequence[Piece]:
    has_text = False
    for index, piece in enumerate(pieces):
        if has_text and piece[0] == BREAK:
            return pieces[:index]
        has_text = has_text or not piece[0].isspace()
    return pieces


def _places(piece: Piece) -> list[Span]:
    text, _, start, end = piece
    if len(text) == end - start:
        return [Span(start + i, start + i + 1) for i in range(len(text))]
    return [Span(start, end)] * len(text)


def name_section(page: Page) -> Span | None:
    """What stands under the first heading NAME."""
    if "NAME" not in page.text and "Name" not in page.text:
        return None
    for index, heading in enumerate(page.headings):
        if heading.level == 1 and heading.title.upper() == _HEADING:
            after = page.headings[index + 1 : index + 2]
            return Span(heading.end, after[0].start if after else len(page.text))
    return None
