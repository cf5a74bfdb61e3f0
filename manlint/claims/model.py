"""Claim: a checkable statement of a page, as data."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from manlint.source import Span


class Kind(StrEnum):
    """What a claim is about; docs/claims.md defines each."""

    EQUIVALENCE = "equivalence"
    GUARANTEE = "guarantee"
    DURABILITY = "durability"
    ATOMICITY = "atomicity"
    ORDERING = "ordering"
    SCOPE = "scope"
    REQUIREMENT = "requirement"
    NOEFFECT = "noeffect"
    DEFAULT = "default"
    LIMIT = "limit"
    INHERIT = "inherit"
    DEPRECATION = "deprecation"
    TIMEBOUND = "timebound"
    SINCE = "version.since"
    BEFORE = "version.before"
    REMOVED = "version.removed"
    FIXED = "version.fixed"
    RANGE = "version.range"
    ERRNO = "errno"
    REFERENCE = "reference"
    POINTER = "pointer"
    PROTOTYPE = "prototype"
    CONSTANT = "constant"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Bounds:
    """The versions between which a claim holds, as numbers: "2.6.33"; "" where open.

    `before` is exclusive. `product` is "linux" or "glibc".
    """

    since: str = ""
    before: str = ""
    product: str = "linux"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim. It holds text and offsets only, so that it can be stored and outlive its page.

    `page` reads "open(2)", `span` is the sentence or entry in the source, `words` are the words
    in `text` that carry the claim (start and end, exclusive), `also` are other kinds of the same
    sentence.
    `scope` is file, descriptor, description, thread, process, user, namespace, system or "".
    """

    page: str
    kind: Kind
    subject: str
    predicate: str
    object: str
    span: Span
    text: str
    words: tuple[int, int] = (0, 0)
    condition: str = ""
    polarity: str = "+"
    bounds: Bounds = field(default=Bounds())
    scope: str = ""
    section: str = ""
    tag: str = ""
    also: tuple[Kind, ...] = ()
    id: str = ""
