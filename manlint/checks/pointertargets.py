"""What pointers lead to: the headings of pages, and what the sections of a page speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import cached_property
from typing import TYPE_CHECKING

from manlint.checks.otherpage import linked_page
from manlint.prose import section_units, units

if TYPE_CHECKING:
    from manlint.claims.pointers import Pointer
    from manlint.files.tree import Tree
    from manlint.page import Page
    from manlint.prose import Sentence, Unit

_WORD = re.compile(r"(?<![\w/.-])[A-Za-z_]\w+")
_CONSTANT = re.compile(r"\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b")
_FAMILY = re.compile(r"\b([A-Z][A-Z0-9_]*_)\*")
_ERROR = re.compile(r"E[A-Z0-9]+|NULL")
_ONLY_A_POINTER = re.compile(r"\(?(?:But |but )?[Ss]ee\b")


class Targets:
    """The headings and tags of one page, and the text below each title of a section."""

    def __init__(self, page: Page, tree: Tree | None, notes: tuple[str, ...]) -> None:
        self.page, self.tree, self.notes = page, tree, notes
        self.titles = {heading.title for heading in page.headings if heading.level == 1}
        self.texts: dict[str, str] = {}

    def leads(self, title: str) -> bool:
        """Whether the page has a heading or a tag that `title` names."""
        return has_heading({each.title.casefold() for each in self.page.headings}, title) or (
            has_heading(headings_in(self.page), title)
        )

    def text(self, title: str) -> str:
        """What stands in the sections called `title`, without the heading itself."""
        if title not in self.texts:
            found = [
                unit.text
                for unit in section_units(self.page, title)
                if unit.kind != "heading" or unit.subsection
            ]
            self.texts[title] = "\n".join(found)
        return self.texts[title]

    @cached_property
    def own(self) -> set[str]:
        """The names in the section NAME."""
        return set(_WORD.findall(self.text("NAME").partition(" - ")[0]))

    def problem(self, pointer: Pointer, before: Sentence | None) -> str | None:
        """Why `pointer` leads nowhere, or None; `before` is the sentence before its own."""
        title, (name, section) = pointer.title, pointer.page
        if name:
            headings = headings_of(self.tree, name, section) if self.tree else None
            lost = headings is not None and not has_heading(headings, title)
            return f"{name}({section}) has no section {title}" if lost else None
        if not self.leads(title):
            return f"the page has no section {title}"
        if title not in self.notes or title not in self.titles:
            return None
        if title == pointer.sentence.unit.section:
            return None
        text = self.text(title).strip()
        if text in ("", "None."):
            return f'{title} says only "{text}"' if text else f"{title} is empty"
        return self._unspoken(pointer, before)

    def _unspoken(self, pointer: Pointer, before: Sentence | None) -> str | None:
        """That a section has no word of what the pointer is about.

        To be sure it takes a name with an underscore, which another section has, or which is
        the tag of the list item around the pointer.
        """
        title, unit = pointer.title, pointer.sentence.unit
        tagged: list[str] = _CONSTANT.findall(unit.tags[-1]) if unit.tags else []
        words = dict.fromkeys(self._words(pointer, before))
        if any(speaks(self.text(title), word) for word in (*words, *tagged)):
            return None
        for other in self.notes:
            if other not in (title, unit.section) and other in self.titles:
                for word in words:
                    if "_" in word and speaks(self.text(other), word):
                        return f"{title} does not speak of {word}; {other} does"
        if not tagged or any(hints_at(self.text(title), name) for name in tagged):
            return None
        return f"{title} does not speak of {tagged[0]}"

    def _words(self, pointer: Pointer, before: Sentence | None) -> Iterator[str]:
        """The bold and italic words of the pointer's sentence, and of the one before if it is
        nothing but a pointer; without errors and what the page itself is called."""
        sentence = pointer.sentence
        alone = before and before.unit is sentence.unit and _ONLY_A_POINTER.match(sentence.text)
        for each in (before, sentence) if before and alone else (sentence,):
            for match in _WORD.finditer(each.text):
                word, (start, end) = match[0], match.span()
                fonts = each.unit.fonts(each.start + start, each.start + end)
                known = word == pointer.title or word in self.own or _ERROR.fullmatch(word)
                if "R" not in fonts and not known:
                    yield word


def is_heading(unit: Unit) -> bool:
    """Whether a pointer may lead to `unit`: a heading, a tag, or a line in bold or italics."""
    if unit.kind == "text" and len(unit.text) < 80:
        return "R" not in unit.fonts(0, len(unit.text))
    return unit.kind in ("heading", "tag")


def has_heading(headings: Set[str], title: str) -> bool:
    """Whether one of the case-folded headings is `title` or begins with its words.

    EXAMPLE will do for EXAMPLES, and the other way round.
    """
    wanted = title.casefold().removesuffix("s")
    return any(
        heading.startswith(wanted) and not heading[len(wanted) :].removeprefix("s")[:1].isalnum()
        for heading in headings
    )


def headings_in(page: Page) -> set[str]:
    """The case-folded headings of a page, tags and the like among them."""
    return {unit.text.casefold() for unit in units(page) if is_heading(unit)}


def headings_of(tree: Tree, name: str, section: str) -> set[str] | None:
    """The case-folded headings of a page of the tree; None if it cannot be read there."""
    page = linked_page(tree, name, section)
    return None if page is None else headings_in(page)


def speaks(text: str, name: str) -> bool:
    """Whether `text` has the word `name`, or its family, as FAN_* is that of FAN_OPEN."""
    if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text):
        return True
    return any(name.startswith(family) for family in _FAMILY.findall(text))


def hints_at(text: str, constant: str) -> bool:
    """Whether `text` has one of the longer words in a constant: seal for MFD_ALLOW_SEALING."""
    stems = [re.sub("(?:ING|ED|ES|S)$", "", word) for word in constant.split("_")[1:]]
    words = "|".join(stem for stem in stems if len(stem) > 3)
    return bool(words) and bool(re.search(rf"(?i)\b(?:{words})(?:s|es|ed|ing)?\b", text))
