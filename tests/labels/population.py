"""Population: the sentences and the entries of ERRORS from which the labelled set is drawn."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from manlint.checks.project import belongs
from manlint.files.load import load
from manlint.page import Page, read
from manlint.prose import Sentence, Unit, sentences, units
from tests import realtree

LEFT_OUT = ("NAME", "SYNOPSIS", "SEE ALSO", "LIBRARY", "COLOPHON")
SOURCES = ("Linux man-pages",)  # bpf-helpers(7) is generated from the kernel's source
# Shorter ones without a full stop are cells that say nothing: "Interface", "MT-Safe locale".
WORDS = 4

_ERRNO = re.compile(r"E[A-Z0-9]{2,}\b")


@dataclass(frozen=True, slots=True)
class Drawable:
    """A sentence: its place (lines from 1, "man2/open.2"), its hash, and what a reader sees."""

    page: str
    line: int
    end_line: int
    hash: str
    section: str
    tags: str
    before: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of ERRORS; `line` is that of its tag, `before` leads its list in."""

    page: str
    line: int
    end_line: int
    hash: str
    tag: str
    names: str
    subsection: str
    before: str
    text: str


def plain(text: str) -> str:
    """Text with its white space normalised."""
    return " ".join(text.split())


def digest(text: str) -> str:
    """The hash by which a sentence is found again: 16 hex digits over its normalised text."""
    return hashlib.sha256(plain(text).encode("utf-8", "surrogateescape")).hexdigest()[:16]


def own_pages(root: Path) -> Iterator[tuple[str, Page]]:
    """The pages of the project itself below `root`, with their path in it, in its order."""
    for path in realtree.RealTree(root, "", "").pages():
        page = read(load(str(path)))
        if belongs(page, SOURCES):
            yield path.relative_to(root).as_posix().removesuffix(".gz"), page


def drawable(path: str, page: Page) -> Iterator[Drawable]:
    """The sentences of a page that may be drawn."""
    before, section = "", ""
    for one in sentences(page):
        unit = one.unit
        if unit.section != section:
            before, section = "", unit.section
        if unit.kind not in ("text", "cell") or unit.section in LEFT_OUT:
            continue
        text = plain(one.text)
        if len(text.split()) >= WORDS or text.endswith("."):
            yield _drawable(path, one, before)
        before = text


def _drawable(path: str, one: Sentence, before: str) -> Drawable:
    unit = one.unit
    first, last = lines(unit, one.start, one.end)
    section = f"{unit.section} / {unit.subsection}" if unit.subsection else unit.section
    tags, text = plain(" > ".join(unit.tags)), plain(one.text)
    return Drawable(path, first, last, digest(text), section, tags, before, text)


def lines(unit: Unit, start: int = 0, end: int | None = None) -> tuple[int, int]:
    """The first and the last line of the rendered characters `start` to `end` of a unit."""
    span = unit.span(start, end)
    return unit.source.line(span.start), unit.source.line(max(span.start, span.end - 1))


def entries(path: str, page: Page) -> Iterator[Entry]:
    """The entries of a page's ERRORS whose tag begins with the name of an error."""
    names, before = _names(page), ""
    run: list[Unit] = []
    for unit in units(page):
        if unit.section != "ERRORS" or unit.kind == "heading":
            before, run = "", []
        elif unit.kind == "tag":
            run.append(unit)
        elif run and unit.tags and _ERRNO.match(tag := plain(unit.tags[-1])):
            own = [x for x in run if plain(x.text) in tag] or run
            first, last = lines(own[0])[0], lines(unit)[1]
            text, place = plain(unit.text), plain(unit.subsection)
            yield Entry(path, first, last, digest(f"{tag} {text}"), tag, names, place, before, text)
            run = []
        elif not unit.tags:
            before, run = plain(unit.text), []


def _names(page: Page) -> str:
    """What NAME lists before its dash."""
    text = " ".join(x.text for x in units(page) if x.section == "NAME" and x.kind == "text")
    return plain(re.split(r"\s(?:-|–|—|\\-)\s", text, maxsplit=1)[0])
