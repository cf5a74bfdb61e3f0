r"""Strings and number registers of a page, and their interpolation (`\*x`, `\nx`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from manlint.page.roff.input import Line

MAX_DEPTH = 12
# A value that grows through itself ends here; so does a page's whole interpolated text.
MAX_LENGTH = 5_000
MAX_WORK = 5_000_000

_REFERENCE = re.compile(
    r"\\(?:(?P<kind>\*|n(?P<step>[-+]?))"
    r"(?:\[(?P<long>[^\]\[\n]*)\]|\((?P<two>[^\n]{2})|(?P<one>[^\[(\n]))"
    r"|w'(?P<width>[^'\n]*)'|[^\n*n])"
)
# nroff's own: it is groff 1.22 writing to a terminal, options as man(1) sets them.
_BUILT_IN = {".g": 1, ".x": 1, ".y": 22, ".H": 24, ".V": 40, ".l": 1560, ".i": 168, ".u": 1}


class Names:
    """What the page has defined so far."""

    def __init__(self) -> None:
        self.strings: dict[str, str] = {}
        self.registers: dict[str, int] = dict(_BUILT_IN)
        self.arguments = 0
        self._left = MAX_WORK

    def is_register(self, name: str) -> bool:
        """Whether the number register `name` exists."""
        return name in self.registers

    def remove(self, name: str) -> None:
        """Forget the string `name`."""
        self.strings.pop(name, None)

    def set_string(self, name: str, value: str) -> None:
        r"""Define a string as `.ds` does: in copy mode, so that `\\` loses one backslash."""
        self.strings[name] = self.copied(value)[:MAX_LENGTH]

    def copied(self, text: str) -> str:
        r"""Text as it is stored: one backslash of each pair is gone."""
        return text.replace("\\\\", "\\")

    def interpolated(self, text: str) -> str:
        """Text with the page's strings and registers replaced, strings in strings too."""
        for _ in range(MAX_DEPTH):
            if self._left < 0:
                break
            self._left -= len(text)
            replaced = _REFERENCE.sub(self._value, text)[:MAX_LENGTH]
            if replaced == text:
                break
            text = replaced
        return text

    def interpolated_parts(self, line: Line) -> Iterator[Line]:
        """A line cut into parts that stand in the source and parts that were put in."""
        at = 0
        if not line.linear:
            yield line._replace(text=self.interpolated(line.text))
            return
        for match in _REFERENCE.finditer(line.text):
            value = self.interpolated(match[0])
            if value != match[0]:
                yield self._linear(line, at, match.start())
                start = line.start + match.start()
                yield Line(value, start, start + len(match[0]), False)
                at = match.end()
        yield self._linear(line, at, len(line.text))

    def _linear(self, line: Line, start: int, end: int) -> Line:
        return Line(line.text[start:end], line.start + start, line.start + end, True)

    def _value(self, match: re.Match[str]) -> str:
        if match["width"] is not None:
            return str(24 * len(match["width"]))
        if match["kind"] is None:
            return match[0]
        name = match["long"] or match["two"] or match["one"] or ""
        if match["kind"] == "*":
            # A quote that a string brings does not end an argument.
            return self.strings.get(name, match[0]).replace('"', "\\[dq]")
        return self._number(name, match["step"] or "")

    def _number(self, name: str, step: str) -> str:
        if name == ".$":
            return str(self.arguments)
        value = self.registers.get(name, 0) + {"+": 1, "-": -1, "": 0}[step]
        if step:
            self.registers[name] = value
        return str(value)
