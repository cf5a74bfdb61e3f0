"""Findings as text for people and editors."""

from __future__ import annotations

from collections.abc import Mapping

from manlint.finding import Finding, Severity
from manlint.report.excerpt import excerpt
from manlint.visible import visible

_LONGEST_SENTENCE = 400
_COLORS = {
    "path": "1",
    "error": "1;31",
    "warning": "1;33",
    "style": "1;36",
    "review": "1;35",
    "margin": "2",
    "caret": "1;32",
    "rule": "2",
}


def colored(text: str, what: str) -> str:
    """`text` in the terminal colour for `what`, a key of _COLORS."""
    return f"\x1b[{_COLORS[what]}m{text}\x1b[0m"


def plain(text: str, _what: str) -> str:
    """`text` as it is."""
    return text


def concise(finding: Finding, color: bool = False) -> str:
    """`path:line:column: severity: message [rule]`, one line."""
    paint = colored if color else plain
    line, column = finding.source.position(finding.span.start)
    place = paint(f"{visible(finding.source.path)}:{line}:{column}:", "path")
    severity = paint(f"{finding.severity}:", finding.severity)
    return f"{place} {severity} {visible(finding.message)} {paint(f'[{finding.rule}]', 'rule')}"


def full(finding: Finding, color: bool = False, why: str = "") -> str:
    """The concise line, the lines of the page, and what they read if markup hides it.

    Where `why` is given it follows, with the command that tells more.
    """
    paint = colored if color else plain
    lines = [concise(finding, color), *excerpt(finding.source, finding.span, paint)]
    written = finding.source.text[finding.span.start : finding.span.end]
    for sentence in finding.sentences:
        if sentence not in written:
            lines.append(paint("      = reads: ", "margin") + visible(_short(sentence)))
    if why:
        lines.append(paint("      = why: ", "margin") + visible(why))
        lines.append(paint("      = more: ", "margin") + f"manlint explain {finding.rule}")
    return "\n".join(lines) + "\n"


def statistics(by_rule: Mapping[tuple[str, Severity], int]) -> str:
    """A table with the number of findings of each rule and severity, the most first."""
    rows = sorted(by_rule.items(), key=lambda row: (-row[1], row[0]))
    width = max((len(f"{count:,}") for _, count in rows), default=1)
    return "".join(f"{count:>{width},} {severity:7} {rule}\n" for (rule, severity), count in rows)


def _short(sentence: str) -> str:
    if len(sentence) <= _LONGEST_SENTENCE:
        return sentence
    return sentence[: _LONGEST_SENTENCE - 1] + "…"
