"""Whose page is it? Rules of one project's style ask the source that `.TH` names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from manlint.page import Page

SOURCE = 3  # the index of the argument of .TH that names project and version


def belongs(page: Page, sources: tuple[str, ...]) -> bool:
    """Whether the page's source begins with one of `sources`.

    A page without a title line is a piece of one and belongs to whoever asks; so does
    every page if `sources` is empty.
    """
    if not sources or not page.titles:
        return True
    arguments = page.titles[0].arguments
    return len(arguments) > SOURCE and arguments[SOURCE].startswith(sources)
