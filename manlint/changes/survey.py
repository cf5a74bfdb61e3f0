"""What a change adds: findings in its pages, and in pages that it does not touch."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from manlint.changes.affected import affected
from manlint.changes.files import Change, Changes
from manlint.changes.scope import Span
from manlint.changes.side import FILES, Side
from manlint.compare import compare, moved
from manlint.files.load import Unreadable, load, load_bytes
from manlint.finding import Finding
from manlint.fingerprint import squeezed
from manlint.linemap import LineMap
from manlint.lint import Bound
from manlint.rules import CHANGED, NEW
from manlint.source import Source
from manlint.survey.file import Checked, Plan, check_read

Reader = Callable[[], Source]


@dataclass(slots=True)
class _Page:
    """One changed page: what became of it, its new findings, and the old ones that are gone.

    `looked_back` tells whether the findings before the change are known.
    """

    change: Change
    checked: Checked
    added: list[Finding]
    gone: list[Finding] = field(default_factory=list)
    looked_back: bool = False


def survey_changes(span: Span, changes: Changes, plan: Plan) -> Iterator[Checked]:
    """The pages that a change touches or affects, with the findings that it adds.

    First the changed pages in their order, then other pages of the tree with findings that
    the change causes there. Raises GitError.
    """
    survey = _Survey(span, plan, {bound.rule.name: bound.rule.scope for bound in plan.rules})
    yield from survey.changed(changes.pages)
    yield from survey.elsewhere(changes.pages)


class _Survey:
    """One run; `scopes` are those of the rules by name."""

    def __init__(self, span: Span, plan: Plan, scopes: dict[str, str]) -> None:
        self.span = span
        self.rules = plan.rules
        self.scopes = scopes
        self.before = _plan_of(span.before, plan)
        self.after = _plan_of(span.after, plan)
        self.old: dict[str, bytes] = {}

    def changed(self, changes: Sequence[Change]) -> Iterator[Checked]:
        """What becomes of the changed pages; a page that is gone yields nothing."""
        new = [change.new for change in changes if change.new]
        readers = _readers(self.span.after, new)
        pages = []
        for change in changes:
            if not change.new:
                pages.append(_Page(change, Checked(change.old), []))
                continue
            checked = self.check(self.after, self.rules, change.new, readers[change.new])
            pages.append(_Page(change, checked, self.in_scope(change, checked)))
        self.remember(page.change.old for page in pages if page.added)
        for page in pages:
            if page.added:
                self.subtract(page)
        self.follow_moves(pages)
        for page in pages:
            if page.change.new:
                yield replace(page.checked, findings=tuple(page.added))

    def check(self, plan: Plan, rules: Sequence[Bound], path: str, reader: Reader) -> Checked:
        """Check a page of the repository under the path that the user sees."""
        side = self.before if plan is self.before else self.after
        state = self.span.before if side is self.before else self.span.after
        shown = self.span.repository.shown(path)
        if not plan.root and state.state != FILES and os.path.dirname(shown) not in plan.trees:
            root = state.root_of(path)
            plan.trees[os.path.dirname(shown)] = None if root is None else state.tree(root)
        return check_read(replace(plan, rules=tuple(rules)), shown, reader)

    def in_scope(self, change: Change, checked: Checked) -> list[Finding]:
        """The findings of a changed page without those of rules for new pages, if it is old."""
        return [
            finding
            for finding in checked.findings
            if not (change.old and self.scopes.get(finding.rule) == NEW)
        ]

    def remember(self, paths: Iterable[str]) -> None:
        """Read the old contents of `paths`, all with one process."""
        wanted = [path for path in dict.fromkeys(paths) if path and path not in self.old]
        self.old.update(zip(wanted, self.span.before.read(wanted), strict=True))

    def subtract(self, page: _Page) -> None:
        """Leave the findings that the change of this page adds."""
        page.looked_back = True
        if not page.change.old:
            return
        names = {finding.rule for finding in page.added}
        page.added, page.gone = compare(self.findings_before(page.change.old, names), page.added)
        if any(self.scopes.get(finding.rule) == CHANGED for finding in page.added):
            lines = LineMap(self.old_text(page.change.old), page.added[0].source.text)
            page.added = [
                finding
                for finding in page.added
                if self.scopes.get(finding.rule) != CHANGED or _is_touched(finding, lines)
            ]

    def findings_before(self, path: str, names: Iterable[str]) -> tuple[Finding, ...]:
        """What the rules called `names` found in a page before the change."""
        chosen = {*names}
        rules = [bound for bound in self.rules if bound.rule.name in chosen]
        if any(bound.rule.check == "suppression" for bound in rules):
            rules = [*self.rules]  # what a suppression is for, the others say
        shown = self.span.repository.shown(path)
        reader = partial(load_bytes, shown, self.old[path])
        found = self.check(self.before, rules, path, reader).findings
        return tuple(finding for finding in found if finding.rule in chosen)

    def old_text(self, path: str) -> str:
        """The text of a page before the change, "" if that was none."""
        try:
            return load_bytes(path, self.old[path]).text
        except Unreadable:
            return ""

    def follow_moves(self, pages: Sequence[_Page]) -> None:
        """Take out findings in text that the change moved from one page to another."""
        added = [finding for page in pages for finding in page.added]
        others = [page for page in pages if page.change.old and not page.looked_back]
        if not added or len(pages) < 2:
            return
        spots = {squeezed(finding.source.text[slice(*finding.span)]) for finding in added}
        names = {finding.rule for finding in added}
        self.remember(page.change.old for page in others)
        for page in others:
            text = squeezed(self.old_text(page.change.old))
            if any(spot in text for spot in spots):
                before = self.findings_before(page.change.old, names)
                page.gone = compare(before, page.checked.findings).gone
        left = {id(finding) for finding in moved(added, [f for page in pages for f in page.gone])}
        for page in pages:
            page.added = [finding for finding in page.added if id(finding) in left]

    def elsewhere(self, changes: Sequence[Change]) -> Iterator[Checked]:
        """Untouched pages with findings that they had not before, by rules that ask the tree."""
        paths = affected(self.span, changes)
        readers = _readers(self.span.after, paths)
        for path in paths:
            now = self.check(self.after, self.rules, path, readers[path])
            if not (now.findings and any(now.asked)):
                continue
            before = self.check(self.before, self.rules, path, readers[path])
            added = compare(before.findings, now.findings).added
            if added:
                yield replace(now, findings=tuple(added))


def _is_touched(finding: Finding, lines: LineMap) -> bool:
    source = finding.source
    last = source.line(max(finding.span.start, finding.span.end - 1))
    return any(map(lines.is_touched, range(source.line(finding.span.start), last + 1)))


def _plan_of(side: Side, plan: Plan) -> Plan:
    """`plan` for the pages of one side; the files have the trees that everybody sees."""
    if side.state == FILES:
        return replace(plan, trees={})
    trees = {}
    if plan.root:
        inside = side.repository.inside(plan.root)
        trees[plan.root] = None if inside is None else side.tree(inside)
    return replace(plan, trees=trees)


def _readers(side: Side, paths: Sequence[str]) -> dict[str, Reader]:
    """For each path of the repository what reads the page, which may raise Unreadable."""
    shown = side.repository.shown
    if side.state == FILES:
        return {path: partial(load, shown(path)) for path in paths}
    contents = zip(paths, side.read(paths), strict=True)
    return {path: partial(load_bytes, shown(path), data) for path, data in contents}
