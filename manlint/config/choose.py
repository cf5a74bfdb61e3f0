"""The rules to check with: what there is, changed and chosen as a configuration says."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from manlint import resources
from manlint.config import ConfigError
from manlint.config.force import BUILT_IN, COMMAND_LINE, Force
from manlint.config.profiles import profile
from manlint.finding import Severity
from manlint.rules import (
    PAGE,
    Rule,
    RuleError,
    UnknownRuleError,
    find,
    load_rules,
    names,
    select,
)


def known_rules(force: Force) -> tuple[Rule, ...]:
    """All rules there are, as the configuration changes them.

    Raises RuleError and ConfigError.
    """
    folders = list(force["rule-folders"])
    if force["plugins"]:
        from manlint.config.plugins import activate

        folders += activate(force)
    use_facts(force)
    for number, folder in enumerate(force["rule-folders"]):
        if not os.path.isdir(folder) and "rule-folders" in force.config.values:
            raise force.config.error(f"{folder} is no folder", "rule-folders", number)
    rules = load_rules([resources.folder("rules"), *folders] if folders else None)
    off = profile(force["profile"]).off if force["profile"] else ()
    rules = tuple(replace(rule, default=False) if rule.name in off else rule for rule in rules)
    return overridden(force, with_policy(force, rules))


def chosen(
    force: Force,
    known: Sequence[Rule],
    note: Callable[[str], None] | None = None,
    scopes: Collection[str] = (PAGE,),
) -> tuple[Rule, ...]:
    """Those of `known` that are asked for; raises ConfigError and UnknownRuleError."""
    _check_names(force, known)
    taken = select(known, force["select"], force["ignore"], note, scopes)
    if force["extend-select"]:
        more = select(known, force["extend-select"], force["ignore"], note, scopes)
        taken = tuple(rule for rule in known if rule in taken or rule in more)
    return taken


def file_ignores(force: Force, known: Sequence[Rule]) -> tuple[tuple[str, frozenset[str]], ...]:
    """The globs of per-file-ignores, each with the names of the rules that it is about."""
    return tuple((glob, frozenset(names(known, ignored))) for glob, ignored in force.ignores)


def use_facts(force: Force) -> None:
    """Have manlint read its facts from the folder that is configured; raises ConfigError."""
    folder = force.folder("facts")
    if folder and not os.path.isfile(os.path.join(folder, "facts.toml")):
        raise force.config.error(f"{folder} has no facts.toml", "facts")
    resources.use_facts(os.path.abspath(folder) if folder else "")


def with_policy(force: Force, rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """`rules`, those of the policy with the profile and date that are configured."""
    keys = {"policy": "profile", "reference-date": "reference"}
    given = {option: force[key] for key, option in keys.items() if force.origins[key] != BUILT_IN}
    if not given:
        return tuple(rules)
    from manlint.policy import PolicyError, policy_for

    try:
        policy_for(**given)
    except PolicyError as error:
        wrong = "reference-date" if "date" in str(error) else "policy"
        raise force.config.error(str(error), wrong) from error
    return tuple(rule.with_options(given) if rule.check == "policy" else rule for rule in rules)


def overridden(force: Force, rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """`rules`, those with a table [rules.NAME] changed by it; raises ConfigError."""
    changed: dict[str, Rule] = {}
    for name, table in force.config.values.get("rules", {}).items():
        try:
            rule = find(rules, name)
        except UnknownRuleError as error:
            raise force.config.error(str(error), "rules", name) from error
        changed[rule.name] = _changed(force, name, rule, table)
    return tuple(changed.get(rule.name, rule) for rule in rules)


def _changed(force: Force, name: str, rule: Rule, table: dict[str, Any]) -> Rule:
    options = {key: value for key, value in table.items() if key != "severity"}
    if "severity" in table:
        if table["severity"] not in list(Severity):
            wanted = " or ".join(Severity)
            message = f"severity must be {wanted}, not {table['severity']!r}"
            raise force.config.error(message, "rules", name, "severity")
        rule = replace(rule, severity=Severity(table["severity"]))
    if not options:
        return rule
    from manlint.checks import problems

    rule = rule.with_options(options)
    for problem in problems(rule):
        raise force.config.error(str(problem), "rules", name, problem.key)
    return rule


def _check_names(force: Force, known: Sequence[Rule]) -> None:
    """Raise ConfigError for a name in the file that is no rule's."""
    for key in ("select", "ignore", "extend-select"):
        if force.origins[key] != COMMAND_LINE:
            _check_each(force, known, force.config.values.get(key, ()), key)
    for glob, ignored in force["per-file-ignores"].items():
        _check_each(force, known, ignored, "per-file-ignores", glob)


def _check_each(force: Force, known: Sequence[Rule], given: Iterable[str], *key: str) -> None:
    for number, name in enumerate(given):
        try:
            names(known, [name])
        except UnknownRuleError as error:
            raise force.config.error(str(error), *key, number) from error


__all__ = ["ConfigError", "RuleError", "chosen", "file_ignores", "known_rules", "use_facts"]
