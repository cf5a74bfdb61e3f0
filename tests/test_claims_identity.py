"""Identities: unique, and the same after a page was re-wrapped or a section has moved."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from manlint.claims.extract import STRUCTURAL, claims
from manlint.claims.identity import identified
from manlint.claims.model import Claim, Kind
from manlint.claims.name import name_of
from manlint.files.load import load
from manlint.page import read
from manlint.page.roff import needs_expansion
from manlint.source import Source, Span
from tests.realtree import RealTree
from tests.rewrap import one_word_a_line

# Macros of a page's own, and comments behind text: re-wrapping would change what is shown.
_NOT_WRAPPED = re.compile(r"(?m)^[.'][ \t]*(?:de|so|ig)\b|^[^.'\n][^\n]*\\\"")
CORPUS = sorted((Path(__file__).parent.parent / "corpus/man").rglob("*.[1-9]*"))


def claim(subject: str, condition: str = "", text: str = "t", section: str = "NOTES") -> Claim:
    return Claim(
        "foo(2)",
        Kind.ERRNO,
        subject,
        "fails with",
        "EINVAL",
        Span(0, 1),
        text,
        condition=condition,
        section=section,
    )


def test_a_claim_alone_has_no_hash() -> None:
    (one,) = identified([claim("foo(2)", "fd is bad")])
    assert one.id == "foo(2)/foo(2)/errno/EINVAL"


def test_conditions_tell_claims_apart_and_numbers_the_rest() -> None:
    found = identified(
        [claim("a", "x  y"), claim("a", "z"), claim("a", "x\ny"), claim("a"), claim("b", "x y")]
    )
    first, other, again, without, alone = (one.id for one in found)
    assert re.fullmatch(r"foo\(2\)/a/errno/EINVAL/[0-9a-f]{8}", first)
    assert again == f"{first}#2" and other.startswith("foo(2)/a/errno/EINVAL/") and other != first
    assert without == "foo(2)/a/errno/EINVAL"
    assert alone == "foo(2)/b/errno/EINVAL"


def test_numbers_do_not_go_by_the_place_of_a_section() -> None:
    one, two = claim("a", text="in BUGS", section="BUGS"), claim("a", text="here")
    there = {c.text: c.id for c in identified([one, two])}
    assert {c.text: c.id for c in identified([two, one])} == there
    assert sorted(there.values()) == ["foo(2)/a/errno/EINVAL", "foo(2)/a/errno/EINVAL#2"]


@pytest.mark.parametrize(
    ("path", "title", "name"),
    [
        ("man2/open.2", "open 2", "open(2)"),
        ("open.2.gz", "OPEN 2", "open(2)"),
        ("man2const/PR_FOO.2const", "PR_FOO 2", "PR_FOO(2const)"),
        ("<stdin>", "open 2", "open(2)"),
        ("llseek.2", "_llseek 2", "_llseek(2)"),
        ("diff-x.1", r"diff\-x 1", "diff-x(1)"),
    ],
)
def test_the_name_of_a_page(path: str, title: str, name: str) -> None:
    assert name_of(read(Source(path, f".TH {title}\n"))) == name


def ids(path: str, text: str) -> dict[str, str]:
    """The id of each claim, with the text that it stands for."""
    found = claims(read(Source(path, text)), STRUCTURAL)
    named = {one.id: f"{one.kind} {one.subject} {one.object} {one.condition}" for one in found}
    assert len(named) == len(found), "two claims of one identity"
    return named


def shuffled(text: str, seed: int) -> str:
    """The page with its sections in another order; NAME and SYNOPSIS stay in front."""
    head, *sections = re.split(r"(?m)^(?=\.SH )", text if text.endswith("\n") else f"{text}\n")
    first = [one for one in sections if re.match(r"\.SH (?:NAME|SYNOPSIS)", one)]
    rest = [one for one in sections if one not in first]
    random.Random(seed).shuffle(rest)
    return "".join((head, *first, *rest))


@settings(deadline=None, max_examples=40)
@given(path=st.sampled_from(CORPUS), seed=st.integers(0, 10_000), wrapped=st.booleans())
def test_identities_survive_in_the_corpus(path: Path, seed: int, wrapped: bool) -> None:
    text = load(str(path)).text
    assume(not needs_expansion(text))  # what looks like a section may be in a conditional
    changed = shuffled(one_word_a_line(text) if wrapped else text, seed)
    assert ids(str(path), changed) == ids(str(path), text)


@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_identities_survive_in_real_pages(real_tree: RealTree, data: st.DataObject) -> None:
    path = str(data.draw(st.sampled_from(real_tree.pages())))
    text = load(path).text
    if not _NOT_WRAPPED.search(text):
        changed = shuffled(one_word_a_line(text), data.draw(st.integers(0, 10_000)))
        assert ids(path, changed) == ids(path, text)
