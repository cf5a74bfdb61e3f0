"""Claims in running text: spaCy's Matcher over sentences whose fonts are known; rules only."""

from __future__ import annotations


class NoSpacy(ImportError):  # noqa: N818 - it names what is missing
    """spaCy is needed to read a sentence and is not installed."""

    def __init__(self) -> None:
        super().__init__("claims in running text need spaCy: pip install 'manlint[claims]'")
