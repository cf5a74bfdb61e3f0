"""The unified diff between two texts of one page."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from manlint.source import Source


def patch(before: Source, after: Source) -> bytes:
    """The difference as `git apply` and patch(1) take it, in the page's own encoding."""
    # an absolute path stays one: "a/" before it would be no path at all
    old, new = ("", "") if before.path.startswith("/") else ("a/", "b/")
    lines = difflib.unified_diff(
        _lines(before), _lines(after), old + before.path, new + before.path
    )
    text = "".join(_ended(lines))
    return text.encode(before.encoding.removesuffix("-sig"), "surrogateescape")


def _lines(source: Source) -> list[str]:
    mark = "\ufeff" if source.encoding == "utf-8-sig" else ""
    *lines, last = (mark + source.text).split("\n")
    return [f"{line}\n" for line in lines] + [last] * bool(last)


def _ended(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
