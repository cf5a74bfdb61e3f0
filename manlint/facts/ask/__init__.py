"""Asking the facts: all that those in use say of a version, an interface or another subject."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from manlint.facts.ask.answer import Answer
from manlint.facts.ask.interface import FINDERS
from manlint.facts.ask.release import of_version
from manlint.facts.interfaces import MissingFactsError

__all__ = ["Answer", "answers"]

_VERSION = re.compile(r"(?:(linux|glibc)[ -])?v?(\d+(?:\.\d+)+)", re.I)


def answers(asked: str, note: Callable[[str], None]) -> Iterator[Answer]:
    """What is known of `asked`; `note` is told which facts the folder in use does not have.

    Raises FactsError for a malformed file, and OSError.
    """
    if match := _VERSION.fullmatch(asked.strip()):
        yield from of_version(asked, match[2], (match[1] or "").lower())
        return
    for find in FINDERS:
        try:
            yield from find(asked.strip())
        except MissingFactsError as error:
            note(str(error))
