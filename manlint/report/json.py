"""Findings as JSON, version 1; see DESIGN §11."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from manlint.finding import Finding, Fix
from manlint.source import Source, Span

HEAD = '{"version": 1, "findings": ['
_SURROGATE = re.compile("[\ud800-\udfff]")


def page(findings: Sequence[Finding]) -> Iterator[str]:
    """The findings of one page as JSON objects."""
    return map(finding, findings)


def finding(finding: Finding) -> str:
    """One finding as a JSON object on one line."""
    shape: dict[str, Any] = {
        "path": finding.source.path,
        **_place(finding.source, finding.span),
        "rule": finding.rule,
        "severity": str(finding.severity),
        "message": finding.message,
    }
    if finding.sentences:
        shape["sentences"] = list(finding.sentences)
    if finding.fix:
        shape["fix"] = _fix(finding.source, finding.fix)
    return dumps(shape)


def tail(summary: Mapping[str, Any], _rules: object = ()) -> str:
    """The end of the document that `HEAD` begins."""
    return f'\n], "summary": {dumps(summary)}}}'


def dumps(value: Any) -> str:
    """`value` as ASCII; a byte that was not UTF-8 becomes U+FFFD, as strict readers ask."""
    text = json.dumps(value)
    if "\\ud" in text:
        clean = _SURROGATE.sub("\ufffd", json.dumps(value, ensure_ascii=False))
        text = json.dumps(json.loads(clean))
    return text


def _place(source: Source, span: Span) -> dict[str, int]:
    line, column = source.position(span.start)
    end_line, end_column = source.position(span.end)
    return {"line": line, "column": column, "end_line": end_line, "end_column": end_column}


def _fix(source: Source, fix: Fix) -> dict[str, Any]:
    edits = [{**_place(source, edit.span), "text": edit.text} for edit in fix.edits]
    return {"applicability": "safe" if fix.safe else "unsafe", "edits": edits}
