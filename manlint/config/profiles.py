"""Profiles: which rules suit whose pages, and whose the pages of a tree are."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass

from manlint.files.load import Unreadable, load
from manlint.files.tree import page_folders, page_name

MAN_PAGES, GENERAL = NAMES = ("man-pages", "general")
PROJECT = "Linux man-pages"
# manlint's own pages follow its conventions.
_OURS = re.compile(r"""["\s](?:Linux man-pages|manlint)\b""")
_TITLE = re.compile(r"""^[.'][ \t]*TH[ \t].*$""", re.M)
# How far to look for the title line: licences stand before it.
_HEAD = 20_000
_SAMPLE = 2  # pages of each folder


@dataclass(frozen=True, slots=True)
class Profile:
    """`off` are the rules that do not run unless they are selected."""

    name: str
    about: str
    off: tuple[str, ...]


def profile(name: str) -> Profile:
    """The profile called `name`, one of NAMES."""
    import tomllib

    with open(os.path.join(os.path.dirname(__file__), "profiles.toml"), "rb") as file:
        found = tomllib.load(file)[name]
    return Profile(name, found["about"], tuple(found["off"]))


def detect(root: str | None) -> tuple[str, str]:
    """The profile for the tree at `root`, and what tells so.

    It is that of man-pages if most of a sample of the pages, the first ones of each folder,
    name that project in `.TH`.
    """
    if root is None:
        return MAN_PAGES, "no tree to tell"
    titles = [*_titles(root)]
    ours = sum(bool(_OURS.search(title)) for title in titles)
    what = f"{ours} of {len(titles)} sampled pages name {PROJECT}"
    return (MAN_PAGES if 2 * ours > len(titles) else GENERAL), what


def _titles(root: str) -> Iterator[str]:
    """The title lines of the sample, "" for a page without one."""
    for folder in page_folders(root):
        taken = 0
        for name in sorted(os.listdir(os.path.join(root, folder))):
            if taken == _SAMPLE:
                break
            path = os.path.join(root, folder, name)
            if page_name(name) is None or os.path.islink(path):
                continue
            try:
                text = load(path).text[:_HEAD]
            except Unreadable:
                continue
            if not text.startswith(".so "):
                taken += 1
                match = _TITLE.search(text)
                yield match[0] if match else ""
