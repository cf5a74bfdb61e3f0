"""What `manlint check` prints: findings on stdout, all else and the progress on stderr."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, Protocol, cast

import click

if TYPE_CHECKING:
    from manlint.files.collect import Collection
    from manlint.finding import Finding
    from manlint.rules import Rule
    from manlint.survey.file import Checked
    from manlint.survey.tally import Tally

# The formats that are one document, of all findings and the summary.
DOCUMENTS = ("json", "sarif")
Format = Literal["full", "concise", "json", "sarif", "github"]

# Seconds before a progress bar is worth its line, and between two of its states.
_PATIENCE = 1.0
_PERIOD = 0.1


class Document(Protocol):
    """What writes findings as they come, between a head and a tail."""

    HEAD: str

    def page(self, findings: Sequence[Finding]) -> Iterator[str]: ...
    def tail(self, summary: Mapping[str, Any], rules: Iterable[Rule]) -> str: ...


def wants_color(choice: str) -> bool:
    """Whether stdout is to have colours; `choice` is "auto", "always" or "never"."""
    if choice != "auto":
        return choice == "always"
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return not plain and sys.stdout is not None and sys.stdout.isatty()


class Output:
    """Prints as results come; `finish` ends the report."""

    def __init__(
        self,
        shape: Format,
        color: bool,
        quiet: bool,
        statistics: bool,
        rules: Sequence[Rule] = (),
    ) -> None:
        self.shape = shape
        self.color = color
        self.quiet = quiet
        self.statistics = statistics
        self.written = 0
        self.rules = {rule.name: rule for rule in rules}
        self.explained: set[str] = set()
        self.on_stderr = False
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
        if checked.findings and self.shape in DOCUMENTS:
            report = document(self.shape)
            head = ",\n" if self.written else report.HEAD + "\n"
            click.echo(head + ",\n".join(report.page(checked.findings)), nl=False)
            self.written += len(checked.findings)
        elif not self.statistics:
            for finding in checked.findings:
                self.finding(finding)

    def finding(self, finding: Finding) -> None:
        """Print one finding as a text of its own."""
        self.progress.clear()
        if self.shape == "github":
            from manlint.report import github

            click.echo(github.finding(finding))
        else:
            click.echo(self._text(finding), color=self.color, err=self.on_stderr)
        self.written += 1

    def _text(self, finding: Finding) -> str:
        """One finding for people; the reason of a rule is told once."""
        from manlint.report import text

        if self.shape == "concise":
            return text.concise(finding, self.color)
        rule = self.rules.get(finding.rule)
        why = rule.why if rule and finding.rule not in self.explained else ""
        self.explained.add(finding.rule)
        return text.full(finding, self.color, why)

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
        if self.shape in DOCUMENTS:
            report = document(self.shape)
            head = "" if self.written else report.HEAD
            click.echo(head + report.tail(tally.as_json(rules_skipped), self.rules.values()))
        elif self.statistics:
            from manlint.report.text import statistics

            click.echo(statistics(tally.by_rule), nl=False)
        for line in tally.lines(rules_skipped):
            self.note(line)


def document(shape: Format) -> Document:
    """The report that writes the document `shape`, imported only where it is asked for."""
    from importlib import import_module

    return cast(Document, import_module(f"manlint.report.{shape}"))


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
