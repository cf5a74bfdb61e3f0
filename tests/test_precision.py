"""Precision files: every default rule has one, and at least 90 % of what it judged is true."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from manlint.resources import corpus_folder, folder
from manlint.rules.document import read_document
from manlint.rules.index import rule_files
from manlint.rules.precision import ENOUGH, precision_path, read_precision

CORPUS = corpus_folder() or ""
PATHS = [
    pytest.param(path, group, id=Path(path).stem) for path, group in rule_files(folder("rules"))
]
FILES = sorted(Path(CORPUS, "precision").glob("*.tsv"))


@pytest.mark.parametrize(("path", "group"), PATHS)
def test_a_default_rule_is_precise(path: str, group: str) -> None:
    rule = read_document(path, group).rule
    judged = precision_path(CORPUS, rule.name)
    if not rule.default and not os.path.exists(judged):
        return
    assert os.path.exists(judged), f"{rule.name} is on by default and has no precision file"
    found = read_precision(judged)
    if rule.default:
        assert found.is_enough, f"only {len(found.rows)} of {found.findings} findings are judged"
        assert found.share >= ENOUGH, f"{found.share:.0%} of the judged findings are true"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_precision_file_is_of_a_rule_and_consistent(path: Path) -> None:
    assert path.stem in {Path(rule).stem for rule, _ in rule_files(folder("rules"))}
    found = read_precision(str(path))
    places = [(row.place, row.message) for row in found.rows]
    assert len(places) <= found.findings
    assert len(set(places)) == len(places)


HEAD = "# seed: 1\n# tree: t\n# findings: 3\n# judge: j\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (HEAD.replace("# seed: 1\n", ""), 1),
        (HEAD.replace("3", "many"), 1),
        (HEAD + "a.2:1\ttrue\tword\n", 5),
        (HEAD + "a.2:1\tmaybe\tword\tmessage\n", 5),
        (HEAD + "a.2\ttrue\tword\tmessage\n", 5),
        (HEAD + "a.2:1\ttrue\ttwo words\tmessage\n", 5),
        (HEAD + "# no colon\n", 5),
    ],
)
def test_a_bad_file_is_refused_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    path = tmp_path / "x.tsv"
    path.write_text(text)
    with pytest.raises(ValueError, match=rf"x\.tsv:{line}: "):
        read_precision(str(path))


def test_the_share_is_that_of_the_judged_findings(tmp_path: Path) -> None:
    path = tmp_path / "x.tsv"
    rows = ["a.2:1\ttrue\tright\tm\n", "a.2:2\tfalse\twrong\tm\n"]
    path.write_text(HEAD + "".join(rows))
    found = read_precision(str(path))
    assert (found.share, found.is_enough) == (0.5, False)
    path.write_text(HEAD + "".join([*rows, "b.2:1\ttrue\tright\tm\n"]))
    assert read_precision(str(path)).is_enough
