"""The labelled set: what the extractor makes of sentences that two readers labelled before it.

The figures by kind and the wrong ones: `python -m tests.labels.evaluate`. A failure here names no
sentence, so that who works on the extractor can run the tests.
"""

from __future__ import annotations

import pytest

from manlint.claims.model import Kind
from tests import realtree
from tests.labels import rows, words
from tests.labels.evaluate import Result, evaluate, evaluate_errnos, references, table
from tests.labels.rows import LABELLED, TEXT_KINDS

FEWEST = 12  # sentences drawn by the words of each kind
# What is asked of the extractor, and what it reaches: a change may not make it worse.
AIM = {"precision": 0.93, "recall": 0.88, "versions": 0.98, "polarity": 0.95, "subject": 0.90}
REACHED = {"precision": 0.74, "recall": 0.74, "versions": 0.90, "polarity": 0.95, "subject": 0.88}


@pytest.fixture(scope="module")
def result(request: pytest.FixtureRequest) -> Result:
    """What the extractor makes of the labelled sentences."""
    tree: realtree.RealTree = request.getfixturevalue("tree_614")
    pytest.importorskip("spacy", reason="claims of sentences need spaCy: manlint[claims]")
    found = evaluate(tree.root, references())
    print(*table(found), sep="\n")
    return found


@pytest.mark.usefixtures("tree_614")
def test_no_sentence_is_gone(result: Result) -> None:
    assert len(result.gone) == 0  # which: tests.labels.evaluate


@pytest.mark.usefixtures("tree_614")
@pytest.mark.parametrize("kinds", [TEXT_KINDS, LABELLED], ids=["text", "all"])
def test_kinds(result: Result, kinds: tuple[Kind, ...]) -> None:
    assert result.precision(kinds) >= REACHED["precision"]
    assert result.recall(kinds) >= REACHED["recall"]


@pytest.mark.usefixtures("tree_614")
@pytest.mark.parametrize("name", ["versions", "polarity", "subject"])
def test_fields(result: Result, name: str) -> None:
    tally = getattr(result, name)
    assert tally.total > FEWEST
    assert tally.share >= REACHED[name], tally


def test_errno_items(tree_614: realtree.RealTree) -> None:
    found = evaluate_errnos(tree_614.root)
    assert len(found.gone) == 0
    assert found.errnos.share >= 0.99, found.errnos


def test_the_committed_set_is_as_large_as_it_has_to_be() -> None:
    places = [place for place, _ in references()]
    at_random = [place for place in places if place.draw == "random"]
    assert len(at_random) == 200
    assert len({place.page for place in at_random}) >= 60
    assert len({place.hash for place in places}) == len(places)
    for kind in words.LISTS:
        assert sum(place.draw.startswith(f"{kind}-") for place in places) >= FEWEST
    assert len(list(rows.read(rows.ERRNOS))) >= 100


def test_the_aims_that_are_missed_are_still_aims() -> None:
    assert all(REACHED[name] <= AIM[name] for name in AIM)


def test_there_are_words_for_every_text_kind() -> None:
    assert {*TEXT_KINDS, "version"} == set(words.LISTS)
    assert len(TEXT_KINDS) == 13
