"""Checking files: each becomes one Checked value, links are followed to their pages."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from manlint.encoding import encoding_note
from manlint.finding import Finding
from manlint.link import target_file
from manlint.lint import TRANSLATED_GROUPS, Bound, InternalError, internal_error, run
from manlint.load import Unreadable, load
from manlint.tree import Tree, find_root, language
from manlint.visible import visible

if TYPE_CHECKING:
    from manlint.source import Source

# Fewer files than this are done before a second process is up.
WORTH_A_PROCESS = 50
_ENGLISH = ("en", "C", "POSIX")


@dataclass(frozen=True, slots=True)
class Plan:
    """What to check with.

    `root` overrides the search for a tree, `lang` that for a language ("" for none);
    `trees` remembers the tree of each folder.
    """

    rules: tuple[Bound, ...]
    root: str = ""
    lang: str = ""
    trees: dict[str, Tree | None] = field(default_factory=dict)

    def tree(self, path: str) -> Tree | None:
        """The tree that the page at `path` belongs to."""
        folder = self.root or os.path.dirname(path)
        if folder not in self.trees:
            root = self.root or find_root(folder or os.curdir)
            known = (tree for tree in self.trees.values() if tree and tree.root == root)
            self.trees[folder] = next(known, Tree(root)) if root else None
        return self.trees[folder]

    def is_translated(self, path: str) -> bool:
        """Whether the page at `path` is in another language than English."""
        lang = self.lang or language(path) or "en"
        return lang.split("_")[0].split(".")[0] not in _ENGLISH


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of one file.

    Exactly one of these holds: `problem` says why it was not read, `link` is the page it
    stands for, `is_mdoc`, or it was checked. `unsupported` counts nodes; `treeless` if
    rules that need a tree were left out.
    """

    path: str
    findings: tuple[Finding, ...] = ()
    errors: tuple[InternalError, ...] = ()
    problem: Unreadable | None = None
    link: str | None = None
    note: str | None = None
    is_mdoc: bool = False
    is_translated: bool = False
    unsupported: int = 0
    treeless: bool = False


def survey_pages(paths: Sequence[str], plan: Plan, jobs: int) -> Iterator[Checked]:
    """Check the files at `paths`, then the pages that links among them stand for.

    Each page is checked once, under its own path.
    """
    seen = {_identity(path) for path in paths}
    waiting = list(paths)
    while waiting:
        targets: list[str] = []
        for checked in survey(waiting, plan, jobs):
            target = link_target(plan, checked)
            if checked.link is None:
                yield checked
            elif target is None:
                yield replace(checked, note=_dangling(checked))
            else:
                yield checked
                if (identity := _identity(target)) not in seen:
                    seen.add(identity)
                    targets.append(target)
        waiting = targets


def link_target(plan: Plan, checked: Checked) -> str | None:
    """The file of the page that a link stands for; None if there is none or it is no link."""
    if checked.link is None:
        return None
    tree = plan.tree(checked.path)
    return target_file(checked.path, checked.link, tree.root if tree else None)


def _dangling(checked: Checked) -> str:
    return visible(
        f"{checked.path}: stands for {checked.link}, which is not there; add that page"
        " or name the folder that holds it with --root"
    )


def _identity(path: str) -> tuple[int, int] | str:
    try:
        status = os.stat(path)
    except OSError:
        return path
    return (status.st_dev, status.st_ino)


def default_jobs(files: int) -> int:
    """How many processes to use for that many files: one for few, else one a processor."""
    if files <= WORTH_A_PROCESS:
        return 1
    from manlint.pool import cores

    return cores()


def survey(paths: Sequence[str], plan: Plan, jobs: int) -> Iterator[Checked]:
    """Check the files at `paths` in order, with `jobs` processes if there are more than one."""
    if jobs < 2 or len(paths) < 2:
        for path in paths:
            yield check_file(plan, path)
        return
    from manlint.pool import Died, spread

    for path in paths:  # before the fork, so that each tree is listed once
        tree = plan.tree(path)
        if tree and any(bound.needs_tree for bound in plan.rules):
            _ = tree.pages
    results = spread(partial(check_file, plan), paths, min(jobs, len(paths)))
    for path, result in zip(paths, results, strict=True):
        if isinstance(result, Died):
            error = InternalError(path, "", f"its process was {result.how}")
            yield Checked(path, errors=(error,))
        else:
            yield result


def check_file(plan: Plan, path: str) -> Checked:
    """Read and check the file at `path`; never raises."""
    try:
        return check_source(plan, load(path))
    except Unreadable as error:
        return Checked(path, problem=error)
    except Exception as error:
        return Checked(path, errors=(internal_error(path, "", error),))


def check_source(plan: Plan, source: Source) -> Checked:
    """Check the page in `source`; its path says which tree and language it belongs to."""
    from manlint.page import read

    path = source.path
    try:
        page = read(source)
    except Exception as error:
        return Checked(path, errors=(internal_error(path, "", error),))
    note = encoding_note(source)
    if page.link is not None:
        return Checked(path, link=page.link, note=note)
    if page.is_mdoc:
        return Checked(path, is_mdoc=True, note=note)
    translated = plan.is_translated(path)
    rules = [
        bound for bound in plan.rules if not translated or bound.rule.group in TRANSLATED_GROUPS
    ]
    tree = plan.tree(path)
    errors: list[InternalError] = []
    findings = run(page, rules, tree, errors)
    return Checked(
        path,
        tuple(findings),
        tuple(errors),
        note=note,
        is_translated=translated,
        unsupported=len(page.unsupported),
        treeless=tree is None and any(bound.needs_tree for bound in rules),
    )
