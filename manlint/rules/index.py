"""The rule index: rules without examples as JSON, so that a check need not read Markdown."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import fields
from typing import Any

from manlint import __version__, resources
from manlint.finding import Severity
from manlint.rules import Rule, RuleError
from manlint.suppress import informed

Stamps = list[list[Any]]


def load(folders: Iterable[str] | None = None) -> tuple[Rule, ...]:
    """The rules of `folders` (manlint's own if None), ordered by group and name.

    Raises RuleError.
    """
    chosen = (resources.folder("rules"),) if folders is None else tuple(folders)
    rules = [rule for folder in chosen for rule in _folder_rules(folder)]
    check_together(rules)
    return informed(sorted(rules, key=lambda rule: (rule.group, rule.name)))


def write_index(rules_dir: str, out: str) -> None:
    """Write the index of the rules in `rules_dir` to the file `out`, for the wheel."""
    rules = parse(rules_dir)
    check_together(rules)
    _write(out, rules_dir, [], rules)


def parse(folder: str) -> list[Rule]:
    """The rules of `folder` from their documents; raises RuleError."""
    from manlint.rules.document import read_document

    return [read_document(path, group).rule for path, group in rule_files(folder)]


def rule_files(folder: str) -> Iterator[tuple[str, str]]:
    """The paths below `folder` that are rule documents, each with its group, in order.

    A document stands in a folder named after its group; one that stands in `folder` itself
    has that folder's name as its group. Raises RuleError if there is no such folder.
    """
    if not os.path.isdir(folder):
        raise RuleError(folder, 0, "there is no such folder")
    own = os.path.basename(os.path.abspath(folder))
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if _is_document(name):
            yield path, own
        elif os.path.isdir(path) and not name.startswith("."):
            for inner in sorted(filter(_is_document, os.listdir(path))):
                yield os.path.join(path, inner), name


def _is_document(name: str) -> bool:
    return name.endswith(".md") and name != "README.md" and not name.startswith(".")


def check_together(rules: Sequence[Rule]) -> None:
    """Raise RuleError if two rules share a name, or one covers a rule that is not there."""
    seen: dict[str, Rule] = {}
    groups = {rule.group for rule in rules}
    for rule in rules:
        for name in (rule.name, *rule.formerly):
            if name in groups:
                raise RuleError(rule.path, 1, f'"{name}" is the name of a group')
            if name in seen:
                raise RuleError(
                    rule.path, 1, f'"{name}" is also the name of {resources.shown(seen[name].path)}'
                )
            seen[name] = rule
    for rule in rules:
        for name in rule.covers:
            if name not in seen:
                raise RuleError(rule.path, 1, f'covers "{name}", and there is no such rule')


def _folder_rules(folder: str) -> list[Rule]:
    carried = resources.rule_index()
    if carried and folder == resources.folder("rules"):
        return _read(carried, folder, []) or parse(folder)
    stamps = _stamps(folder)
    cached = _cache_path(folder)
    rules = _read(cached, folder, stamps)
    if rules is None:
        rules = parse(folder)
        with suppress(OSError):  # without a cache the documents are read again the next time
            _write(cached, folder, stamps, rules)
    return rules


def _stamps(folder: str) -> Stamps:
    """Name, time (ns) and size of the rule documents and of the code that reads them."""
    paths = [path for path, _ in rule_files(folder)]
    for part in ("", "checks", "rules"):
        code = os.path.join(resources.HERE, part)
        paths += [os.path.join(code, name) for name in os.listdir(code) if name.endswith(".py")]
    found = [(path, os.stat(path)) for path in sorted(paths)]
    return [[path, stat.st_mtime_ns, stat.st_size] for path, stat in found]


def _cache_path(folder: str) -> str:
    from zlib import crc32

    name = f"rules-{crc32(os.path.abspath(folder).encode(errors='surrogateescape')):08x}.json"
    return os.path.join(resources.cache_folder(), name)


def _write(path: str, folder: str, stamps: Stamps, rules: Iterable[Rule]) -> None:
    import json

    entries = [{entry.name: getattr(rule, entry.name) for entry in fields(Rule)} for rule in rules]
    for entry in entries:
        entry["path"] = os.path.relpath(entry["path"], folder).replace(os.sep, "/")
    content = {"version": __version__, "stamps": stamps, "rules": entries}
    resources.write_atomically(path, json.dumps(content, indent=1) + "\n")


def _read(path: str, folder: str, stamps: Stamps) -> list[Rule] | None:
    """The rules of the index at `path`; None if there is none for these stamps."""
    import json

    try:
        with open(path, encoding="utf-8") as file:
            content = json.load(file)
        if content["version"] != __version__ or content["stamps"] != stamps:
            return None
        return [_rule(entry, folder) for entry in content["rules"]]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _rule(entry: dict[str, Any], folder: str) -> Rule:
    return Rule(
        **entry
        | {
            "severity": Severity(entry["severity"]),
            "covers": tuple(entry["covers"]),
            "formerly": tuple(entry["formerly"]),
            "path": os.path.join(folder, *entry["path"].split("/")),
        }
    )
