"""Taking the facts anew: each source on a small repository that is made for the test."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from manlint import resources
from manlint.facts.refresh import calls, constants, provenance, releases, symbols, table
from manlint.facts.refresh.__main__ import main
from manlint.facts.refresh.repository import RepositoryError, Revision, newest, tags

OWN = Path(resources.HERE, "facts")
I386, X86_64 = symbols.FOLDERS.values()


def commit(repository: Path, subject: str, files: dict[str, str], day: str, tag: str = "") -> None:
    """One commit of `files` on `day`, with a tag if one is named."""
    if not (repository / ".git").exists():
        git(repository, "init", "--quiet", day=day)
    for name, text in files.items():
        path = repository / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    git(repository, "add", "-A", day=day)
    git(repository, "commit", "--quiet", "--allow-empty", "-m", subject, day=day)
    if tag:
        git(repository, "tag", "-a", "-m", tag, tag, day=day)


def git(repository: Path, *arguments: str, day: str) -> None:
    repository.mkdir(exist_ok=True)
    who = {f"GIT_{x}_{y}": "x@y" for x in ("AUTHOR", "COMMITTER") for y in ("NAME", "EMAIL")}
    when = {f"GIT_{x}_DATE": f"{day}T12:00:00Z" for x in ("AUTHOR", "COMMITTER")}
    off = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    environment = {**os.environ, **who, **when, **off}
    subprocess.run(["git", *arguments], cwd=repository, env=environment, check=True)


def listed(kernel: str, *names: str) -> str:
    return "\n".join(["# a comment", f"kernel {kernel}", "", *names, ""])


@pytest.fixture
def glibc(tmp_path: Path) -> Path:
    """A clone with two old tags, three lists of calls, and headers."""
    repository = tmp_path / "glibc"
    old = "GLIBC_2.0\n GLIBC_2.0 A\n foo F\nGLIBC_2.1\n foo F\n gone F\nGLIBC_PRIVATE\n __own F\n"
    commit(repository, "Old", {f"{I386}/libc.abilist": old}, "2014-09-07", "glibc-2.20")
    commit(repository, "Less old", {calls.LIST: listed("4.12", "foo")}, "2017-08-02", "glibc-2.26")
    header = {"sysdeps/unix/sysv/linux/bits/foo.h": "# define FOO_OLD 1\n"}
    commit(repository, "Add header", header, "2018-01-01")
    header = {"sysdeps/unix/sysv/linux/bits/foo.h": "# define FOO_OLD 1\n# define FOO_NEW 2\n"}
    commit(repository, "Add FOO_NEW from Linux 5.4 to bits/foo.h", header, "2019-12-01")
    names = {calls.LIST: listed("5.4", "bar", "foo", "get_tls")}
    commit(repository, "Update syscall-names.list for Linux 5.4", names, "2019-12-02")
    new = "GCC_3.0 _Unwind F\nGLIBC_2.0 foo F\nGLIBC_2.2.5 bar D 0x4\n"
    late = "GLIBC_2.2.5 foo F\nGLIBC_2.30 late F\n"
    lists = {f"{I386}/libc.abilist": new, f"{I386}/libm.abilist": "GLIBC_2.0 bar F\n"}
    lists |= {f"{X86_64}/libc.abilist": late}
    commit(repository, "New", lists, "2025-07-28", "glibc-2.42")
    git(repository, "tag", "-a", "-m", "mark", "glibc-2.42.9000", day="2025-07-28")
    return repository


@pytest.fixture
def musl(tmp_path: Path) -> Path:
    repository = tmp_path / "musl"
    commit(repository, "first", {"include/foo.h": "#define FOO_OLD 1\n"}, "2015-01-01")
    text = "#define FOO_OLD 1\n#define FOO_NEW 2\nenum {\n\tFOO_ENUM = 3,\n};\n#define FOO_F(x) x\n"
    commit(
        repository, "foo.h: add new flags from linux v5.4", {"include/foo.h": text}, "2020-01-01"
    )
    more = {"include/bar.h": "#define BAR_A 1\n"}
    commit(repository, "bar.h: update to linux v5.5", more, "2020-02-01")
    return repository


def test_symbols(glibc: Path) -> None:
    found = {row["name"]: row for row in symbols.rows(str(glibc))}
    assert found.keys() == {"foo", "bar", "gone", "late"}
    foo, bar = found["foo"], found["bar"]
    assert (foo["since"], foo["i386"], foo["x86_64"]) == ("2.0", "2.0", "2.2.5")
    assert (bar["since"], bar["library"]) == ("2.0", "libc")
    assert (found["gone"]["since"], found["late"]["i386"]) == ("2.1", "")


def test_calls_after_the_first_list(glibc: Path) -> None:
    own = {"name": "foo", "since": "2.6", "removed": "", "confidence": "medium"}
    kept = [{**own, "source": "man-pages", "where": "x"}]
    found = {row["name"]: row for row in calls.rows(str(glibc), kept)}
    assert found.keys() == {"foo", "bar"}  # the list was late to have get_tls
    assert found["foo"] == kept[0]
    assert (found["bar"]["since"], found["bar"]["source"]) == ("5.4", "glibc-list")
    with pytest.raises(ValueError, match='has no line "kernel VERSION"'):
        calls.listed("foo\n")


def test_constants_of_two_libraries(glibc: Path, musl: Path) -> None:
    rows = constants.rows({"glibc": str(glibc), "musl": str(musl)})
    found = {row["name"]: (row["since"], row["confidence"], row["source"]) for row in rows}
    assert found == {
        "FOO_NEW": ("5.4", "high", "glibc-headers"),
        "FOO_ENUM": ("5.4", "medium", "musl-headers"),
    }


def test_releases_of_glibc(glibc: Path) -> None:
    own = {"version": "2.0", "released": "1997-01", "kind": "release", "source": "owiki"}
    rows = releases.glibc(str(glibc), [own])
    assert [row["version"] for row in rows] == ["2.0", "2.20", "2.26", "2.42"]
    assert tags(str(glibc), "glibc-")["2.42"] == "2025-07-28"


def test_releases_of_linux() -> None:
    names = {"6.18": "2025-11-30", "6.18.1": "2025-12-07", "7.0-rc1": "2026-01-01"}
    document = {"versions": {name: {"name": name, "date": day} for name, day in names.items()}}
    dates = releases.linux_dates(json.dumps(document))
    assert [*dates] == ["6.18", "6.18.1"]
    support = [{"cycle": "6.18", "eol": "2028-12-31", "lts": True}, {"cycle": "7.0", "eol": False}]
    (row,) = releases.linux(dates, support, [], "2026-01-01")
    assert (row["longterm"], row["eol"], row["eol_basis"]) == ("yes", "2028-12-31", "projected")


def test_series_grow() -> None:
    kept = [row for row in table.read(OWN / "kernel-series.csv") if row["prefix"] in ("7", "7.2")]
    rows = releases.series(["7.2.5", "7.3", "7.3.1"], kept, "endoflife")
    found = [(row["prefix"], row["first"], row["last"]) for row in rows]
    assert found == [("7", "0", "3"), ("7.2", "0", "5"), ("7.3", "1", "1")]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of manlint's facts."""
    made = tmp_path / "facts"
    made.mkdir()
    for path in (*OWN.glob("*.csv"), OWN / "facts.toml"):
        shutil.copy(path, made)
    return made


