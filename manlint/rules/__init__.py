"""Rule: what a rule document says without its examples, and the choice among rules."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from manlint.finding import Severity
from manlint.resources import PlacedError

ALL = "ALL"

# Which findings of a rule count: all of a page, those on lines that a change adds or
# touches, those of pages that are new.
PAGE, CHANGED, NEW = SCOPES = ("page", "changed", "new")


class RuleError(PlacedError):
    """A rule document is wrong at `line` (from 1, or 0 for all of it) of the file at `path`."""


class UnknownRuleError(ValueError):
    """A name that is no rule, group or former name of a rule; its text is ready to print."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule document without its examples.

    `options` are those of the check kind, validated but as they stand in the toml fence;
    `path` is the document's. `formerly` are older names of the rule, `covers` the rules
    whose findings it silences where both find something; `scope` is one of SCOPES. `why` is
    the first sentence of the reason. Only the fixes of a rule that `rewords` change what is
    read.
    """

    name: str
    title: str
    group: str
    check: str
    severity: Severity
    since: str
    default: bool = True
    fixable: bool = False
    covers: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    message: str = ""
    options: Mapping[str, object] = field(default_factory=dict)
    path: str = ""
    scope: str = PAGE
    why: str = ""
    rewords: bool = False

    def with_options(self, options: Mapping[str, object]) -> Rule:
        """This rule with `options` set over its own, as an example or a configuration does."""
        return replace(self, options={**self.options, **options})


def load_rules(folders: Iterable[str] | None = None) -> tuple[Rule, ...]:
    """The rules of `folders` (manlint's own if None), ordered by group and name.

    Each folder holds `<group>/<name>.md`. Raises RuleError for the first bad document.
    """
    from manlint.rules.index import load

    return load(folders)


def select(
    rules: Sequence[Rule],
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    note: Callable[[str], None] | None = None,
    scopes: Collection[str] = (PAGE,),
) -> tuple[Rule, ...]:
    """The rules that `select` names and `ignore` does not, in the order of `rules`.

    A name is a rule, a group or ALL, which mean all their rules, or a former name, for
    which `note` gets a sentence. Without `select` the default rules are taken. A rule of
    another scope than `scopes` is taken only where `select` has its own name: without a
    change to look at, it would speak of every line. Raises UnknownRuleError.
    """
    select = tuple(select)
    wanted = names(rules, select, note)
    unwanted = names(rules, ignore, note)
    if not wanted:
        wanted = {rule.name for rule in rules if rule.default}
    return tuple(
        rule
        for rule in rules
        if rule.name in wanted - unwanted
        and (rule.scope in scopes or not {rule.name, *rule.formerly}.isdisjoint(select))
    )


def names(
    rules: Sequence[Rule], chosen: Iterable[str], note: Callable[[str], None] | None = None
) -> set[str]:
    """The names of the rules that the names in `chosen` mean; raises UnknownRuleError."""
    found: set[str] = set()
    for name in chosen:
        meant = {rule.name for rule in rules if name in (rule.name, rule.group, ALL)}
        if not meant:
            meant = {find(rules, name, note).name}
        found |= meant
    return found


def find(rules: Sequence[Rule], name: str, note: Callable[[str], None] | None = None) -> Rule:
    """The rule that is or was called `name`; raises UnknownRuleError with the nearest name."""
    for rule in rules:
        if rule.name == name:
            return rule
    for rule in rules:
        if name in rule.formerly:
            if note:
                note(f"rule {name} is now called {rule.name}")
            return rule
    raise UnknownRuleError(f'no rule or group is called "{name}"{nearest(rules, name)}')


def nearest(rules: Sequence[Rule], name: str) -> str:
    """`; did you mean "…"?` with the known name most like `name`, or an empty string."""
    from difflib import get_close_matches

    known = {ALL} | {known for rule in rules for known in (rule.name, rule.group, *rule.formerly)}
    near = get_close_matches(name, sorted(known), 1)
    return f'; did you mean "{near[0]}"?' if near else ""
