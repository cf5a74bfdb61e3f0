"""Configuration: manlint.toml, or [tool.manlint] in pyproject.toml, with the line of each error."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from manlint.checks.options import OptionError, convert
from manlint.config.lines import Path, key_lines, line_of
from manlint.resources import PlacedError

FILE, SHARED = "manlint.toml", "pyproject.toml"

# The keys of a configuration; `[rules.NAME]` is looked at when the rules are known.
KEYS: dict[str, Any] = {
    "select": tuple[str, ...],
    "ignore": tuple[str, ...],
    "extend-select": tuple[str, ...],
    "exclude": tuple[str, ...],
    "per-file-ignores": dict[str, tuple[str, ...]],
    "fail-on": Literal["error", "warning", "style", "review"],
    "root": str,
    "lang": str,
    "profile": Literal["man-pages", "general"],
    "policy": str,
    "reference-date": str,
    "facts": str,
    "rule-folders": tuple[str, ...],
    "plugins": tuple[str, ...],
    "jobs": int,
    "format": Literal["full", "concise", "json", "sarif", "github"],
    "rules": dict[str, dict[str, Any]],
}


class ConfigError(PlacedError):
    """A configuration is wrong at `line` (from 1) of the file at `path`."""


@dataclass(frozen=True, slots=True)
class Config:
    """What one file says: `values` by key, and `lines` of keys and items.

    `path` is "" if there is no file.
    """

    path: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    lines: Mapping[Path, int] = field(default_factory=dict)

    @property
    def folder(self) -> str:
        """The folder that the paths in the file start from."""
        return os.path.dirname(self.path)

    def line(self, *key: str | int) -> int:
        """The line of a key or an item of a list."""
        return line_of(self.lines, key)

    def error(self, message: str, *key: str | int) -> ConfigError:
        """The error that `message` tells of `key`."""
        return ConfigError(self.path, self.line(*key), message)

    def place(self, *key: str | int) -> str:
        """`manlint.toml:3`, for `manlint config`."""
        from manlint.resources import shown

        return f"{shown(self.path)}:{self.line(*key)}"


def find(start: str) -> Config:
    """The configuration of the nearest folder from `start` upward; empty if there is none.

    The search does not leave the git repository that `start` is in. Raises ConfigError.
    """
    folder = os.path.abspath(start)
    while True:
        for name in (FILE, SHARED):
            path = os.path.join(folder, name)
            if os.path.isfile(path) and (found := read(path)) is not None:
                return found
        parent = os.path.dirname(folder)
        if parent == folder or os.path.lexists(os.path.join(folder, ".git")):
            return Config()
        folder = parent


def read(path: str) -> Config | None:
    """The configuration in the file at `path`; None if it is a pyproject.toml without one.

    Raises ConfigError.
    """
    shared = os.path.basename(path) == SHARED
    try:
        with open(path, "rb") as file:
            data = file.read()
        if shared and b"manlint" not in data:
            return None
        text = data.decode().replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = "this is not UTF-8" if isinstance(error, ValueError) else error.strerror
        raise ConfigError(path, 1, str(reason)) from error
    table = ("tool", "manlint") if shared else ()
    values = _parse(path, text)
    for name in table:
        values = values.get(name, {}) if isinstance(values, dict) else {}
    if shared and not values:
        return None
    lines = {
        key[len(table) :]: at for key, at in key_lines(text).items() if key[: len(table)] == table
    }
    config = Config(path, values, lines)
    return Config(path, {key: _checked(config, key, values[key]) for key in values}, lines)


def _parse(path: str, text: str) -> Any:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        from manlint.rules.header import AT_LINE

        place = AT_LINE.search(str(error))
        line = int(place[1] or text.count("\n") + 1) if place else 1
        raise ConfigError(path, line, AT_LINE.sub("", str(error))) from error


def _checked(config: Config, key: str, value: object) -> object:
    """The value of `key` as its type in KEYS; raises ConfigError."""
    if key not in KEYS:
        raise config.error(f'unknown key "{key}"{_near(key)}', key)
    try:
        if key == "rules":
            return _tables(config, value)
        if key == "per-file-ignores" and isinstance(value, dict):
            for glob, names in value.items():
                convert(glob, names, tuple[str, ...])
        found = convert(key, value, KEYS[key])
    except OptionError as error:
        within = (key, error.key) if error.key != key else (key,)
        raise config.error(str(error), *within) from error
    if key == "jobs" and value < 1:  # type: ignore[operator]
        raise config.error("jobs must be 1 or more", key)
    return found


def _tables(config: Config, value: object) -> object:
    if not isinstance(value, dict):
        raise config.error("rules must be a table; folders of rules are rule-folders", "rules")
    for name, table in value.items():
        if not isinstance(table, dict):
            raise config.error(f"rules.{name} must be a table", "rules", name)
    return value


def _near(key: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key, KEYS, 1)
    return f'; did you mean "{near[0]}"?' if near else ""
