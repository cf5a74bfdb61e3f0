"""Check kind `undocumented-errno`: an error of the page's own calls that ERRORS does not list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from manlint.finding import Finding

if TYPE_CHECKING:
    from manlint.files.tree import Tree
    from manlint.page import Page
    from manlint.prose import Sentence
    from manlint.rules import Rule


@dataclass(frozen=True, slots=True)
class Options:
    """`sections`: where the page says how its calls fail; `pages`: manual sections of calls."""

    sections: tuple[str, ...] = ("DESCRIPTION", "RETURN VALUE", "NOTES")
    pages: tuple[str, ...] = ("2", "3", "2const")


ERRNO = r"E(?!OF\b|NV\b|XIT|LF\b)[A-Z0-9]{2,}\b"
# A search that begins with a known letter is fast.
_ERRNO = re.compile(ERRNO.replace("E", r"E(?<!\wE)", 1))
# One of these stands around an error that occurs; markup may stand between them.
_WORDS = ("fail", "esult", "errno", "return")
_BEFORE, _AFTER = 160, 40
# What a sentence says of a call that fails, with the error.
_FAILS = re.compile(
    rf"""(?:
      \b(?:fails?|failing)\b[^.;]{{0,40}}?\ with\ (?:the\ |an\ )?(?:error\ )?-?(?P<with>{ERRNO})
    | \bresults?\ in\ (?:the\ |an\ )?(?:error\ )?(?P<results>{ERRNO})
    | \berrno\ (?:is|will\ be|to|set\ to)\ (?:set\ to\ )?(?P<set>{ERRNO})
    | \b(?P<returned>{ERRNO})\ (?:is|will\ be)\ returned\b
    | \b(?:will\ )?returns?\ (?:the\ |an\ )?(?:error\ )?-?(?P<returns>{ERRNO})
    | \berror\ \((?P<error>{ERRNO})\)\ is\ returned\b
    )""",
    re.X,
)
# Not this call, not now, or not at all.
_OTHERS = re.compile(
    r"""\b(?:[Bb]efore|[Uu]ntil|[Pp]rior|[Ee]arlier|[Oo]lder|[Uu]p\ to)\b
    | \b(?:In|in)\ (?:Linux|glibc|kernel)\b
    | \b(?:not|never|no\ longer)\ (?:be\ )?(?:fails?|returns?|results?)\b|\b(?:POSIX|BSD|Solaris)\b
    |\b(?:system\ calls?|operations?)\ (?:will|that)\b
    | \b(?:tracee|supervisor|open\ a|interrupted|client|latter|the\ (?:filter|system\ call))\b
    | \b(?:such|following|relevant|blocking)\ (?:system\ )?calls?\b
    | \battempt(?:s|ing)?\ to\b""",
    re.X,
)
_CALL = re.compile(r"\b(\w+)\((?:[0-9][a-z]*)?\)")
# An ERRORS section that sends the reader on has what it does not list.
_SENT_ON = re.compile(
    r"\b(?:[Ee]rrors?|failures?)\s(?:\w+\s){0,6}(?:for|by|of|from|in)(?:\s+the\s+\w+)?\s*\n"
    r"\.[BI]R\s+\w+\s+\([0-9]|^\.BR\s+\w+\s+\([0-9]\w*\)[^\n]*\n?[^\n]*\berrors?\b"
    r"|^[Ss]ee\n\.BR\s|\b[Ss]ame\s+errors|\brespective\s+manual\s+pages",
    re.M,
)


def check(page: Page, rule: Rule, options: Options, _tree: Tree | None) -> Iterator[Finding]:
    """A finding for each error that is said to occur, at its first mention."""
    section = page.titles[0].arguments[1:2] if page.titles else ()
    if not section or section[0] not in options.pages:
        return
    listed = _listed(page)
    near = list(_near(page, options.sections, listed)) if listed else []
    if not near or _is_sent_on(page):
        return
    from manlint.prose import sentences

    for sentence in sentences(page, near):
        if sentence.unit.kind == "text" and sentence.unit.section in options.sections:
            for errno, start, end in _missing(page, sentence, listed):
                listed.add(errno)
                message = rule.message.format(errno=errno)
                span = sentence.span(start, end)
                text = (sentence.text,)
                yield Finding(page.source, span, rule.name, rule.severity, message, text)


def _near(page: Page, sections: tuple[str, ...], listed: set[str]) -> Iterator[int]:
    """Where roff text may say of an error that is not listed that it occurs."""
    text = page.text
    for start, end in _sections(page, sections):
        for match in _ERRNO.finditer(text, start, end):
            around = text[max(match.start() - _BEFORE, 0) : match.end() + _AFTER]
            if match[0] not in listed and any(word in around for word in _WORDS):
                yield match.start()


def _listed(page: Page) -> set[str]:
    """The errors that ERRORS names."""
    return {
        errno
        for start, end in _sections(page, ("ERRORS",))
        for errno in _ERRNO.findall(page.text, start, end)
    }


def _is_sent_on(page: Page) -> bool:
    """Whether ERRORS sends the reader on to other pages."""
    errors = (page.text[start:end] for start, end in _sections(page, ("ERRORS",)))
    return any(_SENT_ON.search(text) for text in errors)


def _sections(page: Page, titles: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where the sections are that have one of `titles`."""
    heads = [head for head in page.headings if head.level == 1]
    ends = [*(head.start for head in heads[1:]), len(page.text)]
    for head, end in zip(heads, ends, strict=False):
        if head.title in titles:
            yield head.start, end


def _missing(page: Page, sentence: Sentence, listed: set[str]) -> list[tuple[str, int, int]]:
    """The errors that a sentence says to occur, with their places in it."""
    text = sentence.text
    found = [
        (errno, *match.span(name))
        for match in _FAILS.finditer(text)
        for name, errno in match.groupdict().items()
        if errno and errno not in listed
    ]
    return [] if not found or _OTHERS.search(text) or _names_others(page, sentence) else found


def _names_others(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence or its tags name a call that is not of this page."""
    from manlint.claims.introductions import documented

    calls = {*_CALL.findall(" ".join((sentence.text, *sentence.unit.tags)))}
    return bool(calls and calls - {name.removesuffix("()") for name in documented(page)})
