"""Check kind `repeated-version`: text that says again since when its tag's subject is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from manlint.finding import Finding

if TYPE_CHECKING:
    from manlint.files.tree import Tree
    from manlint.page import Page
    from manlint.prose import Sentence
    from manlint.rules import Rule


@dataclass(frozen=True, slots=True)
class Options:
    """No options."""


# Versions, what stands before one in a tag, and where text may say it again, as a quick look.
_VERSIONS = tuple(re.compile(rf"{name}\s+(\d[\d.]*\d)") for name in ("Linux", "glibc"))
_TAGGED = re.compile(r"\bsince\s+\Z")
_TAG_END = re.compile(r"[^\n]*\)")
_AGAIN = re.compile(r"(?:ed|new|ble|ent|lete)\s+(?:in|to|since|with)\s+\Z|^Since\s+\Z", re.M)
_REACH = 24
_TAG = re.compile(
    r"(?P<subject>[^\s(]+).*?[(;,]\s?(?:[a-z-]+ )?"
    r"since (?P<product>Linux|glibc) (?P<number>[\d.]*\d)",
    re.S,
)
_WHAT = r"(?:(?:[Tt]his|[Tt]he|[Tt]hese)(?: [\w-]+){0,2}|It)"
_ADDED = re.compile(r"(?:The )?(\w{3,})(?: \w+)? (?:was|were) (?:first )?(?:added|introduced)")
_STATE = r"(?:new|added|introduced|available|supported|present|deprecated|obsolete|implemented)"

_VERSION = r"(Linux|glibc) (\d+(?:\.\d+)*)"
_SAID = re.compile(
    rf"{_WHAT} (?:was|were|is|are|has been) (?:first |only )?{_STATE} (?:in|since|with) {_VERSION}"
    rf"|Since {_VERSION}, (?:this|it) (?:[\w-]+ )?is (?:a|an|{_STATE})\b"
)
_IN = re.compile(rf" (?:in|to|with) {_VERSION}")


def check(page: Page, rule: Rule, _options: Options, _tree: Tree | None) -> Iterator[Finding]:
    """A finding for each sentence of an item that repeats the version of its tag."""
    near = _near(page.text)
    if not near:
        return
    from manlint.prose import sentences

    tags: dict[str, re.Match[str]] = {}
    for sentence in sentences(page, near):
        unit = sentence.unit
        if unit.kind == "tag" and (tag := _TAG.match(sentence.text)):
            tags.setdefault(tag["subject"].rstrip(","), tag)
        elif unit.kind == "text":
            found = _of_item(sentence) or _elsewhere(sentence, tags)
            if found:
                tag, start, end = found
                message = rule.message.format(
                    version=f"{tag['product']} {tag['number']}", subject=tag["subject"]
                )
                span = sentence.span(start, end)
                texts = (tag.string, sentence.text)
                yield Finding(page.source, span, rule.name, rule.severity, message, texts)


def _near(text: str) -> list[int]:
    """Where roff text has a version in a tag that it may say again, and where it may do so."""
    near: list[int] = []
    for pattern in _VERSIONS:
        found: dict[str, list[int]] = {}
        for match in pattern.finditer(text):
            found.setdefault(match[1], []).append(match.start())
        for places in found.values():
            if len(places) > 1:
                tagged = [at for at in places if _is_tagged(text, at)]
                again = [at for at in places if _AGAIN.search(text, max(at - _REACH, 0), at)]
                near += [*tagged, *again] if tagged and again else []
    return near


def _is_tagged(text: str, at: int) -> bool:
    is_since = _TAGGED.search(text, max(at - _REACH, 0), at)
    return bool(is_since and _TAG_END.match(text, at))


def _of_item(sentence: Sentence) -> tuple[re.Match[str], int, int] | None:
    """The tag of the sentence's item, with where the sentence says the same of "this"."""
    tag = _TAG.match(sentence.unit.tags[-1]) if sentence.unit.tags else None
    if tag is None:
        return None
    said = _SAID.match(sentence.text)
    is_same = said and tag.group("product", "number") in (said.group(1, 2), said.group(3, 4))
    return (tag, *said.span()) if said and is_same else None


def _elsewhere(
    sentence: Sentence, tags: dict[str, re.Match[str]]
) -> tuple[re.Match[str], int, int] | None:
    """The same for a sentence of another section that names the subject of a tag before it."""
    first = _ADDED.match(sentence.text)
    tag = tags.get(first[1]) if first else None
    if tag is None or first is None:
        return None
    said = _IN.match(sentence.text, first.end())
    is_same = said and tag.group("product", "number") == said.groups()
    return (tag, 0, said.end()) if said and is_same else None
