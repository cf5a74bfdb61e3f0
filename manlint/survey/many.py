"""Checking many files, in processes, and the pages that links among them stand for."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from manlint.checks import KINDS, kind
from manlint.files.link import target_file
from manlint.lint import InternalError
from manlint.survey.file import Checked, Plan
from manlint.survey.kept import Entry, Kept, check_anew
from manlint.visible import visible

# A link as pages have it, to a name in a folder; one that begins with a dot may lead away.
_PLAIN_LINK = re.compile(r"(?!\.)[^/\0]+/(?!\.)[^/\0]+")

# Fewer files than this are done before a second process is up.
WORTH_A_PROCESS = 50


def survey_pages(paths: Sequence[str], plan: Plan, jobs: int = 0) -> Iterator[Checked]:
    """Check the files at `paths`, then the pages that links among them stand for.

    Each page is checked once, under its own path. Without `jobs` there are as many processes
    as the files that must be read are worth.
    """
    given = {*paths}
    seen: set[tuple[int, int] | str] = set()
    waiting = list(paths)
    while waiting:
        targets: list[str] = []
        for checked in survey(waiting, plan, jobs):
            if checked.link is None or _plain_target(checked) in given:
                yield checked
                continue
            target = link_target(plan, checked)
            if target is None:
                yield replace(checked, note=_dangling(checked))
            else:
                yield checked
                seen = seen or {_identity(path) for path in paths}
                if (identity := _identity(target)) not in seen:
                    seen.add(identity)
                    targets.append(target)
        waiting = targets


def _plain_target(checked: Checked) -> str | None:
    """The file that a link such as man2/open.2 means at first, as far as its text tells.

    If it is among those to be checked it is there, and nothing more need be asked.
    """
    link = checked.link or ""
    if not _PLAIN_LINK.fullmatch(link):
        return None
    return os.path.normpath(os.path.join(os.path.dirname(checked.path), os.pardir, link))


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


def survey(paths: Sequence[str], plan: Plan, jobs: int = 0) -> Iterator[Checked]:
    """Check the files at `paths` in order, but take from the cache what still holds."""
    kept = Kept(plan)
    known = {path: checked for path in paths if (checked := kept.look_up(path))}
    fresh = _survey([path for path in paths if path not in known], plan, jobs)
    try:
        for path in paths:
            if path in known:
                yield known.pop(path)
            else:
                checked, entry = next(fresh)
                kept.keep(path, entry)
                yield checked
    finally:
        kept.save()


def _survey(paths: Sequence[str], plan: Plan, jobs: int) -> Iterator[tuple[Checked, Entry | None]]:
    """Check the files at `paths` in order, in `jobs` processes."""
    jobs = jobs or default_jobs(len(paths))
    if jobs < 2 or len(paths) < 2:
        for path in paths:
            yield check_anew(plan, path)
        return
    from manlint.survey.pool import Died, spread

    _before_the_fork(paths, plan)
    results = spread(partial(check_anew, plan), paths, min(jobs, len(paths)))
    for path, result in zip(paths, results, strict=True):
        if isinstance(result, Died):
            error = InternalError(path, "", f"its process was {result.how}")
            yield Checked(path, errors=(error,)), None
        else:
            yield result


def _before_the_fork(paths: Sequence[str], plan: Plan) -> None:
    """Import the checks and list each tree, so that the processes need not do so."""
    for bound in plan.rules:
        if bound.rule.check in KINDS:
            kind(bound.rule.check)
    for path in paths:
        tree = plan.tree(path)
        if tree and any(bound.needs_tree for bound in plan.rules):
            _ = tree.pages
