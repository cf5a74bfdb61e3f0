"""Options of a check kind: values of a toml fence → the kind's dataclass, strictly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from typing import Any, Literal, TypeVar, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")

NAMES: dict[Any, str] = {
    str: "a string",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    tuple: "a list",
    dict: "a table",
}


class OptionError(ValueError):
    """An option that is unknown, missing or wrong; `key` is its name in the toml fence."""

    def __init__(self, key: str, problem: str) -> None:
        super().__init__(problem)
        self.key = key


def read_options(options: type[T], given: Mapping[str, object]) -> T:
    """An instance of the dataclass `options` with the values of `given`.

    Lists become tuples. Raises OptionError for an unknown or missing key or a wrong type.
    """
    hints = get_type_hints(options)
    for key in given:
        if key not in hints:
            raise OptionError(key, unknown(key, hints))
    values = {key: convert(key, value, hints[key]) for key, value in given.items()}
    for entry in fields(cast(Any, options)):
        required = entry.default is MISSING and entry.default_factory is MISSING
        if required and entry.name not in values:
            raise OptionError("check", f'option "{entry.name}" is missing')
    return options(**values)


def unknown(key: str, known: Iterable[str]) -> str:
    """The message for an option `key` that is not among `known`."""
    from difflib import get_close_matches

    near = get_close_matches(key, list(known), 1)
    return f'unknown option "{key}"' + (f'; did you mean "{near[0]}"?' if near else "")


def convert(key: str, value: object, hint: Any) -> object:
    """`value` from a toml fence as the type `hint`; raises OptionError if it is another.

    Known types: str, bool, int, float, Literal, tuple[T, ...], dict[str, T] and T | None.
    A string is also a list of one string.
    """
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        if value in arguments:
            return value
        raise OptionError(key, f"{key} must be {' or '.join(map(str, arguments))}, not {value!r}")
    if origin is tuple and isinstance(value, str | list | tuple):
        values = (value,) if isinstance(value, str) else value
        return tuple(convert(key, item, arguments[0]) for item in values)
    if origin is dict and isinstance(value, dict):
        return {name: convert(key, item, arguments[1]) for name, item in value.items()}
    if type(None) in arguments:
        return convert(key, value, arguments[0])
    if type(value) is hint:
        return value
    if hint is float and type(value) is int:
        return float(value)
    raise OptionError(key, f"{key} must be {NAMES[origin or hint]}, not {value!r}")
