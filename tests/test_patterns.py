"""Every sentence in the pattern files is what the file says it is."""

from __future__ import annotations

import pytest

from manlint.claims.text.patternfile import Group, PatternFile, pattern_files
from manlint.claims.text.prefilter import kinds_near
from tests.textclaims import claims_of

FILES = pattern_files()


def of_group(key: str) -> list[object]:
    return [
        pytest.param(file, group, sentence, id=f"{file.kind}: {sentence}")
        for file in FILES
        for group in file.groups
        for sentence in getattr(group, key)
    ]


def has_claim(file: PatternFile, group: Group, sentence: str, polarity: str) -> None:
    claim = claims_of(sentence).get(file.kind)
    assert claim is not None, f"no {file.kind}"
    assert (claim.predicate, claim.polarity) == (group.predicate, polarity)


@pytest.mark.parametrize(("file", "group", "sentence"), of_group("yes"))
def test_yes(file: PatternFile, group: Group, sentence: str) -> None:
    has_claim(file, group, sentence, "-" if group.polarity == "-" else "+")


@pytest.mark.parametrize(("file", "group", "sentence"), of_group("denied"))
def test_denied(file: PatternFile, group: Group, sentence: str) -> None:
    has_claim(file, group, sentence, "-")


@pytest.mark.parametrize(("file", "group", "sentence"), of_group("no"))
def test_no(file: PatternFile, group: Group, sentence: str) -> None:
    assert file.kind not in claims_of(sentence)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.kind)
def test_no_of_the_file(file: PatternFile) -> None:
    wrong = [sentence for sentence in file.no if file.kind in claims_of(sentence)]
    assert wrong == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.kind)
def test_every_group_has_sentences(file: PatternFile) -> None:
    assert [group.match for group in file.groups if not (group.yes or group.denied)] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.kind)
def test_a_needle_stands_in_every_sentence(file: PatternFile) -> None:
    sentences = [s for group in file.groups for s in (*group.yes, *group.denied)]
    assert [s for s in sentences if file.kind not in kinds_near(s)] == []
