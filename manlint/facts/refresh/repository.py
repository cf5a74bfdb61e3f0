"""What a git repository at hand says: files at a revision, tags, and revisions of a file."""

from __future__ import annotations

import subprocess
from typing import NamedTuple


class Revision(NamedTuple):
    """A commit and the day of it, as YYYY-MM-DD in UTC."""

    commit: str
    day: str


class RepositoryError(Exception):
    """git failed; the text is the command and what git said."""


def git(repository: str, *arguments: str) -> str:
    """What a git command prints; raises RepositoryError."""
    command = ["git", "-C", repository, *arguments]
    environment = {"TZ": "UTC", "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    from os import environ

    done = subprocess.run(command, capture_output=True, env={**environ, **environment}, check=False)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise RepositoryError(f"{' '.join(command)}: {said}")
    return done.stdout.decode(errors="replace")


def newest(repository: str, revision: str = "HEAD") -> Revision:
    """The commit that `revision` names."""
    line = git(repository, "log", "-1", "--date=short-local", "--format=%H %cd", revision, "--")
    commit, day = line.split()
    return Revision(commit, day)


def files(repository: str, revision: str, folder: str) -> list[str]:
    """The paths of the files below `folder` at `revision`; none if there is no such folder."""
    return git(repository, "ls-tree", "-r", "--name-only", revision, "--", folder).splitlines()


def text(repository: str, revision: str, path: str) -> str:
    """The file at `path` at `revision`."""
    return git(repository, "show", f"{revision}:{path}")


def revisions(repository: str, path: str) -> list[Revision]:
    """The commits that changed the file at `path`, the oldest first."""
    form = ("--date=short-local", "--format=%H %cd", "--reverse")
    lines = git(repository, "log", *form, "--", path).splitlines()
    return [Revision(*line.split()) for line in lines]


def tags(repository: str, prefix: str) -> dict[str, str]:
    """The days, where they were made, of the tags that begin with `prefix`, by what follows it."""
    form = "--format=%(refname:lstrip=2) %(creatordate:short)"
    lines = git(repository, "for-each-ref", form, f"refs/tags/{prefix}*").splitlines()
    found = (line.split() for line in lines)
    return {name.removeprefix(prefix): day for name, day in found}
