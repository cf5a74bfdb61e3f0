"""The examples of rule documents, run: what `manlint test-rules` and the project's tests call."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff

from manlint.finding import Edit, Finding
from manlint.rules import Rule, RuleError
from manlint.rules.document import Document
from manlint.rules.examples import Example, Fence
from manlint.source import Source

PATH = "man2/x.2"
HAS_FRAME = re.compile(r"^[.'][ \t]*(?:TH|SH|Dd|so)\b", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that is not found as it is marked; `line` is its line in the document."""

    path: str
    line: int
    problem: str


@dataclass(frozen=True, slots=True)
class Framed:
    """An example's file as a page: `source` begins with `before` lines that the fence has not."""

    fence: Fence
    source: Source
    before: int


def failures(document: Document) -> Iterator[Failure]:
    """What is wrong with the examples of `document`, in its order."""
    for example in document.examples:
        try:
            yield from _failures(document.rule, example)
        except RuleError as error:
            yield Failure(error.path, example.files[0].line, error.message)
        except Exception as error:  # a check of somebody else may raise anything
            problem = f"the check raised {type(error).__name__}: {error}"
            yield Failure(document.rule.path, example.files[0].line, problem)


def _failures(rule: Rule, example: Example) -> Iterator[Failure]:
    found = [
        Failure(rule.path, fence.line, problem)
        for framed, findings in run(rule, example)
        for fence, problem in _file_problems(rule, example, framed, findings)
    ]
    yield from found
    if example.fixed and not found:
        yield from _failures(rule, Example("Good", "Fixed", example.fixed, example.settings))


def _file_problems(
    rule: Rule, example: Example, framed: Framed, findings: Sequence[Finding]
) -> Iterator[tuple[Fence, str]]:
    problem = compare(framed, findings)
    if problem:
        yield framed.fence, problem
        return
    edits = [edit for finding in findings if finding.fix for edit in finding.fix.edits]
    if edits and not rule.fixable:
        yield framed.fence, "it offers a fix and has no ## Fixed"
    for wanted in example.fixed:
        if wanted.path == framed.fence.path:
            repaired = apply(framed.source.text, edits).split("\n", framed.before)[-1]
            rows = _rows(wanted.text), _rows(repaired)
            difference = "\n".join(unified_diff(*rows, "## Fixed", "fixed", lineterm=""))
            if difference:
                yield wanted, difference


def run(rule: Rule, example: Example) -> list[tuple[Framed, list[Finding]]]:
    """The findings of `rule` in each file of `example`, the files being one tree.

    Raises RuleError if the example's settings are no options of the rule.
    """
    from tempfile import TemporaryDirectory

    from manlint.checks import bind
    from manlint.files.tree import Tree
    from manlint.page import read

    check = bind(rule.with_options(example.settings))
    with TemporaryDirectory(prefix="manlint-") as root:
        files = [frame(fence, root) for fence in example.files]
        for framed in files:
            os.makedirs(os.path.dirname(framed.source.path), exist_ok=True)
            with open(framed.source.path, "w", encoding="utf-8") as file:
                file.write(framed.source.text)
        tree = Tree(root)
        return [(framed, sorted(check(read(framed.source), tree), key=_place)) for framed in files]


def _place(finding: Finding) -> tuple[int, int]:
    return finding.span


def frame(fence: Fence, root: str) -> Framed:
    """The fence as a page below `root`; a piece of a page gets a title and a section."""
    path = fence.path or PATH
    name, _, section = os.path.basename(path).rpartition(".")
    head = ""
    if not HAS_FRAME.search(fence.source):
        head = f".TH {name} {section} 2000-01-01 manlint\n.SH DESCRIPTION\n"
    source = Source(os.path.join(root, path), head + fence.source)
    return Framed(fence, source, head.count("\n"))


def compare(framed: Framed, findings: Sequence[Finding]) -> str:
    """An empty string if the findings are where the marks are, else a text diff of marks."""
    lines = [framed.source.line(finding.span.start) - framed.before for finding in findings]
    wanted, found = Counter(framed.fence.marks()), Counter(lines)
    if wanted == found:
        return ""
    rows = _rows(framed.fence.text)
    marked = [_marked(framed.fence, row, n, found[n]) for n, row in enumerate(rows, 1)]
    told = [
        f"line {line}: {finding.message}" if line > 0 else f"before the text: {finding.message}"
        for line, finding in zip(lines, findings, strict=True)
        if found[line] > wanted[line]
    ]
    return "\n".join([*unified_diff(rows, marked, "marked", "found", lineterm=""), *told])


def _rows(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n")


def _marked(fence: Fence, row: str, line: int, count: int) -> str:
    """The line with the marks that were found; a known miss that is still missed stays."""
    if count == fence.marks().count(line):
        return row
    return Fence("", row, 0).source + ' \\" finding' * count


def apply(text: str, edits: Sequence[Edit]) -> str:
    """`text` with the edits, which must not overlap, made."""
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text
