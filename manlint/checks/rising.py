"""What is in order already: the longest rising part of a sequence, for rules about order."""

from __future__ import annotations

from collections.abc import Sequence


def longest_rising(numbers: Sequence[int]) -> list[int]:
    """Indexes of the longest rising subsequence of `numbers`; the earliest of equals."""
    length = [1] * len(numbers)
    for index in range(len(numbers) - 1, -1, -1):
        for later in range(index + 1, len(numbers)):
            if numbers[later] > numbers[index]:
                length[index] = max(length[index], 1 + length[later])
    chosen: list[int] = []
    want = max(length, default=0)
    for index, number in enumerate(numbers):
        if length[index] == want and (not chosen or number > numbers[chosen[-1]]):
            chosen.append(index)
            want -= 1
    return chosen
