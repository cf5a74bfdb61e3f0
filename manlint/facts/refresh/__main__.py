"""python -m manlint.facts.refresh: compare the facts with their sources, or take them anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import click

from manlint.facts.refresh import calls, constants, provenance, releases, repository, symbols, table

FACTS = Path(__file__).resolve().parent.parent
KERNELS = "releases/linux-kernel.json"
_FOLDER = click.Path(exists=True, file_okay=False)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class Made(NamedTuple):
    """The new rows of one file, and the columns that tell them apart."""

    file: str
    key: tuple[str, ...]
    rows: list[dict[str, str]]


@click.command()
@click.option("--glibc", metavar="DIR", type=_FOLDER, help="A clone of glibc with its tags.")
@click.option("--musl", metavar="DIR", type=_FOLDER, help="A clone of musl; needs that of glibc.")
@click.option(
    "--release-data",
    metavar="DIR",
    type=_FOLDER,
    help=f"A clone of endoflife.date's release-data, with {KERNELS}.",
)
@click.option(
    "--support",
    metavar="FILE",
    type=_FILE,
    help="endoflife.date's API document of Linux: a list with cycle, eol and lts.",
)
@click.option(
    "--facts", metavar="DIR", type=_FOLDER, default=str(FACTS), help="The folder of the facts."
)
@click.option("--write", is_flag=True, help="Write the files; otherwise only compare.")
def main(  # noqa: PLR0913 - one parameter for each option
    glibc: str | None,
    musl: str | None,
    release_data: str | None,
    support: Path | None,
    facts: str,
    write: bool,
) -> None:
    """Say how the facts differ from what their sources hold now, and take that with --write.

    The sources are clones and files at hand; nothing is fetched. The status is 1 if something
    differs and is not written.
    """
    folder = Path(facts)
    try:
        made = [*_of_glibc(glibc, folder), *_of_linux(release_data, support, folder)]
        if glibc and musl:
            rows = constants.rows({"glibc": glibc, "musl": musl})
            made.append(Made("constants.csv", ("name",), rows))
        changed = [entry for entry in made if _report(folder, entry)]
        if write:
            for entry in changed:
                table.write(folder / entry.file, entry.rows)
            _stamp(folder / "facts.toml", glibc, musl if glibc else None, release_data)
    except (repository.RepositoryError, ValueError, KeyError) as error:
        raise click.ClickException(str(error)) from error
    if not made:
        raise click.UsageError("nothing to do: name a source with --glibc or --release-data")
    click.get_current_context().exit(1 if changed and not write else 0)


def _of_glibc(clone: str | None, folder: Path) -> Iterator[Made]:
    """What a clone of glibc tells: releases, symbols, and names of system calls."""
    if clone is None:
        return
    kept = table.read(folder / "glibc-releases.csv")
    rows = releases.glibc(clone, kept)
    yield Made("glibc-releases.csv", ("version",), rows)
    known = [row["version"] for row in rows]
    yield _series("glibc-series.csv", known, folder, releases.GLIBC_SOURCE)
    yield Made("glibc-symbols.csv", ("name",), symbols.rows(clone))
    named = table.read(folder / "syscalls.csv")
    yield Made("syscalls.csv", ("name",), calls.rows(clone, named))


def _of_linux(clone: str | None, support: Path | None, folder: Path) -> Iterator[Made]:
    """What release-data, and a document of the ends of support, tell of kernels."""
    import json

    if clone is None:
        return
    today = repository.newest(clone).day
    dates = releases.linux_dates(repository.text(clone, "HEAD", KERNELS))
    ends = json.loads(support.read_text("utf-8")) if support else []
    kept = table.read(folder / "kernel-releases.csv")
    yield Made("kernel-releases.csv", ("version",), releases.linux(dates, ends, kept, today))
    yield _series("kernel-series.csv", dates, folder, releases.KERNEL_SOURCE)


def _series(file: str, known: Iterable[str], folder: Path, source: str) -> Made:
    return Made(
        file, ("prefix", "first"), releases.series(known, table.read(folder / file), source)
    )


def _report(folder: Path, made: Made) -> bool:
    """Print how a file differs; whether it does."""
    old = table.read(folder / made.file)
    lines = [*table.differences(old, made.rows, *made.key)]
    click.echo(f"{made.file}: {len(made.rows):,} rows, {len(lines):,} differ")
    for line in lines:
        click.echo(f"  {line}")
    return bool(lines)


def _stamp(path: Path, glibc: str | None, musl: str | None, release_data: str | None) -> None:
    """Put days and commits of the clones into facts.toml; Linux sets the date of all facts."""
    written = path.read_text("utf-8")
    of_glibc = [f"sources.glibc-{what}" for what in ("tags", "abilist", "list")]
    headers = ("sources.glibc-headers",) if musl else ()
    sources = {
        glibc: ("products.glibc", *of_glibc, *headers),
        musl: ("sources.musl-headers",),
        release_data: ("", "products.linux", "sources.endoflife"),
    }
    for clone, tables in sources.items():
        for name in tables if clone else ():
            written = provenance.stamped(written, name, repository.newest(str(clone)))
    path.write_text(written, "utf-8")


if __name__ == "__main__":
    main()
