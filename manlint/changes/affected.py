"""Pages that a change does not touch, and that may be wrong after it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence

from manlint.changes.files import Change
from manlint.changes.scope import Span
from manlint.changes.side import Side
from manlint.files.collect import is_page
from manlint.files.tree import page_name

_HEADING = re.compile(rb"""^[.']S[HS][ \t]+(.+)""", re.M)
_WORD = re.compile(r"\w+")


def affected(span: Span, changes: Sequence[Change]) -> list[str]:
    """Pages that name a page which the change takes away, or a heading of one that lost it.

    They are looked for in the tree of that page.
    """
    touched = {path for change in changes for path in (change.old, change.new)}
    found: dict[str, None] = {}
    for words, root in dict.fromkeys(_searches(span, changes)):
        for path in span.after.naming(words, root):
            folder, name = os.path.split(path)
            if path not in touched and os.path.dirname(folder) == root and is_page(folder, name):
                found[path] = None
    return sorted(found)


def _searches(span: Span, changes: Sequence[Change]) -> Iterator[tuple[tuple[str, ...], str]]:
    """What a page must hold, and the root of its tree, for each thing that is gone."""
    same: list[tuple[Change, str, str]] = []
    for change in changes:
        root = span.before.root_of(change.old) if change.old else None
        name = page_name(os.path.basename(change.old))
        if root is None or name is None or root not in span.after.roots:
            continue
        if change.new and os.path.basename(change.old) == os.path.basename(change.new):
            same.append((change, root, name.name))
        elif not span.after.tree(root).has(*name):
            yield (name.name,), root
    before = _headings(span.before, [change.old for change, _, _ in same])
    after = _headings(span.after, [change.new for change, _, _ in same])
    for (_, root, called), old, new in zip(same, before, after, strict=True):
        for heading in sorted(old - new):
            yield (called, heading), root


def _headings(side: Side, paths: Sequence[str]) -> Iterator[set[str]]:
    """The longest word of each heading of each page; nothing for a file that is gone."""
    for data in side.read(paths):
        words = (
            _WORD.findall(title.decode("utf-8", "replace")) for title in _HEADING.findall(data)
        )
        yield {max(found, key=len) for found in words if found}
