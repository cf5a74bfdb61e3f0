"""Checking many files, in processes, and the pages that links among them stand for."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from manlint.files.link import target_file
from manlint.lint import InternalError
from manlint.survey.file import Checked, Plan, check_file
from manlint.visible import visible

# Fewer files than this are done before a second process is up.
WORTH_A_PROCESS = 50


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
        f"{checked.path}: stands for {checked.link}, which is not in its tree; add that page"
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
    from manlint.survey.pool import cores

    return cores()


def survey(paths: Sequence[str], plan: Plan, jobs: int) -> Iterator[Checked]:
    """Check the files at `paths` in order, with `jobs` processes if there are more than one."""
    if jobs < 2 or len(paths) < 2:
        for path in paths:
            yield check_file(plan, path)
        return
    from manlint.survey.pool import Died, spread

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
