"""Header files: the constants that they define, with the lines on which they do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Definition(NamedTuple):
    """A constant by `#define` or in an enumeration; `comment` is what stands behind it."""

    name: str
    line: int
    comment: str


_NAME = r"[A-Z][A-Z0-9_]*"
_DEFINE = re.compile(rf"^[ \t]*#[ \t]*define[ \t]+(?P<name>{_NAME})[ \t]+(?P<rest>\S.*)", re.M)
_ENUM = re.compile(r"\benum\b[^{};()]*\{(?P<body>[^}]*)\}")
_MEMBER = re.compile(rf"(?:^|,)\s*(?P<name>{_NAME})\s*(?:=[^,]*)?(?=,|\s*$)")
_COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.S)
_CODE_LINE = re.compile(r"^[ \t]*#[^\n]*", re.M)


def definitions(text: str) -> Iterator[Definition]:
    """The constants of a header: macros with a value and without arguments, then enumerators."""
    plain = _COMMENT.sub(_blank, text)
    for define in _DEFINE.finditer(plain):
        yield _definition(text, define["name"], define.start("name"))
    code = _CODE_LINE.sub(_blank, plain)
    for enum in _ENUM.finditer(code):
        start, end = enum.span("body")
        for member in _MEMBER.finditer(code[start:end]):
            yield _definition(text, member["name"], start + member.start("name"))


def _blank(found: re.Match[str]) -> str:
    """As many blanks as `found` has characters, so that lines and offsets stay."""
    return re.sub(r"[^\n]", " ", found[0])


def _definition(text: str, name: str, at: int) -> Definition:
    end = text.find("\n", at)
    opened = re.compile(r"/[*/]").search(text, at, end if end >= 0 else len(text))
    comment = _COMMENT.match(text, opened.start()) if opened else None
    return Definition(name, text.count("\n", 0, at) + 1, comment[0] if comment else "")
