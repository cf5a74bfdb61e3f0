"""A quick look at roff text for pointers that may lead nowhere, so that few pages are rendered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
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
# A section of so few characters may be empty to its reader, or say no more than "None."
_SHORT = 80
_QUOTE = re.compile(r"q\]|\([lrd]q|[\"\u201c\u201d]")
_SEE = re.compile(r"ee(?: |\n(?:\.B )?)(?:\"|\\\[[ld]q\]|\\\([ld]q|\u201c)")


def may_fail(text: str, titles: tuple[str, ...], notes: tuple[str, ...]) -> Iterator[int]:
    """Where roff text may hold a pointer that leads nowhere; often there is none.

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
        if (
            bodies[title] is None
            or _OTHER_PAGE.search(text, match.end(), match.end() + 40)
            or (title in notes and _may_be_stale(text, start, title, notes))
        ):
            yield start
    for match in _SECTION.finditer(text):
        if _QUOTE.search(text, max(0, match.start() - 8), match.end() + 10):
            yield match.start()
    for match in _SEE.finditer(text):
        yield match.start()


def _body(text: str, title: str) -> str | None:
    """The roff text of a section, or None if none has this very title."""
    start = text.find(f"\n.SH {title}\n")
    if start < 0:
        return None
    start += len(title) + 6
    end = text.find("\n.SH", start)
    return text[start:] if end < 0 else text[start:end]


def _may_be_stale(text: str, at: int, title: str, notes: tuple[str, ...]) -> bool:
    """Whether the section `title` may say nothing of what the pointer at `at` is about.

    It takes a name that another section of `notes` has, or one of the tag around the pointer.
    """
    body = _body(text, title) or ""
    if len(body) <= _SHORT:
        return True
    missing = {name for name in _names_near(text, at) if name not in body}
    others = [_body(text, other) or "" for other in notes if other != title] if missing else []
    if any(name in other for other in others for name in missing):
        return True
    folded = body.casefold()
    return any(name not in body and not _hinted(folded, name) for name in _names_of_tag(text, at))


def _names_near(text: str, at: int) -> Set[str]:
    """The names with an underscore in the sentence at `at` and the one before."""
    first = max(0, at - 400)
    start = at
    for _sentence in range(2):
        start = max(text.rfind(".\n", first, max(start - 1, first)), first)
    return set(_NAME.findall(text, start, at + 100))


def _names_of_tag(text: str, at: int) -> Set[str]:
    """The names with an underscore in the nearest tag before `at`."""
    item = max(text.rfind(macro, max(0, at - 4000), at) for macro in ("\n.TP", "\n.IP", "\n.TQ"))
    return set(_NAME.findall(text, item, item + 120)) if item >= 0 else set()


def _hinted(folded: str, name: str) -> bool:
    """Whether a case-folded text has the first letters of one of the longer words in a name."""
    return any(word[:4] in folded for word in name.casefold().split("_")[1:] if len(word) > 3)


@cache
def _any_of(titles: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(map(re.escape, titles))})(?!\\w)")
