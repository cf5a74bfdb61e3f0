"""git as a process: the only way in which a check or the hook reads a repository."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from manlint.visible import visible

if TYPE_CHECKING:
    from manlint.changes.blobs import Blobs

# What git calls the tree without files; it is known in every repository of SHA-1 names.
EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"


class GitError(Exception):
    """git could not do something; the text has a line for each cause, outermost first."""

    def __init__(self, problem: str, *causes: str) -> None:
        super().__init__(problem, *causes)
        self.lines = tuple(visible(line) for line in (problem, *causes))

    def __str__(self) -> str:
        return "\n  ".join(self.lines)


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository with files; `top` is the absolute path of the folder with its files."""

    top: str
    # The process that reads files, once there is one.
    reader: list[Blobs] = field(default_factory=list, compare=False, repr=False)

    def run(self, *arguments: str, given: bytes = b"", fine: Sequence[int] = (0,)) -> bytes:
        """What `git ARGUMENTS` prints, with the input `given`.

        Raises GitError if it ends with another status than those in `fine`.
        """
        return _run(self.top, arguments, given, fine)

    def words(self, *arguments: str) -> list[str]:
        """What `git ARGUMENTS`, which end in -z or the like, prints, cut at NUL bytes."""
        return [os.fsdecode(part) for part in self.run(*arguments).split(b"\0") if part]

    def shown(self, path: str) -> str:
        """A path of the repository as seen from the working directory."""
        return os.path.relpath(os.path.join(self.top, path))

    def inside(self, path: str) -> str | None:
        """A path given by the user as the repository has it, "" for all; None if outside."""
        real = os.path.join(os.path.realpath(os.path.dirname(path) or "."), os.path.basename(path))
        inside = os.path.relpath(os.path.normpath(real), self.top)
        if inside == os.pardir or inside.startswith(os.pardir + os.sep):
            return None
        return "" if inside == os.curdir else inside

    def tree(self, name: str) -> str:
        """The hash of the tree of a revision; raises GitError with a remedy if there is none."""
        try:
            options = ("--verify", "--end-of-options")
            found = self.run("rev-parse", *options, f"{name}^{{tree}}")
            return found.decode().strip()
        except GitError as error:
            causes = error.lines
            if self.run("rev-parse", "--is-shallow-repository").strip() == b"true":
                causes += ("the clone is shallow: fetch more with git fetch --unshallow",)
            raise GitError(f"no such revision: {name or 'empty name'}", *causes) from error

    def blobs(self, hashes: Sequence[str]) -> Iterator[bytes]:
        """The contents of files by their hashes, in order; raises GitError if one is missing."""
        from manlint.changes.blobs import Blobs

        for one in hashes:
            try:
                if not self.reader:
                    command = _command("cat-file", "--batch")
                    self.reader.append(Blobs(command, _environment(), self.top))
                yield self.reader[0].read(one)
            except OSError as error:
                raise GitError("git cannot be run", f"git: {error.strerror}") from error
            except LookupError as error:
                self.reader.clear()
                raise GitError(f"cannot read {one}", f"git cat-file: {error}") from error


def repository(folder: str = os.curdir) -> Repository:
    """The repository around `folder`; raises GitError."""
    try:
        top = _run(folder, ("rev-parse", "--show-toplevel"), b"", (0,))
    except GitError as error:
        raise GitError("not in the files of a git repository", *error.lines) from error
    return Repository(os.path.realpath(os.fsdecode(top.rstrip(b"\n"))))


def _command(*arguments: str) -> list[str]:
    return ["git", "--no-pager", *arguments]


def _environment() -> dict[str, str]:
    # Names are bytes to git; its words are to be read by people, in whatever language.
    return {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_LITERAL_PATHSPECS": "1"}


def _run(folder: str, arguments: Sequence[str], given: bytes, fine: Iterable[int]) -> bytes:
    import subprocess

    try:
        done = subprocess.run(
            _command(*arguments),
            input=given,
            capture_output=True,
            cwd=folder,
            env=_environment(),
            check=False,
        )
    except OSError as error:
        raise GitError("git cannot be run", f"git: {error.strerror}") from error
    if done.returncode not in fine:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        what = f"git {arguments[0]} ended with status {done.returncode}"
        raise GitError(what, *(f"git: {line.strip()}" for line in said if line.strip()))
    return done.stdout
