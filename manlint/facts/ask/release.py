"""What is known of a version: whether it existed, when it came, and what went with it."""

from __future__ import annotations

from collections.abc import Iterator

from manlint.facts import Existence, Release, load, text_of, version
from manlint.facts.ask.answer import Answer
from manlint.facts.cut import mainline

NAMES = {"linux": "Linux", "glibc": "glibc"}
_SAYS = {
    Existence.NEVER: "never existed",
    Existence.UNRELEASED: "not released yet, newer than {newest}",
    Existence.UNKNOWN: "whether it existed is not known",
    Existence.EXISTED: "existed; no date is known",
}


def of_version(asked: str, number: str, product: str = "") -> Iterator[Answer]:
    """What is known of `number` of `product`, or of both products.

    Of both, one that never had it, or has yet to have it, is passed over if the other had it.
    """
    names = [product] if product else list(NAMES)
    found = {name: load().exists(number, name) for name in names}
    had = [name for name in names if found[name] in (Existence.EXISTED, Existence.UNKNOWN)]
    for name in had or names:
        yield _answer(asked, number, name, found[name])


def _answer(asked: str, number: str, product: str, existence: Existence) -> Answer:
    name = f"{NAMES[product]} {number}"
    parts = version(number)
    release = next((r for r in load().releases(product) if r.version == parts), None)
    values = {"product": product, "version": number, "existence": str(existence.value)}
    if release is None:
        newest = f"{NAMES[product]} {text_of(load().newest(product))}"
        says = f"{name}: {_SAYS[existence].format(newest=newest)}"
        return Answer(asked, "release", says, _of_series(product), values=values)
    values |= {"released": release.released}
    says = f"{name}: released {release.released or 'on an unknown day'}"
    if product == "linux":
        says += _support(release)
        values |= {"longterm": str(release.longterm).lower(), "eol": release.eol}
        values |= {"eol_basis": release.eol_basis}
        if with_it := newest_glibc(release.released):
            values["glibc"] = with_it.name
            says += f"; the newest glibc was {with_it.name} ({with_it.released})"
    return Answer(asked, "release", says, release.source, values=values)


def _support(release: Release) -> str:
    longterm = ", longterm" if release.longterm else ""
    if not release.eol:
        return f"{longterm}, its end of life is not known"
    if release.eol_basis == "last-release":
        return f"{longterm}, its last point release came {release.eol}"
    return f"{longterm}, end of life {release.eol} ({release.eol_basis})"


def newest_glibc(day: str) -> Release | None:
    """The newest glibc on a day given as YYYY-MM-DD; None if none is known, or no day given."""
    before = [r for r in mainline(load().releases("glibc")) if r.released <= day]
    return max(before, key=lambda release: release.version, default=None) if day else None


def _of_series(product: str) -> str:
    """The source that tells how far a product's releases go."""
    return {"linux": "endoflife", "glibc": "glibc-tags"}[product]


def released(number: str, product: str = "linux") -> str:
    """The day of a release, "" if it is not known."""
    parts = version(number)
    found = (r.released for r in load().releases(product) if r.version == parts)
    return next(found, "")
