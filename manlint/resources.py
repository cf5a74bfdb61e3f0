"""Where the project's data is: in the wheel under `_data/`, in a checkout at its top level."""

from __future__ import annotations

import os


class PlacedError(Exception):
    """What is wrong at `line` (from 1, or 0 for all of it) of the file at `path`."""

    def __init__(self, path: str, line: int, message: str) -> None:
        super().__init__(path, line, message)
        self.path = path
        self.line = line
        self.message = message

    def __str__(self) -> str:
        place = f"{shown(self.path)}:{self.line}" if self.line else shown(self.path)
        return f"{place}: {self.message}"


HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "_data")
CHECKOUT = os.path.dirname(HERE)


def folder(name: str) -> str:
    """The path of the data folder `name`, one of "grammars" and "rules"."""
    top = DATA if os.path.isdir(DATA) else CHECKOUT
    return os.path.join(top, name)


_facts = ""


def use_facts(folder: str) -> None:
    """Have the facts read from `folder`, which a configuration names; manlint's own if ""."""
    global _facts
    _facts = folder


def facts_folder() -> str:
    """The path of the facts in use; manlint's own lie inside the package in any case."""
    return _facts or os.path.join(HERE, "facts")


def facts_file(name: str) -> str:
    """The path of a file of facts; manlint's own if the folder in use does not have it."""
    path = os.path.join(facts_folder(), name)
    return path if os.path.exists(path) else os.path.join(HERE, "facts", name)


def rule_index() -> str | None:
    """The path of the rule index that a wheel carries; None in a checkout."""
    path = os.path.join(DATA, "rules.json")
    return path if os.path.isfile(path) else None


def corpus_folder() -> str | None:
    """The path of corpus/; None when manlint is installed and not in a checkout."""
    path = os.path.join(CHECKOUT, "corpus")
    return path if os.path.isdir(path) and not os.path.isdir(DATA) else None


def cache_folder() -> str:
    """The path of manlint's folder in the user's cache; it need not exist.

    A relative $XDG_CACHE_HOME is ignored, as its specification asks.
    """
    base = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(base):
        base = os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "manlint")


def shown(path: str) -> str:
    """`path` as a message shows it: relative if it lies below the working directory."""
    try:
        relative = os.path.relpath(path)
    except (ValueError, OSError):  # another drive, or the working directory is gone
        return path
    return path if relative.startswith(os.pardir) else relative


def write_atomically(path: str, text: str) -> None:
    """Write `text` to `path` in one step, so that no other process reads half of it.

    Makes the folder if there is none; raises OSError if that or the writing fails.
    """
    os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    draft = f"{path}.{os.getpid()}"
    try:
        with open(draft, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(draft, path)
    except OSError:
        if os.path.exists(draft):
            os.remove(draft)
        raise
