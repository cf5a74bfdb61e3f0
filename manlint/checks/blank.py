"""Check kind `blank`: empty lines, which the source of a page should not have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from manlint.checks.areas import is_verbatim, kind_at
from manlint.checks.project import belongs
from manlint.finding import Edit, Finding, Fix
from manlint.page.model import Example, Indent, Layout, ListItem, Node, Paragraph, Prose, Section

if TYPE_CHECKING:
    from manlint.files.tree import Tree
    from manlint.page import Page
    from manlint.rules import Rule


@dataclass(frozen=True, slots=True)
class Options:
    """`sources`: the projects whose pages to look at, all if empty."""

    sources: tuple[str, ...] = ()


class Place(NamedTuple):
    """A stretch of prose, the nodes around it, innermost last, and the siblings before it."""

    prose: Prose
    around: tuple[Node, ...]
    before: Sequence[Node]


_EMPTY = re.compile(r"^[ \t]*\n", re.M)
_TEXT = re.compile(r"^(?![.']?[ \t]*(?:\\[\"#]|$))[^\n]*\S", re.M)
# What keeps a distance itself, which the empty line before it doubles, or ends something.
_BEGINS = re.compile(
    r"(?:[ \t]*\n)*(?:\Z|[.'][ \t]*(?:TH|SH|SS|P|PP|LP|TP|TQ|IP|HP|SY|RE|YS)(?![^ \t\n\\]))"
)
_PARAGRAPHS = ("", "P", "PP", "LP")
_LOOKED_AT = frozenset(("text", "tag", "nofill", "synopsis", "cell"))


def check(page: Page, rule: Rule, options: Options, _tree: Tree | None) -> Iterator[Finding]:
    """A finding for each empty line of the text; rows of a table may be empty."""
    text = page.text
    if "\n\n" not in text and " \n" not in text and "\t\n" not in text and text[:1] != "\n":
        return
    lines = [match for match in _EMPTY.finditer(text) if kind_at(page, match.start()) in _LOOKED_AT]
    if not lines or not belongs(page, options.sources):
        return
    places = list(_places(page.nodes, ()))
    for match in lines:
        if is_verbatim(page, *match.span()):
            span = page.span(match.start(), match.end() - 1)
            fix = _fix(page, match, places)
            yield Finding(page.source, span, rule.name, rule.severity, rule.message, fix=fix)


def _places(nodes: Sequence[Node], around: tuple[Node, ...]) -> Iterator[Place]:
    for index, node in enumerate(nodes):
        if type(node) is Prose:
            yield Place(node, around, nodes[:index])
        else:
            children: Sequence[Node] = getattr(node, "children", ())
            yield from _places(children, (*around, node))


def _fix(page: Page, match: re.Match[str], places: Sequence[Place]) -> Fix | None:
    r"""The empty line as `.P`, as `\&` or removed; None if a person has to choose.

    It is safe where formatters show the same before and after.
    """
    start, end = match.span()
    place = next((place for place in places if place.prose.start <= start < place.prose.end), None)
    if place is None or "\t" in match[0]:
        return None
    line, removed = page.span(start, end - 1), Edit(page.span(start, end), "")
    has_text_above = _TEXT.search(page.text, place.prose.start, start) is not None
    if any(isinstance(node, Paragraph) and node.macro == "HP" for node in place.around):
        return None  # formatters differ in what hangs
    if place.prose.nofill:
        if has_text_above:
            return Fix((Edit(line, _in_example(page, place, start)),))
        return Fix((removed,), safe=False)
    if not has_text_above and _opens_paragraph(place):
        return Fix((removed,))
    above = page.text.rfind("\n", 0, max(start - 1, 0)) + 1
    repeats = above < start and _EMPTY.match(page.text, above) is not None
    if repeats or _BEGINS.match(page.text, end):
        return Fix((removed,), safe=False)
    macro = _paragraph(place) if has_text_above else ""
    safe = not (_EMPTY.match(page.text, end) or _is_set(page.text, start, "in|PD"))
    return Fix((Edit(line, macro),), safe) if macro else None


def _in_example(page: Page, place: Place, start: int) -> str:
    """Prototypes are parted as paragraphs are, other code by a line that shows nothing."""
    *outer, example = place.around
    macros = {node.name for node in place.before if isinstance(node, Layout)}
    is_code = "EX" in macros or (isinstance(example, Example) and example.macro == "EX")
    if is_code or kind_at(page, start) != "synopsis" or _is_set(page.text, start, "in|PD"):
        return "\\&"
    return ".P" if all(_is_flush(node) for node in outer) else "\\&"


def _is_flush(node: Node) -> bool:
    """Whether `.P` keeps the margin inside of `node`."""
    return isinstance(node, Section) or (isinstance(node, Paragraph) and node.macro in _PARAGRAPHS)


def _opens_paragraph(place: Place) -> bool:
    """Whether nothing was shown since a heading or `.P`: the empty line has no effect there."""
    return bool(place.around) and _is_flush(place.around[-1]) and not place.before


def _paragraph(place: Place) -> str:
    """The macro after which the text goes on with the margin that it has, "" if none is known."""
    parent = place.around[-1] if place.around else None
    is_item = isinstance(parent, ListItem) or (
        isinstance(parent, Paragraph) and parent.macro == "IP"
    )
    if (
        not is_item
        and not isinstance(parent, Indent | Section)
        and not (parent and _is_flush(parent))
    ):
        return ""
    # After an indented block the margin is that of the item before it, and .IP takes the block's.
    if any(isinstance(node, Indent) for node in place.before):
        paragraphs = (node for node in place.before if isinstance(node, ListItem | Paragraph))
        if is_item or not all(map(_is_flush, paragraphs)):
            return ""
    return ".IP" if is_item else ".P"


def _is_set(text: str, end: int, requests: str) -> bool:
    """Whether the last one of `requests` before `end` has an argument, which still holds."""
    lines = re.findall(rf"^[.'][ \t]*({requests})(?![^ \t\n])[ \t]*([^ \t\n]?)", text[:end], re.M)
    return any(dict(lines).values())
