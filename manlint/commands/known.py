"""`manlint check --baseline` and `--write-baseline`: findings that are known already."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from manlint import baseline
from manlint.baseline import Baseline, BaselineError, Entry
from manlint.commands import Broken
from manlint.survey.tally import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from manlint.commands.output import Output
    from manlint.finding import Finding
    from manlint.survey.file import Checked, Plan

_MOST_SHOWN = 10


def without_known(
    results: Iterable[Checked], path: str | None, out: str | None, plan: Plan, output: Output
) -> Iterator[Checked]:
    """`results` without the findings of the baseline at `path`; all are written to `out`.

    With `out` nothing is left to report: entries of pages and rules that this run did not
    look at stay in the file, those of pages that are gone do not. Raises Broken.
    """
    try:
        known = baseline.read(path) if path else None
        old = baseline.read(out) if out and os.path.exists(out) else Baseline({})
        looked = _Looked({bound.rule.name for bound in plan.rules})
        every: list[Finding] = []
        for checked in results:
            looked.at(checked, path, out)
            every += checked.findings if out else ()
            if known and path:
                new = known.new(checked.findings, os.path.dirname(path))
                checked = replace(checked, findings=tuple(new))
            yield replace(checked, findings=()) if out else checked
        if known and path:
            _tell(known, path, looked, output)
        if out:
            folder = os.path.dirname(out)
            entries = baseline.counted(every, folder)
            kept = {
                one: count
                for one, count in old.entries.items()
                if not looked.covers(one, out) and _is_there(one, folder)
            }
            baseline.write(out, {**kept, **entries})
            output.note(f"{counted(entries.total(), 'finding')} written to {out}")
    except BaselineError as error:
        raise Broken(str(error)) from error


class _Looked:
    """What a run looked at: the rules called `rules` in the pages that were checked."""

    def __init__(self, rules: set[str]) -> None:
        self.rules = rules
        self.pages: set[tuple[str, str]] = set()

    def at(self, checked: Checked, *baselines: str | None) -> None:
        """Note a page that was checked."""
        for path in baselines:
            if path and not checked.problem and not checked.errors:
                inside = baseline.relative(checked.path, os.path.dirname(path))
                self.pages.add((path, inside))

    def covers(self, one: Entry, path: str) -> bool:
        """Whether this run would have found what the entry of the baseline at `path` is for."""
        return one.rule in self.rules and (path, one.path) in self.pages


def _tell(known: Baseline, path: str, looked: _Looked, output: Output) -> None:
    """Say which entries have no finding any more."""
    folder = os.path.dirname(path)
    expired = known.expired(lambda one: looked.covers(one, path) or not _is_there(one, folder))
    for one, count in expired[:_MOST_SHOWN]:
        times = f" ({count} times)" if count > 1 else ""
        output.note(f"{path}: no more in {one.path}: {one.text} [{one.rule}]{times}")
    if len(expired) > _MOST_SHOWN:
        output.note(f"{path}: and {len(expired) - _MOST_SHOWN:,} entries more")
    if expired:
        output.note(f"{path}: remove them with --write-baseline {path}")


def _is_there(one: Entry, folder: str) -> bool:
    return os.path.lexists(os.path.join(folder, one.path))
