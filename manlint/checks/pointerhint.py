"""A quick look at roff text for pointers that may lead nowhere, so that few pages are rendered."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache

_ESCAPE = re.compile(r"\\(?:f\[\w*\]|f.|s[-+]?\d|[~ 0&%:])")
# what stands before a title, with markup, comments and line ends
_LEAD = re.compile(
    r"""(?x) (?: ee | sult | heck | efer | ead | under | in ) \b
    (?: \s+ (?: also | to | the | (?:sub)?section | in | under | [A-Z]+\s+(?:and|or) )
      | \n\.(?:B[RI]?|SB|SM) | \n\.\\"[^\n]*
      | \s*\\\n | , | \s*" | \s*\\\[[ld]q\] | \s*\\\([ld]q )*
    \s* \Z"""
)
_NAME = re.compile(r"\w*[A-Za-z0-9]_\w+")
_OTHER_PAGE = re.compile(r"\([0-9]")
_SECTION = re.compile("section")
_QUOTE = re.compile(r"q\]|\([lrd]q|[\"\u201c\u201d]")
_SEE = [
    f"{see}{quote}"
    for see in ("ee ", "ee\n", "ee\n.B ")
    for quote in ('"', "\\[lq]", "\\[dq]", "\\(lq", "\\(dq", "\u201c")
]


def may_fail(text: str, titles: tuple[str, ...], notes: tuple[str, ...]) -> bool:
    """Whether roff text may hold a pointer that leads nowhere; often it does not.

    It misses a pointer whose sentence runs over more than 400 characters, or whose tag is
    that of an outer list or more than 4000 characters away.
    """
    bodies: dict[str, str | None] = {}
    for match in _any_of(titles).finditer(text):
        title, start, near = match[0], match.start(), max(match.start() - 200, 0)
        line = text.rfind("\n", near, start) + 1
        if text.startswith((".SH", ".SS", '.\\"'), line) or not _LEAD.search(
            _ESCAPE.sub(" ", text[near:start])
        ):
            continue
        if title not in bodies:
            bodies[title] = _body(text, title)
        body = bodies[title]
        if body is None or _OTHER_PAGE.search(text, match.end(), match.end() + 40):
            return True
        if title in notes and not _speaks_of_all(body, _names_near(text, start)):
            return True
    for match in _SECTION.finditer(text):
        if _QUOTE.search(text, max(0, match.start() - 8), match.end() + 10):
            return True
    return any(see in text for see in _SEE)


def _body(text: str, title: str) -> str | None:
    """The roff text of a section, or None if none has this very title."""
    start = text.find(f"\n.SH {title}\n")
    if start < 0:
        return None
    start += len(title) + 6
    end = text.find("\n.SH", start)
    return text[start:] if end < 0 else text[start:end]


def _names_near(text: str, at: int) -> Set[str]:
    """The names with an underscore around the offset `at`, and in the nearest tag before it."""
    names = set(_NAME.findall(text, max(0, at - 400), at + 100))
    item = max(text.rfind(macro, max(0, at - 4000), at) for macro in ("\n.TP", "\n.IP", "\n.TQ"))
    return names | set(_NAME.findall(text, item, item + 120)) if item >= 0 else names


def _speaks_of_all(body: str, names: Set[str]) -> bool:
    return len(body) > 80 and all(name in body for name in names)


@cache
def _any_of(titles: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(map(re.escape, titles))})(?!\\w)")
