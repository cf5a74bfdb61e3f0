"""`manlint claims`: its table, its JSON, its options, and what it says without spaCy."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from manlint.cli import cli
from tests.test_claims_index import PAGE
from tests.test_layers import loaded

KEYS = (
    "id page path line end_line section tag kind subject predicate object condition polarity"
    " interval scope text also status"
).split()


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    Path("man2").mkdir()
    Path("man2/foo.2").write_text(PAGE.format(name="foo", number=6))
    return "man2/foo.2"


def run(*arguments: str, status: int = 0, given: str | None = None) -> Result:
    result = CliRunner().invoke(cli, ["claims", *arguments], input=given)
    assert result.exit_code == status, result.output
    return result


def shapes(*arguments: str, given: str | None = None) -> list[dict[str, Any]]:
    document = json.loads(run("--json", *arguments, given=given).stdout)
    assert document["version"] == 1 and [*document] == ["version", "claims"]
    found: list[dict[str, Any]] = document["claims"]
    return found


def test_the_table(page: str) -> None:
    lines = run(page).stdout.splitlines()
    assert [line.split()[:3] for line in lines] == [
        ["man2/foo.2:6", "errno", "foo(2)"],
        ["man2/foo.2:7", "reference", "EIO"],
        ["man2/foo.2:10", "version.since", "foo(2)"],
    ]
    assert lines[0].endswith("fails with EIO; It broke; see open(2).")


def test_the_document(page: str) -> None:
    first, _, since = shapes(page)
    assert [*first] == KEYS
    assert first["id"] == "foo(2)/foo(2)/errno/EIO"
    assert (first["page"], first["path"], first["line"], first["end_line"]) == (
        "foo(2)",
        page,
        6,
        8,
    )
    assert (first["section"], first["tag"], first["status"]) == ("ERRORS", "EIO", "untested")
    assert (first["polarity"], first["also"], first["interval"]) == ("+", [], {})
    assert since["interval"] == {"since": "2.6"}


def test_choices(page: str) -> None:
    assert [x["kind"] for x in shapes(page, "--kind", "errno", "--kind", "reference")] == [
        "errno",
        "reference",
    ]
    assert [x["kind"] for x in shapes(page, "--subject", "EIO")] == ["reference"]
    assert [x["kind"] for x in shapes("--at", f"{page}:10")] == ["version.since"]
    assert [x["kind"] for x in shapes("man2", "--at", f"./{page}:8")] == ["errno", "reference"]
    assert shapes(page, "--subject", "O_NONE") == []
    text = Path(page).read_text()
    assert [x["path"] for x in shapes("-", "--kind", "errno", given=text)] == ["<stdin>"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "name a page"),
        (("no/such.2",), "no/such.2"),
        (("--kind", "wish", "man2"), "wish"),
        (
            (
                "--at",
                "man2/foo.2",
            ),
            "FILE:LINE",
        ),
        (("--at", "no/such.2:3"), "no/such.2"),
    ],
)
def test_errors_are_one_clear_line(page: str, arguments: tuple[str, ...], said: str) -> None:
    result = run(*arguments, status=2)
    assert said in result.stderr.splitlines()[-1]
    assert not result.stdout


def test_without_spacy_the_rest_is_listed(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    result = run(page)
    assert len(result.stdout.splitlines()) == 3
    assert result.stderr.startswith("skipped, as spaCy is not installed: atomicity, default,")
    assert run(page, "--kind", "errno").stderr == ""


def test_structural_kinds_import_no_spacy(page: str, tmp_path: Path) -> None:
    modules = loaded(tmp_path, "claims", "--kind", "errno", os.path.abspath(page))
    assert "manlint.claims.structural.errnos" in modules
    assert not modules & {"spacy", "numpy", "multiprocessing", "manlint.survey.pool"}
