"""Claims in running text: fields, and what a page must not claim."""

from __future__ import annotations

import pytest

from manlint.claims.model import Bounds, Kind
from manlint.claims.text.extract import text_claims
from tests.textclaims import claims_of, page_of, the_claim

GUARANTEED = "the data is guaranteed to be aligned"


def test_fields() -> None:
    claim = the_claim(
        "If *flags* is 0, then **FOO_ONE** is the same as **FOO_ALL**.", Kind.EQUIVALENCE
    )
    assert (claim.page, claim.section, claim.tag) == ("foo(2)", "DESCRIPTION", "")
    assert (claim.subject, claim.predicate, claim.object) == ("FOO_ONE", "same", "FOO_ALL")
    assert (claim.condition, claim.polarity, claim.id) == ("If flags is 0", "+", "")
    assert claim.text[slice(*claim.words)] == "is the same as FOO_ALL"


def test_words_are_offsets_of_the_text_with_single_blanks() -> None:
    claim = the_claim(
        "Of  these  two,  the  data  is  guaranteed  to  be  aligned.", Kind.GUARANTEE
    )
    assert claim.text[slice(*claim.words)] == "guaranteed"


def test_span_is_the_sentence() -> None:
    page = page_of(f"First things first.\nIn short,\n{GUARANTEED}.\nThe end.")
    (claim,) = text_claims(page)
    assert page.text[claim.span.start : claim.span.end] == f"In short,\n{GUARANTEED}."


def test_also_names_the_other_kinds() -> None:
    found = claims_of("There is no guarantee that the data is written to the disk.")
    assert found[Kind.GUARANTEE].also == (Kind.DURABILITY,)
    assert found[Kind.DURABILITY].also == (Kind.GUARANTEE,)
    assert {claim.polarity for claim in found.values()} == {"-"}


def test_what_stands_in_parentheses_is_not_the_main_thing() -> None:
    sentence = "The two steps are atomic (each is guaranteed to be short)."
    assert next(iter(claims_of(sentence))) is Kind.ATOMICITY


def test_only_the_kinds_asked_for() -> None:
    page = page_of("There is no guarantee that the data is written to the disk.")
    (claim,) = text_claims(page, [Kind.DURABILITY])
    assert claim.also == (Kind.GUARANTEE,)


@pytest.mark.parametrize("section", ["NAME", "SEE ALSO", "SYNOPSIS", "EXAMPLES"])
def test_silent_sections(section: str) -> None:
    assert not list(text_claims(page_of(f"Here {GUARANTEED}.", section)))


def test_tags_and_examples_claim_nothing() -> None:
    page = page_of(f".TP\n{GUARANTEED}\nNothing.\n.EX\n{GUARANTEED}\n.EE")
    assert not list(text_claims(page))


def test_a_cell_claims() -> None:
    page = page_of(f".TS\nl l.\nFOO_ONE\t{GUARANTEED}\n.TE")
    (claim,) = text_claims(page)
    assert (claim.kind, claim.subject) == (Kind.GUARANTEE, "FOO_ONE")


@pytest.mark.parametrize(
    ("sentence", "bounds"),
    [
        (f"Since Linux 3.1, {GUARANTEED}.", Bounds("3.1", "", "linux")),
        (f"Before Linux 2.6.33, {GUARANTEED}.", Bounds("", "2.6.33", "linux")),
        (f"Since glibc 2.4, {GUARANTEED}.", Bounds("2.4", "", "glibc")),
        (f"Here {GUARANTEED}.", Bounds()),
    ],
)
def test_bounds(sentence: str, bounds: Bounds) -> None:
    assert the_claim(sentence, Kind.GUARANTEE).bounds == bounds


@pytest.mark.parametrize(
    ("sentence", "condition"),
    [
        (f"When the file is open, {GUARANTEED}.", "When the file is open"),
        (f"In short, {GUARANTEED} unless *flags* is 0.", "unless flags is 0"),
        (f"For directories, {GUARANTEED}.", "For directories"),
        ("The data is written as if the file were new.", ""),
        ("It is guaranteed that if one fails, the other does.", "if one fails"),
        (f"Here {GUARANTEED}.", ""),
    ],
)
def test_condition(sentence: str, condition: str) -> None:
    (claim,) = claims_of(sentence).values()
    assert claim.condition == condition


@pytest.mark.parametrize(
    ("sentence", "scope"),
    [
        ("The flag is a per-process attribute.", "process"),
        ("It affects only the calling thread.", "thread"),
        ("The lock is associated with an open file description.", "description"),
        ("The list is shared by all users.", "user"),
        ("Names are unique within a PID namespace.", "namespace"),
        ("The limit is system-wide.", "system"),
    ],
)
def test_scope(sentence: str, scope: str) -> None:
    assert the_claim(sentence, Kind.SCOPE).scope == scope
