"""Answer: one fact in words and as values, with who says it and of which day that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from manlint.facts import load


@dataclass(frozen=True, slots=True)
class Answer:
    """What the facts say of `asked`: in words (`says`), and as `values` by name.

    `kind` is release, syscall, symbol, constant, statement or gone; `confidence` is "" where a
    fact has none.
    """

    asked: str
    kind: str
    says: str
    source: str
    where: str = ""
    confidence: str = ""
    values: Mapping[str, str] = field(default_factory=dict)

    def origin(self) -> Mapping[str, Any]:
        """The source as facts.toml tells of it: what, where, date, licence."""
        return load().sources.get(self.source, {})

    def __str__(self) -> str:
        source = self.source + (f" {self.where}" if self.where else "")
        day = self.origin().get("date", load().date)
        sure = f"; confidence {self.confidence}" if self.confidence else ""
        return f"{self.asked}: {self.says} [{source}; {day}{sure}]"

    def as_json(self) -> dict[str, Any]:
        """The answer as a part of a JSON document."""
        origin = self.origin()
        return {
            "asked": self.asked,
            "kind": self.kind,
            "says": self.says,
            **self.values,
            "confidence": self.confidence,
            "source": {
                "name": self.source,
                "place": self.where,
                "what": origin.get("what", ""),
                "where": origin.get("where", ""),
                "date": str(origin.get("date", load().date)),
                "licence": origin.get("licence", ""),
            },
        }
