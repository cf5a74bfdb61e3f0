"""What is known of a call, a symbol, a constant, a thing that is gone, or another subject."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from manlint.facts import load
from manlint.facts.ask.answer import Answer
from manlint.facts.ask.release import released
from manlint.facts.interfaces import (
    PAGES,
    Fact,
    constants,
    gone,
    statements,
    symbols,
    system_calls,
)
from manlint.facts.version import Version, text_of

# "membarrier(2)" and "membarrier()" are membarrier.
_SUFFIX = re.compile(r"\(\w*\)$")
_WORD = re.compile(r"[\w./-]+")
_PATH = re.compile(r".*/(?=[^/]+$)")


def _dated(parts: Version, product: str = "linux") -> str:
    """A version with the day of its release: "Linux 4.3 (2015-11-02)"."""
    number = text_of(parts)
    day = released(number, product)
    name = {"linux": "Linux"}.get(product, product)
    return f"{name} {number} ({day})" if day else f"{name} {number}"


def _answer(asked: str, kind: str, says: str, fact: Fact, **values: str) -> Answer:
    note = "; the pages say so themselves" if fact.source == PAGES else ""
    return Answer(asked, kind, says + note, fact.source, fact.where, fact.confidence, values)


def calls(asked: str) -> Iterator[Answer]:
    """A system call of that name, and whether glibc has a symbol for it."""
    name = _SUFFIX.sub("", asked)
    if (call := system_calls().get(name)) is None:
        return
    says = f"system call since {_dated(call.since)}"
    removed = text_of(call.removed) if call.removed else ""
    if call.removed:
        says += f", removed in {_dated(call.removed)}"
    yield _answer(
        asked, "syscall", says, call, name=name, since=text_of(call.since), removed=removed
    )
    if name not in symbols():
        newest = text_of(load().newest("glibc"))
        values = {"name": name, "since": ""}
        says = f"no symbol of glibc up to {newest} on i386 and x86_64"
        yield Answer(asked, "symbol", says, "glibc-abilist", values=values)


def functions(asked: str) -> Iterator[Answer]:
    """An exported symbol of glibc of that name."""
    name = _SUFFIX.sub("", asked)
    if (symbol := symbols().get(name)) is None:
        return
    says = f"symbol of {symbol.library} since {_dated(symbol.since, 'glibc')}"
    if symbol.i386 != symbol.x86_64:
        each = (("i386", symbol.i386), ("x86_64", symbol.x86_64))
        on = (f"{name} {text_of(first)}" if first else f"not on {name}" for name, first in each)
        says += f" ({', '.join(on)})"
    yield _answer(asked, "symbol", says, symbol, name=name, since=text_of(symbol.since))


def flags(asked: str) -> Iterator[Answer]:
    """A constant of that name."""
    if constant := constants().get(asked):
        says = f"constant of the kernel's headers since {_dated(constant.since)} at the latest"
        yield _answer(asked, "constant", says, constant, name=asked, since=text_of(constant.since))


def missing(asked: str) -> Iterator[Answer]:
    """What is gone under that name."""
    for name, thing in gone().items():
        if asked in (name, _SUFFIX.sub("", name)):
            says = f"{thing.kind} {name}, gone since {_dated(thing.removed)}"
            removed = text_of(thing.removed)
            yield _answer(asked, "gone", says, thing, name=name, removed=removed)


def subjects(asked: str) -> Iterator[Answer]:
    """Single facts about that name; of a path its last part will do."""
    wanted = {asked, _SUFFIX.sub("", asked), _PATH.sub("", asked)} - {""}
    for fact in statements():
        if not wanted & {fact.name, *_WORD.findall(fact.name)}:
            continue
        says = f"{fact.name} {fact.attribute} {fact.value}"
        says += f" since {_dated(fact.since)}" if fact.since else ""
        says += f" up to {_dated(fact.until)}" if fact.until else ""
        values = {"name": fact.name, "attribute": fact.attribute, "value": fact.value}
        values |= {"since": text_of(fact.since or ()), "until": text_of(fact.until or ())}
        yield _answer(asked, "statement", says, fact, **values)


FINDERS: tuple[Callable[[str], Iterator[Answer]], ...] = (
    calls,
    functions,
    flags,
    missing,
    subjects,
)
