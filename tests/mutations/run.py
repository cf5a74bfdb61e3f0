"""Makes the edits, puts them into the files of a repository, and asks what a change adds."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from manlint.changes.files import changed_pages
from manlint.changes.git import Repository
from manlint.changes.scope import between
from manlint.changes.survey import survey_changes
from manlint.lint import prepare
from manlint.rules import SCOPES, Rule, load_rules, select
from manlint.survey.file import Plan
from tests.mutations import harmless
from tests.mutations.mutant import SEED, Mutant, real_pages, rounds


@dataclass(slots=True)
class Score:
    """The mutants of one kind, those that were not judged as they should be, and more.

    `noise` counts findings that a defect caused besides the one that names it.
    """

    made: int = 0
    wrong: list[str] = field(default_factory=list)
    noise: int = 0


def copy(root: Path, folder: Path) -> Repository:
    """A repository in `folder` that has the tree as its only commit."""
    shutil.copytree(root, folder, symlinks=True)
    repository = Repository(os.path.realpath(folder))
    who = ("-c", "user.name=nobody", "-c", "user.email=nobody@localhost")
    repository.run("init", "--quiet")
    repository.run("add", "--all")
    repository.run(*who, "commit", "--quiet", "--message", "The real pages")
    return repository


def judge(
    repository: Repository,
    rules: Sequence[Rule],
    change: Sequence[Mutant],
    scores: dict[str, Score],
) -> None:
    """Put a change into the files, add what is said of it to `scores`, and take it back."""
    top = Path(repository.top)
    for mutant in change:
        if mutant.text is None:
            (top / mutant.page).unlink()
        else:
            (top / mutant.page).write_text(mutant.text, "utf-8", "surrogateescape")
    found = _said(repository, rules)
    subprocess.run(["git", "-C", str(top), "checkout", "--quiet", "--", "."], check=True)
    subprocess.run(["git", "-C", str(top), "clean", "--quiet", "--force"], check=True)
    for mutant in change:
        score = scores.setdefault(mutant.kind, Score())
        score.made += 1
        said = [(line, rule) for path, line, rule in found if path == mutant.seen]
        named = [rule for line, rule in said if rule == mutant.rule and line in mutant.lines]
        if mutant.rule:
            score.noise += len(said) - len(named)
        if bool(named) != bool(mutant.rule) or (said and not mutant.rule):
            lines = f"{mutant.lines.start}-{mutant.lines.stop - 1}"
            score.wrong.append(f"{mutant.page}:{lines} {mutant.rule}, said: {said}")


def _said(repository: Repository, rules: Sequence[Rule]) -> list[tuple[str, int, str]]:
    """Path, line and rule of each finding that the files have and the commit has not."""
    span = between(repository, "HEAD")
    plan = Plan(prepare(rules))
    found = []
    for checked in survey_changes(span, changed_pages(span), plan):
        assert not checked.errors and not checked.problem, checked
        path = repository.inside(checked.path) or checked.path
        for finding in checked.findings:
            found.append((path, finding.source.line(finding.span.start), finding.rule))
    return found


def run(root: Path, numbers: tuple[int, int], folder: Path, seed: int = SEED) -> dict[str, Score]:
    """The scores by kind of so many defects and harmless edits of the tree `root`."""
    repository = copy(root, folder / "tree")
    rules = select(load_rules(), scopes=SCOPES)
    scores: dict[str, Score] = {}
    for change in rounds(real_pages(root), [rule.name for rule in rules], numbers, seed):
        judge(repository, rules, change, scores)
    return scores


def shares(scores: dict[str, Score]) -> tuple[float, float]:
    """The share of defects that were named, and that of harmless edits without a finding."""
    good = {kind.__name__ for kind in harmless.KINDS}
    found = []
    for wanted in (False, True):
        rows = [score for kind, score in scores.items() if (kind in good) is wanted]
        made, wrong = sum(row.made for row in rows), sum(len(row.wrong) for row in rows)
        found.append((made - wrong) / made if made else 0.0)
    return found[0], found[1]
