"""`manlint claims`: what pages say, as data."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence

import click

from manlint.claims.index import Index, index, of_source
from manlint.claims.model import Kind
from manlint.claims.store import Listed
from manlint.commands import Broken, read_stdin

_AT = re.compile(r"(.+):([1-9]\d*)")


@click.command("claims")
@click.argument("pages", nargs=-1)
@click.option("--json", "as_document", is_flag=True, help="Print JSON.")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    metavar="KIND",
    type=click.Choice([kind.value for kind in Kind]),
    help="Only claims of this kind, such as errno or version.since (may be repeated).",
)
@click.option("--subject", metavar="NAME", help="Only claims about NAME, such as O_SYNC.")
@click.option("--at", metavar="PLACE", help="Only claims on the line FILE:LINE.")
@click.option(
    "--jobs", "-j", type=click.IntRange(min=1), help="Processes; one a processor for many files."
)
@click.option("--no-cache", is_flag=True, help="Read every page anew, and keep nothing.")
def command(
    pages: tuple[str, ...],
    as_document: bool,
    kinds: tuple[str, ...],
    subject: str | None,
    at: str | None,
    jobs: int | None,
    no_cache: bool,
) -> None:
    """List the claims of PAGES: files, folders, "-", or pages such as 'open(2)'.

    What a claim is, and of what kinds they are, says docs/claims.md. Claims in running text
    need spaCy; without it those of tags, tables, references and ERRORS are listed.
    """
    file, line = _place(at)
    if not pages and not file:
        raise click.UsageError("name a page, or a folder of pages")
    if file and not os.path.lexists(file):
        raise Broken(f"{file}: no such file")
    wanted = frozenset(map(Kind, kinds)) or frozenset(Kind)
    found = _index((*pages, *((file,) if file and not pages else ())), wanted, jobs, not no_cache)
    listed = [one for one in found.listed if one.claim.kind in wanted]
    if subject is not None:
        from manlint.claims.index import subjects

        listed = [one for one in listed if subject in subjects(one)]
    if file:
        listed = [one for one in listed if one.line <= line <= one.end_line and _is(one, file)]
    for text in _lines(listed, as_document):
        click.echo(text)
    for problem in found.problems:
        click.echo(problem, err=True)
    click.get_current_context().exit(2 if found.problems else 0)


def _place(at: str | None) -> tuple[str, int]:
    """File and line of "FILE:LINE", ("", 0) of None."""
    if at is None:
        return "", 0
    match = _AT.fullmatch(at)
    if match is None:
        raise click.UsageError(f"--at is FILE:LINE, as man2/open.2:751, and not {at!r}")
    return match[1], int(match[2])


def _is(one: Listed, file: str) -> bool:
    return one.path == file or (os.path.exists(one.path) and os.path.samefile(one.path, file))


def _index(pages: Sequence[str], kinds: frozenset[Kind], jobs: int | None, keep: bool) -> Index:
    """The claims of `pages`; of kinds in running text only where spaCy is there."""
    from manlint.claims.extract import STRUCTURAL, TEXT
    from manlint.files.collect import STDIN, collect

    text = bool(kinds & TEXT)
    if text and not _has_spacy():
        skipped = ", ".join(sorted(kind.value for kind in kinds & TEXT))
        click.echo(f"skipped, as spaCy is not installed: {skipped}", err=True)
        text = False
    # Kinds of one layer are found together, so that any choice among them is in the cache.
    layers = STRUCTURAL | TEXT if text else STRUCTURAL
    found = collect(pages)
    notes = [*map(str, found.problems), *found.notes]
    paths = [path for path in found.paths if path != STDIN]
    settings = _settings(text) if keep else b""
    made = index(paths, layers, settings, jobs or _jobs(len(paths)))
    listed, links = made.listed, made.links
    if STDIN in found.paths:
        from manlint.claims.kept import Entry
        from manlint.claims.store import restored

        entry = of_source(read_stdin("<stdin>"), layers, Entry((), b"", "", ()))
        listed += tuple(restored(entry.page, "<stdin>", row) for row in entry.rows)
    return Index(listed, links, (*notes, *made.problems))


def _has_spacy() -> bool:
    from importlib.util import find_spec

    return find_spec("spacy") is not None


def _settings(text: bool) -> bytes:
    """What claims depend on besides their page, for the cache."""
    from manlint.survey.settings import digest

    return digest((), ("claims", text))


def _jobs(files: int) -> int:
    from manlint.survey.many import default_jobs

    return default_jobs(files)


def _lines(listed: Sequence[Listed], as_document: bool) -> Iterator[str]:
    """What to print."""
    from manlint.claims.show import as_json, table

    if not as_document:
        from shutil import get_terminal_size

        terminal = os.isatty(1)
        yield from table(listed, get_terminal_size().columns if terminal else 0)
        return
    from manlint.report.json import dumps

    shapes = ",\n".join(dumps(as_json(one)) for one in listed)
    yield f'{{"version": 1, "claims": [{shapes}]}}'
