"""Options that limit what is looked for: the policy about old kernels, and one topic."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from manlint.rules import Rule

F = TypeVar("F", bound=Callable[..., Any])


def limits(function: F) -> F:
    """The options --policy, --reference-date and --topic."""
    for option in reversed((_POLICY, _DATE, _TOPIC)):
        function = option(function)
    return function


def policy_of(rules: Iterable[Rule]) -> str:
    """The policy in words that the first of `rules` with one has, "" if none has."""
    rule = next((rule for rule in rules if rule.check == "policy"), None)
    if rule is None:
        return ""
    from manlint.policy import DEFAULT, policy_for

    given = (("profile", DEFAULT), ("reference", ""), ("cut", ""))
    return str(policy_for(*(str(rule.options.get(key, default)) for key, default in given)))


def _policy(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    from manlint.policy import profiles

    if value not in (known := profiles()):
        raise click.BadParameter(f"{value!r} is not one of {', '.join(known)}")
    return value


def _day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    from manlint.policy import PolicyError, policy_for

    try:
        policy_for(reference=value)
    except PolicyError as error:
        raise click.BadParameter(str(error)) from error
    return value


_POLICY = click.option(
    "--policy",
    metavar="PROFILE",
    callback=_policy,
    help="What is to become of text about old kernels: man-pages or lookback-7y.",
)
_DATE = click.option(
    "--reference-date",
    metavar="DATE",
    callback=_day,
    help="The day, YYYY-MM-DD, that the policy counts years from; by default that of the facts.",
)
_TOPIC = click.option(
    "--topic",
    default="",
    metavar="NAME",
    help="Report only what is about NAME, such as O_SYNC, or about a page such as 'open(2)'.",
)
