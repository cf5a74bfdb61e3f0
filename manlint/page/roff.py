"""The part of roff that generated pages use: definitions, conditionals, registers.

A page without such requests is its own expansion; the others are read line by line as
nroff would.  What is not understood is left in the text, where page.lark meets it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from manlint.page.arguments import split
from manlint.page.expansion import Expansion, Segment
from manlint.page.expression import condition, evaluate
from manlint.page.roffinput import Input, Line
from manlint.page.roffnames import Names
from manlint.source import Span

_NEEDED = re.compile(
    r"^[.'][ \t]*(?:de|dei|de1|dei1|am|ami|am1|ds|ds1|as|as1|nr|rr|rm|rn|als|if|ie|el|ig"
    r"|tr|while|return|shift|nop)(?![^ \t\n\r\\])",
    re.M,
)
_CONTROL = re.compile(r"[.'][ \t]*([^ \t\n\r\\]+|\\[}{])[ \t]*")
_GLYPH = re.compile(r"\\\[[^\]]*\]|\\\(..|\\.|.", re.S)
_COMMENT = re.compile(r'(?<!\\)(?:\\\\)*(\\["#])')

# A page that defines these anew brings a fallback for old formatters: ours are kept.
_STANDARD = frozenset(
    "TH SH SS P PP LP TP TQ IP HP RS RE SY YS OP EX EE UR UE MT ME MR B I R BI BR IB IR RB RI"
    " SM SB TS TE EQ EN".split()
)


def needs_expansion(text: str) -> bool:
    """Whether `text` holds a request that changes what its other lines mean."""
    return _NEEDED.search(text) is not None


def expand(text: str) -> Expansion:
    """Work out the definitions and conditionals of a whole page; it never fails."""
    return _Interpreter(text).run()


class _Interpreter:
    """nroff's state while it reads one page: input, names, and the text that came out."""

    def __init__(self, text: str) -> None:
        self.input = Input(text)
        self.names = Names()
        self.macros: dict[str, list[str]] = {}
        self.aliases: dict[str, str] = {}
        self.otherwise: list[bool] = []
        self.translations: dict[str, str] = {}
        self.stray: list[Span] = []
        self.out: list[str] = []
        self.segments: list[Segment] = []
        self.at = 0

    def run(self) -> Expansion:
        while (line := self.input.next()) is not None:
            self.read(line)
        return Expansion("".join(self.out), self.segments, self.translations, self.stray)

    def read(self, line: Line) -> None:
        control = _CONTROL.match(line.text)
        if control is None:
            self.emit(line)
            return
        name = self.aliases.get(control[1], control[1])
        handler = _REQUESTS.get(name)
        if name in self.macros:
            self.call(name, line, control.end())
        elif handler is not None:
            handler(self, line, control.end())
        elif name == "\\}":
            self.stray.append(Span(line.start, line.end))
        elif name != control[1]:
            self.emit(Line(f".{name} {line.text[control.end() :]}", line.start, line.end, False))
        else:
            self.emit(line)

    def emit(self, line: Line) -> None:
        """Put a line out, strings and registers of the page replaced by their values."""
        if "\\*" not in line.text and "\\n" not in line.text:
            self.put(line)
            return
        for part in self.names.interpolated_parts(line):
            self.put(part)

    def put(self, part: Line) -> None:
        if part.text:
            self.out.append(part.text)
            self.segments.append(Segment(self.at, part.start, part.end, part.linear))
            self.at += len(part.text)

    def call(self, name: str, line: Line, at: int) -> None:
        """Read a macro's lines in place of its call."""
        arguments = [argument.text for argument in split(self.value(line.text), at)]
        body = [substitute(text, name, arguments) for text in self.macros[name]]
        self.names.arguments = len(arguments)
        self.input.push([Line(text, line.start, line.end, False) for text in body], macro=True)

    def value(self, text: str) -> str:
        return self.names.interpolated(text.replace("\\\n", ""))

    # Requests: each gets its line and the offset of its first argument.

    def if_(self, line: Line, at: int) -> None:
        self.conditional(line, at)

    def ie(self, line: Line, at: int) -> None:
        self.otherwise.append(not self.conditional(line, at))

    def el(self, line: Line, at: int) -> None:
        self.branch(line.rest(at), bool(self.otherwise) and self.otherwise.pop())

    def conditional(self, line: Line, at: int) -> bool:
        value, end = self.condition(line, at)
        self.branch(line.rest(end), value)
        return value

    def condition(self, line: Line, at: int) -> tuple[bool, int]:
        """The condition at `at`, and the offset in the line after it."""
        parts = list(self.names.interpolated_parts(Line(line.text[at:], at, at, True)))
        result = condition("".join(part.text for part in parts), self.defined)
        unread = result.end
        for part in parts:
            if unread <= len(part.text):
                return result.value, part.start + unread if part.linear else part.end
            unread -= len(part.text)
        return result.value, len(line.text)

    def defined(self, kind: str, name: str) -> bool:
        if kind == "r":
            return self.names.is_register(name)
        return kind == "d" and (
            name in self.macros or name in self.names.strings or name in _STANDARD
        )

    def branch(self, rest: Line, taken: bool) -> None:
        """Read the rest of a conditional, with its block if it opens one, or pass over it."""
        blanks = len(rest.text) - len(rest.text.lstrip(" \t"))
        rest = rest.rest(blanks)
        opens = rest.text.startswith("\\{")
        lines = self.input.block(rest.rest(2)) if opens else [rest]
        if taken:
            self.input.push(lines)

    def while_(self, line: Line, at: int) -> None:
        """Loops lay out, they write nothing: the macro is left as unknown, its block is not."""
        self.branch(line.rest(self.condition(line, at)[1]), False)
        self.put(Line(".while\n", line.start, line.end, False))

    def define(self, line: Line, at: int) -> None:
        self.macro(line, at, append=False)

    def append(self, line: Line, at: int) -> None:
        self.macro(line, at, append=True)

    def macro(self, line: Line, at: int, append: bool) -> None:
        names = [argument.text for argument in split(line.text, at)]
        body = self.input.until_end(names[1] if len(names) > 1 else ".")
        if not names or names[0] in _STANDARD:
            return
        body = [self.names.copied(text) for text in body]
        self.macros[names[0]] = (self.macros.get(names[0], []) if append else []) + body

    def ignore(self, line: Line, at: int) -> None:
        names = [argument.text for argument in split(line.text, at)]
        self.input.until_end(names[0] if names else ".")

    def string(self, line: Line, at: int) -> None:
        self.names.set_string(*_name_and_value(line.text, at))

    def more_string(self, line: Line, at: int) -> None:
        name, value = _name_and_value(line.text, at)
        self.names.set_string(name, self.names.strings.get(name, "") + value)

    def register(self, line: Line, at: int) -> None:
        name, value = _name_and_value(self.value(line.text), at)
        if value:
            number = evaluate(value)[0]
            old = self.names.registers.get(name, 0) if value[0] in "+-" else 0
            self.names.registers[name] = old + number

    def remove(self, line: Line, at: int) -> None:
        for argument in split(line.text, at):
            self.macros.pop(argument.text, None)
            self.names.remove(argument.text)

    def rename(self, line: Line, at: int) -> None:
        names = [argument.text for argument in split(line.text, at)]
        if len(names) > 1 and names[0] in self.macros:
            self.macros[names[1]] = self.macros.pop(names[0])

    def alias(self, line: Line, at: int) -> None:
        names = [argument.text for argument in split(line.text, at)]
        if len(names) > 1 and names[1] in self.macros:
            self.macros[names[0]] = self.macros[names[1]]
        elif len(names) > 1:
            self.aliases[names[0]] = names[1]

    def translate(self, line: Line, at: int) -> None:
        glyphs = _GLYPH.findall(line.text[at:].rstrip("\n"))
        for glyph, replacement in zip(glyphs[::2], [*glyphs[1::2], " "], strict=False):
            self.translations[glyph] = replacement

    def return_(self, line: Line, at: int) -> None:
        self.input.leave_macro()

    def nop(self, line: Line, at: int) -> None:
        self.input.push([line.rest(at)])

    def nothing(self, line: Line, at: int) -> None:
        """A request that leaves no trace in the text."""


