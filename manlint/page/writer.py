"""Pieces: rendered text with its fonts, written one after the other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

from manlint.page import escapes
from manlint.page.arguments import Argument

# Rendered text, its font (R, B, I, BI or C), and the start and end in `Page.text` of what
# it stems from; where both are equally long, their characters match one by one.  A plain
# tuple: a tree of pages has half a million.
Piece: TypeAlias = tuple[str, str, int, int]


_SPACES = re.compile(r"[ \t]{2,}|\t")
_FONTS = {
    "R": "R", "B": "B", "I": "I", "BI": "BI", "1": "R", "2": "I", "3": "B", "4": "BI",
    "C": "C", "CW": "C", "CR": "C", "CB": "B", "CI": "I", "CBI": "BI", "TB": "B", "TI": "I",
}  # fmt: skip
BREAK = "\n"


class Writer:
    """Takes text in the current font; fonts last from one stretch to the next."""

    def __init__(self, text: str, translations: Mapping[str, str]) -> None:
        self.text = text
        self.translations = translations
        self.characters = {
            ord(a): escapes.rendered(b) for a, b in translations.items() if len(a) == 1
        }
        self.pieces: list[Piece] = []
        self.font = self.previous = "R"
        self.next_font = ""
        self.joined = True
        self.nofill = False

    def take(self) -> list[Piece]:
        """The pieces so far; the next stretch is not joined to them."""
        pieces, self.pieces = self.pieces, []
        self.next_font = ""
        self.joined = True
        return pieces

    def reset(self, font: str = "R") -> None:
        """One font again, roman as each paragraph begins, bold for a heading."""
        self.font = self.previous = font

    def separate(self, at: int) -> None:
        """What stands between this line and the one before: a blank, a newline or nothing."""
        if not self.joined:
            self.pieces.append((BREAK if self.nofill else " ", self.font, at - 1, at))
        self.joined = False

    def add(self, text: str, font: str, start: int, end: int) -> None:
        """Add rendered text; where lines are filled, runs of blanks in it become one."""
        if self.characters:
            text = text.translate(self.characters)
        if self.nofill or ("  " not in text and "\t" not in text) or len(text) != end - start:
            if text:
                self.pieces.append((text, font, start, end))
            return
        at = 0
        for match in _SPACES.finditer(text):
            if match.start() > at:
                self.pieces.append(
                    (text[at : match.start()], font, start + at, start + match.start())
                )
            self.pieces.append((" ", font, start + match.start(), start + match.end()))
            at = match.end()
        if at < len(text):
            self.pieces.append((text[at:], font, start + at, end))

    def escaped(self, text: str, at: int) -> None:
        """Render text that may hold escapes, in the current font."""
        if "\\" not in text:
            self.add(text, self.font, at, at + len(text))
            return
        for match in escapes.tokens().finditer(text):
            kind, start = match.lastgroup or "", at + match.start()
            if kind == "TEXT":
                self.add(match[0], self.font, start, at + match.end())
            elif kind == "FONT":
                self.set_font(escapes.argument(match[0]))
            elif kind == "COMMENT":
                break
            elif kind == "JOIN":
                self.joined = True
            else:
                shown = escapes.rendering(kind, match[0], self.translations)
                if shown:
                    self.pieces.append((shown, self.font, start, at + match.end()))

    def set_font(self, name: str) -> None:
        """`\\f` or `.ft`: P and nothing mean the font before this one, unknown ones are ignored."""
        new = self.previous if name in ("", "P") else _FONTS.get(name, self.font)
        self.font, self.previous = new, self.font

    def words(self, arguments: list[Argument], font: str, at: int) -> None:
        """Arguments in one font with a blank between them."""
        self.previous, self.font = self.font, font
        for index, argument in enumerate(arguments):
            if index and not self.joined:
                self.pieces.append((" ", font, at + argument.start - 1, at + argument.start))
            self.joined = False
            self.argument(argument, at)
        self.font = self.previous = "R"

    def arguments(self, arguments: list[Argument], fonts: list[str], at: int) -> None:
        """Arguments in alternating fonts with nothing between them."""
        joined = self.joined
        for index, argument in enumerate(arguments):
            self.joined = False
            self.previous, self.font = self.font, fonts[index % len(fonts)]
            self.argument(argument, at)
        self.joined = self.joined if arguments else joined
        self.font = self.previous = "R"

    def argument(self, argument: Argument, at: int) -> None:
        """One argument in the current font; doubled quotes in it cost its exact positions."""
        if len(argument.text) == argument.end - argument.start:
            self.escaped(argument.text, at + argument.start)
        else:
            shown = escapes.rendered(argument.text)
            self.add(shown, self.font, at + argument.start, at + argument.end)
