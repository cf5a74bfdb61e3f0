"""Defects of one line; the offset that a function gives is that of the bad line."""

from __future__ import annotations

import random
import re

from tests.mutations.page import Edit, Page, choose


def joined_sentences(page: Page, rng: random.Random) -> Edit | None:
    """Two sentences on one line."""
    at = choose(rng, _pairs(page, r".*[a-z]{3}\.$", r"[A-Z][a-z]+ [a-z]", 0, 78))
    return (
        None
        if at is None
        else Edit(page.put(at, f"{page.lines[at]} {page.lines[at + 1]}", remove=2), at)
    )


def long_line(page: Page, rng: random.Random) -> Edit | None:
    """A line of more than 80 characters, no end of a clause in it."""
    at = choose(rng, _pairs(page, r"[^,.;:]+[a-z]$", r"[a-z][^,;:]*$", 82, 160))
    return (
        None
        if at is None
        else Edit(page.put(at, f"{page.lines[at]} {page.lines[at + 1]}", remove=2), at)
    )


def _pairs(page: Page, one: str, other: str, least: int, most: int) -> list[int]:
    """The offsets of two lines of text that fit, and that together are as long as that."""
    plain = {*page.plain}
    return [
        n
        for n in page.plain
        if n + 1 in plain
        and re.match(one, page.lines[n])
        and re.match(other, page.lines[n + 1])
        and least <= len(page.lines[n]) + 1 + len(page.lines[n + 1]) <= most
    ]


def lone_argument(page: Page, rng: random.Random) -> Edit | None:
    """An alternating macro with one argument."""
    return _replaced(page, rng, r"\.B \w+$", r"\.B ", ".BR ")


def glued_comma(page: Page, rng: random.Random) -> Edit | None:
    """A comma in the font of the word before it."""
    return _replaced(page, rng, r"\.BR [A-Z_]{4,} ,$", " ,", ",")


def trailing_blank(page: Page, rng: random.Random) -> Edit | None:
    """A blank at the end of a line."""
    return _replaced(page, rng, r"[A-Z][a-z]+ .*[a-z.]$", "$", " ")


def obsolete_paragraph(page: Page, rng: random.Random) -> Edit | None:
    """An old name of the paragraph macro."""
    return _replaced(page, rng, r"\.P$", "$", "P")


def _replaced(page: Page, rng: random.Random, line: str, old: str, new: str) -> Edit | None:
    at = choose(rng, page.plain if line[0] == "[" else page.having(line))
    if at is None or not re.match(line, page.lines[at]):
        return None
    return Edit(page.put(at, re.sub(old, new, page.lines[at], count=1)), at)


def blank_line(page: Page, rng: random.Random) -> Edit | None:
    """An empty line in running text."""
    at = choose(rng, _pairs(page, ".", ".", 0, 200))
    return None if at is None else Edit(page.put(at, page.lines[at], ""), at + 1)


def unmarked_reference(page: Page, rng: random.Random) -> Edit | None:
    """A reference that is plain text."""
    section = page.section("DESCRIPTION")
    inside = range(section.start, section.end) if section else range(0)
    found = [
        n for n in page.having(r"\.BR [a-z]\w+ \(\d\)[.,]?$") if n in inside and n - 1 in page.plain
    ]
    at = choose(rng, found)
    if at is None:
        return None
    return Edit(page.put(at, "".join(page.lines[at].split()[1:])), at)


def missing_reference(page: Page, rng: random.Random) -> Edit | None:
    """A reference to a page that is not there."""
    at = choose(rng, page.having(r"\.BR [a-z]\w+ \([23]\)[.,]?$"))
    if at is None:
        return None
    return Edit(page.put(at, re.sub(r"\.BR (\w+)", r".BR \1q9", page.lines[at])), at)


def impossible_version(page: Page, rng: random.Random) -> Edit | None:
    """A release that never was."""
    return _version(page, rng, r"Linux 2\.6\.\d+", "Linux 2.6.93")


def kernel_version(page: Page, rng: random.Random) -> Edit | None:
    """A kernel version without the name Linux."""
    return _version(page, rng, r"Linux (2\.6\.\d+)", r"kernel \1")


def _version(page: Page, rng: random.Random, pattern: str, new: str) -> Edit | None:
    at = choose(rng, [n for n in page.plain if re.search(pattern + r"(?![\d.]*\d)", page.lines[n])])
    return None if at is None else Edit(page.put(at, re.sub(pattern, new, page.lines[at])), at)


def old_tag(page: Page, rng: random.Random) -> Edit | None:
    """A flag said to be there since a kernel that nobody has."""
    found = [
        n + 1
        for n in page.having(r"\.TP$")
        if re.fullmatch(r"\.B [A-Z]+_[A-Z_]+", page.lines[n + 1])
    ]
    at = choose(rng, found)
    if at is None:
        return None
    return Edit(page.put(at, f'.BR {page.lines[at][3:]} " (since Linux 2.2)"'), at)


def broken_name(page: Page, rng: random.Random) -> Edit | None:
    """A NAME line that no index understands."""
    section = page.section("NAME")
    at = choose(rng, [n for n in page.having(r"\w+ \\- ") if section and n == section.start + 1])
    return None if at is None else Edit(page.put(at, page.lines[at].replace(r"\-", "-", 1)), at)
