"""Suppressions: comments in a page that keep findings back, each with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from manlint.finding import Finding
from manlint.source import Source, Span

if TYPE_CHECKING:
    from manlint.rules import Rule

# The check kind of the rules about suppressions, and where it finds the Record of a page.
KIND = "suppression"
RECORD = "suppressed"
MARK = "manlint:"
FORM = "ignore[rule-name] and a reason"
# A comment that begins with the mark; before it an escaped backslash is none.
_COMMENT = re.compile(r"""(?<!\\)(?:\\\\)*(\\["#][ \t]*manlint:[ \t]*([^\n]*))""")
_IGNORE = re.compile(r"ignore[ \t]*\[([^]\n]*)\][ \t]*(.*)")
_ALONE = re.compile(r"[.']?[ \t]*")
_COMMENT_LINE = re.compile(r"""[.']?[ \t]*\\["#]""")


class Suppression(NamedTuple):
    """One comment; `names` are the rules that say nothing on `lines`, numbers from 1.

    `is_formed` is false where it is no `ignore[...]`. Without a reason it has no effect.
    """

    span: Span
    names: tuple[str, ...]
    reason: str
    lines: tuple[int, ...]
    is_formed: bool = True

    @property
    def acts(self) -> bool:
        """Whether it keeps anything back."""
        return bool(self.is_formed and self.reason)


class Record(NamedTuple):
    """What became of the suppressions of a page.

    `ran` are the rules that were run, `used` the suppressions, by the offset they begin at,
    with each rule of which they kept a finding back.
    """

    ran: frozenset[str]
    used: frozenset[tuple[int, str]]


def suppressions(source: Source) -> Iterator[Suppression]:
    """The suppressions of a page in order.

    One that stands alone in its line acts on it and on the next line that is no comment,
    another on its own line.
    """
    if MARK not in source.text:
        return
    for match in _COMMENT.finditer(source.text):
        span = Span(match.start(1), match.end(1))
        line = source.line(span.start)
        before = source.text[source.line_starts[line - 1] : span.start]
        lines = (line, _next_line(source, line)) if _ALONE.fullmatch(before) else (line,)
        ignore = _IGNORE.fullmatch(match[2].rstrip())
        if ignore is None:
            yield Suppression(span, (), "", lines, is_formed=False)
        else:
            names = tuple(name.strip() for name in ignore[1].split(",") if name.strip())
            yield Suppression(span, names, ignore[2].strip(), lines)


def _next_line(source: Source, line: int) -> int:
    """The number of the next line after `line` that is no comment."""
    after = line + 1
    last = len(source.line_starts)
    while after <= last and _COMMENT_LINE.match(source.line_text(after)):
        after += 1
    return after


def suppress(
    source: Source, found: Iterable[Finding], ran: Iterable[str], former: dict[str, str]
) -> tuple[list[Finding], Record]:
    """The findings that no suppression keeps back, and the record of the others.

    A finding stands on the line on which its span begins. `former` has rules by the names
    they once had.
    """
    acting = [one for one in suppressions(source) if one.acts]
    used: set[tuple[int, str]] = set()
    left: list[Finding] = []
    for finding in found:
        by = [*_keeping(finding, acting, former)]
        used.update(by)
        if not by:
            left.append(finding)
    return left, Record(frozenset(ran), frozenset(used))


def _keeping(
    finding: Finding, acting: Sequence[Suppression], former: dict[str, str]
) -> Iterator[tuple[int, str]]:
    """The suppressions that keep `finding` back, as in Record, each with the name it uses."""
    line = finding.source.line(finding.span.start)
    for one in acting:
        if line in one.lines:
            for name in one.names:
                if former.get(name, name) == finding.rule:
                    yield one.span.start, name


def informed(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """`rules`, with their names told to those about suppressions."""
    if not any(rule.check == KIND for rule in rules):
        return tuple(rules)
    names = {
        "rules": sorted(rule.name for rule in rules),
        "groups": sorted({rule.group for rule in rules}),
        "former": sorted(name for rule in rules for name in rule.formerly),
    }
    return tuple(rule.with_options(names) if rule.check == KIND else rule for rule in rules)
