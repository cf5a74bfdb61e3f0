"""Check kind `version`: versions that never existed, and products called by another name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from manlint.checks.project import belongs
from manlint.checks.versionhint import Hint, hint
from manlint.claims.versions import Mention, bare_mentions, mentions
from manlint.facts import Existence, exists
from manlint.finding import Edit, Finding, Fix

if TYPE_CHECKING:
    from manlint.files.tree import Tree
    from manlint.page import Page
    from manlint.prose import Unit
    from manlint.rules import Rule

NAMES = {"linux": "Linux", "glibc": "glibc"}
_SHORT = ("tag", "cell")


@dataclass(frozen=True, slots=True)
class Options:
    """`problem` is what to look for; text of other `kinds` is not read.

    Numbers that name no product, and all wording, are only looked at in pages of the
    projects `sources`, all if there are none. For "wording", `names` are what `product`
    may be called; the first is what the fix writes.
    """

    problem: Literal["never-existed", "wording"]
    kinds: tuple[Literal["heading", "tag", "text", "example", "synopsis", "cell"], ...]
    sources: tuple[str, ...] = ()
    product: str = "linux"
    names: tuple[str, ...] = ()


def check(page: Page, rule: Rule, options: Options, _tree: Tree | None) -> Iterator[Finding]:
    """Findings in the order of the text."""
    own = belongs(page, options.sources)
    if options.problem == "wording" and not own:
        return
    if "version hint" not in page.derived:
        page.derived["version hint"] = hint(page.text)
    worth: Hint = page.derived["version hint"]
    offsets = worth.misnamed if options.problem == "wording" else worth.unknown
    for read in _readings(page, offsets if worth.exact or not offsets else None):
        if read.unit.kind not in options.kinds:
            continue
        if options.problem == "wording":
            yield from _wording(rule, read, options)
        else:
            yield from _never_existed(rule, read, own)


class Reading(NamedTuple):
    """A unit's versions, those of a named product and those of none."""

    unit: Unit
    named: tuple[Mention, ...]
    bare: tuple[Mention, ...]


def _readings(page: Page, near: Sequence[int] | None) -> Iterator[Reading]:
    """What the units near some offsets say of versions.

    Numbers of no product are read where they are likely to mean one: in short texts, and
    beside others that name theirs.
    """
    from manlint.prose import units

    for unit in units(page, near):
        named = mentions(unit.text)
        if named or (unit.kind in _SHORT and "." in unit.text):
            yield Reading(unit, named, tuple(_bare(unit, named)))


def _bare(unit: Unit, named: tuple[Mention, ...]) -> Iterator[Mention]:
    """Numbers without a product; in running text, those that follow one in a sentence."""
    taken = {mention.start for mention in named}
    for mention in bare_mentions(unit.text):
        if mention.start in taken or unit.text[mention.start] == "v":
            continue
        before = [found.end for found in named if found.product in NAMES]
        last = max((end for end in before if end < mention.start), default=None)
        follows = last is not None and ". " not in unit.text[last : mention.start]
        if follows or unit.kind in _SHORT:
            yield mention


def _never_existed(rule: Rule, read: Reading, own: bool) -> Iterator[Finding]:
    for mention in read.named:
        if mention.product in NAMES and _never(mention, mention.product):
            message = rule.message.format(product=NAMES[mention.product], version=mention.number)
            others = [p for p in NAMES if p != mention.product and _known(mention, p)]
            hint = "".join(f", {NAMES[product]} {mention.number} was" for product in others)
            yield _finding(rule, read.unit, mention, message + hint)
    for mention in read.bare if own else ():
        if all(_never(mention, product) for product in NAMES):
            message = f"neither Linux nor glibc {mention.number} was ever released"
            yield _finding(rule, read.unit, mention, message)


def _never(mention: Mention, product: str) -> bool:
    return _existence(mention, product) is Existence.NEVER


def _known(mention: Mention, product: str) -> bool:
    return _existence(mention, product) is Existence.EXISTED


def _existence(mention: Mention, product: str) -> Existence:
    """Of the text if it is plain, as a leading zero counts (2.06); else of its numbers."""
    plain = mention.number.replace(".", "").isdigit()
    return exists(mention.number if plain else mention.parts, product)


def _wording(rule: Rule, read: Reading, options: Options) -> Iterator[Finding]:
    unit = read.unit
    for mention in read.named:
        if mention.product != options.product or mention.words_start == mention.words_end:
            continue
        words = unit.text[mention.words_start : mention.words_end]
        plain = words.removeprefix("the ").removeprefix("The ")
        versed = unit.text[mention.start] == "v"
        if (plain in options.names and not versed) or _is_compound(unit, mention, words):
            continue
        written = unit.text[mention.words_start : mention.end]
        between = unit.text[mention.words_end : mention.start].strip()
        wanted = " ".join(filter(None, (options.names[0], between, mention.number)))
        message = rule.message.format(written=written, wanted=wanted)
        fix = _rename(unit, mention, options.names[0])
        yield _finding(rule, unit, mention, message, fix)


def _is_compound(unit: Unit, mention: Mention, words: str) -> bool:
    """Whether a hyphen joins the name to an adjective: "the Linux-2.4 expansion of IDs"."""
    after = unit.text[mention.end : mention.end + 2]
    return words.endswith("-") and after[:1] == " " and after[1:].isalpha()


def _rename(unit: Unit, mention: Mention, name: str) -> Fix | None:
    """The product's words replaced by `name`, if the source shows them as the page does."""
    words = unit.text[mention.words_start : mention.words_end]
    blank = " " if words.endswith("-") else ""
    edits = []
    if words.removeprefix("the ").removeprefix("The ") != name:
        edits.append((mention.words_start, mention.words_end, name + blank))
    if unit.text[mention.start] == "v":
        edits.append((mention.start, mention.start + 1, ""))
    spans = [(unit.span(start, end), unit.text[start:end]) for start, end, _ in edits]
    if any(unit.source.text[slice(*span)] != shown for span, shown in spans):
        return None
    texts = (text for *_, text in edits)
    return Fix(tuple(Edit(span, text) for (span, _), text in zip(spans, texts, strict=True)))


def _finding(
    rule: Rule, unit: Unit, mention: Mention, message: str, fix: Fix | None = None
) -> Finding:
    span = unit.span(min(mention.words_start, mention.start), mention.end)
    return Finding(unit.source, span, rule.name, rule.severity, message, fix=fix)
