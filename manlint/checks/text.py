"""Check kind `text`: a pattern over sentences as the reader sees them, however they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from manlint.checks.pattern import Pattern, compile_pattern, search
from manlint.finding import Edit, Finding, Fix

if TYPE_CHECKING:
    from manlint.files.tree import Tree
    from manlint.page import Page
    from manlint.prose import Sentence
    from manlint.rules import Rule

Kind = Literal["heading", "tag", "text", "example", "synopsis", "cell"]

# What stands inside a word and is not shown: fonts, and places to break it or not to.
_ESCAPE = re.compile(r"\\(?<=\w\\)(?:f(?:\[[^]]*\]|\(..|.)|[&:%/,|^]|c\n)(?=[\w\\])")


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a text rule, explained in rules/README.md."""

    pattern: tuple[str, ...]
    needles: tuple[str, ...]
    sections: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ("text", "cell")
    subject: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    span: Literal["match", "sentence"] = "match"
    replace: str | None = None


class Compiled(NamedTuple):
    """What the options stand for, worked out once."""

    patterns: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]
    needles: tuple[str, ...]
    needle: re.Pattern[str]
    subject: re.Pattern[str] | None
    subjects: tuple[str, ...]


class Found(NamedTuple):
    """A match in a sentence, and what the message may name of it."""

    sentence: Sentence
    match: re.Match[str]
    names: Mapping[str, str]


def check(page: Page, rule: Rule, options: Options, _tree: Tree | None) -> Iterator[Finding]:
    """A finding for each match of a pattern in a sentence that the options let through."""
    from manlint.prose import sentences

    compiled = compile_options(options)
    near = _near(page, compiled)
    for sentence in sentences(page, near) if near else ():
        if _is_candidate(sentence, options, compiled):
            for found in _search(sentence, compiled):
                yield _finding(page, rule, options, found)


def _near(page: Page, compiled: Compiled) -> list[int]:
    """Where the needles stand in the page's text, in sections that name a subject."""
    folded = _folded(page)
    if not any(needle in folded for needle in compiled.needles):
        return []
    if compiled.subject is None:
        return [match.start() for match in compiled.needle.finditer(folded)]
    if not _names(page.text, compiled):
        return []
    starts = (head.start for head in page.headings if head.level == 1)
    return [
        match.start()
        for start, end in pairwise((0, *starts, len(page.text)))
        if _names(page.text[start:end], compiled)
        for match in compiled.needle.finditer(folded, start, end)
    ]


def _names(text: str, compiled: Compiled) -> bool:
    """Whether roff text has a subject, which escapes may part: `O_\\%SYNC`."""
    if any(word in text for word in compiled.subjects):
        return True
    plain = _ESCAPE.sub("", text) if _ESCAPE.search(text) else ""
    return any(word in plain for word in compiled.subjects)


def _folded(page: Page) -> str:
    """The page's text in lower case, made once for all rules."""
    if "folded" not in page.derived:
        page.derived["folded"] = page.text.lower()
    folded: str = page.derived["folded"]
    return folded


@cache
def compile_options(options: Options) -> Compiled:
    """The options ready for use; raises re.error."""
    words = "|".join(map(re.escape, options.subject))
    needles = tuple(needle.lower() for needle in options.needles)
    return Compiled(
        tuple(map(compile_pattern, options.pattern)),
        tuple(map(compile_pattern, options.unless)),
        needles,
        re.compile("|".join(map(re.escape, needles))),
        re.compile(rf"(?<!\w)(?:{words})(?!\w)") if words else None,
        options.subject,
    )


def _is_candidate(sentence: Sentence, options: Options, compiled: Compiled) -> bool:
    unit = sentence.unit
    if unit.kind not in options.kinds:
        return False
    if options.sections and unit.section not in options.sections:
        return False
    folded = sentence.text.lower()
    return any(needle in folded for needle in compiled.needles)


def _search(sentence: Sentence, compiled: Compiled) -> list[Found]:
    """The matches in a candidate; none if a veto matches or no subject is near."""
    matches = [match for pattern in compiled.patterns for match in search(pattern, sentence)]
    if not matches or any(match for veto in compiled.unless for match in search(veto, sentence)):
        return []
    found: list[Found] = []
    for match in sorted(matches, key=lambda match: match.span()):
        if found and match.start() < found[-1].match.end():
            continue  # two patterns see one thing
        names = {name: text or "" for name, text in match.groupdict().items()}
        if compiled.subject:
            names["tag"] = _tag(sentence, match.start(), compiled.subject)
            if not names["tag"]:
                continue
        found.append(Found(sentence, match, names))
    return found


def _tag(sentence: Sentence, at: int, subject: re.Pattern[str]) -> str:
    """The subject of the innermost enclosing tag, or the one in the sentence nearest to `at`."""
    for tag in reversed(sentence.unit.tags):
        if found := subject.search(tag):
            return found[0]
    named = subject.finditer(sentence.text)
    return min(named, key=lambda found: abs(found.start() - at), default=[""])[0]


def _finding(page: Page, rule: Rule, options: Options, found: Found) -> Finding:
    sentence, match, names = found
    whole = options.span == "sentence"
    span = sentence.span() if whole else sentence.span(*match.span())
    fix = None
    if options.replace is not None and page.source.text[span.start : span.end] == match[0]:
        # where markup or a line end stands in the match, a person has to place it anew
        fix = Fix((Edit(span, options.replace.format_map(names)),))
    message = rule.message.format_map(names)
    return Finding(page.source, span, rule.name, rule.severity, message, (sentence.text,), fix)


def problems(rule: Rule, options: Options) -> Iterator[tuple[str, str]]:
    """(key, problem) for each option that cannot work."""
    for key in ("pattern", "needles", "kinds"):
        if not all(getattr(options, key)) or not getattr(options, key):
            yield key, f"{key} must not be empty"
    for key in ("pattern", "unless"):
        for text in getattr(options, key):
            try:
                compile_pattern(text)
            except re.error as error:
                yield key, f"{key}: {error}"
                return
    if options.replace is not None and options.span == "sentence":
        yield "replace", 'replace needs span = "match"'
    if not rule.message:
        yield "check", 'option "message" is missing'
    yield from _bad_names("message", rule.message, options)
    yield from _bad_names("replace", options.replace or "", options)


def _bad_names(key: str, template: str, options: Options) -> Iterator[tuple[str, str]]:
    found = [set(compile_pattern(text).regex.groupindex) for text in options.pattern]
    groups = {*set.intersection(*found), *(["tag"] if options.subject else [])}
    try:
        template.format_map(dict.fromkeys(groups, ""))
    except KeyError as error:
        is_tag = error.args[0] == "tag"
        reason = "needs the option subject" if is_tag else "is no group of every pattern"
        yield key, f"{key} has {{{error.args[0]}}}, which {reason}"
    except (ValueError, IndexError, AttributeError) as error:
        yield key, f"{key}: {error}"
