"""A quick look at roff text for kernels that a policy is about, so that few pages are rendered."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection
from typing import TYPE_CHECKING

from manlint.claims.history import SECTIONS
from manlint.facts import version
from manlint.policy import Action, Form, Policy, compare

if TYPE_CHECKING:
    from manlint.page import Page

# The first number after the kernel's name; a list's others are newer.
_NUMBER = re.compile(r"(?:inux|ernels?)\b[^.;:0-9]{0,40}([0-9]+(?:\.[0-9]+)+)")
# What stands before the name or behind the number: "since Linux 2.4", "2.4 and later".
_SINCE = re.compile(r"(?i)since|as\s+of|starting|beginning")
_LEAST = re.compile(r"(?i)at\s+least|[>≥]")
_LATER = re.compile(r"(?i)\+|onw|\b(?:and|or)\s+[lnagh]")
_BEFORE, _AFTER = 24, 16
_FORMS = frozenset((Form.TAG, Form.SINCE, Form.CONDITION))


def older_near(page: Page, forms: Collection[str], policy: Policy) -> list[int] | None:
    """Offsets of what may be statements of `forms` for which `policy` has an action.

    None if there is no quick way to tell.
    """
    wanted = {Form(form): policy.actions[Form(form)] for form in forms}
    if not wanted.keys() <= _FORMS:
        return None
    text = page.text
    near: list[int] = []
    for match in _NUMBER.finditer(text):
        age = 1 + compare(version(match[1]), policy.cut)
        judged = [form for form, actions in wanted.items() if actions[age] is not Action.LEAVE]
        if judged and _is_said(text, match, judged) and not _is_past(page, match.start()):
            near.append(match.start(1))
    return near


def _is_said(text: str, match: re.Match[str], forms: Collection[Form]) -> bool:
    """Whether the words of one of `forms` stand near the number, and not in a comment."""
    before = text[max(0, match.start() - _BEFORE) : match.start(1)]
    after = text[match.end() : match.end() + _AFTER]
    is_since = forms != [Form.CONDITION] and _SINCE.search(before)
    if not (is_since or _LEAST.search(before) or _LATER.search(after)):
        return False
    return not text.startswith(('.\\"', "'\\\""), text.rfind("\n", 0, match.start()) + 1)


def _is_past(page: Page, offset: int) -> bool:
    """Whether what stands at `offset` of `Page.text` is in HISTORY or VERSIONS."""
    sections = [heading for heading in page.headings if heading.level == 1]
    index = bisect_right(sections, offset, key=lambda heading: heading.start) - 1
    return index >= 0 and sections[index].title in SECTIONS
