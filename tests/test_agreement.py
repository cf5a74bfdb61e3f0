"""When two statements about a version contradict each other, and when they do not."""

from __future__ import annotations

import pytest

from manlint.claims.agreement import agree


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("2.6", "2.6"),
        ("2.6.0", "2.6"),
        ("2.5.40", "2.6"),
        ("2.6", "2.5.40"),
        ("2.5", "2.6"),
        ("2.5", "2.5.40"),
        ("2.1.23", "2.0.36 2.2"),
        ("2.0.26 2.1.11", "2.0.26 2.2"),
        ("1.3.21", "2.0"),
        ("1.1.3", "1.2"),
        ("0.98.6", "1.0"),
        ("2.4.18", "2.6 2.4.18"),
        ("2.4", "2.6 2.4.18"),
        ("5.3", "5.3"),
    ],
)
def test_these_agree(said: str, known: str) -> None:
    assert agree(said.split(), known.split())


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("2.4.19 2.5.4", "2.6 2.4.22"),
        ("2.6.7", "2.6.6"),
        ("2.6.9", "2.6.10"),
        ("2.0.26 2.1.11", "2.2.15 2.4"),
        ("5.2", "5.3"),
        ("4.9", "4.10"),
        ("5.1", "5.1.3"),
        ("2.3.40", "2.6"),
        ("3.1", "3.2"),
    ],
)
def test_these_do_not(said: str, known: str) -> None:
    assert not agree(said.split(), known.split())
