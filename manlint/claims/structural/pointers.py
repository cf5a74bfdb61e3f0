"""Pointers: sections that a sentence sends the reader to, and what it says is above or below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from manlint.claims.model import Claim, Kind
from manlint.claims.pointers import pointers
from manlint.claims.structural.spot import Reading

if TYPE_CHECKING:
    from manlint.prose import Sentence

# Titles in capitals that a pointer may name without quotation marks.
TITLES = (
    *("CONFIGURATION", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "RETURN VALUE", "ERRORS"),
    *("ENVIRONMENT", "FILES", "ATTRIBUTES", "VERSIONS", "STANDARDS", "CONFORMING TO", "HISTORY"),
    *("NOTES", "CAVEATS", "BUGS", "EXAMPLE", "EXAMPLES", "DIAGNOSTICS", "SECURITY", "USAGE"),
    *("WARNINGS", "SEE ALSO"),
)


_ELSEWHERE = re.compile(
    r"\b(?:[Ss]ee|(?:describ|discuss|explain|document|detail|list|note|mention|outlin|specifi)e?d"
    r"|given|shown|defined)(?:,? \w+){0,3}? (above|below)\b"
)


def claimed(reading: Reading) -> Iterator[Claim]:
    """The pointers of a unit as claims."""
    text = reading.unit.text
    if "ee" not in text and "ed" not in text and "in" not in text:
        return
    if not _WORTH.search(text):
        return
    for sentence in _sentences(reading):
        said: set[str] = set()
        for pointer in pointers(sentence, TITLES):
            name, section = pointer.page
            target = f"{pointer.title} of {name}({section})" if name else pointer.title
            words = (sentence.start + pointer.start, sentence.start + pointer.end)
            said.add(target)
            yield reading.claim(Kind.POINTER, "", ("points to", target), words)
        for match in _ELSEWHERE.finditer(sentence.text) if not said else ():
            words = (sentence.start + match.start(), sentence.start + match.end())
            yield reading.claim(Kind.POINTER, "", ("points to", match[1]), words)


_WORTH = re.compile(
    r"\b(?:[Ss]ee|[Rr]efer|[Cc]onsult|[Cc]heck|[Rr]ead|[Ll]ook)\b[^.]{0,200}(?:[A-Z]{4}|[\"\u201c\u2018])"
    r"|\b(?:in|under)\b[^.]{0,20}(?:[A-Z]{4}|[\"\u201c\u2018])|\b(?:above|below)\b"
)


def _sentences(reading: Reading) -> list[Sentence]:
    reading.sentence(0)
    return reading.sentences
