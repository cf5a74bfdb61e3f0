"""Patterns over rendered sentences: regular expressions that may ask what the markup says.

A placeholder stands for text with a role: `{ref}` for a reference such as fsync(2) whose name
is bold, `{const}` for a bold constant, `{param}` for an italic argument. After a colon stand
the only texts that will do: `{ref:fsync(2)|fdatasync(2)}`, `{const:O_SYNC}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from manlint.prose import Sentence

# What a placeholder without a text stands for.
WORDS = {
    "ref": r"[\w.:+@\[-]+\([0-9]\w*\)",
    "const": r"_*[A-Z]\w*",
    "param": r"[A-Za-z_]\w*",
}
PLACEHOLDER = re.compile(r"\{(ref|const|param)(?::([^{}]+))?\}")


class Pattern(NamedTuple):
    """A compiled pattern; `roles` gives the role of each group that a placeholder became."""

    regex: re.Pattern[str]
    roles: tuple[tuple[str, str], ...]


def compile_pattern(text: str) -> Pattern:
    """The pattern that `text` stands for; raises re.error."""
    roles: list[tuple[str, str]] = []

    def group(placeholder: re.Match[str]) -> str:
        role, texts = placeholder.groups()
        name = f"_{role}{len(roles)}"
        roles.append((name, role))
        words = "|".join(map(re.escape, texts.split("|"))) if texts else WORDS[role]
        return rf"(?P<{name}>(?<!\w)(?:{words})(?!\w))"

    return Pattern(re.compile(PLACEHOLDER.sub(group, text)), tuple(roles))


def search(pattern: Pattern, sentence: Sentence) -> Iterator[re.Match[str]]:
    """The matches in the sentence's text whose placeholders have their roles, left to right.

    After a match with a wrong role the search goes on one character further; it does not try
    other ways to match at the same place.
    """
    at = 0
    while match := pattern.regex.search(sentence.text, at):
        if all(has_role(sentence, match.span(name), role) for name, role in pattern.roles):
            yield match
            at = max(match.end(), match.start() + 1)
        else:
            at = match.start() + 1


def has_role(sentence: Sentence, span: tuple[int, int], role: str) -> bool:
    """Whether the text at `span` of the sentence is marked up as `role`.

    A span of a group that took no part in the match, (-1, -1), has every role.
    """
    start, end = span
    if start < 0:
        return True
    if role == "ref":
        end = sentence.text.index("(", start, end)
    letter = "I" if role == "param" else "B"
    fonts = sentence.unit.fonts(sentence.start + start, sentence.start + end)
    return all(letter in font for font in fonts)
