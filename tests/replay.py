"""Replay: what `--diff` of each commit of a repository would have stopped.

`python -m tests.replay REPOSITORY [RANGE]` checks every commit of the range (all by default)
against its first parent and prints a table by rule; `--list` prints each finding, too. The
status is 1 if a check raised or a commit could not be read.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from manlint.changes.files import changed_pages
from manlint.changes.git import GitError, repository
from manlint.changes.scope import commit_of
from manlint.changes.survey import survey_changes
from manlint.lint import prepare
from manlint.report.text import concise
from manlint.rules import SCOPES, load_rules, select
from manlint.survey.file import Plan
from manlint.survey.pool import Died, spread


@dataclass(frozen=True, slots=True)
class Replayed:
    """One commit: how many pages it changes, what it adds (rule, line), and what broke."""

    commit: str
    pages: int = 0
    found: tuple[tuple[str, str], ...] = ()
    broken: tuple[str, ...] = ()


RULES = prepare(select(load_rules(), scopes=SCOPES))


def replay(commit: str) -> Replayed:
    """The findings that `commit` adds; never raises."""
    try:
        where = repository()
        span = commit_of(where, commit)
        changes = changed_pages(span)
        results = [*survey_changes(span, changes, Plan(RULES))]
    except GitError as error:
        return Replayed(commit, broken=(f"{commit}: {error}",))
    except Exception as error:
        return Replayed(commit, broken=(f"{commit}: {type(error).__name__}: {error}",))
    broken = [str(error) for one in results for error in (one.problem, *one.errors) if error]
    broken += map(str, changes.problems)
    lines = ((f.rule, concise(f)) for one in results for f in one.findings)
    return Replayed(commit, len(changes.pages), tuple(lines), tuple(broken))


def commits(span: str, *options: str) -> list[str]:
    """The hashes of the commits of `span`, oldest first."""
    command = ["git", "rev-list", "--reverse", *options, span]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()


def table(results: Sequence[Replayed]) -> str:
    """Rules by how many commits they would have stopped, with all their findings."""
    stopped: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for one in results:
        rules = [rule for rule, _line in one.found]
        stopped.update({*rules})
        total.update(rules)
    rows = [f"{'commits':>7} {'findings':>8}  rule"]
    rows += [f"{stopped[rule]:7,} {count:8,}  {rule}" for rule, count in total.most_common()]
    some = sum(bool(one.found) for one in results)
    rows.append(f"{some:,} of {len(results):,} commits add {total.total():,} findings")
    return "\n".join(rows)


def main(arguments: Sequence[str]) -> int:
    """Print the table; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("repository")
    parser.add_argument("range", nargs="?", default="HEAD")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args(arguments)
    os.chdir(options.repository)
    began = time.monotonic()
    results: list[Replayed] = []
    for commit, one in zip(
        hashes := commits(options.range), spread(replay, hashes, options.jobs), strict=True
    ):
        if isinstance(one, Died):
            one = Replayed(commit, broken=(f"{commit}: the process was {one.how}",))
        results.append(one)
        for line in one.broken:
            print(line, file=sys.stderr)
        for _rule, line in one.found if options.list else ():
            print(commit[:12], line)
    roots = {*commits(options.range, "--max-parents=0")}
    print(table([one for one in results if one.commit not in roots]))
    print(f"{len(roots)} commits without a parent were read and are not in the table")
    print(f"{time.monotonic() - began:.0f} seconds")
    return int(any(one.broken for one in results))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
