"""Results of earlier runs: what became of a file, and whether that still holds."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from stat import S_ISREG
from typing import TYPE_CHECKING, Any, NamedTuple

from manlint import cache
from manlint.files.asked import Asked
from manlint.files.load import Unreadable, load
from manlint.finding import Edit, Finding, Fix, Severity
from manlint.source import Source, Span
from manlint.survey.file import Checked, Plan, check_file, check_read

if TYPE_CHECKING:
    from manlint.files.tree import Tree

_SEVERITIES = {str(severity): severity for severity in Severity}


class Entry(NamedTuple):
    """One file on a shelf, of nothing but what marshal knows.

    It holds as long as the text has the digest and the tree gives the answers `asked`. The
    text is not looked at while the file has the signature, which is () where that would not
    be safe. `checked` are the fields of Checked, without path and findings.
    """

    signature: tuple[int, ...]
    digest: bytes
    asked: tuple[Any, ...]
    checked: dict[str, Any]
    findings: tuple[Any, ...]


@dataclass(slots=True)
class Shelf:
    """The entries of one folder by file name; `changed` if they must be written."""

    path: str
    tree: Tree | None
    entries: dict[str, Any]
    changed: bool = False


@dataclass(slots=True)
class Kept:
    """The shelves that a run has opened, by the folder of a path as it was given."""

    plan: Plan
    shelves: dict[str, Shelf] = field(default_factory=dict)

    def shelf(self, folder: str) -> Shelf:
        """The shelf of the files in `folder`."""
        if folder not in self.shelves:
            plan = self.plan
            tree = plan.tree(os.path.join(folder, ""))
            root = os.path.abspath(tree.root) if tree else ""
            key = (os.path.abspath(folder), root, plan.lang, plan.settings.hex())
            path = cache.shelf_path(*key)
            self.shelves[folder] = Shelf(path, tree, cache.read(path))
        return self.shelves[folder]

    def look_up(self, path: str) -> Checked | None:
        """What became of the file at `path`, if it would be the same now."""
        if not self.plan.settings:
            return None
        folder, name = os.path.split(path)
        shelf = self.shelves.get(folder) or self.shelf(folder)
        found = shelf.entries.get(name)
        if found is None:
            return None
        entry = Entry._make(found)
        if entry.asked and not (shelf.tree and Asked._make(entry.asked).still(shelf.tree)):
            return None
        signature = _signature(path)
        if signature is None:
            return None
        same = signature == entry.signature
        if same and not entry.findings:
            return Checked(path, **entry.checked)
        try:
            source = load(path)
        except Unreadable:
            return None
        if _digest(source) != entry.digest:
            return None
        if not same and cache.settled(signature):
            shelf.entries[name] = tuple(entry._replace(signature=tuple(signature)))
            shelf.changed = True
        findings = tuple(_finding(source, kept) for kept in entry.findings)
        return Checked(path, findings, **entry.checked)

    def keep(self, path: str, entry: Entry | None) -> None:
        """Remember `entry`, or that there is none."""
        if not self.plan.settings:
            return
        folder, name = os.path.split(path)
        shelf = self.shelf(folder)
        if entry is not None:
            shelf.entries[name] = tuple(entry)
            shelf.changed = True
        elif shelf.entries.pop(name, None) is not None:
            shelf.changed = True

    def save(self) -> None:
        """Write the shelves that have changed, without files that are gone."""
        changed = [(folder, shelf) for folder, shelf in self.shelves.items() if shelf.changed]
        for folder, shelf in changed:
            try:
                there = {*os.listdir(folder or os.curdir)}
            except OSError:
                continue
            entries = {name: kept for name, kept in shelf.entries.items() if name in there}
            cache.write(shelf.path, entries)
            shelf.changed = False
        if changed:
            cache.prune()


def check_anew(plan: Plan, path: str) -> tuple[Checked, Entry | None]:
    """Check the file at `path`, and make the entry for it, None if it must not be kept."""
    if not plan.settings:
        return check_file(plan, path), None
    signature = _signature(path)  # before the text: what comes between shows later
    digests: list[bytes] = []

    def read() -> Source:
        source = load(path)
        digests.append(_digest(source))
        return source

    checked = check_read(plan, path, read)
    if signature is None or checked.problem or checked.errors or checked.note:
        return checked, None
    return checked, Entry(
        tuple(signature) if cache.settled(signature) else (),
        digests[0],
        tuple(checked.asked) if any(checked.asked) else (),
        {name: value for name in _PLAIN if (value := getattr(checked, name))},
        tuple(_stored(finding) for finding in checked.findings),
    )


# The fields of Checked that an entry holds as they are. A note names the path as it was
# given, and pages with one are few, so that they are read again.
_PLAIN = ("link", "is_mdoc", "is_translated", "unsupported", "treeless")


def _signature(path: str) -> cache.Signature | None:
    """The signature of a regular file; rules may ask a symbolic link for its target."""
    try:
        status = os.lstat(path)
    except (OSError, ValueError):
        return None
    return cache.signature(status) if S_ISREG(status.st_mode) else None


def _digest(source: Source) -> bytes:
    return cache.digest(source.encoding, source.text)


def _stored(finding: Finding) -> tuple[Any, ...]:
    fix = finding.fix
    edits = fix and (tuple((*edit.span, edit.text) for edit in fix.edits), fix.safe)
    what = (finding.rule, str(finding.severity), finding.message, finding.sentences)
    return (*finding.span, *what, edits)


def _finding(source: Source, stored: tuple[Any, ...]) -> Finding:
    start, end, rule, severity, message, sentences, fix = stored
    span = Span(start, end)
    if fix is not None:
        edits = tuple(Edit(Span(start, end), text) for start, end, text in fix[0])
        fix = Fix(edits, fix[1])
    return Finding(source, span, rule, _SEVERITIES[severity], message, sentences, fix)
