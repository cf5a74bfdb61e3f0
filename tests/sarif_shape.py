"""A check of SARIF documents by hand: the objects that manlint writes, as SARIF 2.1.0 has them.

It knows names, types and what must be there of these objects only. The whole schema is not
in any package of the test environment; `MANLINT_SARIF_SCHEMA` may name a copy of it, see
test_sarif.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

# Each object: its properties, "!" for one that must be there. A type is an object's name,
# "text", "count" (from 1), "flag", "tags", "any", or words of which it is one; "[]" a list.
OBJECTS: dict[str, dict[str, str]] = {
    "log": {"version!": "2.1.0", "$schema": "text", "runs!": "run[]"},
    "run": {
        "tool!": "tool",
        "results": "result[]",
        "invocations": "invocation[]",
        "columnKind": "utf16CodeUnits|unicodeCodePoints",
    },
    "tool": {"driver!": "component"},
    "component": {"name!": "text", "version": "text", "rules": "rule[]"},
    "rule": {
        "id!": "text",
        "shortDescription": "message",
        "fullDescription": "message",
        "help": "message",
        "defaultConfiguration": "configuration",
        "properties": "bag",
    },
    "configuration": {"level": "none|note|warning|error"},
    "message": {"text!": "text"},
    "result": {
        "ruleId": "text",
        "level": "none|note|warning|error",
        "message!": "message",
        "locations": "location[]",
        "partialFingerprints": "bag",
        "fixes": "fix[]",
    },
    "location": {"physicalLocation": "place"},
    "place": {"artifactLocation": "artifact", "region": "region"},
    "artifact": {"uri": "uri"},
    "region": {
        "startLine": "count",
        "startColumn": "count",
        "endLine": "count",
        "endColumn": "count",
    },
    "fix": {"description": "message", "artifactChanges!": "change[]", "properties": "bag"},
    "change": {"artifactLocation!": "artifact", "replacements!": "replacement[]"},
    "replacement": {"deletedRegion!": "region", "insertedContent": "message"},
    "invocation": {"executionSuccessful!": "flag", "toolExecutionNotifications": "notice[]"},
    "notice": {
        "level": "none|note|warning|error",
        "message!": "message",
        "locations": "location[]",
        "associatedRule": "reference",
    },
    "reference": {"id": "text"},
}
# A list that must not be empty, and a URI reference without what must be escaped in one.
FILLED = {"change[]", "replacement[]"}
URI = re.compile(r"(?:file:///)?(?!/)(?:[A-Za-z0-9._~!$&'()*+,;=@/-]|%[0-9A-F]{2})+")


def problems(value: Any, kind: str = "log", at: str = "$") -> Iterator[str]:
    """What is wrong with `value` as an object of `kind`."""
    if kind.endswith("[]"):
        if not isinstance(value, list) or (not value and kind in FILLED):
            yield f"{at}: no list of {kind}"
        else:
            for number, item in enumerate(value):
                yield from problems(item, kind[:-2], f"{at}[{number}]")
    elif kind in OBJECTS:
        yield from _object(value, OBJECTS[kind], at)
    elif not _is(value, kind):
        yield f"{at}: {value!r} is not {kind}"


def _object(value: Any, shape: dict[str, str], at: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{at}: no object"
        return
    kinds = {name.rstrip("!"): kind for name, kind in shape.items()}
    for name in shape:
        if name.endswith("!") and name[:-1] not in value:
            yield f"{at}: no {name[:-1]}"
    for name, item in value.items():
        if name in kinds:
            yield from problems(item, kinds[name], f"{at}.{name}")
        else:
            yield f"{at}: {name} is unknown"


def _is(value: Any, kind: str) -> bool:
    if kind == "flag":
        return isinstance(value, bool)
    if kind == "count":
        return isinstance(value, int) and value > 0
    if kind == "bag":
        return isinstance(value, dict)
    if kind == "uri":
        return isinstance(value, str) and URI.fullmatch(value) is not None
    return isinstance(value, str) and (kind == "text" or value in kind.split("|"))
