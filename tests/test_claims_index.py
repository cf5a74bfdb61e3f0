"""The index of a tree: found by page, subject and kind; a changed page alone is read again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from manlint.claims import index as indexing
from manlint.claims.extract import STRUCTURAL, claims
from manlint.claims.index import index
from manlint.claims.kept import Entry
from manlint.claims.model import Kind
from manlint.claims.store import restored, stored
from manlint.page import read
from manlint.source import Source

PAGE = """.TH {name} 2
.SH NAME
{name} \\- do things
.SH ERRORS
.TP
.B EIO
It broke; see
.BR open (2).
.SH HISTORY
Linux 2.{number}.
"""
OLD = 1_600_000_000


def write(folder: Path, name: str, number: int = 6) -> str:
    path = folder / f"{name}.2"
    path.write_text(PAGE.format(name=name, number=number))
    os.utime(path, (OLD, OLD))
    return str(path)


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "man2"
    folder.mkdir()
    for name in ("foo", "bar"):
        write(folder, name)
    (folder / "alias.2").write_text(".so man2/foo.2\n")
    return folder


def paths(tree: Path) -> list[str]:
    return sorted(map(str, tree.iterdir()))


def test_what_is_found(tree: Path) -> None:
    made = index(paths(tree), STRUCTURAL)
    foo = made.of_page("foo(2)")
    assert [one.claim.kind for one in foo] == [Kind.ERRNO, Kind.REFERENCE, Kind.SINCE]
    assert made.of_page("alias(2)") == foo
    assert made.of_page("qux(2)") == ()
    assert {one.claim.page for one in made.by_kind(Kind.SINCE)} == {"bar(2)", "foo(2)"}
    assert [one.claim.object for one in made.by_subject("EIO")] == ["open(2)", "open(2)"]
    assert (foo[0].line, foo[0].end_line) == (6, 8)
    assert foo[0].path.endswith("man2/foo.2")


def test_claims_come_back_from_rows_as_they_were() -> None:
    text = PAGE.format(name="foo", number=6) + ".SH BUGS\nFixed in glibc 2.30, since Linux 5.1.\n"
    source = Source("foo.2", text)
    for claim in claims(read(source), STRUCTURAL):
        assert restored("foo(2)", "foo.2", stored(claim, source)).claim == claim


def test_a_changed_page_alone_is_read_again(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    anew: list[str] = []
    real = indexing.entry_of

    def noted(path: str, kinds: frozenset[Kind]) -> Entry | str:
        anew.append(path)
        return real(path, kinds)

    monkeypatch.setattr(indexing, "entry_of", noted)
    first = index(paths(tree), STRUCTURAL, b"key")
    assert anew == paths(tree)
    assert index(paths(tree), STRUCTURAL, b"key") == first
    assert anew == paths(tree)
    changed = write(tree, "bar", 99)
    (found,) = index(paths(tree), STRUCTURAL, b"key").of_page("bar(2)")[-1:]
    assert found.claim.object == "Linux 2.99"
    assert anew[3:] == [changed]
    index(paths(tree), STRUCTURAL, b"other key")
    assert len(anew) == 7


def test_processes_find_the_same(tree: Path) -> None:
    for number in range(60):
        write(tree, f"page{number}")
    assert index(paths(tree), STRUCTURAL, jobs=2) == index(paths(tree), STRUCTURAL, jobs=1)


def test_a_file_that_cannot_be_read_is_a_problem(tree: Path) -> None:
    (tree / "bad.2.gz").write_bytes(b"\x1f\x8bno gzip")
    made = index(paths(tree), STRUCTURAL)
    (problem,) = made.problems
    assert "bad.2.gz" in problem and "\n" not in problem
    assert made.of_page("foo(2)")
