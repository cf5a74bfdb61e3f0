"""Check kind `pointers`: "See NOTES" where the page has no NOTES, or they say nothing of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from manlint.claims.pointers import pointers
from manlint.finding import Finding

if TYPE_CHECKING:
    from manlint.files.tree import Tree
    from manlint.page import Page
    from manlint.prose import Sentence
    from manlint.rules import Rule


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a pointers rule.

    `titles`: titles in capitals that a pointer may name without quotation marks; `notes`:
    those among them between which text is moved, so that a pointer to one can go stale.
    """

    titles: tuple[str, ...]
    notes: tuple[str, ...] = ()


def check(page: Page, rule: Rule, options: Options, tree: Tree | None) -> Iterator[Finding]:
    """A finding for each pointer that leads nowhere; those to other pages need the tree."""
    from manlint.checks.pointerhint import may_fail

    near = list(may_fail(page.text, options.titles, options.notes))
    if not near:
        return
    from manlint.checks.pointertargets import Targets
    from manlint.prose import sentences

    targets: Targets | None = None
    before: Sentence | None = None
    for sentence in sentences(page, near):
        if sentence.unit.kind not in ("heading", "example", "synopsis"):
            for pointer in pointers(sentence, options.titles):
                targets = targets or Targets(page, tree, options.notes)
                if problem := targets.problem(pointer, before):
                    span = sentence.span(pointer.start, pointer.end)
                    text = (sentence.text,)
                    yield Finding(page.source, span, rule.name, rule.severity, problem, text)
        before = sentence


def problems(_rule: Rule, options: Options) -> Iterator[tuple[str, str]]:
    """(key, problem) for each option that cannot work."""
    for key in ("titles", "notes"):
        for title in getattr(options, key):
            if not re.fullmatch("[A-Z][A-Z ]+[A-Z]", title):
                yield key, f"{key} has {title!r}, which is no title in capitals"
    for title in sorted({*options.notes} - {*options.titles}):
        yield "notes", f"notes has {title}, which titles has not"
    if not options.titles:
        yield "titles", "titles must not be empty"
