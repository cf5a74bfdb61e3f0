"""What `manlint check` prints: findings on stdout, all else and the progress on stderr."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import click

if TYPE_CHECKING:
    from manlint.files.collect import Collection
    from manlint.finding import Finding
    from manlint.survey.file import Checked
    from manlint.survey.tally import Tally

Format = Literal["full", "concise", "json"]

# Seconds before a progress bar is worth its line, and between two of its states.
_PATIENCE = 1.0
_PERIOD = 0.1


def wants_color(choice: str) -> bool:
    """Whether stdout is to have colours; `choice` is "auto", "always" or "never"."""
    if choice != "auto":
        return choice == "always"
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return not plain and sys.stdout is not None and sys.stdout.isatty()


class Output:
    """Prints as results come; `finish` ends the report."""

    def __init__(self, shape: Format, color: bool, quiet: bool, statistics: bool) -> None:
        self.shape = shape
        self.color = color
        self.quiet = quiet
        self.statistics = statistics
        self.written = 0
        self.progress = Progress(not quiet and sys.stderr is not None and sys.stderr.isatty())

    def start(self, found: Collection) -> None:
        """Say what was not taken, and why, before the first page."""
        for error in found.problems:
            self.error(str(error))
        for line in found.notes:
            self.note(line)
        self.progress.total = len(found.paths)

    def page(self, checked: Checked) -> None:
        """Print the findings of one file and what else there is to say of it."""
        self.progress.step()
        for error in (checked.problem, *checked.errors):
            if error:
                self.error(str(error))
        if checked.note:
            self.note(checked.note)
        if self.shape == "json" or not self.statistics:
            for finding in checked.findings:
                self.finding(finding)

    def finding(self, finding: Finding) -> None:
        """Print one finding."""
        self.progress.clear()
        if self.shape == "json":
            from manlint.report import json

            head = ",\n" if self.written else json.HEAD + "\n"
            click.echo(head + json.finding(finding), nl=False)
        else:
            from manlint.report import text

            report = text.full if self.shape == "full" else text.concise
            click.echo(report(finding, self.color), color=self.color)
        self.written += 1

    def error(self, line: str) -> None:
        """Say on stderr that something is broken."""
        self.progress.clear()
        click.echo(line, err=True)

    def note(self, line: str) -> None:
        """Say something on stderr that is worth knowing."""
        if not self.quiet:
            self.error(line)

    def finish(self, tally: Tally, rules_skipped: Sequence[str]) -> None:
        """Print the end of the report and the summary."""
        self.progress.clear()
        if self.shape == "json":
            from manlint.report import json

            head = "" if self.written else json.HEAD
            click.echo(head + json.tail(tally.as_json(rules_skipped)))
        elif self.statistics:
            from manlint.report.text import statistics

            click.echo(statistics(tally.by_rule), nl=False)
        for line in tally.lines(rules_skipped):
            self.note(line)


class Progress:
    """One line on a terminal, `312 of 1,370 files`, while a long run goes on."""

    def __init__(self, wanted: bool) -> None:
        self.total = 0
        self.done = 0
        self.wanted = wanted
        self.drawn = False
        self.next = time.monotonic() + _PATIENCE

    def step(self) -> None:
        """One more file is done."""
        self.done += 1
        now = time.monotonic() if self.wanted else 0.0
        if self.wanted and now >= self.next:
            self.next = now + _PERIOD
            self.drawn = True
            filled = 30 * min(self.done, self.total) // max(self.total, 1)
            bar = "#" * filled + "." * (30 - filled)
            click.echo(f"\r[{bar}] {self.done:,} of {self.total:,} files", err=True, nl=False)

    def clear(self) -> None:
        """Take the line away before something else is printed."""
        if self.drawn:
            click.echo("\r\x1b[K", err=True, nl=False)
            self.drawn = False
