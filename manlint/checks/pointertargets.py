"""What a pointer leads to: the headings of a page, and what its sections speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from manlint.prose import units

if TYPE_CHECKING:
    from manlint.checks.pointers import Pointer
    from manlint.page import Page
    from manlint.prose import Sentence

_WORD = re.compile(r"(?<![\w/.-])[A-Za-z_]\w*(?!\w)")
_CONSTANT = re.compile(r"\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b")
# a name that can be no ordinary word
_NAME = re.compile(r"(?<!\w)\w*[A-Za-z0-9]_\w+")
_ONLY_A_POINTER = re.compile(r"\(?(?:But |but )?[Ss]ee\b")


class Targets:
    """The headings of one page, and what stands below each title of a section."""

    def __init__(self, page: Page) -> None:
        self.headings: set[str] = set()
        self.sections: dict[str, str] = {}
        for unit in units(page):
            if unit.kind == "heading":
                self.headings.add(unit.text.casefold())
            is_title = unit.kind == "heading" and not unit.subsection
            below = self.sections.get(unit.section, "")
            self.sections[unit.section] = below if is_title else f"{below}\n{unit.text}"
        self.own = set(_WORD.findall(self.sections.get("NAME", "").split(" - ")[0]))

    def problem(
        self, pointer: Pointer, before: Sentence | None, notes: tuple[str, ...]
    ) -> str | None:
        """Why `pointer` leads nowhere, or None; `before` is the sentence before its own."""
        title = pointer.title
        if not self.has_heading(title):
            return f"the page has no section {title}"
        if title not in notes or title not in self.sections:
            return None
        if title == pointer.sentence.unit.section:
            return None
        target = self.sections[title].strip()
        if target in ("", "None."):
            return f'{title} says only "{target}"' if target else f"{title} is empty"
        return self._unspoken(pointer, before, notes)

    def has_heading(self, title: str) -> bool:
        """Whether a heading is `title` or begins with its words; case and a plural s are the same."""
        wanted = title.casefold().rstrip("s")
        return any(
            heading.startswith(wanted) and not heading[len(wanted) :].lstrip("s")[:1].isalnum()
            for heading in self.headings
        )

    def _unspoken(
        self, pointer: Pointer, before: Sentence | None, notes: tuple[str, ...]
    ) -> str | None:
        """That the section names nothing of what the pointer is about, though another one does.

        Without another one it is enough that the pointer's item has a constant for its tag.
        """
        title, unit = pointer.title, pointer.sentence.unit
        tagged = _CONSTANT.findall(unit.tags[-1]) if unit.tags else []
        subjects = [*self._subjects(pointer, before)]
        if any(_speaks(self.sections[title], name) for name in (*subjects, *tagged)):
            return None
        for other in notes:
            if other not in (title, unit.section) and other in self.sections:
                for name in subjects:
                    if _speaks(self.sections[other], name):
                        return f"{title} does not speak of {name}; {other} does"
        return f"{title} does not speak of {tagged[0]}" if tagged else None

    def _subjects(self, pointer: Pointer, before: Sentence | None) -> Iterator[str]:
        """The names in the pointer's sentence, and in the one before if it is only a pointer."""
        sentence = pointer.sentence
        texts = [sentence.text]
        if before and before.unit is sentence.unit and _ONLY_A_POINTER.match(sentence.text):
            texts.insert(0, before.text)
        yield from (name for text in texts for name in _NAME.findall(text) if name not in self.own)


def _speaks(text: str, name: str) -> bool:
    """Whether `text` has the word `name`, or a constant's family as FAN_* for FAN_OPEN."""
    if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text):
        return True
    return any(name.startswith(family) for family in re.findall(r"\b([A-Z][A-Z0-9_]*_)\*", text))
