"""The reader's nesting of a page in a form that a person can write by hand, for tests/trees/."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from manlint.page import Page
from manlint.page.inline import Renderer
from manlint.page.model import (
    Example,
    Indent,
    ListItem,
    Node,
    Paragraph,
    Prose,
    Section,
    Synopsis,
    Table,
)


def nesting(page: Page) -> str:
    """One line for each block: two blanks for each level, macro, source line, heading or tags.

    Text and layout are left out.  Lines without filling are EX or nf: at the macro's line,
    or, in a paragraph that they run on into, at the first line there.
    """
    return "".join(f"{line}\n" for line in _lines(page, page.nodes, 0))


def _lines(page: Page, nodes: Sequence[Node], depth: int) -> Iterator[str]:
    for node in nodes:
        label = _label(page, node)
        if label:
            line = page.source.line(page.span(node.start, node.end).start)
            kind, *words = label
            yield "  " * depth + " ".join([kind, str(line), *words])
            yield from _lines(page, getattr(node, "children", ()), depth + 1)


def _label(page: Page, node: Node) -> list[str]:
    if isinstance(node, Section):
        return ["SH" if node.level == 1 else "SS", node.title]
    if isinstance(node, ListItem | Synopsis):
        kind = node.macro if isinstance(node, ListItem) else "SY"
        return [kind, " | ".join(_shown(page, tag) for tag in node.tags)]
    if isinstance(node, Paragraph | Example):
        return [{"LP": "P", "PP": "P"}.get(node.macro, node.macro)]
    if isinstance(node, Indent | Table):
        return ["RS" if isinstance(node, Indent) else "TS"]
    return []


def _shown(page: Page, tag: Prose) -> str:
    renderer = Renderer(page.text, page.translations)
    renderer.prose(tag.start, tag.end, False)
    return " ".join("".join(piece[0] for piece in renderer.take()).split())
