"""The files that differ between two states of a repository."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from manlint.changes.scope import Span
from manlint.changes.side import FILES, INDEX
from manlint.files.collect import excluded, is_page
from manlint.files.load import Unreadable

_SUBMODULE, _FILE = "160000", "100"


@dataclass(frozen=True, slots=True)
class Change:
    """One file: `old` is its path before, `new` after the change; "" where there is none."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Changes:
    """The changed pages, what cannot be looked at, and what is worth a note."""

    pages: tuple[Change, ...]
    problems: tuple[Unreadable, ...] = ()
    notes: tuple[str, ...] = ()
    excluded: int = 0


def changed_pages(span: Span, paths: Sequence[str] = (), exclude: Sequence[str] = ()) -> Changes:
    """The pages that differ in `span`, those below `paths` if there are some.

    `paths` are the repository's; a file among them is a page whatever its name is.
    Raises GitError.
    """
    pages: list[Change] = []
    problems: list[Unreadable] = []
    notes: list[str] = []
    left_out = 0
    shown = span.repository.shown
    for status, modes, old, new in _raw(span):
        path = new or old
        if paths and not any(_below(path, chosen) for chosen in paths):
            continue
        if _SUBMODULE in modes:
            notes.append(f"{shown(path)}: a submodule, its pages are not looked at")
        elif not (_is_page(old, paths) or _is_page(new, paths)):
            continue
        elif status == "U":
            problems.append(_unmerged(shown(path)))
        elif exclude and excluded(shown(path), exclude):
            left_out += 1
        else:
            pages.append(_change(modes, old, new))
    if span.after.state == FILES:
        pages += (Change("", path) for path in _untracked(span, paths))
    unique = dict.fromkeys(page for page in pages if page.old or page.new)
    return Changes(tuple(unique), tuple(dict.fromkeys(problems)), tuple(notes), left_out)


def every_path(span: Span) -> set[str]:
    """The paths, old and new, of all files that differ; raises GitError."""
    return {path for _, _, *paths in _raw(span) for path in paths if path}


def _change(modes: tuple[str, str], old: str, new: str) -> Change:
    """A symbolic link is no page: what becomes one is gone, what was one is new."""
    return Change(
        old if modes[0].startswith(_FILE) else "", new if modes[1].startswith(_FILE) else ""
    )


def _raw(span: Span) -> Iterator[tuple[str, tuple[str, str], str, str]]:
    """Status, both modes, old and new path ("" for none) of each file that differs."""
    options = ("-r", "-z", "-M", "--raw", "--no-abbrev", "--no-ext-diff")
    before, after = span.before.state, span.after.state
    if after == INDEX:
        command = ["diff-index", *options, "--cached", before]
    elif after == FILES:
        command = ["diff-index", *options, before]
    else:
        command = ["diff-tree", *options, before, after]
    if not span.raw:
        span.raw[:] = span.repository.words(*command)
    fields = iter(span.raw)
    for meta in fields:
        old_mode, new_mode, _, _, status = meta.removeprefix(":").split()
        path = next(fields)
        modes = (old_mode, new_mode)
        if status[0] in "RC":
            yield status[0], modes, path if status[0] == "R" else "", next(fields)
        else:
            old, new = path if status != "A" else "", path if status != "D" else ""
            yield status[0], modes, old, new


def _untracked(span: Span, paths: Sequence[str]) -> Iterator[str]:
    """Pages that are not in git yet: to their author they are part of the change."""
    options = ("ls-files", "-z", "--others", "--exclude-standard")
    for path in span.repository.words(*options):
        chosen = not paths or any(_below(path, one) for one in paths)
        if chosen and _is_page(path, paths):
            yield path


def _is_page(path: str, paths: Sequence[str]) -> bool:
    return bool(path) and (path in paths or is_page(*os.path.split(path)))


def _below(path: str, folder: str) -> bool:
    return not folder or path == folder or path.startswith(f"{folder}/")


def _unmerged(path: str) -> Unreadable:
    return Unreadable(path, "not merged, it has conflicts", "resolve them and git add it")
