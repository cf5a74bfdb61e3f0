"""Finds the real pages that tests, benchmarks and .ci/ read: a named tree, the history bundle
beside the checkout, or the Debian packages that .ci/fetch.py put into the cache folder.

Only the standard library: .ci/ uses this before anything is installed.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import subprocess
import tempfile
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parent.parent
BUNDLE = CHECKOUT.parent / "shared" / "man-pages" / "history.bundle"
MISSING = (
    "no real pages: set MANLINT_MAN_PAGES to a man-pages checkout, put the history bundle at "
    f"{BUNDLE}, or run 'python3 .ci/fetch.py manpages' where apt-get reaches a Debian archive"
)

_PAGE = re.compile(r"\.\d\w*(\.gz)?$")
_LINK = re.compile(rb"\.so\s+\S+\s*$")


@dataclass(frozen=True, slots=True)
class RealTree:
    """`root` holds man2/ ...; `release` is a name of corpus/sources.toml or "unknown"."""

    root: Path
    release: str
    origin: str

    def files(self) -> list[Path]:
        """Every regular file that is named like a page, sorted; symbolic links are left out."""
        return page_files(self.root)

    def pages(self) -> list[Path]:
        """The files that are more than a `.so` link to another page."""
        return [path for path in self.files() if not is_link(read_bytes(path))]


def page_files(root: Path) -> list[Path]:
    """Every regular file below `root`/man* that is named like a page, sorted."""
    found = root.glob("man*/**/*")
    return sorted(p for p in found if _PAGE.search(p.name) and p.is_file() and not p.is_symlink())


def read_bytes(path: Path) -> bytes:
    """The page's bytes, unpacked."""
    data = path.read_bytes()
    return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data


def is_link(data: bytes) -> bool:
    """Whether a page is only comments and one `.so` line."""
    lines = [x for x in data.splitlines() if x.strip() and not x.startswith((b'.\\"', b"'\\\""))]
    return len(lines) == 1 and _LINK.match(lines[0]) is not None


def cache_folder() -> Path:
    """Where fetched pages and answers of the oracles are kept between runs."""
    home = os.environ.get("XDG_CACHE_HOME")
    return Path(home) / "manlint-tests" if home else CHECKOUT / ".cache"


@cache
def sources() -> dict[str, Any]:
    """corpus/sources.toml."""
    return tomllib.loads((CHECKOUT / "corpus" / "sources.toml").read_text("utf-8"))


def fingerprint(root: Path) -> str:
    """SHA-256 over the names and the contents, as stored, of every page file of a tree."""
    total = hashlib.sha256()
    for path in page_files(root):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        total.update(f"{path.relative_to(root).as_posix()} {content}\n".encode())
    return total.hexdigest()


@cache
def find() -> RealTree | None:
    """The first tree there is, nothing if there is none; fetches nothing from anywhere."""
    named = os.environ.get("MANLINT_MAN_PAGES")
    if named:
        return _named(Path(named))
    if BUNDLE.exists():
        return from_bundle("6.14")
    for pin in sources()["package"]:
        if (tree := fetched(pin)) is not None:
            return tree
    return None


def fetched(pin: dict[str, Any]) -> RealTree | None:
    """The tree of one [[package]] of sources.toml if .ci/fetch.py has put it into the cache."""
    root = cache_folder() / f"manpages-{pin['release']}"
    if not root.is_dir():
        return None
    if fingerprint(root) != pin["fingerprint"]:
        raise RuntimeError(f"{root} is not what corpus/sources.toml pins: remove it, fetch again")
    return RealTree(root, pin["release"], f"Debian packages {pin['release']}")


def from_bundle(release: str) -> RealTree:
    """A release of the history bundle, cloned into the cache at its first use."""
    pin = next(x for x in sources()["release"] if x["release"] == release)
    clone = cache_folder() / pin["tag"]
    if not clone.is_dir():
        clone.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=clone.parent) as folder:
            _clone(pin["tag"], Path(folder, "clone"))
            try:
                Path(folder, "clone").rename(clone)
            except OSError:  # another process was faster
                if not clone.is_dir():
                    raise
    root = clone / "man"
    if fingerprint(root) != pin["fingerprint"]:
        raise RuntimeError(f"{clone} is not what corpus/sources.toml pins: remove it")
    return RealTree(root, release, f"{BUNDLE.name}, {pin['tag']}")


def _clone(tag: str, folder: Path) -> None:
    """Clone one tag of the bundle; git's own words are part of the error."""
    command = ["git", "-c", "core.autocrlf=false", "clone", "--quiet", "--branch", tag]
    done = subprocess.run([*command, str(BUNDLE), str(folder)], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"git clone of {BUNDLE} at {tag} failed: {done.stderr.strip()}")


def _named(folder: Path) -> RealTree:
    """The tree that MANLINT_MAN_PAGES names: a checkout, or a directory that holds man2/ ..."""
    for root in (folder, folder / "man", folder / "usr/share/man"):
        if (root / "man2").is_dir():
            seen = fingerprint(root)
            pins = [*sources()["release"], *sources()["package"]]
            names = [pin["release"] for pin in pins if pin["fingerprint"] == seen]
            return RealTree(root.resolve(), names[0] if names else "unknown", "MANLINT_MAN_PAGES")
    raise RuntimeError(f"MANLINT_MAN_PAGES={folder}: no man2/ in it, nor in its man/")
