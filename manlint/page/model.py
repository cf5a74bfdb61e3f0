"""The section tree of a page as its reader sees it.

Nodes are named tuples and not dataclasses: a tree of pages makes half a million of
them, and a frozen dataclass costs three times as much to build.  `start` and `end` of
a node are offsets into `Page.text`, the page after its own macros and conditionals
were worked out; `Page.span` takes them back to the source.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from manlint.source import Span


class Prose(NamedTuple):
    """Text lines and font, link and reference macros; `nofill` keeps its lines apart."""

    start: int
    end: int
    nofill: bool = False


class Layout(NamedTuple):
    """A request or macro that changes layout only: `.PD`, `.in`, `.sp`, `.br`, `.nf`, ..."""

    start: int
    end: int
    name: str


class Unsupported(NamedTuple):
    """A macro or request that the parser does not know: counted, never read as prose."""

    start: int
    end: int
    name: str


class Paragraph(NamedTuple):
    """`.P` and what follows; `macro` is empty for text directly under a heading."""

    start: int
    end: int
    macro: str
    children: tuple[Node, ...]


class ListItem(NamedTuple):
    """A tagged paragraph with all that belongs to its tags until the next tag of its level.

    `macro` is TP, IP or HP; `tags` has one entry for the tag and each TQ.
    """

    start: int
    end: int
    macro: str
    tags: tuple[Prose, ...]
    children: tuple[Node, ...]


class Example(NamedTuple):
    """Lines shown as written, `.EX` or `.nf`."""

    start: int
    end: int
    macro: str
    children: tuple[Node, ...]


class Indent(NamedTuple):
    """`.RS` ... `.RE`."""

    start: int
    end: int
    children: tuple[Node, ...]


class Synopsis(NamedTuple):
    """`.SY` ... `.YS`; `tags` has the command's name."""

    start: int
    end: int
    tags: tuple[Prose, ...]
    children: tuple[Node, ...]


class Table(NamedTuple):
    """`.TS` ... `.TE`; cells are read by `manlint.page.table`."""

    start: int
    end: int


class Section(NamedTuple):
    """`.SH` (level 1) or `.SS` (level 2); `title` is the heading as rendered."""

    start: int
    end: int
    level: int
    title: str
    heading: Prose
    children: tuple[Node, ...]


Node: TypeAlias = (
    Prose
    | Layout
    | Unsupported
    | Paragraph
    | ListItem
    | Example
    | Indent
    | Synopsis
    | Table
    | Section
)


class Heading(NamedTuple):
    """A heading without its section: `start` and `end` are those of its one or two lines."""

    start: int
    end: int
    level: int
    title: str


class Title(NamedTuple):
    """The `.TH` line: `arguments` are title, section, date, source and manual, as written."""

    start: int
    end: int
    arguments: tuple[str, ...]
    spans: tuple[Span, ...]


class Imbalance(NamedTuple):
    """A block macro without its counterpart: `.RE` that closes nothing, `.RS` left open."""

    start: int
    end: int
    macro: str
    problem: str
