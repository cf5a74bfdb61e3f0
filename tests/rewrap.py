"""The same text written in other ways: a rule about what a page says must not notice.

Each function takes the source of an example and gives it back rewritten; examples that are
shown as written, and tables, stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

_OPEN = re.compile(r"[.'][ \t]*(?:EX|nf|TS|SY)\b")
_CLOSE = re.compile(r"[.'][ \t]*(?:EE|fi|TE|YS)\b")
_TAGGED = re.compile(r"[.'][ \t]*(?:TP|TQ)\b")
_COMMENT = re.compile(r"""[.'][ \t]*\\["#]""")
_FONT = re.compile(r"[.'][ \t]*(BI|BR|IB|IR|RB|RI|B|I|MR)[ \t]+(.*)")
_ARGUMENT = re.compile(r'"((?:[^"]|"")*)"?|((?:\\.|[^\s\\])+)')
_BLANK = re.compile(r"(?<!\\) +")


def one_word_a_line(source: str) -> str:
    """Every text line broken at every blank."""
    return _joined(
        "\n".join(map(_guarded, _BLANK.split(line.strip()))) if kind == "text" else line
        for kind, line in _classes(source)
    )


def fonts_inline(source: str) -> str:
    r"""`.BR fsync (2)` written as `\fBfsync\fP(2)`, and so on for each font macro and `.MR`."""
    return _joined(
        _guarded(_inline(line)) if kind in ("font", "tag") and _FONT.match(line) else line
        for kind, line in _classes(source)
    )


def in_cells(source: str) -> str:
    """Every run of prose put into a table's text block."""
    lines: list[str] = []
    for is_prose, run in groupby(_classes(source), lambda item: item[0] in ("text", "font")):
        held = [line for _, line in run]
        lines += [".TS", "l.", "T{", *held, "T}", ".TE"] if is_prose else held
    return _joined(iter(lines))


def _classes(source: str) -> Iterator[tuple[str, str]]:
    """Each line with what it is: text, font, tag (in the scope of .TP) or other."""
    verbatim = tag = False
    for line in source.rstrip("\n").split("\n"):
        if verbatim or _OPEN.match(line):
            verbatim = not _CLOSE.match(line)
            yield "other", line
        elif tag and not _COMMENT.match(line):
            tag = line.endswith("\\")  # a tag goes on where its line does
            yield "tag", line
        elif _FONT.match(line):
            yield "font", line
        elif line[:1] in (".", "'", ""):
            tag = tag or _TAGGED.match(line) is not None
            yield "other", line
        else:
            yield "text", line


def _inline(line: str) -> str:
    match = _FONT.match(line)
    assert match is not None
    macro, rest = match.groups()
    texts = [
        quoted.replace('""', '"') if quoted else bare for quoted, bare in _ARGUMENT.findall(rest)
    ]
    if macro == "MR":
        name, section, *after = texts
        return rf"\fB{name}\fP({section})" + "".join(after)
    if len(macro) == 1:
        return _in_font(" ".join(texts), macro)
    return "".join(_in_font(text, macro[n % 2]) for n, text in enumerate(texts))


def _in_font(text: str, font: str) -> str:
    return text if font == "R" else rf"\f{font}{text}\fP"


def _guarded(line: str) -> str:
    return rf"\&{line}" if line[:1] in (".", "'") else line


def _joined(lines: Iterator[str]) -> str:
    return "\n".join(lines) + "\n"


REWRITES = {
    "one word a line": one_word_a_line,
    "fonts inline": fonts_inline,
    "in cells": in_cells,
}
