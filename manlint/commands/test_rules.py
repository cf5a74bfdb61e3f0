"""`manlint test-rules`: run the examples of rule documents."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from manlint.resources import folder, shown
from manlint.rules import Rule, RuleError, load_rules

if TYPE_CHECKING:
    from manlint.rules.document import Document


@click.command("test-rules")
@click.argument("directory", required=False, type=click.Path(exists=True, file_okay=False))
def command(directory: str | None) -> None:
    """Run the examples of all rules in DIRECTORY, manlint's own if there is none.

    Every Bad example must be found on exactly its marked lines and no Good one at all.
    Exit status: 0 all are, 1 some are not, 2 a document is wrong.
    """
    found = Outcome()
    run(directory or folder("rules"), found)
    click.echo(
        f"rules: {found.rules}, examples: {found.examples}, "
        f"failed: {found.failed}, wrong documents: {found.wrong}"
    )
    click.get_current_context().exit(2 if found.wrong else 1 if found.failed else 0)


@dataclass(slots=True)
class Outcome:
    """How many documents and examples there are, and what became of them."""

    rules: int = 0
    examples: int = 0
    failed: int = 0
    wrong: int = 0

    def refuse(self, error: RuleError) -> None:
        """Count a wrong document and say what is wrong."""
        self.wrong += 1
        click.echo(str(error), err=True)

    def add(self, document: Document) -> None:
        """Run the examples of a document and print the failures."""
        from manlint.rules.runner import failures

        self.rules += 1
        self.examples += len(document.examples)
        for failure in failures(document):
            self.failed += 1
            click.echo(f"{shown(failure.path)}:{failure.line}: {failure.problem}")


def run(directory: str, outcome: Outcome) -> None:
    """Run what is in `directory`; its rules must also agree with manlint's own."""
    from manlint.rules.document import read_document
    from manlint.rules.index import check_together, rule_files

    read: list[Rule] = []
    for path, group in rule_files(directory):
        try:
            document = read_document(path, group)
        except RuleError as error:
            outcome.refuse(error)
        else:
            outcome.add(document)
            read.append(document.rule)
    try:
        own = () if os.path.samefile(directory, folder("rules")) else load_rules()
        check_together([*own, *read])
    except RuleError as error:
        outcome.refuse(error)
