"""Page: one manual page as its reader sees it, read from a Source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from manlint.page import blocks, roff
from manlint.page.arguments import split
from manlint.page.balance import macro_name
from manlint.page.headings import headings
from manlint.page.links import unpaired_links
from manlint.page.model import Heading, Imbalance, Node, Section, Title, Unsupported
from manlint.page.part import Part, parts
from manlint.source import Source, Span

_LINK = re.compile(r"""(?:[.'][ \t]*(?:\\["#][^\n]*)?\n|\n)*[.']so[ \t]+(\S+)[ \t\r]*""")
_ONLY_COMMENTS = re.compile(r"""(?:[.'][ \t]*(?:\\["#][^\n]*)?(?:\n|\Z)|\n)*\Z""")
_MDOC = re.compile(r"^[.'][ \t]*(?:Dd|Dt|Os)(?:[ \t]|$)", re.M)
_MAN = re.compile(r"^[.'][ \t]*TH(?:[ \t]|$)", re.M)


class Page:
    """A page's tree, made when it is first asked for.

    `text` is the source after the page's own macros and conditionals were worked out;
    for most pages it is the source itself.  Offsets of nodes are offsets into it.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        # What later stages made of this page, kept with it: units, sentences.
        self.derived: dict[Any, Any] = {}

    @cached_property
    def expansion(self) -> roff.Expansion | None:
        """What the page's own macros make of it; None if it has none."""
        text = self.source.text
        return roff.expand(text) if roff.needs_expansion(text) else None

    @cached_property
    def text(self) -> str:
        """The text that is parsed."""
        return self.expansion.text if self.expansion else self.source.text

    @cached_property
    def lexed(self) -> blocks.Lexed:
        """The tokens: whole lines and runs of lines."""
        return blocks.lex(self.text)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """What stands before the first heading, if anything does, then the sections."""
        return tuple(parts(self.lexed))

    @cached_property
    def flat(self) -> tuple[blocks.Flat, ...]:
        """The flat tree."""
        return tuple(block for part in self.parts for block in part.flat)

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """The headings in order, sections and subsections."""
        return tuple(headings(self.lexed.leaves))

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """What stands before the first heading, then the sections."""
        return tuple(node for part in self.parts for node in part.nodes)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections (`.SH`) in order; a subsection is among its section's children."""
        return tuple(node for node in self.nodes if type(node) is Section)

    @cached_property
    def titles(self) -> tuple[Title, ...]:
        """The `.TH` lines in order, normally one."""
        return tuple(
            self._title(token.start_pos or 0, token.end_pos or 0)
            for token in self.lexed.leaves
            if token.type == "TITLE"
        )

    @cached_property
    def link(self) -> str | None:
        """The target of a page that is only `.so TARGET`, as written; None for other pages."""
        match = _LINK.match(self.source.text)
        if match is None or not _ONLY_COMMENTS.match(self.source.text, match.end() + 1):
            return None
        return match[1]

    @cached_property
    def is_mdoc(self) -> bool:
        """Whether the page is written in mdoc(7), which is not read."""
        text = self.source.text
        if "Dd" not in text and "Dt" not in text and "Os" not in text:
            return False
        return _MDOC.search(text) is not None and not _MAN.search(text)

    @cached_property
    def unsupported(self) -> tuple[Unsupported, ...]:
        """Macros and requests that the parser does not know."""
        return tuple(
            Unsupported(token.start_pos or 0, token.end_pos or 0, macro_name(token))
            for token in self.lexed.leaves
            if token.type in ("UNKNOWN", "EQUATION")
        )

    @cached_property
    def imbalances(self) -> tuple[Imbalance, ...]:
        """Blocks without their end and ends without their block, in the order of the text."""
        return tuple(sorted((*self.lexed.imbalances, *unpaired_links(self.text))))

    @property
    def translations(self) -> Mapping[str, str]:
        """What `.tr` replaces when the page is shown: glyph to glyph."""
        return self.expansion.translations if self.expansion else {}

    def span(self, start: int, end: int) -> Span:
        """The source span of `text` from `start` to `end`."""
        return self.expansion.span(start, end) if self.expansion else Span(start, end)

    def leaves(self) -> Iterator[Span]:
        """Source spans that, joined in order, are the whole source.

        Lines of a definition or of a conditional not taken belong to no token; they are
        spans of their own.
        """
        at = 0
        for token in self.lexed.leaves:
            start, end = self.span(token.start_pos or 0, token.end_pos or 0)
            if start > at:
                yield Span(at, start)
            if end > max(start, at):
                yield Span(max(start, at), end)
            at = max(at, end)
        if at < len(self.source.text):
            yield Span(at, len(self.source.text))

    def walk(self) -> Iterator[tuple[Node, tuple[Node, ...]]]:
        """Every node in reading order with its ancestors, outermost first."""
        stack: list[tuple[Node, tuple[Node, ...]]] = [(node, ()) for node in reversed(self.nodes)]
        while stack:
            node, ancestors = stack.pop()
            yield node, ancestors
            children: tuple[Node, ...] = getattr(node, "children", ())
            stack += [(child, (*ancestors, node)) for child in reversed(children)]

    def _title(self, start: int, end: int) -> Title:
        line = self.text[start:end]
        arguments = split(line, line.index(macro_name(line)) + 2)
        spans = tuple(self.span(start + a.start, start + a.end) for a in arguments)
        return Title(start, end, tuple(a.text for a in arguments), spans)


def read(source: Source) -> Page:
    """The page of a source; any text is some page, and nothing is raised."""
    return Page(source)
