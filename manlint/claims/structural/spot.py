"""Spot: a place in a unit with its sentence, of which a structural claim is made."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from manlint.claims.model import Claim, Kind

if TYPE_CHECKING:
    from manlint.prose import Sentence, Unit


@lru_cache(maxsize=4096)
def named(tag: str) -> str:
    """The name in a tag without its parameters and its "(since ...)", "" if there is none."""
    from manlint.claims.text.subject import tag_name

    return tag_name(tag)


def place(unit: Unit) -> str:
    """The innermost tag around a unit, or that it is, which names something; "" without one."""
    tags = (*unit.tags, unit.text) if unit.kind == "tag" else unit.tags
    for tag in reversed(tags):
        if name := named(tag):
            return name
    return ""


@dataclass(slots=True)
class Reading:
    """A unit of the page `page` that is being read; its sentences are cut when asked for."""

    page: str
    unit: Unit
    sentences: list[Sentence] = field(default_factory=list)

    def sentence(self, at: int) -> Sentence:
        """The sentence that the character `at` of the unit's text is in."""
        if not self.sentences:
            from manlint.prose.sentence import split

            self.sentences = [*split(self.unit)]
        index = bisect_right(self.sentences, at, key=_start) - 1
        return self.sentences[max(index, 0)]

    def claim(
        self,
        kind: Kind,
        subject: str,
        relation: tuple[str, str],
        words: tuple[int, int],
        **more: Any,
    ) -> Claim:
        """A claim of the sentence around `words`, offsets into the unit's text.

        `relation` is predicate and object; without a subject it is about the tag around, else
        about the page.
        """
        one = self.sentence(words[0])
        text = one.text
        start, end = words[0] - one.start, min(words[1], one.end) - one.start
        if "  " in text or "\n" in text or text[:1] == " ":
            length = len(" ".join(text[start:end].split()))
            start = len(" ".join((text[:start] + "x").split())) - 1
            text, end = " ".join(text.split()), start + length
        tag = place(self.unit)
        return Claim(
            self.page,
            kind,
            subject or tag or self.page,
            *relation,
            one.span(),
            text,
            (start, end),
            section=self.unit.section,
            tag=tag,
            **more,
        )


def _start(sentence: Sentence) -> int:
    return sentence.start
