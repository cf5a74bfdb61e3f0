"""`python -m tests.mutations [TREE [NUMBER [SEED]]]`: the table by kind."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests import realtree
from tests.mutations import defects
from tests.mutations.mutant import SEED
from tests.mutations.run import run, shares


def main(arguments: list[str]) -> int:
    """Print the table; the status is 1 below 95 % of the defects or 98 % of silence."""
    tree = realtree.find() if not arguments else None
    if not arguments and tree is None:
        raise SystemExit(realtree.MISSING)
    root = tree.root if tree else Path(arguments[0])
    number = int(arguments[1]) if arguments[1:] else 200
    seed = int(arguments[2]) if arguments[2:] else SEED
    with tempfile.TemporaryDirectory() as folder:
        scores = run(root, (number, number), Path(folder), seed)
    print(f"seed {seed}\n{'kind':22} made  right  other findings")
    for kind, score in scores.items():
        right = score.made - len(score.wrong)
        print(f"{kind:22} {score.made:4} {right:6} {score.noise:6}")
        print("".join(f"    {line}\n" for line in score.wrong), end="")
    missing = [kind.__name__ for kind in defects.KINDS if kind.__name__ not in scores]
    if missing:
        print("not made, no such rule or no such page:", ", ".join(missing))
    named, silent = shares(scores)
    print(f"defects named: {named:.1%}; harmless edits without a finding: {silent:.1%}")
    return named < 0.95 or silent < 0.98


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
