"""Check kind `errnos`: lists of errors that are not in alphabetical order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from manlint.checks.project import belongs
from manlint.checks.rising import longest_rising
from manlint.finding import Finding
from manlint.page.inline import Renderer
from manlint.page.tags import tag_line

if TYPE_CHECKING:
    from lark import Token

    from manlint.files.tree import Tree
    from manlint.page import Page
    from manlint.rules import Rule


@dataclass(frozen=True, slots=True)
class Options:
    """`sections`: titles of the sections that list errors; `sources`: the projects whose
    pages to look at, all if empty."""

    sections: tuple[str, ...] = ("ERRORS",)
    sources: tuple[str, ...] = ()


class Item(NamedTuple):
    """An item of a list: the first errno of its tag, and where the tag's text stands."""

    errno: str
    start: int
    end: int


_ERRNO = re.compile(r"E[A-Z0-9]+\b")
_UNSEEN = re.compile(r"(?:[.'][ \t]*(?:\\[\"#][^\n]*)?\n|\n)*")


def check(page: Page, rule: Rule, options: Options, _tree: Tree | None) -> Iterator[Finding]:
    """A finding for each item that has to move; the fewest that put its list in order."""
    if any(title in page.text for title in options.sections) and belongs(page, options.sources):
        for tokens in _sections(page, options.sections):
            for items in _lists(page, tokens):
                yield from _misplaced(page, rule, items)


def _sections(page: Page, titles: Sequence[str]) -> Iterator[list[Token]]:
    """The tokens of each section with one of `titles`."""
    wanted = {heading.start for heading in page.headings if heading.title in titles}
    inside: list[Token] | None = None
    for token in page.lexed.leaves if wanted else ():
        if token.type == "SH":
            if inside is not None:
                yield inside
            inside = [] if token.start_pos in wanted else None
        elif inside is not None:
            inside.append(token)
    if inside is not None:
        yield inside


def _lists(page: Page, tokens: Sequence[Token]) -> Iterator[list[Item]]:
    """The lists of errors in a section; text between two items begins another list.

    A list inside of `.RS` ... `.RE` is one of its own, after which the outer one goes on.
    """
    renderer = Renderer(page.text, page.translations)
    items: list[Item] = []
    outer: list[list[Item]] = []
    before = ""
    for token in tokens:
        if token.type == "PROSE" and before == "TP":
            items += _item(renderer, *_tag(token))
        elif token.type == "IP":
            items += _item(renderer, token.start_pos or 0, token.end_pos or 0)
        elif token.type == "RS":
            outer.append(items)
            items = []
        elif (token.type == "PROSE" and before == "P" and not _UNSEEN.fullmatch(token)) or (
            token.type in ("SS", "RE")
        ):
            yield items
            items = outer.pop() if token.type == "RE" and outer else []
        if token.type not in ("LAYOUT", "FILL", "NOFILL"):
            before = token.type
    yield items
    yield from outer


def _tag(token: Token) -> tuple[int, int]:
    """Where the text stands of the tag that `token` begins with."""
    tags, _ = tag_line((token,))
    if not tags:
        return 0, 0
    start, end, _ = tags[0]
    unseen = _UNSEEN.match(token)
    return start + (unseen.end() if unseen else 0), end


def _item(renderer: Renderer, start: int, end: int) -> list[Item]:
    """The item with the tag from `start` to `end`, if an errno is its first word."""
    renderer.reset()
    renderer.prose(start, end, False)
    errno = _ERRNO.match("".join(piece[0] for piece in renderer.take()).strip())
    return [Item(errno[0], start, end)] if errno else []


def _misplaced(page: Page, rule: Rule, items: Sequence[Item]) -> Iterator[Finding]:
    """Findings at the items outside of the longest run that is in order."""
    order = sorted(range(len(items)), key=lambda index: (items[index].errno, index))
    if order == [*range(len(items))]:
        return
    kept = longest_rising([order.index(index) for index in range(len(items))])
    stays = [items[index].errno for index in kept]
    for index, item in enumerate(items):
        if index in kept:
            continue
        above = [items[other].errno for other in kept if other < index]
        later = [errno for errno in above if errno > item.errno]
        earlier = [errno for errno in stays if errno <= item.errno]
        # Up, in front of the first that should follow it; or down, behind the last before it.
        place, other = ("before", later[0]) if later else ("after", earlier[-1])
        end = item.start + len(page.text[item.start : item.end].rstrip())
        message = rule.message.format(errno=item.errno, place=place, other=other)
        span = page.span(item.start, end)
        yield Finding(page.source, span, rule.name, rule.severity, message)
