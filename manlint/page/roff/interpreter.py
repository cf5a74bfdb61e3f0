"""nroff's state while it reads one page: its input, its names, and the text that came out."""

from __future__ import annotations

import re

from manlint.page.arguments import split
from manlint.page.roff import requests
from manlint.page.roff.expansion import Expansion, Segment
from manlint.page.roff.expression import condition
from manlint.page.roff.input import Input, Line
from manlint.page.roff.names import Names

_CONTROL = re.compile(r"[.'][ \t]*([^ \t\n\r\\]+|\\[}{])[ \t]*")
_BLANKS = re.compile(r"(?:[ \t]|\\\n)+")
_PARAMETER = re.compile(r"\\\$(?:\[(\d+)\]|\((\d\d)|([0-9*@]))")


class Interpreter:
    """Reads lines until the page ends; requests.py has what each request does."""

    def __init__(self, text: str) -> None:
        self.input = Input(text)
        self.names = Names()
        self.macros: dict[str, list[str]] = {}
        self.aliases: dict[str, str] = {}
        self.otherwise: list[bool] = []
        self.translations: dict[str, str] = {}
        self._out: list[str] = []
        self._segments: list[Segment] = []
        self._at = 0

    def run(self) -> Expansion:
        """The whole page, expanded."""
        while (line := self.input.next()) is not None:
            self._read(line)
        return Expansion("".join(self._out), self._segments, self.translations)

    def _read(self, line: Line) -> None:
        control = _CONTROL.match(line.text)
        if control is None:
            self._emit(line)
            return
        name = self.aliases.get(control[1], control[1])
        request = requests.REQUESTS.get(name)
        if name in self.macros:
            self._call(name, line, control.end())
        elif request is not None:
            request(self, line, control.end())
        elif name == "\\}":
            pass  # the end of a block whose begin was written in another way
        elif name != control[1]:
            self._emit(Line(f".{name} {line.text[control.end() :]}", line.start, line.end, False))
        else:
            self._emit(line)

    def _emit(self, line: Line) -> None:
        """Put a line out, strings and registers of the page replaced by their values."""
        if "\\*" not in line.text and "\\n" not in line.text:
            self.put(line)
            return
        for part in self.names.interpolated_parts(line):
            self.put(part)

    def put(self, part: Line) -> None:
        """Put a line or a part of one out as it is."""
        if part.text:
            self._out.append(part.text)
            self._segments.append(Segment(self._at, part.start, part.end, part.linear))
            self._at += len(part.text)

    def _call(self, name: str, line: Line, at: int) -> None:
        """Read a macro's lines in place of its call."""
        arguments = [argument.text for argument in split(self.value(line.text), at)]
        body = [_substitute(text, name, arguments) for text in self.macros[name]]
        self.names.arguments = len(arguments)
        self.input.push([Line(text, line.start, line.end, False) for text in body], macro=True)

    def value(self, text: str) -> str:
        """`text` with its continuations joined and its strings and registers replaced."""
        return self.names.interpolated(text.replace("\\\n", ""))

    def condition(self, line: Line, at: int) -> tuple[bool, int]:
        """The condition at `at`, and the offset in the line after it."""
        parts = list(self.names.interpolated_parts(Line(line.text[at:], at, at, True)))
        result = condition("".join(part.text for part in parts), self._defined)
        unread = result.end
        for part in parts:
            if unread <= len(part.text):
                return result.value, part.start + unread if part.linear else part.end
            unread -= len(part.text)
        return result.value, len(line.text)

    def _defined(self, kind: str, name: str) -> bool:
        if kind == "r":
            return self.names.is_register(name)
        known = name in self.macros or name in self.names.strings or name in requests.STANDARD
        return kind == "d" and known

    def branch(self, rest: Line, taken: bool) -> None:
        """Read the rest of a conditional, with its block if it opens one, or pass over it."""
        blanks = _BLANKS.match(rest.text)
        rest = rest.rest(blanks.end() if blanks else 0)
        opens = rest.text.startswith("\\{")
        lines = self.input.block(rest.rest(2)) if opens else [rest]
        if taken:
            self.input.push(lines)


def _substitute(text: str, name: str, arguments: list[str]) -> str:
    """A line of a macro's body with `\\$1`, `\\$*`, ... replaced by its arguments."""

    def argument(match: re.Match[str]) -> str:
        which = match[1] or match[2] or match[3]
        if which == "*":
            return " ".join(arguments)
        if which == "@":
            return " ".join(f'"{argument}"' for argument in arguments)
        number = int(which[:3])
        if number == 0:
            return name
        return arguments[number - 1] if number <= len(arguments) else ""

    return _PARAMETER.sub(argument, text) if "\\$" in text else text
