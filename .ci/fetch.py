"""Fetches real pages for tests and trials: `python3 .ci/fetch.py manpages|foreign`.

What is fetched is unpacked into the cache folder of tests/realtree.py; nothing is installed.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from debian import Archive, NoArchiveError, unpack

from tests import foreign, realtree


def archive() -> Archive:
    """apt's folders inside the cache."""
    return Archive(realtree.cache_folder() / "debian")


def manpages() -> realtree.RealTree:
    """The real tree; if there is none, the first pinned packages that can be fetched."""
    if (tree := realtree.find()) is not None:
        return tree
    refused = []
    for pin in realtree.sources()["package"]:
        try:
            release(pin)
        except NoArchiveError as error:
            refused.append(str(error))
            continue
        realtree.find.cache_clear()
        if (tree := realtree.find()) is not None:
            return tree
    raise NoArchiveError("\n".join([realtree.MISSING, *dict.fromkeys(refused)]))


def release(pin: dict[str, Any]) -> None:
    """Fetch and unpack the packages of one [[package]] of sources.toml."""
    goal = realtree.cache_folder() / f"manpages-{pin['release']}"
    apt = archive()
    apt.update(pin["suite"])
    with tempfile.TemporaryDirectory(dir=realtree.cache_folder()) as folder:
        root = Path(folder, "root")
        for name, wanted in pin["sha256"].items():
            package = apt.download(name, version=pin["release"])
            seen = hashlib.sha256(package.read_bytes()).hexdigest()
            if seen != wanted:
                raise NoArchiveError(f"{package.name}: SHA-256 is {seen}, pinned is {wanted}")
            unpack(package, root)
        shutil.rmtree(goal, ignore_errors=True)
        root.rename(goal)


def foreign_pages() -> list[foreign.Package]:
    """The packages of corpus/foreign.toml, those that are there already and those fetched now."""
    missing = [package for package in foreign.packages() if not package.folder.is_dir()]
    apt = archive()
    for suite in sorted({package.suite for package in missing}):
        apt.update(suite)
    for package in missing:
        deb = apt.download(package.name, suite=package.suite)
        package.folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=package.folder.parent) as folder:
            root = Path(folder, "root")
            root.mkdir()
            unpack(deb, root / foreign.PAGES)
            Path(root, "VERSION").write_text(deb.name + "\n", "utf-8")
            root.rename(package.folder)
        deb.unlink()
    return foreign.packages()


def main() -> int:
    """Fetch what the command line names and say where it is."""
    wanted = sys.argv[1:]
    if not wanted or not set(wanted) <= {"manpages", "foreign"}:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        if "manpages" in wanted:
            tree = manpages()
            print(f"real pages: {tree.root} ({tree.release}, from {tree.origin})")
        if "foreign" in wanted:
            count = len(foreign.files(foreign_pages()))
            print(f"foreign pages: {count} files of {len(foreign.packages())} packages")
    except NoArchiveError as error:
        print(f"fetch.py: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
