"""What tests share: real pages, `--update`, and no silent skipping of real pages in CI."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator
from typing import Any

import pytest

from tests import foreign, realtree


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update` rewrites expected files; the difference is to be reviewed."""
    parser.addoption("--update", action="store_true", help="rewrite expected files")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether expected files are to be rewritten."""
    return bool(request.config.getoption("--update"))


@pytest.fixture(scope="session")
def real_tree() -> realtree.RealTree:
    """The real pages, whichever release of corpus/sources.toml is there."""
    tree = realtree.find()
    if tree is None:
        pytest.skip(realtree.MISSING)
    return tree


@pytest.fixture(scope="session")
def tree_614(real_tree: realtree.RealTree) -> realtree.RealTree:
    """The real pages of man-pages 6.14, for tests that name lines or counts of that release."""
    if real_tree.release != "6.14":
        pytest.skip(f"the real pages are {real_tree.release}; this needs 6.14 (history bundle)")
    return real_tree


@pytest.fixture(scope="session")
def foreign_pages() -> list[foreign.Package]:
    """The packages of corpus/foreign.toml, all of them fetched."""
    missing = [x.name for x in foreign.packages() if not x.folder.is_dir()]
    if missing:
        pytest.skip(f"{foreign.MISSING} ({len(missing)} packages are not there)")
    return foreign.packages()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that uses the real pages is marked so, whether it says so or not."""
    for item in items:
        if {"real_tree", "tree_614"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("real_tree")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a comparison with a tool that is not installed."""
    for tool in ("groff", "mandoc"):
        if item.get_closest_marker(tool) and shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[Any]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a skipped test of the real pages fails, unless only its release is not there."""
    report = yield
    if report.skipped and os.environ.get("CI") and item.get_closest_marker("real_tree"):
        names_release = "tree_614" in getattr(item, "fixturenames", ())
        if not (names_release and realtree.find() is not None):
            report.outcome = "failed"
            reason = call.excinfo.value if call.excinfo else "no reason"
            report.longrepr = f"a real-tree test was skipped in CI: {reason}"
    return report
