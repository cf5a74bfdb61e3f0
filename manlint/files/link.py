"""The page that a `.so` page stands for, looked for as man(1) does."""

from __future__ import annotations

import os
from collections.abc import Iterator

_SUFFIXES = ("", ".gz", ".xz", ".zst", ".bz2")


def target_file(path: str, target: str, root: str | None) -> str | None:
    """The file that `.so target` in the page at `path` means, or None.

    Looked for below the folder that holds the page's man2 or the like, beside the page,
    then below `root`; packed or not. A target outside these is not followed.
    """
    for candidate in _candidates(path, target, root):
        for suffix in _SUFFIXES:
            if os.path.isfile(candidate + suffix):
                return candidate + suffix
    return None


def _candidates(path: str, target: str, root: str | None) -> Iterator[str]:
    if os.path.isabs(target) or "\0" in target:
        return
    beside = os.path.dirname(path)
    above = os.path.normpath(os.path.join(beside, os.pardir))
    for folder, limit in ((above, above), (beside, above), (root, root)):
        if folder is None or limit is None:
            continue
        candidate = os.path.normpath(os.path.join(folder, target))
        if _below(candidate, limit):
            yield candidate


def _below(path: str, folder: str) -> bool:
    top = os.path.abspath(folder)
    return os.path.commonpath((top, os.path.abspath(path))) == top
