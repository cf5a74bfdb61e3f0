"""Facts about interfaces: typed, lazy, checked with file and line; old folders do without."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from manlint import resources
from manlint.facts import load
from manlint.facts.interfaces import (
    MissingFactsError,
    constants,
    gone,
    statements,
    symbols,
    system_calls,
)
from manlint.facts.rows import FactsError

OWN = Path(resources.HERE, "facts")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder of facts like manlint's own, in use."""
    for path in (*OWN.glob("*.csv"), OWN / "facts.toml"):
        shutil.copy(path, tmp_path)
    resources.use_facts(str(tmp_path))
    yield tmp_path
    resources.use_facts("")


def test_system_calls() -> None:
    call = system_calls()["membarrier"]
    assert (call.since, call.removed, call.confidence) == ((4, 3), None, "high")
    assert not call.is_of_pages
    assert system_calls()["bdflush"].removed == (5, 15)
    assert system_calls()["open"].is_of_pages
    assert len(system_calls()) > 500


def test_symbols_have_the_older_of_both_versions() -> None:
    symbol = symbols()["open"]
    assert (symbol.since, symbol.i386, symbol.x86_64) == ((2, 0), (2, 0), (2, 2, 5))
    assert symbol.library == "libc"
    assert symbols()["_Fork"].since == (2, 34)
    for known in symbols().values():
        assert known.since == min(one for one in (known.i386, known.x86_64) if one)


def test_constants_statements_and_what_is_gone() -> None:
    assert constants()["O_TMPFILE"].since == (3, 11)
    assert {fact.value for fact in statements() if fact.name == "somaxconn"} == {"128", "4096"}
    assert (gone()["raw(8)"].removed, gone()["raw(8)"].kind) == ((5, 14), "page")


def test_no_call_came_with_a_version_that_never_existed() -> None:
    from manlint.facts import Existence

    facts = load()
    for call in system_calls().values():
        assert facts.exists(call.since) is Existence.EXISTED, call


@pytest.mark.parametrize(
    ("file", "read", "row", "problem"),
    [
        ("syscalls.csv", system_calls, "x,4.x,,high,glibc-list,y", "since: not a version: '4.x'"),
        ("syscalls.csv", system_calls, "x,,,high,glibc-list,y", "since is empty"),
        ("syscalls.csv", system_calls, ",4.3,,high,glibc-list,y", "a row without a name"),
        ("syscalls.csv", system_calls, "x,4.3,,sure,glibc-list,y", "confidence is 'sure', not"),
        ("syscalls.csv", system_calls, "x,4.3,,high,hearsay,y", "source 'hearsay' is not in facts"),
        ("syscalls.csv", system_calls, "x,4.3,,high,glibc-list", "5 fields and not 6; a field has"),
        ("syscalls.csv", system_calls, "open,4.3,,high,glibc-list,y", "open stands here twice"),
        ("gone.csv", gone, "x,page,,high,man-pages,y", "removed is empty"),
        ("kernel-facts.csv", statements, ",is,x,,,high,man-pages,y", "a row without a subject"),
    ],
)
def test_a_wrong_row_is_named_with_file_and_line(
    folder: Path, file: str, read: Callable[[], object], row: str, problem: str
) -> None:
    path = folder / file
    line = path.read_text().count("\n") + 1
    path.write_text(f"{path.read_text()}{row}\n")
    with pytest.raises(FactsError) as raised:
        read()
    assert str(raised.value).startswith(f"{path}:{line}: {problem}")


def test_a_missing_column_is_named(folder: Path) -> None:
    (folder / "constants.csv").write_text("name,since\nO_FOO,3.1\n")
    with pytest.raises(FactsError, match=r"constants\.csv:1: no column confidence or source"):
        constants()


def test_an_older_folder_serves_for_what_it_has(folder: Path) -> None:
    for name in load(str(folder)).tables.values():
        (folder / name).unlink()
    written = (folder / "facts.toml").read_text()
    start, end = written.index("[tables]"), written.index("# What stands")
    (folder / "facts.toml").write_text(written[:start] + written[end:])
    load.__globals__["_load"].cache_clear()
    assert load(str(folder)).exists("5.10").value == "existed"
    assert load(str(folder)).releases()
    with pytest.raises(MissingFactsError, match=r"has no facts about symbols: facts\.toml names"):
        symbols()
    load.__globals__["_load"].cache_clear()


def test_nothing_is_read_unless_asked_for(tmp_path: Path) -> None:
    page = tmp_path / "x.2"
    page.write_text(
        ".TH x 2 2026-01-02 manlint\n.SH NAME\nx \\- y\n.SH DESCRIPTION\nSince Linux 2.4.\n"
    )
    code = (
        "import sys\nfrom manlint.cli import main\n"
        "try: main(['check', '--no-cache', '--select', 'history-in-versions', sys.argv[1]])\n"
        "except SystemExit: pass\n"
        "from manlint.facts import _load, interfaces\n"
        "print(*(f.cache_info().currsize for f in (_load, interfaces._by_name)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(page)], capture_output=True, text=True, check=True
    )
    assert run.stdout.endswith("1 0\n"), run
