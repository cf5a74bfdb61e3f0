"""Lark parsers from the grammars folder, their tables kept in the user's cache folder."""

from __future__ import annotations

import os
import re
from functools import cache
from typing import Any

from lark import Lark

from manlint.resources import cache_folder, folder


def load_grammar(name: str, **options: Any) -> Lark:
    """The LALR parser of `grammars/NAME.lark`; `options` are Lark's.

    Building one costs fifty milliseconds, reading its saved tables three.  Lark keys
    the saved tables by grammar, options, its own and Python's version, and builds anew
    when they cannot be read; a folder that cannot be written only costs time.
    """
    with open(os.path.join(folder("grammars"), f"{name}.lark"), encoding="utf-8") as file:
        text = file.read()
    options = {"parser": "lalr", "lexer": "basic", **options}
    return Lark(text, cache=_tables(name), **options)


def scanner(grammar: Lark) -> re.Pattern[str]:
    """A grammar's terminals as one pattern, by priority; a match's `lastgroup` is the terminal.

    Lark's own lexer does the same match, but works four times as long on each token, and
    a tree of pages has a hundred thousand.
    """
    terminals = sorted(grammar.terminals, key=lambda terminal: -terminal.priority)
    return re.compile("|".join(f"(?P<{t.name}>{t.pattern.to_regexp()})" for t in terminals))


@cache
def _tables(name: str) -> str | bool:
    """Lark's `cache` argument: a file's path, or False where nothing can be kept."""
    cached = cache_folder()
    try:
        os.makedirs(cached, exist_ok=True)
    except OSError:
        return False
    return os.path.join(cached, f"{name}.lark-tables") if os.access(cached, os.W_OK) else False
