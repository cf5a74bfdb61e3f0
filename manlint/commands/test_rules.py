"""`manlint test-rules`: run the examples of rule documents."""

from __future__ import annotations

from collections.abc import Iterator

import click

from manlint.resources import folder, shown
from manlint.rules import RuleError, load_rules

# pytest must not take this module for a test
__test__ = False


@click.command("test-rules")
@click.argument("directory", required=False, type=click.Path(exists=True, file_okay=False))
def command(directory: str | None) -> None:
    """Run the examples of all rules in DIRECTORY, manlint's own if there is none.

    Every Bad example must be found on exactly its marked lines and no Good one at all.
    Exit status: 0 all are, 1 some are not, 2 a document is wrong.
    """
    broken = failed = examples = rules = 0
    for result in results(directory or folder("rules")):
        if isinstance(result, int):
            rules, examples = rules + 1, examples + result
            continue
        broken += isinstance(result, RuleError)
        failed += isinstance(result, str)
        click.echo(str(result), err=isinstance(result, RuleError))
    click.echo(f"{rules} rules, {examples} examples, {failed} failed, {broken} documents wrong")
    click.get_current_context().exit(2 if broken else 1 if failed else 0)


def results(directory: str) -> Iterator[int | str | RuleError]:
    """For each document its error, or the text of each failure and its number of examples."""
    from manlint.ruledoc import read_document, rule_files
    from manlint.ruleindex import check_together
    from manlint.ruletest import failures

    read = []
    for path, group in rule_files(directory):
        try:
            document = read_document(path, group)
        except RuleError as error:
            yield error
            continue
        read.append(document.rule)
        for failure in failures(document):
            yield f"{shown(failure.path)}:{failure.line}: {failure.problem}"
        yield len(document.examples)
    try:
        own = () if directory == folder("rules") else load_rules()
        check_together([*own, *read])
    except RuleError as error:
        yield error
