"""One function for each kind of edit that nobody should hear of."""

from __future__ import annotations

import random
import re

from tests.mutations.page import Edit, Kind, Page, choose

SYNONYMS = {
    "because": "since",
    "also": "as well",
    "however": "though",
    "returned": "given back",
    "calling": "invoking",
    "specified": "given",
    "following": "next",
    "allows": "permits",
    "used": "employed",
    "performed": "done",
    "contains": "holds",
    "must": "has to",
}
_BREAK = re.compile(r"(?<=[,;:]) (?=[a-z]+ )|(?<=[a-z]{3}[.]) (?=[A-Z])")


def rewrap(page: Page, rng: random.Random) -> Edit | None:
    """A line broken at the ends of its clauses."""
    at = choose(rng, [n for n in page.plain if _BREAK.search(page.lines[n])])
    return None if at is None else Edit(page.put(at, *_BREAK.split(page.lines[at])))


def reflow(page: Page, rng: random.Random) -> Edit | None:
    """A line broken in the middle of a clause."""
    at = choose(
        rng, [n for n in page.plain if len(page.lines[n]) > 60 and "  " not in page.lines[n]]
    )
    if at is None:
        return None
    words = page.lines[at].split(" ")
    half = len(words) // 2
    if words[half].startswith(("'", ".")):
        return None
    return Edit(page.put(at, " ".join(words[:half]), " ".join(words[half:])))


def synonym(page: Page, rng: random.Random) -> Edit | None:
    """Another word for the same."""
    pattern = re.compile(rf"\b({'|'.join(SYNONYMS)})\b")
    at = choose(
        rng, [n for n in page.plain if pattern.search(page.lines[n]) and len(page.lines[n]) < 70]
    )
    if at is None:
        return None
    return Edit(page.put(at, pattern.sub(lambda word: SYNONYMS[word[1]], page.lines[at], count=1)))


def paragraph(page: Page, rng: random.Random) -> Edit | None:
    """A paragraph more, with a reference that is right."""
    section = page.section("DESCRIPTION")
    if section is None:
        return None
    name = rng.choice(["read", "open", "fcntl", "mmap"])
    lines = (
        ".P",
        "What is left of the buffer is not touched.",
        "See",
        f".BR {name} (2)",
        "for such buffers.",
    )
    return Edit(page.put(section.end, *lines, remove=0))


def comment(page: Page, rng: random.Random) -> Edit | None:
    """A comment between two lines."""
    at = choose(rng, page.plain)
    return None if at is None else Edit(page.put(at, r".\" Is this still so?", page.lines[at]))


def flag(page: Page, rng: random.Random) -> Edit | None:
    """A flag more, of a kernel that was released."""
    found = [
        n for n in page.having(r"\.TP$") if re.match(r"\.BR? [A-Z]+_[A-Z]+\b", page.lines[n + 1])
    ]
    at = choose(rng, found)
    if at is None:
        return None
    version = rng.choice(["5.10", "6.1", "4.19.1"])
    tag = (".TP", f'.BR XY_NEWER " (since Linux {version})"', "Take the newer of both.")
    return Edit(page.put(at, *tag, remove=0))


KINDS: tuple[Kind, ...] = (rewrap, reflow, synonym, paragraph, comment, flag)
