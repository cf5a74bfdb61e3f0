"""Prose to pieces: what a stretch of lines renders as, with fonts and where each bit stands."""

from __future__ import annotations

import re
from collections.abc import Mapping

from manlint.page import escapes
from manlint.page.arguments import Argument, split
from manlint.page.lines import LINE
from manlint.page.writer import BREAK, Piece, Writer

# Whole lines that render as they are written: no control line, escape, indent or tab.
_PLAIN = re.compile(r"(?:[^.'\\\n \t][^\\\n\t]*\n)+")
_PLAIN_NOFILL = re.compile(r"(?:[^.'\\\n][^\\\n]*\n)+")
# A font macro with one to three plain arguments: nine of ten are such.
_FONT_LINE = re.compile(
    r"\.(?P<name>B|I|R|BI|BR|IB|IR|RB|RI) (?P<a>[^ \\\"\n]+)"
    r"(?: (?P<b>[^ \\\"\n]+)(?: (?P<c>[^ \\\"\n]+))?)?\n"
)
_CONTROL = re.compile(r"[.'][ \t]*([A-Za-z]*)[ \t]*")
_MACRO_FONTS = {
    "B": "B", "I": "I", "R": "R", "SM": "R", "SB": "B", "CW": "C", "CR": "C", "CB": "B", "CI": "I"
}  # fmt: skip
_ALTERNATING = frozenset(("BI", "BR", "IB", "IR", "RB", "RI"))
# Macros whose arguments, joined by blanks, are a heading.
_HEADINGS = frozenset(("SH", "SS", "SY"))


class Renderer(Writer):
    """Renders stretches of lines one after the other; an open link outlives its stretch."""

    def __init__(self, text: str, translations: Mapping[str, str]) -> None:
        super().__init__(text, translations)
        self.link: tuple[str, int, int] | None = None

    def take(self) -> list[Piece]:
        """The pieces so far, an open link's address with them."""
        if self.link is not None:
            self.end_link([], self.link[1])
        return super().take()

    def prose(self, start: int, end: int, nofill: bool) -> None:
        """Render the lines from `start` to `end`; a break in filled text is a piece of its own."""
        text, at = self.text, start
        self.nofill = nofill
        plain = _PLAIN_NOFILL if nofill else _PLAIN
        while at < end:
            if text[at] == ".":
                match = _FONT_LINE.match(text, at, end)
                if match is not None:
                    self.font_line(match)
                    at = match.end()
                    continue
            elif not self.next_font:
                match = plain.match(text, at, end)
                if match is not None:
                    self.separate(at)
                    shown = match[0][:-1] if nofill else match[0].replace("\n", " ")[:-1]
                    self.add(shown, self.font, at, match.end() - 1)
                    at = match.end()
                    continue
            match = LINE.match(text, at, end)
            assert match is not None
            self.line(match[0], at)
            at = max(match.end(), at + 1)

    def font_line(self, match: re.Match[str]) -> None:
        """Render a font macro whose arguments are plain words."""
        self.next_font = ""
        self.separate(match.start())
        name = match["name"]
        first, second, blank = name[0], name[-1], len(name) == 1
        start, end = match.span("a")
        self.add(match["a"], first, start, end)
        if match["b"] is not None:
            if blank:
                self.pieces.append((" ", first, end, end + 1))
            start, end = match.span("b")
            self.add(match["b"], second, start, end)
        if match["c"] is not None:
            if blank:
                self.pieces.append((" ", first, end, end + 1))
            start, end = match.span("c")
            self.add(match["c"], first, start, end)
        self.font = self.previous = "R"

    def cell(self, start: int, end: int) -> None:
        """Render a table cell that stands within a line, where no macro can be."""
        self.nofill = False
        self.separate(start)
        self.escaped(self.text[start:end].strip(), start)

    def line(self, line: str, at: int) -> None:
        """Render one logical line."""
        if line[0] in ".'":
            self.control(line, at)
            return
        bare = line.rstrip("\n") if self.nofill else line.rstrip(" \t\n")
        if not bare and self.nofill:
            self.separate(at)
            return
        if not bare:
            self.add(BREAK, "R", at, at + 1)
            self.joined = True
            return
        if not self.nofill and bare[0] in " \t":
            self.add(BREAK, "R", at, at)
            self.joined = True
        self.separate(at)
        if self.next_font:
            self.font, self.next_font = self.next_font, ""
            self.escaped(bare, at)
            self.font = self.previous = "R"
        else:
            self.escaped(bare, at)

    def control(self, line: str, at: int) -> None:
        """Render a macro that writes text."""
        match = _CONTROL.match(line)
        assert match is not None
        name = match[1]
        if not name:
            return
        arguments = split(line, match.end())
        if name in _ALTERNATING or name in _MACRO_FONTS:
            self.fonts(name, arguments, at)
        elif name in ("UR", "MT"):
            address = arguments[0] if arguments else Argument("", 0, 0)
            shown = escapes.rendered(address.text)
            self.link = (shown, at + address.start, at + address.end)
        elif name in ("UE", "ME"):
            self.end_link(arguments, at)
        elif name == "ft":
            self.set_font(arguments[0].text if arguments else "")
        elif name == "IP":
            self.arguments(arguments[:1], ["R"], at)
        elif name in _HEADINGS:
            self.words(arguments, "B", at)
        elif name == "MR":
            self.separate(at)
            self.reference(arguments, at)
        elif name == "OP":
            self.separate(at)
            self.option(arguments, at)

    def fonts(self, name: str, arguments: list[Argument], at: int) -> None:
        """`.B` and its kin; without arguments they are about the next line."""
        if not arguments:
            self.next_font = _MACRO_FONTS.get(name, name[0])
            return
        self.next_font = ""
        self.separate(at)
        if name in _ALTERNATING:
            self.arguments(arguments, [name[0], name[1]], at)
        else:
            self.words(arguments, _MACRO_FONTS[name], at)

    def reference(self, arguments: list[Argument], at: int) -> None:
        """`.MR name section [punctuation]`, shown as `name(section)`."""
        if not arguments:
            return
        name, *rest = arguments
        self.arguments([name], ["B"], at)
        if rest:
            section, *after = rest
            self.add("(", "R", at + section.start, at + section.start)
            self.arguments([section], ["R"], at)
            self.add(")", "R", at + section.end, at + section.end)
            self.arguments(after[:1], ["R"], at)

    def option(self, arguments: list[Argument], at: int) -> None:
        """`.OP option [argument]`, shown in brackets."""
        if arguments:
            self.add("[", "R", at, at)
            self.arguments(arguments[:1], ["B"], at)
            for argument in arguments[1:2]:
                self.add(" ", "R", at + argument.start - 1, at + argument.start)
                self.arguments([argument], ["I"], at)
            self.add("]", "R", at + arguments[-1].end, at + arguments[-1].end)

    def end_link(self, arguments: list[Argument], at: int) -> None:
        """The link's address after its text, and what `.UE` glues to it."""
        if self.link is not None:
            shown, start, end = self.link
            self.link = None
            if shown:
                self.separate(at)
                self.add(f"⟨{shown}⟩", "R", start, end)
        self.arguments(arguments[:1], ["R"], at)
