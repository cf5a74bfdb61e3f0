"""Introductions: since which version, and until which, an interface exists by its page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

from manlint.claims.kernels import KernelNumber, kernel_numbers

if TYPE_CHECKING:
    from manlint.page import Page
    from manlint.prose import Sentence, Unit


class Introduction(NamedTuple):
    """Words of `sentence`, from `start` to `end` of its text, on the versions of `names`.

    `names` are as the page writes them: "clone3()", "PR_SET_NAME". `numbers` are versions as
    written; several are the releases of as many series: "2.4.19 / 2.5.4".
    """

    names: tuple[str, ...]
    product: Literal["Linux", "glibc"]
    relation: Literal["added", "removed"]
    numbers: tuple[str, ...]
    sentence: Sentence
    start: int
    end: int


# Whole numbers only: 2.6 is not what 2.6.12 says, and 0.97p2 is another.
NUMBER = r"\d+(?:\.\d+)+(?![\dp]|\.\d)"
NUMBERS = rf"{NUMBER}(?:(?:\s*/\s*|, |,? and ){NUMBER})*"
_CALL = r"\w+\(2?\)"
_CALLS = rf"{_CALL}(?:,? (?:and )?{_CALL})*"
# A bare line, "Linux 3.1.", "clone3(): Linux 5.3, glibc 2.34.", with standards in front of it.
_BARE = re.compile(
    rf"""(?:(?P<names>{_CALLS}):\ )?
    (?:(?:POSIX|SUS|SVr|C\d|\d\.\dBSD)[\w.-]*[,;]\ )*
    (?:(?:[Aa]dded|[Ii]ntroduced|[Aa]vailable)\ (?:in|since)\ )?
    (?:Linux\ (?P<linux>{NUMBERS}))?
    (?:(?:,\ (?:and\ |but\ )?)?glibc\ (?P<glibc>{NUMBERS}))?
    (?=\s*(?:[.,;:(]|$))""",
    re.X,
)
_SAID = re.compile(
    rf"""(?:The\ )?(?P<names>{_CALLS})(?:\ (?:system\ )?calls?|\ functions?)?\ (?:
      \((?:available|present|added|introduced)\ (?:since|in)
    | (?:was|were)\ (?:first\ )?(?:added|introduced)\ in )\ Linux\ (?P<linux>{NUMBER})""",
    re.X,
)
_REMOVED = re.compile(
    rf"(?:\b[Rr]emoved(?: again| altogether)? in|existed only in Linux {NUMBER} (?:through )?to)"
    rf" Linux (?P<linux>{NUMBER})"
)
_IS_CALL = re.compile(_CALL)


# What stands before the number where text outside of HISTORY may say it, as a quick look.
_BEFORE = re.compile(
    r"(?:\((?:available|present|added|introduced)\s+(?:since|in)|\b(?:added|introduced)\s+in)"
    r"\s+Linux\s+\Z"
)
# In HISTORY: a bare line, a part of one, "added in" and "removed in".
_BARE_BEFORE = re.compile(r"(?:^|[,;:]\s?|\b(?:in|since|to)\s+)Linux\s+\Z", re.M)
_REACH = 48


def telling(page: Page) -> Iterator[Sentence]:
    """The sentences that may introduce something: those of HISTORY, and few others."""
    from manlint.prose import sentences

    near = [
        number.start
        for number in kernel_numbers(page)
        if number.section != "HISTORY" and may_introduce(page, number)
    ]
    for sentence in sentences(page, near) if near else ():
        if sentence.unit.section != "HISTORY":
            yield sentence
    yield from of_history(page)


def may_introduce(page: Page, number: KernelNumber) -> bool:
    """Whether a number stands behind words that introduce or remove something."""
    words = _BARE_BEFORE if number.section == "HISTORY" else _BEFORE
    return words.search(page.text, max(number.start - _REACH, 0), number.start) is not None


def of_history(page: Page) -> Iterator[Sentence]:
    """The sentences of HISTORY."""
    from manlint.prose import section_units
    from manlint.prose.sentence import split

    for unit in section_units(page, "HISTORY"):
        yield from split(unit)


def documented(page: Page) -> tuple[str, ...]:
    """What NAME lists, as "clone3()" in pages about calls and functions."""
    from manlint.claims.structural.functions import functions
    from manlint.prose import section_units

    listed = functions("", section_units(page, "NAME")).names
    return tuple(name if name.isupper() else f"{name}()" for name in listed)


def introductions(found: Iterable[Sentence], own: tuple[str, ...]) -> Iterator[Introduction]:
    """What HISTORY says in bare lines, and other text in so many words, in their order.

    A bare line is about the functions of its tag, or about all that the page documents, which
    is `own`.
    """
    for sentence in found:
        if sentence.unit.kind != "text":
            continue
        text = sentence.text
        names = _of_tag(sentence.unit) or own
        if sentence.unit.section == "HISTORY" and (bare := _BARE.match(text)):
            yield from _both(sentence, bare, calls(bare["names"] or "") or names)
            if bare["linux"] or bare["glibc"]:
                continue
        for said in _SAID.finditer(text):
            where = said.span("linux")
            yield Introduction(
                calls(said["names"]), "Linux", "added", (said["linux"],), sentence, *where
            )


def removals(found: Iterable[Sentence], own: tuple[str, ...]) -> Iterator[Introduction]:
    """What HISTORY says about versions in which the interfaces of the page were removed."""
    for sentence in found:
        unit = sentence.unit
        if unit.kind == "text" and unit.section == "HISTORY":
            for said in _REMOVED.finditer(sentence.text):
                numbers = (said["linux"],)
                where = said.span("linux")
                names = _of_tag(unit) or own
                yield Introduction(names, "Linux", "removed", numbers, sentence, *where)


def _both(
    sentence: Sentence, bare: re.Match[str], names: tuple[str, ...]
) -> Iterator[Introduction]:
    """The versions of Linux and of glibc that a bare line gives."""
    if bare["linux"]:
        numbers = tuple(re.findall(NUMBER, bare["linux"]))
        yield Introduction(names, "Linux", "added", numbers, sentence, *bare.span("linux"))
    if bare["glibc"]:
        numbers = tuple(re.findall(NUMBER, bare["glibc"]))
        yield Introduction(names, "glibc", "added", numbers, sentence, *bare.span("glibc"))


def calls(text: str) -> tuple[str, ...]:
    """The calls in a text as "clone3()", each once."""
    return tuple(dict.fromkeys(one.replace("(2)", "()") for one in _IS_CALL.findall(text)))


def _of_tag(unit: Unit) -> tuple[str, ...]:
    """The functions that the tag of a unit names; the tag itself if it names none."""
    if not unit.tags or not unit.tags[-1].strip("•"):
        return ()
    return calls(unit.tags[-1]) or (unit.tags[-1],)
