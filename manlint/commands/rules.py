"""`manlint rules`: the rules that there are, as a table or as JSON."""

from __future__ import annotations

from collections.abc import Sequence

import click

from manlint.commands import Broken
from manlint.resources import folder
from manlint.rules import Rule, RuleError, load_rules

HEAD = ("name", "group", "severity", "default", "fixable")


FOLDERS = click.option(
    "--rules",
    "folders",
    multiple=True,
    type=click.Path(exists=True, file_okay=False),
    help="A folder with more rules.",
)


@click.command("rules")
@FOLDERS
@click.option("--json", "as_json", is_flag=True, help="Print JSON, with every rule's title.")
def command(folders: tuple[str, ...], as_json: bool) -> None:
    """List the rules: name, group, severity, whether on by default, whether fixable."""
    rules = known_rules(folders)
    click.echo(to_json(rules) if as_json else table(rules))


def known_rules(folders: Sequence[str]) -> tuple[Rule, ...]:
    """manlint's own rules and those of `folders`; raises Broken."""
    try:
        return load_rules([folder("rules"), *folders])
    except RuleError as error:
        raise Broken(str(error)) from error


def table(rules: Sequence[Rule]) -> str:
    """The rules as lines of columns, with a head."""
    rows = [HEAD, *map(_row, rules)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)
    return "\n".join(lines)


def _row(rule: Rule) -> tuple[str, ...]:
    default = "yes" if rule.default else "no"
    return rule.name, rule.group, rule.severity, default, "yes" if rule.fixable else "no"


def to_json(rules: Sequence[Rule]) -> str:
    """The rules as a JSON document."""
    import json

    keys = (*HEAD, "title", "check", "since", "covers", "formerly", "scope")
    entries = [{key: getattr(rule, key) for key in keys} for rule in rules]
    return json.dumps({"version": 1, "rules": entries}, indent=2, ensure_ascii=False)
