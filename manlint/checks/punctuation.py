"""Check kind `punctuation`: a mark of the sentence that a font macro sets with its word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from manlint.checks.areas import kind_at
from manlint.checks.macros import ARGUMENT, is_call
from manlint.checks.project import belongs
from manlint.finding import Edit, Finding, Fix
from manlint.page.arguments import Argument, split
from manlint.page.lines import LINE

if TYPE_CHECKING:
    from manlint.files.tree import Tree
    from manlint.page import Page
    from manlint.rules import Rule


@dataclass(frozen=True, slots=True)
class Options:
    """`sources`: the projects whose pages to look at, all if empty."""

    sources: tuple[str, ...] = ()


class Mark(NamedTuple):
    """A misplaced mark, offsets in its line; `edits` are what to put where, if that is known."""

    word: str
    mark: str
    start: int
    edits: tuple[tuple[int, int, str], ...]
    safe: bool


# Calls that end in a mark, without most of those that set it in roman and without code.
_CALL = re.compile(
    rf"\n[.'](?P<macro>[BI](?![BIR])|[BI]R(?!(?: +{ARGUMENT} +{ARGUMENT})+\n)"
    rf"|R[BI](?! +{ARGUMENT}(?: +{ARGUMENT} +{ARGUMENT})*\n)|BI(?! +\")|IB)"
    r"(?=[ \t][^\n]*[,.;]\"?[ \t]*(?:\\\"[^\n]*)?\n)"
)
_FONTS = {"B": "bold", "I": "italic"}
_NAMES = {",": "comma", ".": "full stop", ";": "semicolon"}
_TEXT = frozenset(("text", "tag", "cell"))
_BLANK = re.compile(r"[ \t]|\\~")
_CALLED = re.compile(r"[\w.:\\-]*\w(?=\((?:\d\w*)?\).\Z)")
# The ends of a word after which a mark is not part of it, as it is of `...` and `x = 0;`.
_ENDS = {
    ",": re.compile(r"""[\w)\]>}*%'"]\Z"""),
    ".": re.compile(r"(?<!\.\w)(?<!^etc)(?<!^cf)(?<!^vs)(?<=[\w)\]>}])\Z"),
    ";": re.compile(r"^[A-Z][A-Z0-9_]+\Z"),
}


def check(page: Page, rule: Rule, options: Options, _tree: Tree | None) -> Iterator[Finding]:
    """A finding for each mark at the end of a macro's line that is set in bold or italic."""
    for match in _CALL.finditer(page.text):
        start = match.start() + 1
        line = LINE.match(page.text, start)
        assert line is not None
        arguments = split(line[0], 1 + len(match["macro"]))
        found = misplaced(line[0], match["macro"], arguments)
        if not found:
            continue
        kind = kind_at(page, start)
        if kind not in _TEXT or not is_call(page, start, line[0]):
            continue
        if not belongs(page, options.sources):
            return
        font = _FONTS[_font(match["macro"], len(arguments) - 1)]
        message = rule.message.format(mark=_NAMES[found.mark], word=found.word, font=font)
        at = page.span(start + found.start, start + found.start + 1)
        edits = tuple(
            Edit(page.span(start + first, start + last), text) for first, last, text in found.edits
        )
        # mandoc(1) shows the arguments of a macro in a table apart
        fix = Fix(edits, found.safe and kind != "cell") if edits else None
        yield Finding(page.source, at, rule.name, rule.severity, message, fix=fix)


def _font(macro: str, index: int) -> str:
    return macro[index % len(macro)]


def misplaced(line: str, macro: str, arguments: list[Argument]) -> Mark | None:
    """The mark at the end of a call of a font macro that does not stand in roman."""
    if not arguments or _font(macro, len(arguments) - 1) == "R":
        return None
    last = arguments[-1].text
    if last in _NAMES and macro not in ("BI", "IB"):
        return _parted(line, macro, arguments)
    word, mark = last[:-1], last[-1:]
    if mark not in _ENDS or not _ENDS[mark].search(word) or not re.search(r"\w", word):
        return None
    if _BLANK.search(word) or (len(macro) == 1 and len(arguments) > 1):
        return None  # an emphasised sentence
    if "R" not in macro and len(macro) == 2 and re.search(r"[(=]", line):
        return None  # code
    return _glued(line, macro, arguments[-1])


def _glued(line: str, macro: str, last: Argument) -> Mark:
    """`.B X,` and `.BR X,`: the mark is in the word's argument."""
    at, mark = last.end - 1, last.text[-1]
    is_quoted = line[last.end : last.end + 1] == '"'
    called = _CALLED.match(last.text)
    if called and not is_quoted:  # what is in parentheses is roman too
        parting = last.start + called.end()
        edits = [(parting, parting, " ")]
    else:
        edits = [(at, last.end + is_quoted, f'" {mark}' if is_quoted else f" {mark}")]
    if len(macro) == 1:
        edits.append((1, 2, f"{macro}R"))
    known = "R" in macro or len(macro) == 1
    return Mark(last.text[:-1], mark, at, tuple(edits) if known else (), True)


def _parted(line: str, macro: str, arguments: list[Argument]) -> Mark | None:
    """`.I x .`, which shows a blank before the mark, and `.BR x (2) .`, whose mark is bold."""
    *_, word, last = [Argument("", 0, 0), *arguments]
    if len(macro) == 1:
        if len(arguments) != 2:
            return None
        edits = ((1, 2, f"{macro}R"),)
        return Mark(word.text, last.text, last.start, edits, False)
    if len(arguments) < 3:
        return None
    end = last.end + (line[last.end : last.end + 1] == '"')
    quote = '"' if line[word.end : word.end + 1] == '"' else ""
    edits = ((word.end, end, last.text + quote),)
    shown = "".join(argument.text for argument in arguments[:-1])
    return Mark(shown, last.text, last.start, edits, True)
