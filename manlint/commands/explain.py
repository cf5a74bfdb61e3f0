"""`manlint explain`: a rule's document for a terminal, with its measured precision."""

from __future__ import annotations

import os
from collections.abc import Iterator

import click

from manlint.commands import Broken
from manlint.commands.rules import FOLDERS, known_rules
from manlint.resources import corpus_folder
from manlint.rules import Rule, UnknownRuleError, find


@click.command("explain")
@click.argument("name")
@FOLDERS
def command(name: str, folders: tuple[str, ...]) -> None:
    """Print the document of the rule NAME: what it finds, why, and examples."""
    rules = known_rules(folders)
    try:
        rule = find(rules, name, lambda note: click.echo(note, err=True))
    except UnknownRuleError as error:
        raise Broken(str(error)) from error
    click.echo("\n".join(lines(rule)))


def lines(rule: Rule) -> Iterator[str]:
    """The document with bold headings and its fences indented; then where it stands."""
    with open(rule.path, encoding="utf-8") as file:
        document = file.read().rstrip("\n").split("\n")
    fence = ""
    for line in document:
        mark = line.lstrip()[:3]
        if fence and line.strip() == fence:
            fence = ""
        elif not fence and mark in ("```", "~~~"):
            fence = line.strip()[: len(line.strip()) - len(line.strip().lstrip(mark[0]))]
            yield from _file_name(line)
        elif fence:
            yield f"    {line}".rstrip()
        else:
            yield click.style(line.lstrip("# "), bold=True) if line.startswith("#") else line
    yield ""
    yield f"Group: {rule.group}.  {precision(rule.name)}"


def _file_name(line: str) -> Iterator[str]:
    """The name in a fence's head, as in "```roff man2/open.2"."""
    words = line.split()[1:]
    if words:
        yield f"    {words[0]}:"


def precision(rule: str) -> str:
    """A sentence on how many of the rule's findings on a real tree are true."""
    from manlint.rules.precision import precision_path, read_precision

    corpus = corpus_folder()
    path = precision_path(corpus, rule) if corpus else ""
    if not os.path.exists(path):
        return "Precision: not measured here."
    found = read_precision(path)
    if not found.findings:
        return f"Precision: no finding in {found.tree}."
    true = sum(row.true for row in found.rows)
    judged = f"{true} of {len(found.rows)} judged findings are true ({found.share:.0%})"
    return f"Precision: {judged}, of {found.findings} in {found.tree}."
