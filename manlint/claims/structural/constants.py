"""Constants to which a page gives a number: in a tag, a table, a definition or a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from manlint.claims.model import Claim, Kind
from manlint.claims.structural.rows import cell_rows
from manlint.claims.structural.spot import Reading

if TYPE_CHECKING:
    from manlint.prose import Unit

_NUMBER = (
    r"(?P<value>[-+−]?(?:0[xX][0-9A-Fa-f]+|\d{1,3}(?:,\d{3})+|\d+)(?:[uU]?[lL]{0,2})"
    r"(?:\s?(?:\^|\*\*)\s?\d+|\s?<<\s?\d+|\s?\*\s?\d+)?(?:\s?[-+]\s?\d+)?)(?![\w.]|,\d)"
)
_UNIT = (
    r"(?P<unit>[ ](?:kilo|mega|giga|kibi|mebi)?(?:bytes|bits|seconds|characters|pages|entries)\b)?"
)
_CONSTANT = r"(?P<name>_*[A-Z][A-Z0-9]*(?:_[A-Za-z0-9]+)+|[A-Z][A-Z0-9]{3,})(?![A-Za-z0-9_])"
_TAG = re.compile(
    rf"{_CONSTANT}\s*(?:[(=:]\s*|(?=0x))(?:value )?{_NUMBER}{_UNIT}\)?(?:\s*\(.*\))?\Z"
)
_DEFINE = re.compile(
    rf"^[ \t]*#[ \t]*define[ \t]+{_CONSTANT}[ \t]+\(?{_NUMBER}\)?(?=\s*(?:/[*/]|$))", re.M
)
_IS = re.compile(
    rf"""(?<![\w/-])(?<!-D){_CONSTANT}
    (?:\ (?:is|was|equals)\ (?:(?:currently|now|normally|usually|typically|actually|always)\ )?
        (?:defined\ (?:as|to\ be)\ |equal\ to\ |limited\ to\ )?
        (?:the\ value\ )?
      |,\ (?:currently|i\.e\.,|that\ is,|which\ is)\ (?:defined\ as\ )?
      |\ has\ (?:the|a)\ value\ (?:of\ )?
      |[ ]=[ ]
      |\ \((?:(?:currently|defined\ as|i\.e\.,?|value|normally|equal\ to|that\ is,|which\ is|=)\ ?)*
    ){_NUMBER}{_UNIT}(?=[\s.,;:)]|\Z)""",
    re.X,
)
_VALUE = re.compile(rf"{_NUMBER}(?:\s*(?:/\*.*|\(.*\)))?\Z")
_NAME_ONLY = re.compile(rf"(?:#define )?{_CONSTANT}\Z")
_OTHERS = re.compile(
    r"(?:NULL|POSIX|ISO|IEEE|SUS|ISO_|UTF|ASCII|RFC|MD|SHA|IPV?|TCP|UDP|X11|HTTP|CRC|ANSI|ARMSCII)[-\dA-Z]*\Z"
)


# What a program defines for itself or for the headers is no value of an interface.
_OWN = re.compile(r"_(?:FILE_OFFSET|TIME)_BITS\Z|.*_SOURCE\Z")


def constants(reading: Reading) -> Iterator[Claim]:
    """The constants of a unit that is no cell, each with its number as it is written."""
    unit = reading.unit
    text = unit.text
    if unit.kind in ("example", "synopsis"):
        defines = "define" in text and not unit.section.startswith("EXAMPLE")
        matches = _DEFINE.finditer(text) if defines else iter(())
    elif unit.kind == "tag":
        matches = iter(filter(None, (_TAG.match(text),)))
    elif unit.kind == "text":
        matches = _IS.finditer(text)
    else:
        return
    for match in matches:
        if not _OTHERS.match(match["name"]) and not _OWN.match(match["name"]):
            value = f"{match['value']}{match.groupdict().get('unit') or ''}"
            yield _claim(reading, match["name"], value, match.span())


def tabled(page: str, units: Sequence[Unit]) -> Iterator[Claim]:
    """The constants of tables: rows with a name, and one number in another cell.

    Where there are several numbers, each is for a system or a machine of its own.
    """
    for row, _ in cell_rows(units):
        named = _NAME_ONLY.match(" ".join(row[0].text.split()))
        if named is None or _OTHERS.match(named["name"]):
            continue
        found = [(unit, value) for unit in row[1:] if (value := _VALUE.match(unit.text))]
        if len(found) == 1:
            unit, value = found[0]
            reading = Reading(page, unit)
            yield _claim(reading, named["name"], value["value"], value.span("value"))


def _claim(reading: Reading, name: str, value: str, words: tuple[int, int]) -> Claim:
    return reading.claim(Kind.CONSTANT, name, ("is", " ".join(value.split())), words)
