"""Tally: what a run has seen, counted, and the exit status that follows from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from manlint.files.load import Unreadable
from manlint.files.save import Unwritable
from manlint.finding import Severity
from manlint.lint import InternalError
from manlint.survey.file import Checked

CLEAN, FOUND, BROKEN = 0, 1, 2


@dataclass(slots=True)
class Tally:
    """Counts of one run; `links` are files that stand for a page which has another name.

    `policy` is the kernel-version policy that the report is to name.
    """

    pages: int = 0
    links: int = 0
    excluded: int = 0
    with_findings: int = 0
    translated: int = 0
    unsupported: int = 0
    with_unsupported: int = 0
    treeless: int = 0
    mdoc: list[str] = field(default_factory=list)
    errors: list[Unreadable | InternalError] = field(default_factory=list)
    by_rule: Counter[tuple[str, Severity]] = field(default_factory=Counter)
    policy: str = ""

    def add(self, checked: Checked) -> None:
        """Count what became of one file."""
        if checked.problem:
            self.errors.append(checked.problem)
        elif checked.link is not None:
            self.links += 1
        elif checked.is_mdoc:
            self.mdoc.append(checked.path)
        else:
            self.errors.extend(checked.errors)
            self.pages += not any(error.rule == "" for error in checked.errors)
            self.with_findings += bool(checked.findings)
            self.translated += checked.is_translated
            self.unsupported += checked.unsupported
            self.with_unsupported += bool(checked.unsupported)
            self.treeless += checked.treeless
            for finding in checked.findings:
                self.by_rule[finding.rule, finding.severity] += 1

    @property
    def findings(self) -> int:
        """How many findings there are."""
        return self.by_rule.total()

    @property
    def skipped(self) -> int:
        """How many files could not be read."""
        return sum(
            not (error.rule if isinstance(error, InternalError) else isinstance(error, Unwritable))
            for error in self.errors
        )

    def status(self, fail_on: Severity, exit_zero: bool = False) -> int:
        """The exit status: 1 for a finding of `fail_on` or worse, 2 if something broke.

        `exit_zero` turns 1 into 0; a broken run stays broken.
        """
        if self.errors:
            return BROKEN
        order = list(Severity)
        bad = any(order.index(severity) <= order.index(fail_on) for _, severity in self.by_rule)
        return FOUND if bad and not exit_zero else CLEAN

    def as_json(self, rules_skipped: Sequence[str]) -> dict[str, Any]:
        """The summary of the JSON report."""
        by_severity: Counter[str] = Counter()
        by_rule: Counter[str] = Counter()
        for (rule, severity), count in self.by_rule.items():
            by_severity[severity.value] += count
            by_rule[rule] += count
        return {
            "pages": self.pages,
            "links": self.links,
            "skipped": self.skipped,
            "excluded": self.excluded,
            "mdoc": len(self.mdoc),
            "translated": self.translated,
            "unsupported": self.unsupported,
            "rules_skipped": list(rules_skipped if self.treeless else ()),
            "by_severity": dict(sorted(by_severity.items())),
            "by_rule": dict(sorted(by_rule.items())),
            **({"policy": self.policy} if self.policy else {}),
            "errors": [_error(error) for error in self.errors],
        }

    def lines(self, rules_skipped: Sequence[str]) -> Iterator[str]:
        """The summary for people: what was not checked, then the counts."""
        if self.mdoc:
            yield f"{few(self.mdoc)}: mdoc(7), not checked"
        if self.treeless:
            yield (
                f"{', '.join(rules_skipped)}: skipped for {counted(self.treeless, 'page')} with no"
                " man2/ or the like around; name the folder that holds it with --root"
            )
        if self.policy:
            yield f"policy: {self.policy}"
        found = counted(self.findings, "finding")
        pages = f"{self.with_findings:,} of " if self.findings else ""
        yield "; ".join((f"{found} in {pages}{counted(self.pages, 'page')}", *self._details()))

    def _details(self) -> Iterator[str]:
        if self.skipped:
            yield f"{counted(self.skipped, 'file')} not read"
        if self.excluded:
            yield f"{self.excluded:,} excluded"
        if self.links:
            yield counted(self.links, "link")
        if self.translated:
            yield f"{counted(self.translated, 'translated page')}, structure and markup only"
        if self.unsupported:
            macros = counted(self.unsupported, "unsupported macro")
            yield f"{macros} in {counted(self.with_unsupported, 'page')}"


def counted(number: int, noun: str) -> str:
    """`1 page`, `1,370 pages`."""
    return f"{number:,} {noun}" + ("s" if number != 1 else "")


def few(paths: Iterable[str], most: int = 3) -> str:
    """The first of `paths`, and how many there are more."""
    every = list(paths)
    more = f" and {len(every) - most:,} more" if len(every) > most else ""
    return ", ".join(every[:most]) + more


def _error(error: Unreadable | InternalError) -> dict[str, Any]:
    if isinstance(error, InternalError):
        rule = {"rule": error.rule} if error.rule else {}
        return {"path": error.path, **rule, "message": error.error}
    line = {"line": error.line} if error.line else {}
    return {"path": error.path, **line, "message": f"{error.reason}; {error.remedy}"}
