"""Check kind `title`: the title line, `.TH`, of a page and what the file's name says of it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from manlint.checks.project import SOURCE, belongs
from manlint.finding import Finding
from manlint.source import Span

if TYPE_CHECKING:
    from manlint.files.tree import Tree
    from manlint.page import Page
    from manlint.page.model import Title
    from manlint.rules import Rule


@dataclass(frozen=True, slots=True)
class Options:
    """`sources` are the projects whose pages must also have the file's exact name and section,
    and a date that one of the patterns in `dates` matches as a whole."""

    sources: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()


class Problem(NamedTuple):
    """What is wrong, and where in the source."""

    span: Span
    message: str


PACKED = (".gz", ".xz", ".zst", ".bz2", ".Z", ".lzma")
_FILE = re.compile(r"(?P<name>.+)\.(?P<section>[0-9][0-9A-Za-z]*|[nlp])")
# a heading, a paragraph, a font macro or a text line; preambles have other lines
_CONTENT = re.compile(
    r"^(?:[.'][ \t]*(?:S[HS]|[PLIHT]P|P|TQ|[BIR]|[BIR]{2})(?![^ \t\n]).*|[^\s.'\\].*)", re.M
)
_ARGUMENTS = ("title", "section", "date", "source")


def check(page: Page, rule: Rule, options: Options, _tree: Tree | None) -> Iterator[Finding]:
    """Findings at the title line, or at the page's begin if it has none."""
    if page.link is None and not page.is_mdoc and page.source.text.strip():
        for problem in _problems(page, options):
            yield Finding(page.source, problem.span, rule.name, rule.severity, problem.message)


def _problems(page: Page, options: Options) -> Iterator[Problem]:
    if not page.titles:
        yield Problem(page.source.line_span(1), "the page has no title line (.TH)")
        return
    title, *others = page.titles
    if content := _CONTENT.search(page.text, 0, title.start):
        span = page.span(content.start(), content.end())
        yield Problem(span, "the page begins before its title line (.TH)")
    for other in others:
        yield Problem(_line_of(page, other), "the title line (.TH) is given twice")
    if not "".join(title.arguments[1:2]).strip():
        yield Problem(_line_of(page, title), "the title line names no manual section")
        return
    strict = bool(options.sources) and belongs(page, options.sources)
    yield from _name_problems(page, title, strict)
    if strict or "(date)" in title.arguments:
        yield from _argument_problems(page, title, options)


def _name_problems(page: Page, title: Title, strict: bool) -> Iterator[Problem]:
    """What differs from the file's name: the whole of it, or only the section's digit."""
    path = page.source.path
    if os.path.islink(path):  # packages install a page's further names as links to it
        path = os.path.realpath(path)
    file = _FILE.fullmatch(_unpacked(os.path.basename(path)))
    if not file:
        return
    name, section = title.arguments[0].replace("\\-", "-"), title.arguments[1]
    if strict and _folded(name) != _folded(file["name"]):
        message = f'the title is "{name}" and the file is called "{file["name"]}"'
        yield Problem(title.spans[0], message)
    width = None if strict else 1
    if section[:width] != file["section"][:width]:
        message = f'the section is "{section}" and the file\'s name ends in ".{file["section"]}"'
        yield Problem(title.spans[1], message)


def _folded(name: str) -> str:
    """A name as titles and files may spell it: in any case, without leading underscores."""
    return name.lstrip("_").lower()


def _argument_problems(page: Page, title: Title, options: Options) -> Iterator[Problem]:
    for index, name in enumerate(_ARGUMENTS):
        if index >= len(title.arguments) or not title.arguments[index].strip():
            yield Problem(_line_of(page, title), f"the title line has no {name}")
            return
    date = title.arguments[2]
    if options.dates and not any(re.fullmatch(pattern, date) for pattern in options.dates):
        yield Problem(title.spans[2], f'the date "{date}" is not written as YYYY-MM-DD')
    if len(title.arguments) > SOURCE + 2:
        span = Span(title.spans[SOURCE + 2].start, title.spans[-1].end)
        yield Problem(span, "the title line has more than five arguments")


def _unpacked(name: str) -> str:
    for ending in PACKED:
        name = name.removesuffix(ending)
    return name


def _line_of(page: Page, title: Title) -> Span:
    return _line(page, page.span(title.start, title.start).start)


def _line(page: Page, offset: int) -> Span:
    return page.source.line_span(page.source.line(offset))
