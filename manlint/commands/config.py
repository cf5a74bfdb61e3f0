"""`manlint config`: what is in force, and where each value is from."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from typing import Any

import click

from manlint.commands import Broken
from manlint.commands.configured import force_of, start_of
from manlint.config import FILE, SHARED, ConfigError
from manlint.config.choose import chosen, known_rules
from manlint.config.force import Force
from manlint.config.profiles import profile
from manlint.rules import Rule, RuleError, UnknownRuleError


@click.command("config")
@click.argument("path", default=os.curdir)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(path: str, as_json: bool) -> None:
    """Show the values that a check of PATH, by default the current folder, goes by.

    Each comes with where it is from: built-in, file and line, or how it was found out.
    """
    force = force_of(start_of((path,)), {})
    try:
        known = known_rules(force)
        rules = chosen(force, known)
    except (RuleError, UnknownRuleError, ConfigError) as error:
        raise Broken(str(error)) from error
    if as_json:
        click.echo(json.dumps(as_object(force, known, rules), indent=1))
    else:
        click.echo("\n".join(lines(force, known, rules)))


def lines(force: Force, known: Sequence[Rule], rules: Sequence[Rule]) -> Iterator[str]:
    """The file, the values with their origins, changed rules, and the rules that run."""
    yield f"# {force.config.path or f'there is no {FILE}, and no {SHARED} with [tool.manlint]'}"
    rows = [(f"{key} = {_shown(value)}", force.origins[key]) for key, value in _values(force)]
    rows += [(text, force.config.place(*key)) for text, key in _tables(force)]
    width = min(max(len(text) for text, _ in rows), 40)
    for text, origin in rows:
        yield f"{text:<{width}}  # {origin}"
    yield f"# {len(rules)} of {len(known)} rules run; others:"
    for rule in known:
        if rule not in rules:
            yield f"#   {rule.name} ({_why_not(force, rule)})"


def as_object(force: Force, known: Sequence[Rule], rules: Sequence[Rule]) -> dict[str, Any]:
    """The same as JSON has it, version 1."""
    values = {key: {"value": value, "from": force.origins[key]} for key, value in _values(force)}
    return {
        "version": 1,
        "file": force.config.path or None,
        "values": values,
        "rules": force.config.values.get("rules", {}),
        "on": [rule.name for rule in rules],
        "off": {rule.name: _why_not(force, rule) for rule in known if rule not in rules},
    }


def _values(force: Force) -> Iterator[tuple[str, Any]]:
    yield from force.values.items()


def _tables(force: Force) -> Iterator[tuple[str, tuple[str, ...]]]:
    """`rules.NAME.KEY = value` and its path, for each rule that the file changes."""
    for name, table in force.config.values.get("rules", {}).items():
        for key, value in table.items():
            yield f"rules.{name}.{key} = {_shown(value)}", ("rules", name, key)


def _shown(value: object) -> str:
    """A value much as TOML writes it."""
    if isinstance(value, dict):
        inner = ", ".join(f"{_shown(key)} = {_shown(item)}" for key, item in value.items())
        return f"{{{inner}}}"
    return json.dumps(value, ensure_ascii=False)


def _why_not(force: Force, rule: Rule) -> str:
    if rule.name in profile(force["profile"]).off:
        return f"profile {force['profile']}"
    if rule.scope != "page":
        return f"looks at what is {rule.scope}"
    return "ignored or not selected" if rule.default else "not on by default"
