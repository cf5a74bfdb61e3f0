"""`manlint check --diff` and `--staged`: what a change adds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from manlint.changes.files import Changes, changed_pages
from manlint.changes.git import GitError, Repository, repository
from manlint.changes.scope import Span, between, staged
from manlint.changes.survey import survey_changes
from manlint.commands import Broken
from manlint.files.collect import STDIN, Collection
from manlint.files.load import Unreadable
from manlint.survey.file import Checked, Plan


def reject_with(staged: bool, fix: bool, revisions: str | None) -> None:
    """Raise UsageError for options that cannot go together."""
    if staged and (fix or revisions is not None):
        raise click.UsageError("--staged goes with neither --fix nor --diff")
    if fix:
        raise click.UsageError("--unsafe-fixes needs --fix")
    if revisions == "":
        raise click.UsageError("--diff needs a revision, or --fix")


def look(
    revisions: str | None, paths: Sequence[str], exclude: Sequence[str], plan: Plan
) -> tuple[Collection, Iterator[Checked]]:
    """What changed by `revisions`, or is staged if that is None, below `paths`; raises Broken."""
    if STDIN in paths:
        raise click.UsageError("standard input is in no repository: name files, or no PATHS")
    try:
        span = found_out() or chosen(repository(), revisions)
        changes = changed_pages(span, inside(span.repository, paths), exclude)
    except GitError as error:
        what = "the staged changes" if revisions is None else f"the changes of {revisions}"
        raise Broken(f"cannot read {what}\n  {error}") from error
    return collection(span, changes), guarded(survey_changes(span, changes, plan))


# Where a command leaves the span that it has found out for the one it calls.
SPAN = "manlint.changes"


def found_out() -> Span | None:
    """What the hook has found out already, once."""
    span: Span | None = click.get_current_context().meta.pop(SPAN, None)
    return span


def chosen(where: Repository, revisions: str | None) -> Span:
    """The two states to compare; raises GitError."""
    return staged(where) if revisions is None else between(where, revisions)


def inside(where: Repository, paths: Sequence[str]) -> list[str]:
    """`paths` as the repository has them; raises GitError for one outside."""
    found = []
    for path in paths:
        known = where.inside(path)
        if known is None:
            raise GitError(f"{path} is not in the repository {where.top}")
        found.append(known)
    return found


def collection(span: Span, changes: Changes) -> Collection:
    """`changes` as the start of a report."""
    shown = span.repository.shown
    notes = list(changes.notes)
    if not (changes.pages or changes.problems):
        notes.append(f"{span.name}: no page is among them")
    return Collection(
        [shown(page.new) for page in changes.pages if page.new],
        excluded=changes.excluded,
        problems=list[Unreadable](changes.problems),
        notes=notes,
    )


def guarded(results: Iterator[Checked]) -> Iterator[Checked]:
    """`results`, an error of git ending the run with its causes."""
    try:
        yield from results
    except GitError as error:
        raise Broken(f"cannot read the repository\n  {error}") from error
