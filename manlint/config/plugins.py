"""Plugins: rules and check kinds of installed packages, as far as a configuration names them.

Entry points are looked at only then: that takes longer than a check of one page.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from manlint.checks import KINDS

if TYPE_CHECKING:
    from importlib.metadata import Distribution, EntryPoint

    from manlint.config.force import Force

RULES, CHECKS = "manlint.rules", "manlint.checks"


def activate(force: Force) -> list[str]:
    """Make the check kinds of the plugins known; returns their folders of rules.

    Raises ConfigError for a plugin that is not there or offers nothing.
    """
    folders: list[str] = []
    for number, name in enumerate(force["plugins"]):
        try:
            points = _points(name)
            for point in points:
                if point.group == CHECKS:
                    _add_kind(point)
                else:
                    folders.append(_folder(point))
        except PluginError as error:
            raise force.config.error(str(error), "plugins", number) from error
    return folders


class PluginError(ValueError):
    """A plugin that cannot be used; the text says why."""


def _points(name: str) -> list[EntryPoint]:
    """The entry points for manlint of the installed distribution `name`."""
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        found: Distribution = distribution(name)
    except (PackageNotFoundError, ValueError) as error:
        raise PluginError(f'no installed package is called "{name}"{_near(name)}') from error
    points = [point for point in found.entry_points if point.group in (RULES, CHECKS)]
    if not points:
        raise PluginError(f"{name} has no entry points in {RULES} or {CHECKS}")
    return points


def _near(name: str) -> str:
    from difflib import get_close_matches
    from importlib.metadata import entry_points

    points = [point for group in (RULES, CHECKS) for point in entry_points(group=group)]
    known = {_plain(point.dist.name): point.dist.name for point in points if point.dist}
    near = get_close_matches(_plain(name), known, 1)
    return f'; did you mean "{known[near[0]]}"?' if near else ""


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _add_kind(point: EntryPoint) -> None:
    """A module that offers Options and check; it is imported when a rule needs it."""
    if KINDS.get(point.name, point.value) != point.value:
        raise PluginError(f'a check kind is already called "{point.name}"')
    KINDS[point.name] = point.value


def _folder(point: EntryPoint) -> str:
    """The folder of the package that the entry point names."""
    from importlib.util import find_spec

    try:
        spec = find_spec(point.value)
    except (ImportError, ValueError) as error:
        raise PluginError(f"{point.value} cannot be imported: {error}") from error
    places = list(spec.submodule_search_locations or ()) if spec else []
    if not places or not os.path.isdir(places[0]):
        raise PluginError(f"{point.value} is no package that holds rule documents")
    return places[0]
