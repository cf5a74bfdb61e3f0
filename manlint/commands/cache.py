"""`manlint cache`: what is kept of earlier runs, and how to be rid of it."""

from __future__ import annotations

import click

from manlint import cache


@click.group("cache")
def command() -> None:
    """Show or clear what is kept of pages that were checked."""


@command.command("info")
def info() -> None:
    """Print where results are kept, how much there is, and how much there may be."""
    entries = [entry.stat().st_size for entry in cache.shelves()]
    click.echo(f"folder: {cache.folder()}")
    click.echo(f"size: {sum(entries):,} bytes in {len(entries):,} files")
    click.echo(f"limit: {cache.LIMIT:,} bytes; the least recently used go first")


@command.command("clear")
def clear() -> None:
    """Remove all results that are kept."""
    removed = cache.clear()
    click.echo(f"removed {removed:,} file{'s' * (removed != 1)}")
