"""Prototypes: the functions that SYNOPSIS declares."""

from __future__ import annotations

import re
from collections.abc import Iterator

from manlint.claims.model import Claim, Kind
from manlint.claims.structural.spot import Reading
from manlint.source import Span

_COMMENT = re.compile(r"/\*(?:(?!/\*).)*?\*/|//[^\n]*", re.S)
_ATTRIBUTE = re.compile(r"\[\[.*?\]\]|__attribute__\s*\(\(.*?\)\)|\b_(?:Noreturn|Nullable)\b", re.S)
_INCLUDE = re.compile(r"#\s*include\s*(?:<[^<>]*>|\"[^\"]*\")")
_DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", re.M)
_MARK = re.compile(r"[();]")
_FRESH_LINE = re.compile(r"[ \t]*\n[A-Za-z]")
_LOOSE = re.compile(r"(?<=[(\[*]) +| +(?=[,)\]])")
_CALL = re.compile(r"\bsyscall\(SYS_(\w+)")
_WORD = re.compile(r"\w+")
# A function's name: the word before the parameters, or "*name" in "void (*name(int))(int)".
_TYPEOF = re.compile(r"\b(?:typeof|_Generic|__typeof__)\s*\(")
_NAME = re.compile(r"(?P<type>[\w*\])}]\s*[\s*(]\s*\**)?(?<![\w.])(?P<name>[A-Za-z_]\w*)\s*\(")


def prototypes(reading: Reading) -> Iterator[Claim]:
    """The functions that a unit of SYNOPSIS declares, each with its prototype on one line.

    A call by way of syscall(2) is one of the function that SYS_... names.
    """
    text = reading.unit.text
    if "(" not in text or ";" not in text:
        return
    for pattern in (_COMMENT, _ATTRIBUTE, _INCLUDE, _DIRECTIVE):
        text = pattern.sub(lambda found: " " * len(found[0]), text)
    for start, end in _statements(text):
        name = _declared(text[start:end])
        if name is not None and "=" not in text[start:end]:
            yield _claim(reading, text, (start, end), start + name.start("name"))


def _claim(reading: Reading, text: str, within: tuple[int, int], at: int) -> Claim:
    """The claim of the statement `within` the blanked `text` that declares what stands `at`."""
    start, end = within
    declared = _one_line(text[start:end])
    called = _CALL.search(declared)
    name = _WORD.match(text, at)
    assert name is not None
    subject = called[1] if called else name[0]
    whole = " ".join(reading.unit.text[start:end].split())
    found = re.search(rf"(?<!\w){name[0]}\s*\(", whole)
    words = (found.start(), found.start() + len(name[0])) if found else (0, len(whole))
    span = Span(reading.unit.span(start, start + 1).start, reading.unit.span(end - 1, end).end)
    return Claim(
        reading.page,
        Kind.PROTOTYPE,
        f"{subject}()",
        "is declared as",
        declared,
        span,
        whole,
        words,
        section=reading.unit.section,
    )


def _statements(text: str) -> Iterator[tuple[int, int]]:
    """Where the statements of `text` begin and end; a parameter may be declared before another."""
    start = depth = 0
    for match in _MARK.finditer(text):
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        # Where a parenthesis is missing, a line that is not indented begins the next one.
        if match[0] == ";" and (depth <= 0 or _FRESH_LINE.match(text, match.end())):
            begin = start + len(text[start:]) - len(text[start:].lstrip())
            yield begin, match.end()
            start, depth = match.end(), 0


def _one_line(text: str) -> str:
    """A declaration with single blanks, and none that an attribute has left behind."""
    return _LOOSE.sub(lambda found: found[0].strip(), " ".join(text.split()))


def _declared(statement: str) -> re.Match[str] | None:
    """The match of the name that a statement declares as a function, None if it is none."""
    blanked = statement
    while found := _TYPEOF.search(blanked):
        end = _closed(blanked, found.end())
        blanked = f"{blanked[: found.start()]}{'t' * (end - found.start())}{blanked[end:]}"
    match = _NAME.search(blanked)
    if match is None or not match["type"] or "{" in blanked or "typedef" in blanked:
        return None
    return match


def _closed(text: str, at: int) -> int:
    """The offset after the parenthesis that closes the one before `at`."""
    depth = 1
    while at < len(text) and depth:
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        at += 1
    return at
