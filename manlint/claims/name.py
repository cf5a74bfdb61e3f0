"""The name by which claims call a page: "open(2)"."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from manlint.page import Page


def name_of(page: Page) -> str:
    """Name and manual section from `.TH`, written as the file name writes them.

    The file name alone counts where there is no `.TH`, and says whether OPEN is open.
    """
    from manlint.files.tree import page_name
    from manlint.page.escapes import rendered

    file = page_name(os.path.basename(page.source.path))
    title = page.titles[0].arguments if page.titles else ()
    if len(title) > 1 and title[0] and title[1]:
        name, section = (rendered(part).strip() for part in title[:2])
        if not (file and _alike(name, file.name) and section[:1] == file.section[:1]):
            return f"{name}({section})"
    if file:
        return f"{file.name}({file.section})"
    return os.path.basename(page.source.path)


def _alike(one: str, other: str) -> bool:
    """Whether two names differ in case only; a hyphen is as good as a minus sign."""
    return one.replace("\u2010", "-").casefold() == other.casefold()
