"""The section tree to look at: as an outline and as JSON."""

from __future__ import annotations

from collections.abc import Iterator

from manlint.page.model import Node, Section
from manlint.page.read import Page

_WIDTH = 60


def outline(page: Page) -> str:
    """The tree, one node a line: indent, kind, first-last source line, what it begins with."""
    return "".join(f"{line}\n" for node in page.nodes for line in _lines(page, node, 0))


def _lines(page: Page, node: Node, depth: int) -> Iterator[str]:
    yield f"{'  ' * depth}{type(node).__name__} {_where(page, node)}{_label(page, node)}"
    for child in getattr(node, "children", ()):
        yield from _lines(page, child, depth + 1)


def _where(page: Page, node: Node) -> str:
    start, end = page.span(node.start, node.end)
    first, last = page.source.line(start), page.source.line(max(start, end - 1))
    return str(first) if first == last else f"{first}-{last}"


def _label(page: Page, node: Node) -> str:
    if isinstance(node, Section):
        return f" {node.title}"
    name = getattr(node, "name", "") or getattr(node, "macro", "")
    tags = [_first_line(page.text[tag.start : tag.end]) for tag in getattr(node, "tags", ())]
    return "".join(f" {part}" for part in (name, *(f"[{tag}]" for tag in tags)) if part)


def _first_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip(" .'")]
    return (lines[-1] if lines else "")[:_WIDTH]


def as_json(page: Page) -> dict[str, object]:
    """The tree for programs: kind, line and end_line (from 1), name, tags, children."""
    return {
        "version": 1,
        "path": page.source.path,
        "titles": [list(title.arguments) for title in page.titles],
        "link": page.link,
        "tree": [_node(page, node) for node in page.nodes],
    }


def _node(page: Page, node: Node) -> dict[str, object]:
    start, end = page.span(node.start, node.end)
    line = page.source.line
    shown: dict[str, object] = {
        "kind": type(node).__name__.lower(),
        "line": line(start),
        "end_line": line(max(start, end - 1)),
    }
    fields = node._asdict()
    shown |= {key: fields[key] for key in ("title", "level", "name", "macro") if key in fields}
    if "tags" in fields:
        shown["tags"] = [_first_line(page.text[tag.start : tag.end]) for tag in fields["tags"]]
    if "children" in fields:
        shown["children"] = [_node(page, child) for child in fields["children"]]
    return shown
