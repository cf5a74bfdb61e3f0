"""Check kind `recommended`: advice to use what its own page calls deprecated or obsolete."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from manlint.checks.otherpage import other_page, places, quoted, wrapped
from manlint.claims.references import is_marked
from manlint.finding import Finding

if TYPE_CHECKING:
    from manlint.files.tree import Tree
    from manlint.page import Page
    from manlint.prose import Sentence
    from manlint.rules import Rule

CROSS_PAGE = True
_REFERENCE = re.compile(r"(?<![\w.:@-])([A-Za-z_]\w*)\(([0-9][a-z]*)\)")
# Advice is about what stands in its own part of the sentence.
_END = re.compile(r"[;:]|\.(?=\s|$)")
_REACH = 136
_THESE = r"[Tt]h(?:is|ese) (?:\w+ )?(?:functions?|calls?|macros?)"
# A word of every advice, in front of the reference.
_USE = re.compile(r"[Uu]s(?:e|ing)\b|recommend|should")


@dataclass(frozen=True, slots=True)
class Options:
    """`advice` are patterns of the words that recommend what follows up to `stop`.

    One of `needles` is in all of them; see `places`. `verdict` is what the page of a function says
    of it, in a sentence that names the function or begins with "This function"; one of `hints`
    is in it.
    References to the manual sections `sections` are followed.
    """

    advice: tuple[str, ...]
    needles: tuple[str, ...]
    verdict: str
    hints: tuple[str, ...]
    stop: str = r"\Z\A"
    sections: tuple[str, ...] = ("2", "3")


def check(page: Page, rule: Rule, options: Options, tree: Tree | None) -> Iterator[Finding]:
    """A finding for each function that is recommended and should not be."""
    near = list(_near(page.text, options)) if tree else []
    if tree is None or not near:
        return
    from manlint.prose import sentences

    for sentence in sentences(page, near):
        if sentence.unit.kind != "text":
            continue
        for name, section, start, end in _recommended(sentence, options):
            other = other_page(tree, name, section)
            if other is None or other.source.path == page.source.path:
                continue
            said = _verdict(other, name, options)
            if said is not None:
                message = rule.message.format(ref=f"{name}({section})")
                shown = (sentence.text, quoted(name, section, said))
                span = sentence.span(start, end)
                yield Finding(page.source, span, rule.name, rule.severity, message, shown)


def _near(text: str, options: Options) -> Iterator[int]:
    """Where roff text may have advice, with a reference near enough."""
    for offset in places(text, options.needles):
        around = text[max(0, offset - _REACH) : offset + _REACH]
        use = _USE.search(around)
        if use and any(around.find(f"({one})", use.end()) >= 0 for one in options.sections):
            yield offset


def _recommended(sentence: Sentence, options: Options) -> Iterator[tuple[str, str, int, int]]:
    """Name and section of the recommended pages, with their places in the sentence."""
    seen = set()
    for pattern in options.advice:
        for advice in _compiled(pattern).finditer(sentence.text):
            ends = _END.search(sentence.text, advice.end())
            stops = _compiled(options.stop).search(sentence.text, advice.end())
            end = min((match.start() for match in (ends, stops) if match), default=None)
            text = sentence.text[:end]
            for match in _REFERENCE.finditer(text, advice.end()):
                offset = sentence.start + match.start()
                is_bold = is_marked(sentence.unit, offset, offset + len(match[1]))
                if is_bold and match[2] in options.sections and match.start() not in seen:
                    seen.add(match.start())
                    yield match[1], match[2], match.start(), match.end()


def _verdict(page: Page, name: str, options: Options) -> Sentence | None:
    """The sentence that says of a function of the page that it should not be used."""
    from manlint.prose import sentences

    near = [
        match.start() for hint in options.hints for match in _compiled(hint).finditer(page.text)
    ]
    for sentence in sentences(page, near) if near else ():
        if sentence.unit.kind == "text" and _compiled(options.verdict).search(sentence.text):
            about = rf"{_THESE}|(?<!\w){re.escape(name)}\(\)"
            if re.search(about, sentence.text) or any(name in tag for tag in sentence.unit.tags):
                return sentence
    return None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def problems(_rule: Rule, options: Options) -> Iterator[tuple[str, str]]:
    """(key, problem) for each option that cannot work."""
    for text in options.needles:
        try:
            wrapped(text)
        except re.error as error:
            yield "needles", f"needles: {error}"
    for key in ("advice", "verdict", "stop", "hints"):
        value = getattr(options, key)
        for text in (value,) if isinstance(value, str) else value:
            try:
                _compiled(text)
            except re.error as error:
                yield key, f"{key}: {error}"
