"""The compact syntax of patterns, compiled to those of spaCy's Matcher.

`word`, `one|other`, `{set}`, `!{set}` (any other word), `x?`, `*3` (up to three tokens, not over
a stop or a parenthesis), `~3` (nor over a comma), `**` and `~~` (any number of them), `<ROLE>`,
`<ROLE|ROLE>`, `<X>` (any marked-up name), `<ROLE:object>` (captured), and `^` and `$` for the
begin and end of a clause. Words and roles may be alternatives of each other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any, NamedTuple

from manlint.claims.text.document import MARKED, ROLES
from manlint.claims.text.patternfile import Sets

Token = dict[str, Any]

_GAP = re.compile(r"([*~])([1-9]|\1)")
_PART = re.compile(
    r"<(?P<roles>[A-Z][A-Z|]*)(?::(?P<name>[a-z]+))?>|\{(?P<set>\w+)\}|(?P<word>[^|{}]+)"
)
_MOST = 64
_FAR = 10_000


class Required(NamedTuple):
    """A token that has one of `words` (in lower case) or one of `roles`, and stands at most
    `within` tokens after the one required before it."""

    words: frozenset[str]
    roles: frozenset[str]
    within: int


@dataclass(frozen=True, slots=True)
class Compiled:
    """One pattern for the Matcher, which is one of `variants`.

    `captures` are the names by the index of their token in each of them. `required` are the
    tokens that no sentence lacks which the pattern fits, in their order.
    """

    variants: tuple[tuple[Token, ...], ...]
    captures: Mapping[int, str]
    required: tuple[Required, ...]
    starts_clause: bool
    ends_clause: bool


def compile_pattern(pattern: str, sets: Sets) -> Compiled:
    """The tokens of `pattern`; raises ValueError where it breaks the syntax."""
    slots: list[list[Token]] = []
    captures: dict[int, str] = {}
    required: list[Required] = []
    within = 1
    items = pattern.split()
    for item in items:
        if item not in ("^", "$"):
            tokens, name = _slot(item, sets)
            if name:
                captures[len(slots)] = name
            if name and slots and "OP" in slots[-1][0]:
                # the first name is meant, not the last that the gap would reach
                slots[-1] = [token | {"LEMMA": "w"} for token in slots[-1]]
            slots.append(tokens)
            if needed := _needed(tokens):
                required.append(Required(*needed, within))
                within = 1
            else:
                within += _length(tokens[0])
    variants = tuple(product(*slots))
    if not slots or len(variants) > _MOST:
        raise ValueError(f"the pattern {pattern!r} has no token, or too many variants")
    return Compiled(variants, captures, tuple(required), items[0] == "^", items[-1] == "$")


def _length(token: Token) -> int:
    """How many tokens one that may be missing stands for at most."""
    operator = token.get("OP", "")
    if operator.startswith("{"):
        return int(operator[3:-1])
    return _FAR if operator == "*" else 1


def _needed(tokens: list[Token]) -> tuple[frozenset[str], frozenset[str]] | None:
    """The words and the roles of which one must be there; None if the place may be empty."""
    words: set[str] = set()
    roles: set[str] = set()
    for token in tokens:
        if "OP" in token:
            return None
        for key, value in token.items():
            values = value if isinstance(value, dict) else {"IN": [value]}
            if "IN" not in values:
                return None
            if key == "LOWER":
                words.update(values["IN"])
            else:
                roles.update(MARKED if key == "LEMMA" else values["IN"])
    return frozenset(words), frozenset(roles)


def _slot(item: str, sets: Sets) -> tuple[list[Token], str]:
    """The tokens of which one stands at the place of `item`, and the name of the capture."""
    if gap := _GAP.fullmatch(item):
        border = "IS_PUNCT" if gap[1] == "*" else "IS_STOP"
        return [{border: False, "OP": "{0," + gap[2] + "}" if gap[2].isdigit() else "*"}], ""
    optional = {"OP": "?"} if item.endswith("?") and item != "?" else {}
    body = item.removesuffix("?") if optional else item
    other = body.startswith("!") and len(body) > 1
    words, roles, name = _parts(body.removeprefix("!") if other else body, sets)
    tokens: list[Token] = []
    if words and other:
        tokens.append({"LOWER": {"NOT_IN": words}, "IS_PUNCT": False})
    elif words:
        tokens.append({"LOWER": words[0] if len(words) == 1 else {"IN": words}})
    if roles == ["X"]:
        tokens.append({"LEMMA": "x"})
    elif roles:
        expanded = sorted({*roles} - {"X"} | (MARKED if "X" in roles else set()))
        tokens.append({"TAG": expanded[0] if len(expanded) == 1 else {"IN": expanded}})
    return [token | optional for token in tokens], name


def _parts(body: str, sets: Sets) -> tuple[list[str], list[str], str]:
    """The words, the roles and the name of a capture in `body`; raises ValueError."""
    words: set[str] = set()
    roles: list[str] = []
    name, at = "", 0
    for part in _PART.finditer(body):
        if body[at : part.start()] not in ("", "|"):
            break
        at = part.end()
        if part["roles"]:
            roles += part["roles"].split("|")
            name = part["name"] or name
        elif part["set"]:
            words |= _words(part["set"], sets)
        else:
            words.add(part["word"].lower())
    if at != len(body) or not set(roles) <= ROLES | {"X"}:
        raise ValueError(f"{body!r} is none of the syntax")
    return sorted(words), roles, name


def _words(name: str, sets: Sets) -> set[str]:
    """The words of a set, which may name others."""
    if name not in sets:
        raise ValueError(f"there is no set {name}")
    found: set[str] = set()
    for word in sets[name]:
        found |= _words(word[1:-1], sets) if word[0] == "{" and len(word) > 1 else {word.lower()}
    return found
