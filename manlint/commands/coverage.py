"""`manlint coverage`: constants of the kernel's headers that no page mentions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from manlint.commands import Broken

if TYPE_CHECKING:
    from manlint.coverage.missing import Coverage


@click.command()
@click.argument("path", default=".", type=click.Path(exists=True))
@click.option(
    "--headers",
    required=True,
    type=click.Path(exists=True, file_okay=False),
    help="The folder that has the kernel's headers in linux/ and asm-generic/.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def command(ctx: click.Context, path: str, headers: str, as_json: bool) -> None:
    """List constants that kernel headers define and no page of the tree around PATH mentions.

    Looked at are the families that the pages document, such as O_ and PR_. Exits with 1 if any
    constant is missing.
    """
    from manlint.coverage.missing import coverage, mentioned
    from manlint.files.tree import find_root

    root = find_root(path)
    if root is None:
        raise Broken(f"{path}: no folders of pages such as man2 in it or around it")
    found = [*coverage(headers, mentioned(_texts(root)))]
    if not found:
        raise Broken(f"{headers}: no header of a documented family in it, such as linux/fs.h")
    click.echo(_to_json(found) if as_json else "\n".join(_lines(found)))
    ctx.exit(int(any(one.missing for one in found)))


def _texts(root: str) -> Iterator[str]:
    """The text of each page of a tree; what cannot be read says nothing."""
    import os

    from manlint.files.load import Unreadable, load
    from manlint.files.tree import page_folders

    for folder in page_folders(root):
        for name in sorted(os.listdir(os.path.join(root, folder))):
            try:
                yield load(os.path.join(root, folder, name)).text
            except Unreadable:
                continue


def _lines(found: Sequence[Coverage]) -> Iterator[str]:
    """A line for each family that is not complete, its constants below it, and the sum."""
    for one in found:
        if one.missing:
            count = f"{len(one.missing)} of {one.defined}"
            yield f"{one.family.prefix}* ({one.family.page}): {count} in no page"
            yield from (f"  {lost.path}:{lost.line}: {lost.name}" for lost in one.missing)
    missing, defined = sum(len(one.missing) for one in found), sum(one.defined for one in found)
    yield f"{missing} of {defined} constants of {len(found)} families are in no page"


def _to_json(found: Sequence[Coverage]) -> str:
    from manlint.report.json import dumps

    families = [
        {
            "prefix": one.family.prefix,
            "page": one.family.page,
            "defined": one.defined,
            "missing": [lost._asdict() for lost in one.missing],
        }
        for one in found
    ]
    return dumps({"version": 1, "families": families})
