"""Functions: what NAME lists, and which of these a text says that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from manlint.prose import Unit

_DASH = re.compile(r"\s+(?:-|–|—|--)\s+")
_CALL = r"[A-Za-z_][\w:]*\(\)"
_CALLED = re.compile(_CALL)
# Blanks as classes, which verbose patterns keep.
_CALLS = rf"{_CALL}(?:(?:,?[ ](?:and|or)[ ]|,[ ]?|/){_CALL})*"
# How an entry says at its begin that it is about some functions only.
_HEAD = re.compile(
    rf"""\((?:(?:only\ )?for\ )?(?P<marked>{_CALLS})(?:\ only)?\)
    | (?i:for|in\ the\ case\ of|in|with)\ (?P<case>{_CALLS})(?:\ only)?(?:\ under\ \w+)?\s?[,:]
    | (?P<named>{_CALLS})(?:\ only)?\s?:
    | (?P<subject>{_CALLS})\ """,
    re.X,
)
_TAIL = re.compile(rf"\((?:for )?({_CALLS})(?: only)?\)\s?\.?\Z")
_ARGUMENT = re.compile(
    r"\b(?:arguments? (?:given |specified |passed )?to|(?:given|specified|passed) (?:in|to)"
    rf"|calls? to|to call|memory for|supported by|made to) ({_CALL})"
)
_FAILS = re.compile(
    rf"({_CALLS})(?: (?:system )?calls?| functions?| routines?| operations?)?"
    r"(?: (?:may|can|could|will|both|also|additionally|in addition|fail|fails|return|returns))"
)
_OCCURS = re.compile(
    rf"\b(?:for|by|of) (?:the )?(?P<call>{_CALLS})"
    r"|\boccur for (?P<page>[A-Za-z_]\w*\([0-9][a-z]*\))"
)
_EARLIER = re.compile(r"(?<=[.!?]) (?=[A-Z]|\w+\(\))")

# Characters: what is said of functions stands at the begin or the end of an entry.
_REACH = 1000


class Functions(NamedTuple):
    """What a page documents: its name "open(2)", and what NAME lists, in its order."""

    page: str
    names: tuple[str, ...]

    def subject(self, called: Sequence[str]) -> str:
        """How claims about the functions `called` name them: the page, if they are all of it."""
        own = {*self.names}
        bare = dict.fromkeys(name.removesuffix("()") for name in called)
        if not bare or own <= {*bare}:
            return self.page
        return ", ".join(f"{name}()" if "(" not in name else name for name in bare)


def functions(page: str, units: Iterable[Unit]) -> Functions:
    """What NAME lists of a page."""
    text = " ".join([x.text for x in units if x.section == "NAME" and x.kind == "text"])
    listed = _DASH.split(text, maxsplit=1)[0]
    names = [name.strip() for name in listed.split(",")]
    return Functions(page, tuple(name for name in names if name and " " not in name))


def entry_calls(own: Functions, tag: str, text: str) -> tuple[str, ...]:
    """The functions that an entry of ERRORS names as its own; none if it does not say."""
    if "()" not in tag and "()" not in text:
        return ()
    marks = [inner for inner in re.findall(r"\(((?:[^()]|\(\))*)\)", tag) if "()" in inner]
    if marks:
        return calls(marks[0])
    text = text if len(text) < 2 * _REACH else f"{text[:_REACH]} {text[-_REACH:]}"
    found = _HEAD.match(text)
    if found and (found["subject"] is None or _is_own(own, calls(found["subject"]))):
        return calls(found[0])
    if len(own.names) < 2:
        return ()
    if tail := _TAIL.search(text):
        return calls(tail[1])
    only = {*calls(text)}
    argument = _ARGUMENT.search(text)
    if argument and len(only) == 1 and _is_own(own, (argument[1],)):
        return (argument[1],)
    return ()


def lead_calls(own: Functions, text: str) -> tuple[str, ...]:
    """The functions of whose errors a text says that they follow; none if it does not say."""
    last = _EARLIER.split(text[-_REACH:])[-1]
    if fails := _FAILS.search(last):
        return calls(fails[1])
    if occurs := _OCCURS.search(last):
        return calls(occurs["call"]) if occurs["call"] else (occurs["page"],)
    for name in own.names if len(own.names) > 1 else ():
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", last):
            return (name + "()",) if name.islower() else (name,)
    return ()


def calls(text: str) -> tuple[str, ...]:
    """The calls in a text, each once, in its order."""
    return tuple(dict.fromkeys(_CALLED.findall(text)))


def _is_own(own: Functions, called: Sequence[str]) -> bool:
    return len(own.names) > 1 and {name.removesuffix("()") for name in called} <= {*own.names}
