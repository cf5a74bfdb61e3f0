"""The toml fence of a rule document: read, checked, and every error with its line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from manlint.checks import KINDS, kind, problems
from manlint.checks.options import OptionError, read_options, unknown
from manlint.finding import Severity
from manlint.rules import Rule, RuleError

NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
SINCE = re.compile(r"\d+(?:\.\d+){1,2}")
AT_LINE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


@dataclass(frozen=True, slots=True)
class Header:
    """The keys that every rule has; all others are options of its check kind."""

    check: str
    severity: Literal["error", "warning", "style", "review"]
    since: str
    default: bool = True
    message: str = ""
    covers: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    scope: Literal["page", "changed", "new"] = "page"
    rewords: bool = False


def read_rule(path: str, identity: Mapping[str, Any], text: str, line: int) -> Rule:
    """The rule whose toml fence holds `text`, which begins at `line` of the file at `path`.

    `identity` are the fields of Rule that the rest of the document tells. Raises RuleError.
    """
    values = read_toml(path, text, line)
    try:
        own = _option_names(values)
        header = _header({key: values[key] for key in values if key not in own})
        options = {key: values[key] for key in values if key in own}
        rule = _rule(header, options, path, identity)
        for problem in problems(rule):
            raise problem
    except OptionError as error:
        raise RuleError(path, line + key_line(text, error.key), str(error)) from error
    return rule


def _option_names(values: Mapping[str, object]) -> set[str]:
    """The options of the kind that `values` names, after a look for keys that nobody knows."""
    check = values.get("check")
    if check not in KINDS:
        raise OptionError("check", f"check must be {' or '.join(sorted(KINDS))}, not {check!r}")
    own = {entry.name for entry in fields(kind(str(check)).Options)}
    common = [entry.name for entry in fields(Header)]
    for key in values:
        if key not in own and key not in common:
            raise OptionError(key, unknown(key, [*sorted(own), *common]))
    return own


def _header(values: Mapping[str, object]) -> Header:
    header = read_options(Header, values)
    if not SINCE.fullmatch(header.since):
        raise OptionError("since", f"since must be a version of manlint, not {header.since!r}")
    for key in ("covers", "formerly"):
        for name in getattr(header, key):
            if not NAME.fullmatch(name):
                raise OptionError(key, f"{key} has {name!r}, which cannot be a rule's name")
    return header


def _rule(
    header: Header, options: Mapping[str, object], path: str, identity: Mapping[str, Any]
) -> Rule:
    return Rule(
        check=header.check,
        severity=Severity(header.severity),
        since=header.since,
        default=header.default,
        message=header.message,
        covers=header.covers,
        formerly=header.formerly,
        scope=header.scope,
        rewords=header.rewords,
        options=options,
        path=path,
        **identity,
    )


def read_toml(path: str, text: str, line: int) -> dict[str, Any]:
    """The values of a toml fence that begins at `line` of the file at `path`.

    Raises RuleError, also for a date, which JSON does not have: dates are strings here.
    """
    import tomllib

    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = AT_LINE.search(str(error))
        offset = int(place[1] or text.count("\n")) - 1 if place else 0
        raise RuleError(path, line + offset, AT_LINE.sub("", str(error))) from error
    for key, value in values.items():
        if hasattr(value, "isoformat"):
            raise RuleError(path, line + key_line(text, key), f"{key} must be a string")
    return values


def key_line(text: str, key: str) -> int:
    """The offset in lines of `key` in the toml `text`, 0 if it is not there.

    A line that looks like the key may stand inside a longer string; it is the key's only
    where the text before it is complete.
    """
    import tomllib

    name = re.escape(key)
    for found in re.finditer(rf"""^\s*\[*\s*["']?{name}["']?\s*[=.\]]""", text, re.M):
        before = text[: found.start()]
        try:
            tomllib.loads(before)
        except tomllib.TOMLDecodeError:
            continue
        return text[: found.end()].count("\n")
    return 0
