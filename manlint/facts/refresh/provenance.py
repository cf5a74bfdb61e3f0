"""facts.toml with the day and the commit of what the facts were taken from this time."""

from __future__ import annotations

import re

from manlint.facts.refresh.repository import Revision

_HASH = re.compile(r"\b[0-9a-f]{12}\b")
_DATE = re.compile(r"^date = .*$", re.M)


def stamped(written: str, table: str, revision: Revision) -> str:
    """The text with the day of `revision` in a table such as `sources.glibc-abilist`.

    So is its commit if the line `where` has one; "" is what stands before all tables. Raises
    ValueError if there is no such table.
    """
    start, end = _place(written, table)
    body = _DATE.sub(f"date = {revision.day}", written[start:end], count=1)
    body = "".join(
        _HASH.sub(revision.commit[:12], line, count=1) if line.startswith("where") else line
        for line in body.splitlines(keepends=True)
    )
    return written[:start] + body + written[end:]


def _place(written: str, table: str) -> tuple[int, int]:
    """The offsets of the lines of a table, without its header."""
    start = 0
    if table:
        header = re.search(rf"^\[{re.escape(table)}\]\n", written, re.M)
        if header is None:
            raise ValueError(f"facts.toml has no [{table}]")
        start = header.end()
    following = re.compile(r"^\[", re.M).search(written, start)
    return start, following.start() if following else len(written)
