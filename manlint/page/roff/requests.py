"""What each roff request does: it gets its line and the offset of its first argument."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from manlint.page.arguments import split
from manlint.page.roff.expression import evaluate
from manlint.page.roff.input import Line

if TYPE_CHECKING:
    from manlint.page.roff.interpreter import Interpreter

# A page that defines these anew brings a fallback for old formatters: ours are kept.
_NAMES = (
    "TH SH SS P PP LP TP TQ IP HP RS RE SY YS OP EX EE UR UE MT ME MR B I R BI BR IB IR RB RI"
    " SM SB TS TE EQ EN"
)
STANDARD = frozenset(_NAMES.split())

_GLYPH = re.compile(r"\\\[[^\]]*\]|\\\(..|\\.|.", re.S)
_COMMENT = re.compile(r'(?<!\\)(?:\\\\)*(\\["#])')
# A link's address alone, or its text with the address in the brackets that the pages of
# asciidoctor set; then what is glued to it.
_LINK = [
    ".ie '\\$2'' \\fI\\$1\\fP\\$3\n",
    ".el \\$2 <\\fI\\$1\\fP>\\$3\n",
]


def _if(roff: Interpreter, line: Line, at: int) -> None:
    _conditional(roff, line, at)


def _ie(roff: Interpreter, line: Line, at: int) -> None:
    roff.otherwise.append(not _conditional(roff, line, at))


def _el(roff: Interpreter, line: Line, at: int) -> None:
    roff.branch(line.rest(at), bool(roff.otherwise) and roff.otherwise.pop())


def _conditional(roff: Interpreter, line: Line, at: int) -> bool:
    value, end = roff.condition(line, at)
    roff.branch(line.rest(end), value)
    return value


def _while(roff: Interpreter, line: Line, at: int) -> None:
    """Loops lay out, they write nothing: the macro is left as unknown, its block is not."""
    roff.branch(line.rest(roff.condition(line, at)[1]), False)
    roff.put(Line(".while\n", line.start, line.end, False))


def _define(roff: Interpreter, line: Line, at: int) -> None:
    _macro(roff, line, at, append=False)


def _append(roff: Interpreter, line: Line, at: int) -> None:
    _macro(roff, line, at, append=True)


def _macro(roff: Interpreter, line: Line, at: int, append: bool) -> None:
    names = [argument.text for argument in split(line.text, at)]
    body = roff.input.until_end(names[1] if len(names) > 1 else ".")
    if not names or names[0] in STANDARD:
        return
    body = [roff.names.copied(text) for text in body]
    roff.macros[names[0]] = (roff.macros.get(names[0], []) if append else []) + body


def _ignore(roff: Interpreter, line: Line, at: int) -> None:
    names = [argument.text for argument in split(line.text, at)]
    roff.input.until_end(names[0] if names else ".")


def _string(roff: Interpreter, line: Line, at: int) -> None:
    roff.names.set_string(*_name_and_value(line.text, at))


def _more_string(roff: Interpreter, line: Line, at: int) -> None:
    name, value = _name_and_value(line.text, at)
    roff.names.set_string(name, roff.names.strings.get(name, "") + value)


def _register(roff: Interpreter, line: Line, at: int) -> None:
    name, value = _name_and_value(roff.value(line.text), at)
    if value:
        number = evaluate(value)[0]
        old = roff.names.registers.get(name, 0) if value[0] in "+-" else 0
        roff.names.registers[name] = old + number


def _remove(roff: Interpreter, line: Line, at: int) -> None:
    for argument in split(line.text, at):
        roff.macros.pop(argument.text, None)
        roff.names.remove(argument.text)


def _rename(roff: Interpreter, line: Line, at: int) -> None:
    names = [argument.text for argument in split(line.text, at)]
    if len(names) > 1 and names[0] in roff.macros:
        roff.macros[names[1]] = roff.macros.pop(names[0])


def _alias(roff: Interpreter, line: Line, at: int) -> None:
    names = [argument.text for argument in split(line.text, at)]
    if len(names) > 1 and names[1] in roff.macros:
        roff.macros[names[0]] = roff.macros[names[1]]
    elif len(names) > 1:
        roff.aliases[names[0]] = names[1]


def _translate(roff: Interpreter, line: Line, at: int) -> None:
    glyphs = _GLYPH.findall(line.text[at:].rstrip("\n"))
    for glyph, replacement in zip(glyphs[::2], [*glyphs[1::2], " "], strict=False):
        roff.translations[glyph] = replacement


def _load_macros(roff: Interpreter, line: Line, at: int) -> None:
    """`.mso www.tmac`, which asciidoctor's pages ask for, defines two macros for links."""
    if line.text[at:].strip() == "www.tmac":
        roff.macros |= {"URL": _LINK, "MTO": _LINK, "LINKSTYLE": []}


def _return(roff: Interpreter, line: Line, at: int) -> None:
    roff.input.leave_macro()


def _nop(roff: Interpreter, line: Line, at: int) -> None:
    roff.input.push([line.rest(at)])


def _nothing(roff: Interpreter, line: Line, at: int) -> None:
    """A request that leaves no trace in the text."""


def _name_and_value(text: str, at: int) -> tuple[str, str]:
    """The name that a definition gives and what follows it, without a comment."""
    comment = _COMMENT.search(text, at)
    text = text[: comment.start(1)] if comment else text.rstrip("\n")
    name, _, value = text[at:].partition(" ")
    value = value.lstrip(" ")
    return name, value.removeprefix('"')


REQUESTS: dict[str, Callable[[Interpreter, Line, int], None]] = {
    "if": _if,
    "ie": _ie,
    "el": _el,
    "while": _while,
    "de": _define,
    "de1": _define,
    "am": _append,
    "am1": _append,
    "ig": _ignore,
    "ds": _string,
    "ds1": _string,
    "as": _more_string,
    "as1": _more_string,
    "nr": _register,
    "rm": _remove,
    "rr": _nothing,
    "rn": _rename,
    "als": _alias,
    "tr": _translate,
    "mso": _load_macros,
    "return": _return,
    "shift": _nothing,
    "nop": _nop,
}
