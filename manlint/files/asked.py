"""What a page's findings depend on besides the page: the questions its rules asked of the tree."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from manlint.cache import digest
from manlint.files.tree import Tree

if TYPE_CHECKING:
    from manlint.source import Source

Pairs = frozenset[tuple[str, str]]


class Asked(NamedTuple):
    """Questions with their answers, ready to be stored.

    `present` and `absent` are the names and sections of pages that were looked for;
    `answers` has what else was asked, see `answer`.
    """

    present: Pairs = frozenset()
    absent: Pairs = frozenset()
    answers: tuple[tuple[str, str, Any], ...] = ()

    def still(self, tree: Tree) -> bool:
        """Whether `tree` gives the same answers now."""
        return (
            self.present <= tree.names
            and self.absent.isdisjoint(tree.names)
            and all(answer(tree, what, of) == known for what, of, known in self.answers)
        )


NOTHING = Asked()


def answer(tree: Tree, what: str, of: str) -> Any:
    """What `tree` says to a question, as marshal knows it: a digest for what is long."""
    if what == "sections":
        return tree.sections_of(of)
    if what == "text":
        return _text_digest(tree.load(*of.split(":", 1)))
    return tree.listing_digest


@lru_cache(maxsize=16)
def _text_digest(source: Source | None) -> bytes:
    return digest(source.encoding, source.text) if source else b""


@dataclass(frozen=True, eq=False)
class AskedTree(Tree):
    """`tree`, with a note of all that it is asked; of the answers only if they are to be kept."""

    tree: Tree
    is_kept: bool = True
    present: set[tuple[str, str]] = field(default_factory=set)
    absent: set[tuple[str, str]] = field(default_factory=set)
    noted: dict[tuple[str, str], Any] = field(default_factory=dict)

    def asked(self) -> Asked:
        """All that was asked until now."""
        answers = tuple((what, of, known) for (what, of), known in self.noted.items())
        return Asked(frozenset(self.present), frozenset(self.absent), answers)

    def _note(self, what: str, of: str = "") -> None:
        self.noted[what, of] = answer(self.tree, what, of) if self.is_kept else None

    @cached_property
    def pages(self) -> dict[str, tuple[str, ...]]:
        """See Tree."""
        self._note("listing")
        return self.tree.pages

    @cached_property
    def alike(self) -> dict[str, tuple[str, ...]]:
        """See Tree."""
        self._note("listing")
        return self.tree.alike

    @cached_property
    def sections(self) -> frozenset[str]:
        """See Tree."""
        self._note("listing")
        return self.tree.sections

    @cached_property
    def names(self) -> Pairs:
        """See Tree."""
        self._note("listing")
        return self.tree.names

    def has(self, name: str, section: str) -> bool:
        """See Tree."""
        known = self.tree.has(name, section)
        (self.present if known else self.absent).add((name, section))
        return known

    def sections_of(self, name: str) -> tuple[str, ...]:
        """See Tree."""
        self._note("sections", name)
        return self.tree.sections_of(name)

    def load(self, folder: str, target: str) -> Source | None:
        """See Tree."""
        source = self.tree.load(folder, target)
        known = _text_digest(source) if self.is_kept else None
        self.noted["text", f"{folder}:{target}"] = known
        return source
