"""`manlint facts`: what is known of a version, a call, a constant or another subject."""

from __future__ import annotations

import os

import click

from manlint.commands import Broken


@click.command()
@click.argument("subjects", nargs=-1, required=True)
@click.option("--json", "as_document", is_flag=True, help="Print JSON.")
def command(subjects: tuple[str, ...], as_document: bool) -> None:
    """Show what the facts say of SUBJECTS: 5.10, "glibc 2.34", membarrier, O_TMPFILE, somaxconn.

    Each line ends with the source, its day and how sure the fact is. The status is 1 if nothing
    is known of something. Nothing is fetched: the facts are manlint's own, or those of the
    folder that the configuration names.
    """
    from manlint.facts.ask import answers

    _use_configured()
    missing: list[str] = []
    notes: dict[str, None] = {}
    found = []
    try:
        for what in subjects:
            known = [*answers(what, lambda line: notes.update({line: None}))]
            found += known
            missing += [] if known else [what]
    except (OSError, ValueError, KeyError) as error:
        raise Broken(str(error)) from error
    if as_document:
        from manlint.report.json import dumps

        click.echo(dumps({"version": 1, "facts": [answer.as_json() for answer in found]}))
    else:
        for answer in found:
            click.echo(str(answer))
    for line in (*notes, *(f"nothing is known of {what}" for what in missing)):
        click.echo(line, err=True)
    click.get_current_context().exit(1 if missing else 0)


def _use_configured() -> None:
    """Have the facts read from the folder that the configuration names; raises Broken."""
    from manlint.config import ConfigError
    from manlint.config.choose import use_facts
    from manlint.config.force import in_force

    try:
        use_facts(in_force(os.curdir, {}))
    except ConfigError as error:
        raise Broken(str(error)) from error
