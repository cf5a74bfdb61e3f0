"""`manlint commit-msg`: a commit message as the man-pages project wants it."""

from __future__ import annotations

import click

from manlint.changes.files import every_path
from manlint.changes.git import GitError, repository
from manlint.changes.scope import commit_of, staged
from manlint.commands import Broken
from manlint.commands.output import Format, Output, wants_color
from manlint.commitmsg import findings
from manlint.files.collect import is_page
from manlint.files.encoding import decode
from manlint.files.load import unreadable
from manlint.source import Source
from manlint.survey.file import Checked


@click.command("commit-msg")
@click.argument("file")
@click.option(
    "--commit",
    metavar="REV",
    help="The commit that has the message; without it, the message is for what is staged.",
)
@click.option(
    "--format",
    "shape",
    type=click.Choice(["full", "concise"]),
    default="full",
    show_default=True,
    help="How to print findings.",
)
def command(file: str, commit: str | None, shape: Format) -> None:
    """Check the commit message in FILE, for the commit-msg hook of git.

    The subject is the path of a page, a colon and an English sentence; the rest is as the
    Linux man-pages project asks for in CONTRIBUTING.d/patches.  The status is 1 with findings.
    """
    found = findings(message(file), changed(commit))
    Output(shape, wants_color("auto"), False, False).page(Checked(file, tuple(found)))
    click.get_current_context().exit(1 if found else 0)


def message(path: str) -> Source:
    """The message in the file at `path`; raises Broken."""
    try:
        with open(path, "rb") as file:
            text, encoding = decode(file.read())
    except OSError as error:
        raise Broken(str(unreadable(path, error))) from error
    return Source(path, text, encoding)


def changed(commit: str | None) -> list[str]:
    """The paths that the commit, or what is staged, changes, pages first; raises Broken.

    Nothing outside a repository: the message's form can be checked all the same.
    """
    try:
        where = repository()
    except GitError:
        return []
    try:
        span = staged(where) if commit is None else commit_of(where, commit)
        paths = every_path(span)
    except GitError as error:
        raise Broken(f"cannot read what the commit changes\n  {error}") from error
    return sorted(paths, key=lambda path: (not is_page(*_split(path)), path))


def _split(path: str) -> tuple[str, str]:
    folder, _, name = path.rpartition("/")
    return folder, name
