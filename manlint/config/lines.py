"""Where each key of a TOML text stands: tomllib gives values, and no lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

# ("rules", "name", "severity"), and ("select", 1) for the second item of a list.
Path: TypeAlias = tuple[str | int, ...]

_TOKEN = re.compile(
    r'''(?xs)
    (?P<string> """ (?: \\. | [^\\] )*? """ "{0,2} | \'\'\' .*? \'\'\' \'{0,2}
              | " (?: \\. | [^"\\] )* " | ' [^']* ' )
  | (?P<blank> [ \t\r]+ | \#[^\n]* )
  | (?P<mark> [\n\[\]{}=,.] )
  | (?P<bare> [^\s\[\]{}=,."'\#]+ )
    '''
)


def key_lines(text: str) -> dict[Path, int]:
    """The line, from 1, of each key and list item in `text`, which tomllib must have accepted.

    A table has the line of its first header, or of the first key that begins with its name.
    """
    return _Scanner(text).scan()


def line_of(lines: Mapping[Path, int], path: Path) -> int:
    """The line of `path`, or of the nearest thing around it that has one; 1 if none has."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


class _Scanner:
    """The tokens of a text, read from the left; `at` is the index of the next one."""

    def __init__(self, text: str) -> None:
        self.tokens: list[tuple[str, int]] = []
        self.lines: dict[Path, int] = {}
        self.tables: dict[Path, int] = {}
        self.at = 0
        line = 1
        for match in _TOKEN.finditer(text):
            if match.lastgroup != "blank":
                self.tokens.append((match[0], line))
            line += match[0].count("\n")

    def scan(self) -> dict[Path, int]:
        table: Path = ()
        while self.at < len(self.tokens):
            if self.peek() == "\n":
                self.at += 1
            elif self.peek() == "[":
                table = self.header()
            else:
                self.pair(table)
        return self.lines

    def peek(self) -> str:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""

    def take(self, wanted: str) -> bool:
        """Step over the next token if it is `wanted`."""
        found = self.peek() == wanted
        self.at += found
        return found

    def header(self) -> Path:
        """`[a.b]` or `[[a.b]]`, whose tables are numbered as the items of a list."""
        is_list = self.tokens[self.at + 1][0] == "[" and self.adjacent()
        self.at += 2 if is_list else 1
        path = self.key(())
        self.at += 2 if is_list else 1
        if is_list:
            line = self.tokens[self.at - 1][1]
            self.tables[path] = self.tables.get(path, -1) + 1
            path = (*path, self.tables[path])
            self.lines.setdefault(path, line)
        return path

    def adjacent(self) -> bool:
        return self.tokens[self.at][1] == self.tokens[self.at + 1][1]

    def key(self, table: Path) -> Path:
        """A dotted key below `table`; notes the line of each of its parts."""
        path = table
        while True:
            name, line = self.tokens[self.at]
            if path in self.tables:  # [a.b] below [[a]] belongs to its last table
                path = (*path, self.tables[path])
            path = (*path, _name(name))
            self.lines.setdefault(path, line)
            self.at += 1
            if not self.take("."):
                return path

    def pair(self, table: Path) -> None:
        """`key = value`."""
        path = self.key(table)
        self.at += 1
        self.value(path)

    def value(self, path: Path) -> None:
        if self.take("["):
            self.items(path)
        elif self.take("{"):
            while not self.take("}"):
                if not (self.take(",") or self.take("\n")):
                    self.pair(path)
        else:
            while self.at < len(self.tokens) and self.peek() not in ("\n", ",", "]", "}"):
                self.at += 1

    def items(self, path: Path) -> None:
        number = 0
        while not self.take("]"):
            if not (self.take(",") or self.take("\n")):
                self.lines[(*path, number)] = self.tokens[self.at][1]
                self.value((*path, number))
                number += 1


def _name(token: str) -> str:
    """A key as tomllib gives it: without its quotation marks and escapes."""
    if token[0] not in "\"'":
        return token
    import tomllib

    return str(tomllib.loads(f"key = {token}")["key"])
