"""What is in force: built-in values, those of a configuration file, those of the command line."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from manlint.config import Config, find

BUILT_IN, COMMAND_LINE = "built-in", "command line"
DEFAULTS: dict[str, Any] = {
    "select": (),
    "ignore": (),
    "extend-select": (),
    "exclude": (),
    "per-file-ignores": {},
    "fail-on": "warning",
    "root": "",
    "lang": "",
    "profile": "",
    "policy": "man-pages",
    "reference-date": "",
    "facts": "",
    "rule-folders": (),
    "plugins": (),
    "jobs": 0,
    "format": "full",
}
# The command line adds to these, and replaces the others.
_ADDED = ("ignore", "exclude", "rule-folders")
# `--select` says all there is to check.
_SELECTION = ("ignore", "extend-select")


@dataclass(frozen=True, slots=True)
class Force:
    """The value of each key of DEFAULTS, and where it is from; `config` is the file's."""

    config: Config
    values: Mapping[str, Any]
    origins: Mapping[str, str]

    def __getitem__(self, key: str) -> Any:
        return self.values[key]

    def folder(self, key: str) -> str:
        """The folder that the value of `key` names, "" if there is no value."""
        value = str(self.values[key])
        return value if self.origins[key] == COMMAND_LINE else _within(self.config, value)

    @property
    def ignores(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The globs of per-file-ignores with what they ignore."""
        table = self.values["per-file-ignores"]
        return tuple((_glob(self.config, glob), names) for glob, names in table.items())


def in_force(start: str, given: Mapping[str, Any]) -> Force:
    """What is in force for files at or below the folder `start`; `given` is the command line.

    Raises ConfigError.
    """
    config = find(start)
    values, origins = dict(DEFAULTS), dict.fromkeys(DEFAULTS, BUILT_IN)
    for key, value in config.values.items():
        if key != "rules" and not ("select" in given and key in _SELECTION):
            values[key] = tuple(_resolved(config, key, value)) if key in _ADDED else value
            origins[key] = config.place(key)
    for key, value in given.items():
        added = key in _ADDED and origins[key] != BUILT_IN
        values[key] = (*values[key], *value) if added else value
        origins[key] = f"{origins[key]}, {COMMAND_LINE}" if added else COMMAND_LINE
    return Force(config, values, origins)


def _resolved(config: Config, key: str, items: Sequence[str]) -> Iterator[str]:
    """The items of a list of the file, its paths made those of this process."""
    for item in items:
        if key == "exclude":
            yield _glob(config, item)
        else:
            yield _within(config, item) if key == "rule-folders" else item


def _within(config: Config, path: str) -> str:
    """A path of the file, which starts from the file's folder; relative if it lies below here."""
    from manlint.resources import shown

    return shown(os.path.join(config.folder, path)) if path else ""


def _glob(config: Config, pattern: str) -> str:
    """A pattern of the file: with a slash it is for a whole path, which starts at its folder."""
    if "/" not in pattern or pattern.startswith("/"):
        return pattern
    from glob import escape

    return os.path.join(escape(config.folder), pattern)
