"""SARIF 2.1.0: its shape, places in code points, fingerprints, fixes, what broke."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from manlint.cli import cli
from manlint.finding import Edit, Finding, Fix, Severity
from manlint.report import sarif
from manlint.rules import load_rules
from manlint.source import Source, Span
from tests.sarif_shape import problems

PAGE = r""".TH page 2 2024-05-06 "Linux man-pages 6.14"
.SH NAME
page \- a page
.SH DESCRIPTION
Works, 𝔘𝔘, on kernel 2.6.32 or later.
And before Linux 2.6.99,
this. And before Linux 2.6.99,
this.
"""


def document(*arguments: str) -> Any:
    done = CliRunner().invoke(cli, ["check", "--format", "sarif", "-q", *arguments])
    assert done.exit_code in (0, 1, 2), done.output
    return json.loads(done.stdout)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "man2/page.2"
    path.parent.mkdir()
    path.write_text(PAGE)
    return path


def test_the_document_has_the_shape_of_the_standard(page: Path) -> None:
    for paths in ([str(page)], [str(page), f"{page}.no"], [f"{page}.no"]):
        assert [*problems(document(*paths))] == []


def test_an_empty_report_has_it_too(page: Path) -> None:
    found = document(str(page), "--select", "title-line")
    assert found["runs"][0]["results"] == []
    assert [*problems(found)] == []


def test_the_check_of_the_shape_can_fail(page: Path) -> None:
    found = document(str(page))
    found["runs"][0]["results"][0]["level"] = "style"
    found["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    found["runs"][0]["columns"] = "all"
    del found["runs"][0]["tool"]
    assert len([*problems(found)]) == 4


def test_the_whole_schema(page: Path) -> None:
    """With a copy of the schema of OASIS, which no package carries."""
    path = os.environ.get("MANLINT_SARIF_SCHEMA")
    if not path:
        pytest.skip("MANLINT_SARIF_SCHEMA names no copy of sarif-schema-2.1.0.json")
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(Path(path).read_text())
    jsonschema.validate(document(str(page), f"{page}.no"), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"version": "2.1.0"}, schema)


def test_places_count_code_points(page: Path) -> None:
    run = document(str(page), "--select", "kernel-version-wording")["runs"][0]
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert region == {"startLine": 5, "startColumn": 15, "endLine": 5, "endColumn": 28}


def test_a_fix_is_a_replacement(page: Path) -> None:
    run = document(str(page), "--select", "kernel-version-wording")["runs"][0]
    (fix,) = run["results"][0]["fixes"]
    (change,) = fix["artifactChanges"]
    (replacement,) = change["replacements"]
    assert fix["properties"] == {"applicability": "unsafe"}
    assert replacement["insertedContent"] == {"text": "Linux"}
    assert replacement["deletedRegion"]["endColumn"] == 21
    assert PAGE.split("\n")[4][14:20] == "kernel"


def marks(found: Any) -> list[str]:
    return [
        entry["partialFingerprints"][sarif.FINGERPRINT] for entry in found["runs"][0]["results"]
    ]


def test_fingerprints_outlive_a_new_line_and_differ(page: Path) -> None:
    before = marks(document(str(page)))
    page.write_text(PAGE.replace("Works", "Something else first.\nWorks"))
    after = marks(document(str(page)))
    assert before == after
    assert len({*before}) == len(before) >= 3


def test_every_rule_has_its_help() -> None:
    end = "{" + sarif.tail({"errors": []}, load_rules()).partition("], ")[2][:-2]
    driver = json.loads(end)["tool"]["driver"]
    for rule in driver["rules"]:
        assert rule["fullDescription"]["text"][-1] in ".!?:", rule
        assert f"manlint explain {rule['id']}" in rule["help"]["text"]
        assert rule["fullDescription"]["text"] in rule["help"]["text"]


def test_what_broke_is_a_notification(page: Path) -> None:
    (invocation,) = document(f"{page}.no", str(page))["runs"][0]["invocations"]
    assert not invocation["executionSuccessful"]
    assert "no such file" in invocation["toolExecutionNotifications"][0]["message"]["text"]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("man2/open.2", "man2/open.2"),
        ("a b/ä:[.2", "a%20b/%C3%A4%3A%5B.2"),
        ("/man/open.2", "file:///man/open.2"),
        ("//man/open.2", "file:///man/open.2"),
        ("x\udce4.2", "x%E4.2"),
        ("<stdin>", "%3Cstdin%3E"),
    ],
)
def test_paths_are_uris(path: str, uri: str) -> None:
    fix = Fix((Edit(Span(0, 0), "\udce4"),), safe=False)
    finding = Finding(Source(path, "x\n"), Span(0, 1), "a-rule", Severity.REVIEW, "m", (), fix)
    (entry,) = map(json.loads, sarif.page([finding]))
    assert [*problems(entry, "result")] == []
    assert entry["level"] == "note"
    assert entry["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri
