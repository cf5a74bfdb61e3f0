"""Findings as workflow commands of GitHub Actions, which shows them beside the change."""

from __future__ import annotations

from manlint.finding import Finding, Severity
from manlint.visible import visible

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def finding(finding: Finding) -> str:
    """One finding as a line `::warning file=…,line=…,…::message`.

    Columns count code points and are given only within one line, as the annotations ask.
    """
    line, column = finding.source.position(finding.span.start)
    end_line, end_column = finding.source.position(finding.span.end)
    place = {"file": finding.source.path, "line": line, "endLine": end_line}
    if line == end_line:
        place |= {"col": column, "endColumn": end_column}
    place["title"] = f"manlint {finding.rule}"
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in place.items())
    name = _COMMANDS.get(finding.severity, "notice")
    return f"::{name} {properties}::{_data(f'{finding.message} [{finding.rule}]')}"


def _data(text: str) -> str:
    """`text` so that the command does not end in it; line ends are shown as escapes."""
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    """`text` so that neither the property nor the command ends in it."""
    escapes = {"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"}
    return "".join(escapes.get(char, char) for char in text)
