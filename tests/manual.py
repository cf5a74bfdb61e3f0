"""docs/manlint.1 as manlint reads it: the items of its lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from manlint.files.load import load
from manlint.page import Page, read
from manlint.prose import units
from manlint.prose.unit import Unit

PAGE = Path(__file__).resolve().parent.parent / "docs" / "manlint.1"
# -j n, --jobs=n, --diff, --diff[=rev]
_TAG = re.compile(r"(?P<name>-\w|--[\w-]+)(?:(?P<optional>\[=)|[= ]|$)(?P<value>\w*)\]?")


@dataclass(slots=True)
class Item:
    """An item of a list: its tags, and all the text and the tags below it."""

    tags: list[str]
    text: str = ""
    inner: list[str] = field(default_factory=list)

    def names(self) -> set[str]:
        """The names of the option that the item is about."""
        return {match["name"] for match in self.matches()}

    def matches(self) -> Iterator[re.Match[str]]:
        """The name of an option, its value, and a mark if the value is optional, by tag."""
        for tag in self.tags:
            match = _TAG.fullmatch(tag.replace("\N{NO-BREAK SPACE}", " "))
            assert match, f"no option: {tag}"
            yield match


@cache
def page() -> Page:
    """The page."""
    return read(load(str(PAGE)))


def part(section: str, subsection: str | None = None) -> list[Unit]:
    """The texts of a section, of one subsection (outside any if it is "") or of all."""
    return [
        unit
        for unit in units(page())
        if unit.section == section and subsection in (None, unit.subsection)
    ]


def items(section: str, subsection: str = "") -> list[Item]:
    """The items of the outermost list in a part of the page."""
    found: list[Item] = []
    is_open = False
    for unit in part(section, subsection):
        if unit.kind == "tag" and not unit.tags:
            if is_open:
                found[-1].tags.append(unit.text)
            else:
                found.append(Item([unit.text]))
            is_open = True
        elif unit.tags:
            is_open = False
            found[-1].text += f"{unit.text}\n"
            found[-1].inner += [unit.text] * (unit.kind == "tag")
    return found


def tags(section: str) -> list[str]:
    """All tags of the outermost list of a section."""
    return [tag for item in items(section) for tag in item.tags]
