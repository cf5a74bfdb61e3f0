"""Applying the fixes of findings to a page's text, round by round, until nothing changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from manlint.finding import Edit, Finding
from manlint.source import Source, Span

if TYPE_CHECKING:
    from manlint.survey.file import Checked

# Fixes of fixes of fixes: more rounds than this are a loop that grows.
ROUNDS = 12

Check = Callable[[Source], "Checked"]


@dataclass(frozen=True, slots=True)
class Repair:
    """A page after its fixes.

    `checked` is what is said of the text that is left, `fixed` counts the findings whose
    fixes were applied, by rule. `trouble` says why the page is left as it was, or is "".
    """

    source: Source
    checked: Checked
    fixed: Counter[str] = field(default_factory=Counter)
    trouble: str = ""


def repair(source: Source, check: Check, unsafe: bool = False) -> Repair:
    """`source` with the fixes of its findings, the unsafe ones too if asked for.

    Overlapping fixes wait for the next round, in which the page is checked again.
    """
    first = checked = check(source)
    text, seen = source.text, {source.text}
    fixed: Counter[str] = Counter()
    for _ in range(ROUNDS):
        chosen = together(checked.findings, text, unsafe)
        if not chosen:
            return Repair(replace(source, text=text), checked, fixed)
        text = applied(text, [edit for _, edits in chosen for edit in edits])
        rules = [finding.rule for finding, _ in chosen]
        fixed.update(rules)
        if text in seen:
            break
        seen.add(text)
        checked = check(replace(source, text=text))
        if checked.problem or checked.errors:
            return Repair(source, first, trouble=f"the page cannot be checked after {_by(rules)}")
    return Repair(source, first, trouble=f"fixes undo each other: {_by(rules)}")


def together(
    findings: Iterable[Finding], text: str, unsafe: bool = False
) -> list[tuple[Finding, list[Edit]]]:
    """The findings whose fixes can be applied at once, by position, with their edits to `text`.

    A fix goes whole or not at all. Of two that touch each other the first is taken, even if
    they change different characters: each was made for the text as it is.
    """
    offers = [
        (sorted(edit.span for edit in finding.fix.edits), finding, edits)
        for finding in findings
        if finding.fix and (finding.fix.safe or unsafe)
        if (edits := smallest(finding.fix.edits, text))
    ]
    offers.sort(key=lambda offer: offer[0])
    taken: list[Span] = []
    chosen = []
    for spans, finding, edits in offers:
        if not any(touch(span, other) for span in spans for other in taken):
            taken += spans
            chosen.append((finding, edits))
    return chosen


def smallest(edits: Iterable[Edit], text: str) -> list[Edit]:
    """`edits` by position, without what they leave alone, and without those that change nothing."""
    found = []
    for edit in edits:
        old, new = text[edit.span.start : edit.span.end], edit.text
        head = _shared(old, new)
        tail = _shared(old[head:][::-1], new[head:][::-1])
        span = Span(edit.span.start + head, edit.span.end - tail)
        if old != new:
            found.append(Edit(span, new[head : len(new) - tail]))
    return sorted(found, key=lambda edit: edit.span)


def _shared(one: str, other: str) -> int:
    """With how many characters both begin."""
    for at, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return at
    return min(len(one), len(other))


def touch(one: Span, other: Span) -> bool:
    """Whether two edits overlap, or one inserts where the other one begins or ends."""
    if one.start == one.end or other.start == other.end:
        return one.start <= other.end and other.start <= one.end
    return one.start < other.end and other.start < one.end


def applied(text: str, edits: Sequence[Edit]) -> str:
    """`text` with the edits made, which must not touch each other."""
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def _by(rules: Iterable[str]) -> str:
    return ", ".join(sorted(set(rules)))
