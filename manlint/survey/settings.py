"""What results depend on besides the page and its tree, as one digest: the cache's key."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator

from manlint import __version__, cache, resources
from manlint.checks import KINDS
from manlint.rules import Rule

_SKIPPED = ("__pycache__",)


def digest(rules: Iterable[Rule], ignores: object) -> bytes:
    """A digest of the rules, the per-file ignores, the code, and the facts in use."""
    rules = tuple(rules)
    parts = [__version__, sys.version, repr(ignores), *map(repr, rules)]
    folders = {resources.HERE, resources.folder("grammars"), resources.facts_folder()}
    for folder in sorted(folders | {*_plugins()}):
        parts += _stamps(folder)
    for path in sorted({*_named(rules)}):
        parts.append(_stamp(path, os.stat(path)))
    return cache.digest(*parts)


def _stamps(folder: str) -> Iterator[str]:
    """A stamp of each file below `folder`, in order."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir():
            if entry.name not in _SKIPPED:
                yield from _stamps(entry.path)
        else:
            yield _stamp(entry.path, entry.stat())


def _stamp(path: str, status: os.stat_result) -> str:
    """The path of a file and its signature, with its bytes where that may not tell enough."""
    signature = cache.signature(status)
    if cache.settled(signature):
        return f"{path} {tuple(signature)}"
    with open(path, "rb") as file:
        return f"{path} {file.read().hex()}"


def _plugins() -> Iterator[str]:
    """The folders of the check kinds that are not manlint's own."""
    from importlib.util import find_spec

    for module in KINDS.values():
        if not module.startswith("manlint."):
            spec = find_spec(module)
            if spec and spec.origin:
                yield os.path.dirname(spec.origin)


def _named(rules: Iterable[Rule]) -> Iterator[str]:
    """The files that options of rules name by an absolute path, and a word list if one is used."""
    for rule in rules:
        if rule.check == "misspelling":
            yield from _word_list()
        for value in rule.options.values():
            for text in value if isinstance(value, list | tuple) else (value,):
                if isinstance(text, str) and os.path.isabs(text) and os.path.isfile(text):
                    yield text


def _word_list() -> Iterator[str]:
    from manlint.checks.misspelling import word_list

    if path := word_list():
        yield path
