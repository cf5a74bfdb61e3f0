"""Index: the claims of many pages, found by page, subject and kind; known pages are not read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar

from manlint.claims.kept import Entry, Kept, entry_for, signature_of
from manlint.claims.model import Kind
from manlint.claims.store import Listed, restored
from manlint.files.load import Unreadable, load

if TYPE_CHECKING:
    from manlint.source import Source

Key = TypeVar("Key")

# Fewer files than this are read before a second process is up.
_WORTH_A_PROCESS = 50
_WARM = """.TH warm 2
.SH DESCRIPTION
The write is guaranteed to be atomic if
.B FOO
is set, since Linux 2.6.
"""


@dataclass(frozen=True)
class Index:
    """The claims of pages in the order of the files; `links` has the page behind another name.

    `problems` has a line for each file that could not be read.
    """

    listed: tuple[Listed, ...]
    links: Mapping[str, str]
    problems: tuple[str, ...] = ()

    def of_page(self, name: str) -> tuple[Listed, ...]:
        """The claims of the page "open(2)", also under a name that only stands for it."""
        return self._pages.get(name) or self._pages.get(self.links.get(name, ""), ())

    def by_subject(self, subject: str) -> tuple[Listed, ...]:
        """The claims about a subject, also among others: "read()" of "read(), write()"."""
        return self._subjects.get(subject, ())

    def by_kind(self, kind: Kind) -> tuple[Listed, ...]:
        """The claims of a kind."""
        return self._kinds.get(kind, ())

    @cached_property
    def _pages(self) -> dict[str, tuple[Listed, ...]]:
        return _grouped((one.claim.page, one) for one in self.listed)

    @cached_property
    def _subjects(self) -> dict[str, tuple[Listed, ...]]:
        return _grouped((name, one) for one in self.listed for name in subjects(one))

    @cached_property
    def _kinds(self) -> dict[Kind, tuple[Listed, ...]]:
        return _grouped((one.claim.kind, one) for one in self.listed)


def subjects(one: Listed) -> Iterable[str]:
    """The names under which an index lists a claim."""
    subject = one.claim.subject
    return {subject, *subject.split(", ")} if ", " in subject else (subject,)


def _grouped(pairs: Iterable[tuple[Key, Listed]]) -> dict[Key, tuple[Listed, ...]]:
    found: dict[Key, list[Listed]] = {}
    for key, one in pairs:
        found.setdefault(key, []).append(one)
    return {key: tuple(group) for key, group in found.items()}


def index(
    paths: Sequence[str], kinds: frozenset[Kind], settings: bytes = b"", jobs: int = 1
) -> Index:
    """The index of the claims of `kinds` in the files at `paths`.

    With `settings` (see Kept) what is known of a file is taken from the cache, where claims of
    other kinds are kept apart. Raises NoSpacy as `claims` does.
    """
    kept = Kept(settings)
    known: dict[str, Entry] = {}
    for path in paths if settings else ():
        try:
            if held := kept.look_up(path):
                known[path] = held
        except Unreadable:
            pass
    fresh = _read_all([path for path in paths if path not in known], kinds, jobs)
    listed: list[Listed] = []
    links: dict[str, str] = {}
    problems: list[str] = []
    for path in paths:
        entry: Entry | str = known[path] if path in known else next(fresh)
        if isinstance(entry, str):
            problems.append(entry)
            continue
        if path not in known:
            kept.keep(path, entry)
        if entry.link:
            links[entry.page] = entry.link
        listed += [restored(entry.page, path, row) for row in entry.rows]
    kept.save()
    return Index(tuple(listed), links, tuple(problems))


def _read_all(paths: Sequence[str], kinds: frozenset[Kind], jobs: int) -> Iterator[Entry | str]:
    """What each file holds, or why it was not read, found by `jobs` processes."""
    work = partial(entry_of, kinds=kinds)
    if jobs < 2 or len(paths) < _WORTH_A_PROCESS:
        yield from map(work, paths)
        return
    from manlint.survey.pool import Died, spread

    _warm(kinds)
    for path, result in zip(paths, spread(work, paths, jobs), strict=True):
        yield f"{path}: its process was {result.how}" if isinstance(result, Died) else result


def _warm(kinds: frozenset[Kind]) -> None:
    """Import and prepare what reading needs, so that the processes need not do so each."""
    from manlint.claims.extract import claims
    from manlint.page import read
    from manlint.source import Source

    claims(read(Source("warm.2", _WARM)), kinds)


def entry_of(path: str, kinds: frozenset[Kind]) -> Entry | str:
    """What the file at `path` holds, or a line that says why it was not read."""
    from manlint.survey.limit import SECONDS, TooSlow, limited

    signature = signature_of(path)  # before the text: what comes between shows later
    try:
        with limited():
            source = load(path)
            empty = entry_for(signature, (source.encoding, source.text), "")
            return of_source(source, kinds, empty)
    except Unreadable as error:
        return str(error)
    except TooSlow:
        return f"{path}: not done after {SECONDS} seconds of processor time"
    except ImportError:
        raise
    except Exception as error:
        return f"{path}: internal error: {type(error).__name__}: {error}; please report it"


def of_source(source: Source, kinds: frozenset[Kind], empty: Entry) -> Entry:
    """The claims of the page in `source`, filled into `empty`; a page in mdoc(7) has none."""
    from manlint.claims.extract import claims
    from manlint.claims.name import name_of
    from manlint.claims.store import stored
    from manlint.files.tree import page_name
    from manlint.page import read

    page = read(source)
    if page.link is not None:
        target = page_name(os.path.basename(page.link))
        link = f"{target.name}({target.section})" if target else page.link
        return empty._replace(page=name_of(page), link=link)
    if page.is_mdoc:
        return empty._replace(page=name_of(page))
    rows = tuple([stored(claim, source) for claim in claims(page, kinds)])
    return empty._replace(page=name_of(page), rows=rows)
