"""Finding: one thing that a rule says about one place of one page, and the fix it offers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from manlint.source import Source, Span


class Severity(StrEnum):
    """How much a finding weighs; `review` asks a person to weigh two statements."""

    ERROR = "error"
    WARNING = "warning"
    STYLE = "style"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text at `span` (offsets into the source) by `text`."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits of one source that belong together; an unsafe fix may change the meaning."""

    edits: tuple[Edit, ...]
    safe: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """What `rule` says about `span` of `source`.

    `message` is a fact in lower case without a full stop; `sentences` are the
    rendered sentences that it is about, if any.
    """

    source: Source
    span: Span
    rule: str
    severity: Severity
    message: str
    sentences: tuple[str, ...] = ()
    fix: Fix | None = None
