"""Conditions and numbers of roff: what follows `.if`, `.ie` and `.nr`, as nroff sees it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

# Basic units for one of each scaling unit on a terminal, from groff(7).
_UNITS = {"i": 240, "c": 94, "p": 3, "P": 40, "m": 24, "n": 24, "v": 40, "u": 1, "M": 0}
_NUMBER = re.compile(r"([0-9]+(?:\.[0-9]*)?|\.[0-9]+)([icpPmnvuMszf]?)")
_OPERATOR = re.compile(r"<\?|>\?|<=|>=|==|<>|[-+*/%<>=&:]")
_MAX_NESTING = 30


class Condition(NamedTuple):
    """Whether it is true, and the offset in the text after it."""

    value: bool
    end: int


def condition(text: str, defined: Callable[[str, str], bool]) -> Condition:
    """Read the condition at the start of `text`, its escapes already interpolated.

    `defined(kind, name)` answers for `d` (strings and macros) and `r` (registers).
    """
    at = len(text) - len(text.lstrip(" "))
    negated = False
    while text[at : at + 1] == "!":
        negated = not negated
        at += 1
    value, end = _plain_condition(text, at, defined)
    return Condition(value != negated, end)


def _plain_condition(text: str, at: int, defined: Callable[[str, str], bool]) -> tuple[bool, int]:
    letter = text[at : at + 1]
    if letter in ("n", "o"):
        return True, at + 1
    if letter in ("t", "e", "v"):
        return False, at + 1
    if letter in ("d", "r", "c", "m", "F", "S"):
        name = re.compile(r"[ ]*([^ \n]*)").match(text, at + 1)
        assert name is not None
        return letter == "c" or defined(letter, name[1]), name.end()
    if letter in "0123456789.(-+":
        number, end = evaluate(text, at)
        return number > 0, end
    return _comparison(text, at)


def _comparison(text: str, at: int) -> tuple[bool, int]:
    """`'this'that'`: true if both are the same; the delimiter is any character."""
    delimiter = text[at : at + 1]
    middle = text.find(delimiter, at + 1) if delimiter else -1
    end = text.find(delimiter, middle + 1) if middle >= 0 else -1
    if end < 0:
        return False, len(text)
    return text[at + 1 : middle] == text[middle + 1 : end], end + 1


def evaluate(text: str, at: int = 0, nesting: int = 0) -> tuple[int, int]:
    """The number at `at` in basic units and the offset after it; operators bind left to right."""
    value, at = _operand(text, at, nesting)
    while operator := _OPERATOR.match(text, at):
        other, at = _operand(text, operator.end(), nesting)
        value = _apply(operator[0], value, other)
    return value, at


def _operand(text: str, at: int, nesting: int) -> tuple[int, int]:
    sign = 1
    while text[at : at + 1] in ("-", "+", "|"):
        sign = -sign if text[at] == "-" else sign
        at += 1
    if text[at : at + 1] == "(" and nesting < _MAX_NESTING:
        value, at = evaluate(text, at + 1, nesting + 1)
        return sign * value, at + (text[at : at + 1] == ")")
    number = _NUMBER.match(text, at)
    if number is None:
        return 0, at
    return int(sign * float(number[1][:15]) * _UNITS.get(number[2], 1)), number.end()


def _apply(operator: str, a: int, b: int) -> int:
    table: dict[str, Callable[[], int]] = {
        "+": lambda: a + b,
        "-": lambda: a - b,
        "*": lambda: max(-(2**63), min(2**63, a * b)),
        "/": lambda: int(a / b) if b else 0,
        "%": lambda: a % b if b else 0,
        "<": lambda: a < b,
        ">": lambda: a > b,
        "<=": lambda: a <= b,
        ">=": lambda: a >= b,
        "=": lambda: a == b,
        "==": lambda: a == b,
        "<>": lambda: a != b,
        "&": lambda: a > 0 and b > 0,
        ":": lambda: a > 0 or b > 0,
        "<?": lambda: min(a, b),
        ">?": lambda: max(a, b),
    }
    return int(table[operator]())
