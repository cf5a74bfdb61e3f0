"""`manlint text`: a page as its reader sees it, one sentence a line."""

from __future__ import annotations

import click

from manlint.commands import one_source


@click.command()
@click.argument("file")
def command(file: str) -> None:
    """Show the text of FILE as rendered, one sentence a line: for diffs and searches.

    FILE is a file, "-", or a page such as 'open(2)'. Works as git's textconv.
    """
    from manlint.page import read
    from manlint.prose.plain import plain

    click.echo(plain(read(one_source(file))).rstrip("\n"))
