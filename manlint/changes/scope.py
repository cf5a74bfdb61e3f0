"""Which two states of a repository to compare, by what the user asks for."""

from __future__ import annotations

from dataclasses import dataclass, field

from manlint.changes.git import EMPTY_TREE, GitError, Repository
from manlint.changes.side import FILES, INDEX, Side


@dataclass(frozen=True, slots=True)
class Span:
    """Two states of one repository; `name` says which, for messages.

    `raw` keeps what git says of their difference once it was asked.
    """

    before: Side
    after: Side
    name: str
    raw: list[str] = field(default_factory=list, compare=False, repr=False)

    @property
    def repository(self) -> Repository:
        """The repository of both."""
        return self.after.repository


def staged(repository: Repository) -> Span:
    """From the last commit, if there is one, to the index."""
    try:
        last = repository.tree("HEAD")
    except GitError:
        # a branch without a commit; a HEAD that is broken is another thing
        if repository.run("rev-list", "-n1", "--all"):
            raise
        last = EMPTY_TREE
    return Span(Side(repository, last), Side(repository, INDEX), "the staged changes")


def between(repository: Repository, revisions: str) -> Span:
    """From REV to the files, from A to B for A..B, from where B left A to B for A...B.

    An empty A or B is HEAD. Raises GitError.
    """
    name = f"the changes of {revisions}"
    if "..." in revisions:
        one, other = revisions.split("...", 1)
        last = repository.tree(other or "HEAD")
        before = repository.tree(fork(repository, one or "HEAD", other or "HEAD"))
    elif ".." in revisions:
        one, other = revisions.split("..", 1)
        before, last = repository.tree(one or "HEAD"), repository.tree(other or "HEAD")
    else:
        before, last = repository.tree(revisions), FILES
        name = f"the changes since {revisions}"
    return Span(Side(repository, before), Side(repository, last), name)


def commit_of(repository: Repository, name: str) -> Span:
    """What one commit changes against its first parent, or against no files at all."""
    after = repository.tree(name)
    parents = repository.run("rev-parse", "--end-of-options", f"{name}^@").split()
    # rev-parse repeats the option that it does not need
    hashes = [one.decode() for one in parents if not one.startswith(b"-")]
    before = repository.tree(hashes[0]) if hashes else EMPTY_TREE
    return Span(Side(repository, before), Side(repository, after), f"the commit {name}")


def fork(repository: Repository, one: str, other: str) -> str:
    """The last commit that both revisions have; raises GitError if there is none."""
    repository.tree(one)  # for the message if there is no such revision
    found = repository.run("merge-base", "--end-of-options", one, other, fine=(0, 1))
    if not found:
        raise GitError(f"{one} and {other} have no commit in common")
    return found.split()[0].decode()
