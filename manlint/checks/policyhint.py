"""A quick look at roff text for kernels that a policy is about, so that few pages are rendered."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from manlint.claims.history import SECTIONS
from manlint.claims.kernels import KernelNumber, kernel_numbers
from manlint.policy import Action, Form, Policy, compare

if TYPE_CHECKING:
    from manlint.page import Page

# What stands before the name or behind the number: "since Linux 2.4", "2.4 and later".
_SINCE = re.compile(r"(?i)since|as\s+of|starting|beginning")
_LEAST = re.compile(r"(?i)at\s+least|[>≥]")
_LATER = re.compile(r"(?i)\+|onw|\b(?:and|or)\s+[lnagh]")
_BEFORE, _AFTER = 24, 16
# Of "before 2.4", "2.4 and earlier" and "from 2.2 to 2.4"; the other end may be far off.
_UPPER = re.compile(
    r"(?i)before|prior|earlier|older|preced|until|till|through|up\s+to|from|between|[<≤]"
)
_ENDS = re.compile(r"(?i)\bto\b|[-–]|\b(?:until|through|up)\b|\b(?:and|or)\s+(?:earl|old|bel)")
_FAR = 48


def older_near(page: Page, forms: Collection[str], policy: Policy) -> list[int]:
    """Offsets of what may be statements of `forms` for which `policy` has an action."""
    numbers = kernel_numbers(page)
    by_age = [_judged(forms, policy, age) for age in range(3)] if numbers else []
    near: list[int] = []
    for number in numbers:
        judged = by_age[1 + compare(number.version, policy.cut)]
        if judged and _is_said(page.text, number, judged):
            near.append(number.start)
    return near


def _judged(forms: Collection[str], policy: Policy, age: int) -> set[Form]:
    """The forms for which the policy has an action at an age."""
    wanted = {Form(form) for form in forms}
    judged = {form for form in wanted if policy.actions[form][age] is not Action.LEAVE}
    # it is judged by its last version, which the first number may not be
    return judged | (wanted & {Form.BEFORE})


def _is_said(text: str, number: KernelNumber, forms: set[Form]) -> bool:
    """Whether the words of one of `forms` stand near the number, or it is in their section."""
    of_section = SECTIONS.get(number.section)
    if of_section is not None:
        return of_section in forms
    begin, start, end = max(0, number.name - _BEFORE), number.start, number.end
    if Form.BEFORE in forms and (
        _UPPER.search(text, begin, start) or _ENDS.search(text, end, end + _FAR)
    ):
        return True
    if not forms & {Form.TAG, Form.SINCE, Form.CONDITION}:
        return False
    is_since = forms - {Form.CONDITION, Form.BEFORE} and _SINCE.search(text, begin, start)
    is_least = is_since or _LEAST.search(text, begin, start)
    return bool(is_least or _LATER.search(text, end, end + _AFTER))
