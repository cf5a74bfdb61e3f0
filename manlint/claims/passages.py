"""Passages: statements about old kernels that stand together, so that one change is about them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from manlint.claims.history import Dated
from manlint.policy import Action, Form
from manlint.prose.sentence import sentence_at, split
from manlint.source import Span

if TYPE_CHECKING:
    from manlint.prose import Sentence, Unit

# Lines that part two paragraphs of one text.
_BREAK = re.compile(r"(?:\s*(?:[.'](?:P|PP|LP)[ \t]*|[.']?\\\"[^\n]*)?(?:\n|\Z))*")
# A sentence that goes on from the one before.
_GOES_ON = re.compile(r"(?:However|This|That|These|It|They|Thus|Therefore|Earlier|Previous\w*)\b")


def passages(
    found: Iterable[Dated], action: Callable[[Dated], Action]
) -> Iterator[tuple[Action, tuple[Dated, ...]]]:
    """The statements with the action that the policy has for them, those together that one
    change will move or drop; without those that are left as they are."""
    group: list[Dated] = []
    wanted = Action.LEAVE
    for statement in found:
        own = action(statement)
        if group and own is wanted and _follows(group[-1], statement):
            group.append(statement)
            continue
        if group:
            yield wanted, tuple(group)
        group, wanted = ([statement], own) if own is not Action.LEAVE else ([], own)
    if group:
        yield wanted, tuple(group)


def _follows(before: Dated, after: Dated) -> bool:
    """Whether two statements are of one passage."""
    if before.form is not after.form:
        return False
    if before.unit is after.unit:
        if before.form is Form.BEFORE:
            return _sentence(before).end == _sentence(after).end
        together = before.form in (Form.HISTORY, Form.VERSIONS)
        return together and _end(before) + 1 >= _sentence(after).start
    return before.form is Form.VERSIONS and _adjoin(before.unit, after.unit)


def _adjoin(one: Unit, other: Unit) -> bool:
    """Whether nothing but the end of a paragraph parts two units."""
    between = one.source.text[one.span().end : other.span().start]
    return _BREAK.fullmatch(between) is not None


def span(passage: Sequence[Dated]) -> Span:
    """What is to go or move: the words of a tag or a condition, otherwise whole sentences."""
    first, last = passage[0], passage[-1]
    if first.form in (Form.TAG, Form.SINCE, Form.CONDITION) or first.unit.kind != "text":
        return Span(_words(first).start, _words(last).end)
    if first.form is Form.BEFORE and (aside := _aside(first, last.end)):
        return first.unit.span(*aside)
    end = last.unit.span(0, _end(last)).end
    return Span(first.unit.span(_sentence(first).start).start, end)


def _words(statement: Dated) -> Span:
    return statement.unit.span(statement.start, statement.end)


def _sentence(statement: Dated) -> Sentence:
    """The sentence in which a statement stands."""
    return sentence_at(statement.unit, statement.start)


def _end(last: Dated) -> int:
    """Where a passage ends that has `last` at its end; history takes along what goes on from it."""
    end = _sentence(last).end
    if last.form is not Form.BEFORE:
        for sentence in split(last.unit):
            if sentence.start >= end and not _GOES_ON.match(sentence.text):
                break
            end = max(end, sentence.end)
    return end


def is_aside(statement: Dated) -> bool:
    """Whether the version stands in parentheses within a sentence that is about more."""
    return _aside(statement, statement.end) is not None


def _aside(statement: Dated, end: int) -> tuple[int, int] | None:
    """The offsets of the parentheses around the statement and what goes on to `end`."""
    start = _sentence(statement).start
    text = statement.unit.text
    opened = text.rfind("(", start, statement.start)
    closed = text.find(")", end)
    if opened <= start or closed < 0 or ")" in text[opened : statement.start]:
        return None
    return opened, closed + 1


def sentence_text(statement: Dated) -> str:
    """The sentence of a statement, as rendered."""
    return _sentence(statement).text
