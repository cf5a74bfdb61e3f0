"""What a command is to do: its command line over the configuration of what it looks at."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

import click
from click.core import ParameterSource

from manlint.commands import Broken
from manlint.config import ConfigError
from manlint.config.force import Force, in_force
from manlint.files.collect import STDIN
from manlint.lint import prepare
from manlint.rules import PAGE, Rule, RuleError, UnknownRuleError
from manlint.survey.file import Plan

# Parameters of commands by the key that they overrule.
_PARAMETERS = {
    "selected": "select",
    "ignored": "ignore",
    "exclude": "exclude",
    "root": "root",
    "lang": "lang",
    "folders": "rule-folders",
    "policy": "policy",
    "reference_date": "reference-date",
    "jobs": "jobs",
    "shape": "format",
    "fail_on": "fail-on",
}
_NAMES = ("select", "ignore")


def configured(paths: Sequence[str], stdin: str = "") -> Force:
    """What is in force for `paths` under the command that runs; raises Broken.

    `stdin` is the path that "-" stands for.
    """
    first = [stdin if path == STDIN else path for path in paths[:1]]
    return force_of(start_of(first), _given(click.get_current_context()))


def force_of(start: str, given: Mapping[str, Any]) -> Force:
    """What is in force at the folder `start`, its profile found out; raises Broken."""
    try:
        force = in_force(start, given)
    except ConfigError as error:
        raise Broken(str(error)) from error
    if force["profile"]:
        return force
    from manlint.config.profiles import detect
    from manlint.files.tree import find_root

    name, why = detect(force.folder("root") or find_root(start))
    values, origins = {"profile": name}, {"profile": f"detected: {why}"}
    return replace(force, values={**force.values, **values}, origins={**force.origins, **origins})


def start_of(paths: Sequence[str]) -> str:
    """Where to look for the configuration: at the first path that is there, or here."""
    for path in paths[:1]:
        if os.path.isdir(path):
            return path
        if os.path.isdir(os.path.dirname(path)):
            return os.path.dirname(path)
    return os.curdir


def plan_for(
    force: Force,
    note: Callable[[str], None],
    scopes: Collection[str] = (PAGE,),
    use_cache: bool = True,
) -> Plan:
    """The plan that `force` makes, with the rules it chooses; raises Broken."""
    from manlint.config.choose import chosen, file_ignores, known_rules

    try:
        known = known_rules(force)
        rules = chosen(force, known, note, scopes)
        ignores = file_ignores(force, known)
        bound = prepare(rules)
    except (RuleError, UnknownRuleError, ConfigError) as error:
        raise Broken(str(error)) from error
    if not rules:
        raise Broken("no rule is left to check")
    settings = _settings(rules, ignores) if use_cache else b""
    return Plan(bound, force.folder("root"), force["lang"], ignores, settings)


def _settings(rules: Sequence[Rule], ignores: object) -> bytes:
    from manlint.survey.settings import digest

    try:
        return digest(rules, ignores)
    except OSError:  # a file that comes and goes: without the cache
        return b""


def _given(context: click.Context) -> dict[str, Any]:
    """What the command line says, by the keys of a configuration."""
    given: dict[str, Any] = {}
    for parameter, key in _PARAMETERS.items():
        source = context.get_parameter_source(parameter)
        if source not in (None, ParameterSource.DEFAULT):
            value = context.params[parameter]
            given[key] = split_names(value) if key in _NAMES else value
    return given


def split_names(options: Sequence[str]) -> tuple[str, ...]:
    """The names in options such as `a,b` `c`."""
    return tuple(name.strip() for option in options for name in option.split(",") if name.strip())
