"""`manlint tree`: the section tree of a page."""

from __future__ import annotations

import click

from manlint.commands import one_source


@click.command()
@click.argument("file")
@click.option("--json", "as_document", is_flag=True, help="Print it as JSON, with positions.")
def command(file: str, as_document: bool) -> None:
    """Show the section tree of FILE: a file, "-", or a page such as 'open(2)'."""
    from manlint.page import read
    from manlint.page.show import as_json, outline

    page = read(one_source(file))
    if as_document:
        from manlint.report.json import dumps

        click.echo(dumps(as_json(page)))
    else:
        click.echo(outline(page).rstrip("\n"))
