"""Paths in the subject of a commit: several of them, with braces, brackets and wildcards."""

from __future__ import annotations

import re
from functools import cache

_OPEN, _CLOSE = "{[", "}]"
# A hand-written pattern has few alternatives; more are no pattern.
_MOST = 256


def parts(prefix: str) -> list[str]:
    """The paths of a prefix such as `man/man2/{mbind,set_mempolicy}.2, CREDITS`."""
    found, depth, start = [], 0, 0
    for at, char in enumerate(prefix):
        depth += (char in _OPEN) - (char in _CLOSE)
        if char == "," and depth <= 0:
            found.append(prefix[start:at].strip())
            start = at + 1
    return [part for part in (*found, prefix[start:].strip()) if part]


def names(pattern: str, path: str) -> bool:
    """Whether `pattern` names the file at `path`.

    `{a,b}` is one of several, `[x]` may be left out, `*` and `?` are as in a shell, and a
    folder with its slash stands for all that is in it.
    """
    return any(one.match(path) for one in _patterns(pattern))


@cache
def _patterns(pattern: str) -> tuple[re.Pattern[str], ...]:
    waiting = [pattern]
    found: list[re.Pattern[str]] = []
    while waiting and len(found) + len(waiting) < _MOST:
        text = waiting.pop()
        braces = re.search(r"\{([^{}]*)\}", text)
        brackets = re.search(r"\[([^][]*)\]", text)
        if braces:
            options = braces[1].split(",")
            waiting += [text[: braces.start()] + o + text[braces.end() :] for o in options]
        elif brackets:
            head, tail = text[: brackets.start()], text[brackets.end() :]
            waiting += [head + tail, head + brackets[1] + tail]
        else:
            found.append(_compiled(text))
    return tuple(found)


def _compiled(text: str) -> re.Pattern[str]:
    shell = {"*": ".*", "?": "[^/]"}
    body = "".join(shell.get(char) or re.escape(char) for char in text)
    return re.compile(body if text.endswith("/") else body + r"\Z", re.S)
