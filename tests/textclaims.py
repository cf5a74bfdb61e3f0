"""One sentence with a little markup as a page, and the claims that it makes."""

from __future__ import annotations

import re

from manlint.claims.model import Claim, Kind
from manlint.claims.text.extract import text_claims
from manlint.page import Page, read
from manlint.source import Source


def page_of(body: str, section: str = "DESCRIPTION") -> Page:
    """A page foo(2) with `body`, roff text, in one section."""
    text = f".TH foo 2 2026-01-01 test\n.SH {section}\n{body}\n"
    return read(Source("man2/foo.2", text, "utf-8"))


def roff(sentence: str) -> str:
    """A sentence with **bold** and *italic* words as roff text."""
    bold = re.sub(r"\*\*(.+?)\*\*", r"\\fB\1\\fR", sentence)
    return re.sub(r"(?<!\*)\*([\w/][^*]*?)\*", r"\\fI\1\\fR", bold)


def claims_of(sentence: str, tag: str = "") -> dict[Kind, Claim]:
    """The claims of a sentence by their kinds; with `tag` it stands in a list entry."""
    body = roff(sentence)
    if tag:
        body = f".TP\n{roff(tag)}\n{body}"
    return {claim.kind: claim for claim in text_claims(page_of(body))}


def the_claim(sentence: str, kind: Kind, tag: str = "") -> Claim:
    """The claim of `kind` that a sentence makes."""
    return claims_of(sentence, tag)[kind]
