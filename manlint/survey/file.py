"""Checking one file: what to check with, and what became of the file."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from manlint.files.asked import NOTHING, Asked, AskedTree
from manlint.files.collect import excluded
from manlint.files.encoding import encoding_note
from manlint.files.load import Unreadable, load
from manlint.files.tree import Tree, find_root, language
from manlint.finding import Finding
from manlint.lint import TRANSLATED_GROUPS, Bound, InternalError, internal_error, run
from manlint.survey.limit import SECONDS, TooSlow, limited

if TYPE_CHECKING:
    from manlint.source import Source

_ENGLISH = ("en", "C", "POSIX")


@dataclass(frozen=True, slots=True)
class Plan:
    """What to check with.

    `root` overrides the search for a tree, `lang` that for a language ("" for none);
    `ignores` are globs of paths with the names of the rules that say nothing there;
    `settings` stands for all that results depend on besides the page, its tree, `root` and
    `lang`: without it nothing is taken from the cache. `trees` remembers the tree of each
    folder. With a `topic` only findings about it are kept, and nothing is taken from the cache.
    """

    rules: tuple[Bound, ...]
    root: str = ""
    lang: str = ""
    ignores: tuple[tuple[str, frozenset[str]], ...] = ()
    settings: bytes = b""
    topic: str = ""
    trees: dict[str, Tree | None] = field(default_factory=dict)

    def tree(self, path: str) -> Tree | None:
        """The tree that the page at `path` belongs to."""
        folder = self.root or os.path.dirname(path)
        if folder not in self.trees:
            root = self.root or find_root(folder or os.curdir)
            known = (tree for tree in self.trees.values() if tree and tree.root == root)
            self.trees[folder] = next(known, Tree(root)) if root else None
        return self.trees[folder]

    def rules_for(self, path: str, translated: bool) -> list[Bound]:
        """The rules that have something to say about the page at `path`."""
        ignored: set[str] = set()
        for glob, names in self.ignores:
            if excluded(path, (glob,)) or (glob.endswith("/") and excluded(path, (f"{glob}*",))):
                ignored |= names
        return [
            bound
            for bound in self.rules
            if bound.rule.name not in ignored
            and (not translated or bound.rule.group in TRANSLATED_GROUPS)
        ]

    def is_translated(self, path: str) -> bool:
        """Whether the page at `path` is in another language than English."""
        lang = self.lang or language(path) or "en"
        return lang.split("_")[0].split(".")[0] not in _ENGLISH


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of one file.

    Exactly one of these holds: `problem` says why it was not read, `link` is the page it
    stands for, `is_mdoc`, or it was checked. `unsupported` counts nodes; `treeless` if
    rules that need a tree were left out. `asked` is what the findings depend on in the tree.
    """

    path: str
    findings: tuple[Finding, ...] = ()
    errors: tuple[InternalError, ...] = ()
    problem: Unreadable | None = None
    link: str | None = None
    note: str | None = None
    is_mdoc: bool = False
    is_translated: bool = False
    unsupported: int = 0
    treeless: bool = False
    asked: Asked = NOTHING


def check_file(plan: Plan, path: str) -> Checked:
    """Read and check the file at `path`; never raises."""
    return check_read(plan, path, partial(load, path))


def check_read(plan: Plan, path: str, read_source: Callable[[], Source]) -> Checked:
    """Check what `read_source` reads, which may raise Unreadable, in limited time."""
    try:
        with limited():
            return check_source(plan, read_source())
    except Unreadable as error:
        # a copy: the traceback of `error` holds on to the file's bytes
        return Checked(path, problem=Unreadable(*error.args))
    except TooSlow:
        reason = f"not done after {SECONDS} seconds of processor time"
        return Checked(path, problem=Unreadable(path, reason, "leave it out with --exclude"))
    except Exception as error:
        return Checked(path, errors=(internal_error(path, "", error),))


def check_source(plan: Plan, source: Source) -> Checked:
    """Check the page in `source`; its path says which tree and language it belongs to.

    Raises what reading a page may raise; the errors of rules are values.
    """
    from manlint.page import read

    path = source.path
    page = read(source)
    note = encoding_note(source)
    if page.link is not None:
        return Checked(path, link=page.link, note=note)
    if page.is_mdoc:
        return Checked(path, is_mdoc=True, note=note)
    translated = plan.is_translated(path)
    rules = plan.rules_for(path, translated)
    tree = plan.tree(path)
    asking = AskedTree(tree.root, tree, bool(plan.settings)) if tree else None
    errors: list[InternalError] = []
    findings = run(page, rules, asking, errors)
    if plan.topic:
        from manlint.survey.topic import about

        findings = about(page, findings, plan.topic)
    return Checked(
        path,
        tuple(findings),
        tuple(errors),
        note=note,
        is_translated=translated,
        unsupported=len(page.unsupported),
        treeless=tree is None and any(bound.needs_tree for bound in rules),
        asked=asking.asked() if asking else NOTHING,
    )
