"""What fixes do to real pages: each rule's alone, then all together.

`python -m tests.fixcheck [TREE [RULE...]]` prints a table by rule: the findings with a fix,
those fixed safely and in all, the pages changed; then the pages where a second run changes
something, where `mandoc -T utf8` shows another text after safe fixes of a rule that does not
reword, and where fixes could not be applied.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from manlint.files.load import load
from manlint.files.save import encoded
from manlint.fix import Check, Repair, repair
from manlint.lint import prepare
from manlint.rules import Rule, load_rules
from manlint.source import Source
from manlint.survey.file import Plan, check_source
from tests import realtree

ALL = "all together"


@dataclass(slots=True)
class Row:
    """What was seen of one rule's fixes; paths are those of pages."""

    offered: int = 0
    safe: int = 0
    fixed: int = 0
    pages: list[str] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)
    unstable: list[str] = field(default_factory=list)
    reworded: list[str] = field(default_factory=list)

    @property
    def failures(self) -> list[str]:
        """The pages that a fix harmed."""
        return [*self.trouble, *self.unstable, *self.reworded]


def try_fixes(paths: Iterable[Path], root: Path, names: Sequence[str] = ()) -> dict[str, Row]:
    """Fix the pages at `paths`, with and without unsafe fixes, by each rule and by all.

    Nothing is written. The last row is that of all rules that do not reword.
    """
    rules = [rule for rule in load_rules() if rule.fixable and rule.name in (names or rule.name)]
    rows = {name: Row() for name in (*[rule.name for rule in rules], ALL)}
    plans = {rule.name: Plan(prepare([rule]), str(root)) for rule in rules}
    finder = Plan(prepare(rules), str(root))
    silent = Plan(prepare([rule for rule in rules if not rule.rewords]), str(root))
    for path in paths:
        source = load(str(path))
        offers = _offers(finder, source, rules)
        for rule in offers:
            _try(rows[rule.name], plans[rule.name], source, not rule.rewords)
        if any(not rule.rewords for rule in offers):
            _try(rows[ALL], silent, source, True)
    return rows


def _offers(plan: Plan, source: Source, rules: Sequence[Rule]) -> list[Rule]:
    """The rules that offer a fix on the page."""
    found = {finding.rule for finding in check_source(plan, source).findings if finding.fix}
    return [rule for rule in rules if rule.name in found]


def _try(row: Row, plan: Plan, source: Source, same_text: bool) -> None:
    check = partial(check_source, plan)
    row.offered += sum(finding.fix is not None for finding in check(source).findings)
    safe = _repaired(row, source, check, unsafe=False)
    if same_text and shown(safe.source) != shown(source):
        row.reworded.append(source.path)
    every = _repaired(row, source, check, unsafe=True)
    row.safe += safe.fixed.total()
    row.fixed += every.fixed.total()
    if every.source.text != source.text:
        row.pages.append(source.path)


def _repaired(row: Row, source: Source, check: Check, unsafe: bool) -> Repair:
    """The page after its fixes, which a second run must leave alone."""
    done = repair(source, check, unsafe)
    if done.trouble:
        row.trouble.append(f"{source.path}: {done.trouble}")
    elif repair(done.source, check, unsafe).source.text != done.source.text:
        row.unstable.append(source.path)
    return done


def shown(source: Source) -> bytes:
    """What `mandoc -T utf8` shows of a page, read from its standard input."""
    command = [
        "mandoc",
        "-T",
        "utf8",
        "-K",
        "utf-8" if "utf-8" in source.encoding else "iso-8859-1",
    ]
    done = subprocess.run(command, input=encoded(source), capture_output=True, check=False)
    return done.stdout


def table(rows: dict[str, Row]) -> str:
    """The rows as text."""
    head = f"{'rule':40} offered  safe  fixed  pages  unstable  other text  trouble"
    lines = [
        f"{name:40} {row.offered:7} {row.safe:5} {row.fixed:6} {len(row.pages):6}"
        f" {len(row.unstable):9} {len(row.reworded):11} {len(row.trouble):8}"
        for name, row in rows.items()
    ]
    harmed = [f"  {name}: {page}" for name, row in rows.items() for page in row.failures[:10]]
    return "\n".join([head, *lines, *harmed])


def main(arguments: Sequence[str]) -> int:
    """Print the table for a tree; the status is 1 if a fix did harm."""
    tree = realtree.find()
    root = Path(arguments[0]) if arguments else tree.root if tree else None
    if root is None:
        raise SystemExit(realtree.MISSING)
    paths = [path for path in realtree.page_files(root) if not realtree.is_link(path.read_bytes())]
    rows = try_fixes(paths, root, arguments[1:])
    print(table(rows))
    return any(row.failures for row in rows.values())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
