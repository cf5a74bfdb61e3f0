"""Check kind `required`: sections that a page of its manual section must have and has not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from manlint.checks.project import belongs
from manlint.files.tree import language
from manlint.finding import Finding

if TYPE_CHECKING:
    from manlint.files.tree import Tree
    from manlint.page import Page
    from manlint.rules import Rule


@dataclass(frozen=True, slots=True)
class Options:
    """`sections` holds for each manual section the headings that its pages must have.

    `of_functions` are those that only a page of one or a few functions needs which return
    something; `sources` are the projects whose pages to look at, all if there are none.
    """

    sections: dict[str, tuple[str, ...]]
    of_functions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


# More functions than this make a page an overview.
FEW = 6
# The type and the name that begin a prototype in SYNOPSIS: `.BI "void free(void *" ptr );`.
_PROTOTYPE = re.compile(r"^\.[BIR]{1,2}[ \t]+\"?(?P<type>\w[\w ]*?[ *]+)(?:\\%)?\w+\(", re.M)


def check(page: Page, rule: Rule, options: Options, _tree: Tree | None) -> Iterator[Finding]:
    """At most one finding, at the title line, that names all that is missing."""
    if not page.titles or page.link is not None or language(page.source.path):
        return
    title = page.titles[0]
    wanted = options.sections.get("".join(title.arguments[1:2]), ())
    present = {heading.title for heading in page.headings if heading.level == 1}
    missing = [name for name in wanted if name not in present]
    if missing and options.of_functions and not _has_value(page):
        missing = [name for name in missing if name not in options.of_functions]
    if missing and belongs(page, options.sources):
        line = page.text[title.start : title.end].rstrip()
        span = page.span(title.start, title.start + len(line))
        message = rule.message.format(sections=", ".join(missing), s="s" * (len(missing) > 1))
        yield Finding(page.source, span, rule.name, rule.severity, message)


def _has_value(page: Page) -> bool:
    """Whether SYNOPSIS declares a few functions of which one returns something.

    A page of many is an overview, and what they return is told on their own pages.
    """
    ends = [heading.start for heading in page.headings[1:]] + [len(page.text)]
    for heading, end in zip(page.headings, ends, strict=False):
        if heading.title == "SYNOPSIS" and "noreturn" not in page.text[heading.end : end]:
            found = list(_PROTOTYPE.finditer(page.text, heading.end, end))
            types = {prototype["type"].split()[-1] for prototype in found}
            return len(found) <= FEW and bool(types - {"void"})
    return False


def problems(rule: Rule, options: Options) -> Iterator[tuple[str, str]]:
    """(key, problem) for each option that cannot work."""
    if not options.sections:
        yield "sections", "sections must not be empty"
    try:
        rule.message.format(sections="", s="")
    except (LookupError, ValueError) as error:
        yield "message", f"message: {error!r}; it may name {{sections}} and {{s}}"
