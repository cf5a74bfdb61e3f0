"""`manlint facts`: what it says of versions and interfaces, and when it knows nothing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from manlint import resources
from manlint.cli import cli


@pytest.fixture(autouse=True)
def _own_facts() -> Iterator[None]:
    yield
    resources.use_facts("")


def facts(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["facts", *arguments])


@pytest.mark.parametrize(
    ("subject", "says"),
    [
        ("5.10", "Linux 5.10: released 2020-12-13, longterm, end of life 2026-12-31 (projected)"),
        ("5.10", "the newest glibc was 2.32 (2020-08-04)"),
        ("v5.10", "Linux 5.10: released 2020-12-13"),
        ("2.34", "2.34: glibc 2.34: released 2021-08-01"),
        ("glibc 2.2", "glibc 2.2: released 2000-11-0"),
        ("linux-2.2", "Linux 2.2: released 1999-01-2"),
        ("2.6.40", "Linux 2.6.40: never existed"),
        ("7.3", "Linux 7.3: not released yet, newer than Linux 7.2"),
        ("5.10.3", "Linux 5.10.3: existed; no date is known"),
        ("membarrier", "system call since Linux 4.3 (2015-11-02)"),
        ("membarrier", "no symbol of glibc up to 2.42"),
        ("membarrier(2)", "system call since Linux 4.3"),
        ("bdflush", "removed in Linux 5.15 (2021-10-31); the pages say so themselves"),
        ("fork()", "symbol of libc since glibc 2.0"),
        ("O_TMPFILE", "since Linux 3.11 (2013-09-02) at the latest [musl-headers f7d348ec39ce"),
        ("O_DIRECT", "since Linux 2.4.10 (2001-09-23)"),
        ("/proc/sys/net/core/somaxconn", "somaxconn default 4096 since Linux 5.4"),
        ("raw(8)", "page raw(8), gone since Linux 5.14 (2021-08-29)"),
        ("/dev/kmem", "gone since Linux 5.13"),
    ],
)
def test_what_is_known(subject: str, says: str) -> None:
    result = facts(subject)
    assert result.exit_code == 0, result.output
    assert says in result.stdout
    assert all(line.startswith(f"{subject}: ") for line in result.stdout.splitlines())


def test_every_line_has_source_and_day() -> None:
    lines = facts("5.10", "membarrier", "O_DIRECT", "fsync", "raw").stdout.splitlines()
    assert len(lines) > 7
    for line in lines:
        assert line.endswith("]") and "; 20" in line.rpartition("[")[2], line


def test_nothing_is_known() -> None:
    result = facts("frobnicate")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "nothing is known of frobnicate\n"


def test_one_of_several_is_unknown() -> None:
    result = facts("frobnicate", "membarrier")
    assert result.exit_code == 1
    assert "4.3" in result.stdout


def test_json() -> None:
    document = json.loads(facts("--json", "membarrier", "5.10").stdout)
    assert document["version"] == 1
    call, symbol, release = document["facts"]
    assert (call["asked"], call["kind"], call["since"]) == ("membarrier", "syscall", "4.3")
    assert call["confidence"] == "high"
    assert call["source"] == {
        "name": "ltp",
        "place": "membarrier01.c min_kver 4.3.0",
        "what": "the oldest kernel that a test of a system call asks for",
        "where": "linux-test-project/ltp 695827725",
        "date": "2026-08-11",
        "licence": "GPL-2.0-or-later; name and version only",
    }
    assert (symbol["kind"], symbol["since"]) == ("symbol", "")
    assert (release["eol"], release["longterm"], release["glibc"]) == ("2026-12-31", "true", "2.32")


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of facts that the configuration names."""
    folder = tmp_path / "facts"
    source = Path(resources.HERE, "facts")
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__", "refresh"))
    (tmp_path / "manlint.toml").write_text('facts = "facts"\n')
    monkeypatch.chdir(tmp_path)
    return folder


def test_the_facts_of_the_configuration(own: Path) -> None:
    path = own / "syscalls.csv"
    path.write_text(path.read_text().replace("membarrier,4.3,", "membarrier,4.4,"))
    assert "system call since Linux 4.4" in facts("membarrier").stdout


def test_a_wrong_row_breaks_the_command_in_one_line(own: Path) -> None:
    path = own / "syscalls.csv"
    path.write_text(path.read_text().replace("membarrier,4.3,", "membarrier,four,"))
    line = path.read_text()[: path.read_text().index("membarrier")].count("\n") + 1
    result = facts("membarrier")
    assert result.exit_code == 2
    assert result.stderr == f"Error: facts/syscalls.csv:{line}: since: not a version: 'four'\n"


def test_an_older_folder_says_what_is_missing(own: Path) -> None:
    written = (own / "facts.toml").read_text()
    (own / "facts.toml").write_text(written.replace('constants = "constants.csv"\n', ""))
    result = facts("O_TMPFILE")
    assert result.exit_code == 0  # kernel-facts.csv knows it, too
    assert f"{own} has no facts about constants" in result.stderr
