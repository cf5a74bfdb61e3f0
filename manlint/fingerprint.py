"""Fingerprint: what a finding is about, wherever it stands, so that it is known again."""

from __future__ import annotations

import re
from typing import NamedTuple

from manlint.finding import Finding
from manlint.source import Source, Span

# Characters of a sentence from which on it is taken for the same one in another place.
_TELLING = 20
# Lines on each side of a finding in which its sentence is looked for.
_REACH = 12

# Macros inside a sentence; any other request or macro, or an empty line, is its edge.
_INSIDE = re.compile(
    r"[.'][ \t]*(?:[BIR]|SM|SB|BI|BR|IB|IR|RB|RI|MR|UR|UE|MT|ME|\\[\"#].*)(?:[ \t]|$)"
)
_BEFORE_TAG = re.compile(r"[.'][ \t]*T[PQ](?![A-Za-z])")
_SENTENCE_END = re.compile(r"[.?!:][\"'”’)\]]*(?:[ \t]*\\[\"#].*)?$")
_MARKUP = re.compile(
    r"^[.'][ \t]*[A-Za-z]{1,3}(?![A-Za-z])|\\f(?:\[[^]]*\]|\(..|.)|\\[\"#].*|[^\w\\]|\\[-&/,^|:%]",
    re.M,
)


class Fingerprint(NamedTuple):
    """The rule, the letters and digits of the sentence or line, and those of the span.

    Two findings of one page may have the same one: they are counted.
    """

    rule: str
    sentence: str
    spot: str

    @property
    def is_telling(self) -> bool:
        """Whether the text is long enough to be known again anywhere."""
        return len(self.sentence) >= _TELLING


def fingerprint(finding: Finding) -> Fingerprint:
    """The fingerprint of `finding`: no line number and no wrapping is in it."""
    text = finding.source.text
    # the first is its own; others are quoted from other places, which may change by themselves
    sentence = (
        finding.sentences[0] if finding.sentences else _sentence(finding.source, finding.span)
    )
    return Fingerprint(
        finding.rule, squeezed(sentence), squeezed(text[finding.span.start : finding.span.end])
    )


def squeezed(text: str) -> str:
    """Letters and digits of `text`, which may be source or rendered, without markup."""
    return _MARKUP.sub("", text)


def _sentence(source: Source, span: Span) -> str:
    """The source lines of the sentence around `span`, or the lines of the span themselves."""
    first, last = source.line(span.start), source.line(max(span.start, span.end - 1))
    lines = [source.line_text(number) for number in range(first, last + 1)]
    if any(map(_is_edge, lines)) or _is_tag(source, first):
        return "\n".join(lines)
    for number in range(first - 1, max(first - _REACH, 0), -1):
        line = source.line_text(number)
        if _is_edge(line) or _SENTENCE_END.search(line) or _is_tag(source, number):
            break
        lines.insert(0, line)
    end = min(last + _REACH, len(source.line_starts))
    for number in range(last + 1, end + 1):
        line = source.line_text(number)
        if _SENTENCE_END.search(lines[-1]) or _is_edge(line):
            break
        lines.append(line)
    return "\n".join(lines)


def _is_edge(line: str) -> bool:
    return not line.strip() or (line[0] in ".'" and not _INSIDE.match(line))


def _is_tag(source: Source, line: int) -> bool:
    """Whether a line is the tag of a list item."""
    return line > 1 and _BEFORE_TAG.match(source.line_text(line - 1)) is not None


def neighbours(finding: Finding) -> tuple[str, str]:
    """The nearest lines before and after the finding that have text, squeezed."""
    source = finding.source
    first = source.line(finding.span.start)
    last = source.line(max(finding.span.start, finding.span.end - 1))
    before = range(first - 1, 0, -1)
    after = range(last + 1, len(source.line_starts) + 1)
    return _first_text(source, before), _first_text(source, after)


def _first_text(source: Source, numbers: range) -> str:
    texts = (squeezed(source.line_text(number)) for number in numbers)
    return next(filter(None, texts), "")
