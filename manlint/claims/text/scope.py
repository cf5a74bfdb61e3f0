"""Scope: whom or what a state or an effect belongs to, by the words that say so."""

from __future__ import annotations

import re

_SCOPES = (
    ("description", r"open file descriptions?|(?:file|the) descriptions?"),
    ("descriptor", r"(?:per-)?(?:file )?descriptors?"),
    ("thread", r"(?:per-|calling )?threads?|thread-local|per-task"),
    ("process", r"(?:per-|calling )?process(?:es|-wide)?"),
    ("user", r"(?:per-)?users?(?: ids?)?|(?:per-)?uids?"),
    ("namespace", r"(?:per-)?(?:\w+ )?namespaces?"),
    ("system", r"system-wide|systemwide|whole system|entire system|global(?:ly)?|per-system"),
    ("file", r"(?:per-)?(?:files?|inodes?|i-nodes?|directory|directories)"),
)
_ANY = re.compile("|".join(rf"(?P<{name}>\b(?:{words})\b)" for name, words in _SCOPES), re.I)


def scope_of(text: str) -> str:
    """The first of the scopes that `text`, the words of a claim, names; "" if it names none."""
    found = _ANY.search(text)
    return str(found.lastgroup) if found else ""
