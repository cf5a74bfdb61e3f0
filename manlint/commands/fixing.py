"""`manlint check --fix`: fixes that findings offer, applied or shown as a diff."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import click

from manlint.commands import read_stdin
from manlint.commands.output import Format, Output
from manlint.commands.patch import patch
from manlint.files.collect import STDIN
from manlint.files.load import Unreadable, load
from manlint.files.save import Unwritable, encoded, save
from manlint.fix import Repair, repair
from manlint.source import Source
from manlint.survey.file import Checked, Plan, check_read
from manlint.survey.tally import FOUND, Tally, counted


def reject(fix: bool, dry: bool, shape: Format, paths: Sequence[str]) -> None:
    """Raise UsageError for options that cannot go together."""
    if not fix:
        raise click.UsageError("--unsafe-fixes needs --fix")
    text = shape in ("full", "concise")
    if dry and not text:
        raise click.UsageError(f"--fix --diff prints a diff and no --format {shape}")
    if STDIN in paths and not (text and len(paths) == 1):
        raise click.UsageError("--fix prints the page of '-', so it goes with no other output")


@dataclass(slots=True)
class Fixer:
    """Applies fixes, the `unsafe` ones too; with `dry` it prints a diff and writes nothing.

    What cannot be written is told to `output` and `tally`. `fixed` counts the findings that
    were fixed by rule, `pages` the pages they were in.
    """

    plan: Plan
    output: Output
    tally: Tally
    unsafe: bool
    dry: bool
    pages: int = 0
    fixed: Counter[str] = field(default_factory=Counter)

    def files(self, results: Iterable[Checked]) -> Iterator[Checked]:
        """What is left to say of each file after its fixes."""
        for checked in results:
            fixes = [finding.fix for finding in checked.findings if finding.fix]
            if any(fix.safe or self.unsafe for fix in fixes):
                checked = self._file(checked)
            yield self._shown(checked)
        self._summary()

    def stdin(self, name: str) -> Iterator[Checked]:
        """Print the fixed text of the page on standard input; yields what is left to say."""
        self.output.on_stderr = True
        try:
            before = read_stdin(name)
            done = self._repaired(before)
            text = patch(before, done.source) if self.dry else encoded(done.source)
        except Unreadable as error:
            yield Checked(name, problem=error)
            return
        click.echo(text, nl=False)
        yield self._shown(self._counted(done))
        self._summary()

    def status(self, status: int) -> int:
        """The exit status: a diff that was printed makes a 1 of 0."""
        return max(status, FOUND) if self.dry and self.pages else status

    def _file(self, checked: Checked) -> Checked:
        try:
            before = load(checked.path)
            done = self._repaired(before)
            if done.fixed and self.dry:
                self.output.progress.clear()
                click.echo(patch(before, done.source), nl=False)
            elif done.fixed:
                save(before, done.source)
        except Unwritable as error:
            self._say(error)
            return checked
        except Unreadable as error:  # gone since it was checked
            return Checked(checked.path, problem=error)
        return self._counted(done)

    def _repaired(self, source: Source) -> Repair:
        done = repair(source, self._check, self.unsafe)
        if done.trouble:
            self._say(Unwritable(source.path, done.trouble, "not fixed, please report it"))
        return done

    def _counted(self, done: Repair) -> Checked:
        self.fixed.update(done.fixed)
        self.pages += bool(done.fixed)
        return done.checked

    def _check(self, source: Source) -> Checked:
        return check_read(self.plan, source.path, lambda: source)

    def _shown(self, checked: Checked) -> Checked:
        """`checked` as it is to be reported: a diff is all there is to a dry run."""
        return replace(checked, findings=()) if self.dry else checked

    def _say(self, error: Unwritable) -> None:
        self.tally.errors.append(error)
        self.output.error(str(error))

    def _summary(self) -> None:
        verb = "would fix" if self.dry else "fixed"
        pages = f" in {counted(self.pages, 'page')}" if self.pages else ""
        self.output.note(f"{verb} {counted(self.fixed.total(), 'finding')}{pages}")