def test_the_command_compares_and_writes(glibc: Path, musl: Path, folder: Path) -> None:
    before = (folder / "glibc-symbols.csv").read_text()
    sources = ("--glibc", glibc, "--musl", musl, "--facts", folder)
    compared = run(*sources)
    assert compared.exit_code == 1, compared.output
    assert "glibc-symbols.csv: 4 rows" in compared.output
    assert (
        "  + late: since 2.30, x86_64 2.30, library libc, source glibc-abilist" in compared.output
    )
    assert (folder / "glibc-symbols.csv").read_text() == before
    assert run(*sources, "--write").exit_code == 0
    again = run(*sources)
    assert again.exit_code == 0, again.output
    assert {line.partition(", ")[2] for line in again.output.splitlines()} == {"0 differ"}
    written = (folder / "facts.toml").read_text()
    assert newest(str(glibc)).commit[:12] in written
    assert "[products.glibc]\nseries" in written and "date = 2025-07-28\n" in written


def test_what_cannot_be_done(tmp_path: Path, folder: Path) -> None:
    assert run("--facts", folder).exit_code == 2
    (tmp_path / "empty").mkdir()
    broken = run("--release-data", tmp_path / "empty", "--facts", folder)
    assert broken.exit_code == 1
    assert broken.output.startswith("Error: git -C ")
    with pytest.raises(RepositoryError, match="not a git repository"):
        newest(str(tmp_path / "empty"))


def test_days_and_commits_of_sources() -> None:
    text = 'date = 2020-01-01\n\n[a.b]\nwhere = "x/y 0123456789ab, z"\ndate = 2020-01-01\n\n[c]\n'
    revision = Revision("f" * 40, "2026-02-03")
    assert provenance.stamped(text, "a.b", revision) == (
        'date = 2020-01-01\n\n[a.b]\nwhere = "x/y ffffffffffff, z"\ndate = 2026-02-03\n\n[c]\n'
    )
    assert provenance.stamped(text, "", revision).startswith("date = 2026-02-03\n")
    with pytest.raises(ValueError, match=r"facts\.toml has no \[d\]"):
        provenance.stamped(text, "d", revision)
