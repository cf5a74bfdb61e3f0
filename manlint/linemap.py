"""LineMap: which lines of a text were in an older one."""

from __future__ import annotations

from functools import cached_property


class LineMap:
    """The lines of `after` that a change from `before` left alone; numbers start at 1."""

    def __init__(self, before: str, after: str) -> None:
        self.before = before.split("\n")
        self.after = after.split("\n")

    @cached_property
    def kept(self) -> dict[int, int]:
        """The old number of each line that the change does not add or touch."""
        head = _common(self.before, self.after)
        most = min(len(self.before), len(self.after)) - head
        tail = min(_common(self.before[::-1], self.after[::-1]), most)
        old, new = len(self.before), len(self.after)
        pairs = {n + 1: n + 1 for n in range(head)}
        pairs.update(self._middle(head, old - tail, new - tail))
        pairs.update({new - n: old - n for n in range(tail)})
        return pairs

    def _middle(self, start: int, old_end: int, new_end: int) -> dict[int, int]:
        """The pairs among the lines from offset `start`, where both texts differ."""
        if start in (old_end, new_end):
            return {}
        from difflib import SequenceMatcher

        old, new = self.before[start:old_end], self.after[start:new_end]
        blocks = SequenceMatcher(None, old, new, autojunk=len(old) > 2000).get_matching_blocks()
        return {
            start + block.b + n + 1: start + block.a + n + 1
            for block in blocks
            for n in range(block.size)
        }

    def is_touched(self, line: int) -> bool:
        """Whether the change adds or touches line number `line` of the new text."""
        return line not in self.kept

    def hunk(self, line: int) -> int:
        """The old number of the nearest line up to `line` that was left alone, or 0."""
        return next((self.kept[n] for n in range(line, 0, -1) if n in self.kept), 0)

    def old_hunk(self, line: int) -> int:
        """The same for a line number of the old text."""
        return next((n for n in range(line, 0, -1) if n in self._kept_old), 0)

    @cached_property
    def _kept_old(self) -> frozenset[int]:
        return frozenset(self.kept.values())


def _common(one: list[str], other: list[str]) -> int:
    """How many items both lists begin with."""
    number = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        number += 1
    return number
