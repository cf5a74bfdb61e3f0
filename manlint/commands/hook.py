"""`manlint hook`: what pre-commit or a hook of git calls, which finds out what to look at."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

import click

from manlint.changes.files import Change, changed_pages
from manlint.changes.git import GitError, Repository, repository
from manlint.changes.scope import between, staged
from manlint.commands import Broken, check
from manlint.commands.changed import SPAN
from manlint.files.collect import is_page

# Options of check that choose what to look at, which is found out here, or write files.
_NOT_HERE = (
    "paths", "diff", "staged", "fix", "unsafe_fixes", "write_baseline", "stdin_filename"
)  # fmt: skip


def hook(files: tuple[str, ...], **options: Any) -> None:
    """Check what a commit adds, for pre-commit or a hook of git.

    In general that is the staged change, of all pages or of FILES and pages that are gone.
    Between $PRE_COMMIT_FROM_REF and $PRE_COMMIT_TO_REF, as pre-commit sets them with
    --from-ref and --to-ref, it is the change of that range.  If FILES are not those that are
    staged, as with pre-commit run --all-files, they are checked as they are.

    Options are those of check.
    """
    try:
        chosen = chosen_by(repository(), files, os.environ)
    except GitError as error:
        raise Broken(f"cannot find out what the commit changes\n  {error}") from error
    if not files and os.environ.get("PRE_COMMIT") and not chosen["paths"]:
        # pre-commit passes no file: there is none that is a page and not excluded
        click.echo("no page is among the files", err=True)
        return
    if chosen.get("diff") is None and not chosen.get("staged"):
        whole = len(chosen["paths"])
        against = (
            f"against {options['baseline']}" if options.get("baseline") else "with no baseline"
        )
        click.echo(f"not a change: {whole:,} files are checked whole, {against}", err=True)
    nothing = dict.fromkeys(("diff", "write_baseline"))
    flags = dict.fromkeys(("staged", "fix", "unsafe_fixes"), False)
    assert check.command.callback is not None
    check.command.callback(**{**nothing, **flags, "stdin_filename": "<stdin>", **options, **chosen})


def chosen_by(
    where: Repository, files: Sequence[str], environment: Mapping[str, str]
) -> dict[str, Any]:
    """Options of check for what is to be looked at; raises GitError.

    `files` are those that pre-commit passes: never one that a commit removes, which belongs
    to the change all the same.
    """
    pages = [path for path in files if is_page(*os.path.split(path))]
    start, end = environment.get("PRE_COMMIT_FROM_REF"), environment.get("PRE_COMMIT_TO_REF")
    if start and end:
        revisions = f"{start}...{end}"
        try:
            span = between(where, revisions)
        except GitError:
            revisions = f"{start}..{end}"
            span = between(where, revisions)
        return {"diff": revisions, "paths": limited(where, pages, changed_pages(span).pages)}
    span = staged(where)
    changes = changed_pages(span)
    known = {change.new for change in changes.pages}
    known.update(where.inside(problem.path) or "" for problem in changes.problems)
    if any(where.inside(path) not in known for path in pages):
        return {"paths": tuple(pages)}
    click.get_current_context().meta[SPAN] = span
    return {"staged": True, "paths": limited(where, pages, changes.pages)}


def limited(where: Repository, files: Sequence[str], changes: Sequence[Change]) -> tuple[str, ...]:
    """`files` and the pages that are gone; all that changed, which is (), without `files`.

    pre-commit knows which files its configuration wants: where it passes none, only what is
    gone is left to look at.
    """
    gone = (where.shown(change.old) for change in changes if not change.new)
    return (*files, *gone) if files or os.environ.get("PRE_COMMIT") else ()


command = click.Command(
    "hook",
    params=[
        click.Argument(["files"], nargs=-1),
        *(param for param in check.command.params if param.name not in _NOT_HERE),
    ],
    callback=hook,
    help=hook.__doc__,
)