def _name_and_value(text: str, at: int) -> tuple[str, str]:
    """The name that a definition gives and what follows it, without a comment."""
    comment = _COMMENT.search(text, at)
    text = text[: comment.start(1)] if comment else text.rstrip("\n")
    name, _, value = text[at:].partition(" ")
    value = value.lstrip(" ")
    return name, value.removeprefix('"')


def substitute(text: str, name: str, arguments: list[str]) -> str:
    """A line of a macro's body with `\\$1`, `\\$*`, ... replaced by its arguments."""

    def argument(match: re.Match[str]) -> str:
        which = match[1] or match[2] or match[3]
        if which == "*":
            return " ".join(arguments)
        if which == "@":
            return " ".join(f'"{argument}"' for argument in arguments)
        number = int(which)
        if number == 0:
            return name
        return arguments[number - 1] if number <= len(arguments) else ""

    return _PARAMETER.sub(argument, text) if "\\$" in text else text


_PARAMETER = re.compile(r"\\\$(?:\[(\d+)\]|\((\d\d)|([0-9*@]))")

_REQUESTS: dict[str, Callable[[_Interpreter, Line, int], None]] = {
    "if": _Interpreter.if_,
    "ie": _Interpreter.ie,
    "el": _Interpreter.el,
    "while": _Interpreter.while_,
    "de": _Interpreter.define,
    "de1": _Interpreter.define,
    "am": _Interpreter.append,
    "am1": _Interpreter.append,
    "ig": _Interpreter.ignore,
    "ds": _Interpreter.string,
    "ds1": _Interpreter.string,
    "as": _Interpreter.more_string,
    "as1": _Interpreter.more_string,
    "nr": _Interpreter.register,
    "rm": _Interpreter.remove,
    "rr": _Interpreter.nothing,
    "rn": _Interpreter.rename,
    "als": _Interpreter.alias,
    "tr": _Interpreter.translate,
    "return": _Interpreter.return_,
    "shift": _Interpreter.nothing,
    "nop": _Interpreter.nop,
}
