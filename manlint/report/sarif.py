"""Findings as SARIF 2.1.0, which code scanning services read."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, Protocol
from urllib.parse import quote

from manlint import __version__
from manlint.finding import Finding, Fix, Severity
from manlint.fingerprint import Fingerprint, fingerprint
from manlint.report.json import dumps
from manlint.source import Source, Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "manlint/v1"

# The document without its end; the rules follow the results, so that results are written
# as they come.
HEAD = (
    f'{{"version": "2.1.0", "$schema": {json.dumps(SCHEMA)}, "runs": [{{'
    '"columnKind": "unicodeCodePoints", "results": ['
)

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning"}


class Described(Protocol):
    """What the report says of a rule."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def why(self) -> str: ...
    @property
    def group(self) -> str: ...
    @property
    def severity(self) -> Severity: ...


def page(findings: Sequence[Finding]) -> Iterator[str]:
    """The findings of one page as SARIF results, each on one line."""
    seen: Counter[Fingerprint] = Counter()
    for finding in findings:
        mark = fingerprint(finding)
        seen[mark] += 1
        yield _result(finding, f"{_digest(mark)}:{seen[mark]}")


def _digest(mark: Fingerprint) -> str:
    return sha256("\0".join(mark).encode(errors="surrogateescape")).hexdigest()[:32]


def _result(finding: Finding, mark: str) -> str:
    source = finding.source
    place = {
        "artifactLocation": _artifact(source.path),
        "region": _region(source, finding.span),
    }
    shape: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": _LEVELS.get(finding.severity, "note"),
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {FINGERPRINT: mark},
    }
    if finding.fix:
        shape["fixes"] = [_fix(source, finding.fix)]
    return dumps(shape)


def tail(summary: Mapping[str, Any], rules: Iterable[Described]) -> str:
    """The end of the document that `HEAD` begins.

    `rules` are all that were run; of the JSON report's `summary` it has what broke.
    """
    driver = {"name": "manlint", "version": __version__, "rules": [*map(_rule, rules)]}
    errors = summary["errors"]
    invocation: dict[str, Any] = {"executionSuccessful": not errors}
    if errors:
        invocation["toolExecutionNotifications"] = [*map(_notification, errors)]
    tool, invocations = dumps({"driver": driver}), dumps([invocation])
    return f'\n], "tool": {tool}, "invocations": {invocations}}}]}}'


def _rule(rule: Described) -> dict[str, Any]:
    reason = rule.why or rule.title
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": reason},
        "help": {"text": f"{rule.title}\n\n{reason}\n\nMore: manlint explain {rule.name}"},
        "defaultConfiguration": {"level": _LEVELS.get(rule.severity, "note")},
        "properties": {"tags": [rule.group]},
    }


def _notification(error: Mapping[str, Any]) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": _artifact(error["path"])}
    if "line" in error:
        place["region"] = {"startLine": error["line"]}
    shape: dict[str, Any] = {
        "level": "error",
        "message": {"text": error["message"]},
        "locations": [{"physicalLocation": place}],
    }
    if "rule" in error:
        shape["associatedRule"] = {"id": error["rule"]}
    return shape


def _artifact(path: str) -> dict[str, str]:
    """A URI reference, relative unless `path` is absolute."""
    uri = quote(path.replace(os.sep, "/"), errors="surrogateescape")
    if uri.startswith("//"):  # or a host would follow
        uri = "/" + uri.lstrip("/")
    return {"uri": f"file://{uri}" if uri.startswith("/") else uri}


def _region(source: Source, span: Span) -> dict[str, int]:
    line, column = source.position(span.start)
    end_line, end_column = source.position(span.end)
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _fix(source: Source, fix: Fix) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(source, edit.span), "insertedContent": {"text": edit.text}}
        for edit in fix.edits
    ]
    artifact = {"artifactLocation": _artifact(source.path), "replacements": replacements}
    safe = "safe" if fix.safe else "unsafe"
    return {
        "description": {"text": f"{safe} fix"},
        "artifactChanges": [artifact],
        "properties": {"applicability": safe},
    }
