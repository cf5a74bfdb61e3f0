"""Facts: what is known of versions, whether the files agree, and where they are from."""

from __future__ import annotations

import csv
import shutil
import tomllib
from datetime import date
from pathlib import Path

import pytest

from manlint.facts import Existence, exists, load, text_of, version
from manlint.resources import facts_folder

FOLDER = Path(facts_folder())
PRODUCTS = ("linux", "glibc")
FILES = [
    FOLDER / load().products[name][kind] for name in PRODUCTS for kind in ("series", "releases")
]

TABLES = [FOLDER / name for name in load().tables.values()]

EXISTED, NEVER, UNRELEASED, UNKNOWN = (
    Existence.EXISTED,
    Existence.NEVER,
    Existence.UNRELEASED,
    Existence.UNKNOWN,
)

LINUX = {
    EXISTED: (
        "0.01 0.12 0.95 0.99.15 1.0 1.0.9 1.1.95 1.2.13 1.3.100 1.99.14 2.0 2.0.40 2.1.132 2.2.26 "
        "2.3.51 2.3.99 2.4.37.11 2.5.75 2.6 2.6.0 2.6.39 2.6.8.1 2.6.33.20 3.0 3.0.101 3.19 "
        "4.20.17 5.3.0 5.19 6.12.4 6.19 7.0 7.2"
    ),
    NEVER: (
        "0.13 0.99.16 1.0.10 1.1.96 1.4 2.0.41 2.1.134 2.2.28 2.3.60 2.3.98 2.4.38 2.5.76 2.6.40 "
        "2.6.9.1 2.6.9.2 2.4.9.2 2.6.33.21 2.6.08 2.7 2.16.17 2.32 2.33 3.20 3.0.102 4.6.27 4.21 "
        "5.20 6.20"
    ),
    UNRELEASED: "7.3 7.99.1 8.0 10.2 6.12.9999",
    UNKNOWN: "3.13.11.4",
}
GLIBC = {
    EXISTED: "1.09 1.93 2.0 2.0.6 2.0.112 2.1.3 2.1.91 2.3.6 2.10.2 2.14.1 2.19 2.42",
    NEVER: "1.010 2.01 2.06 2.0.8 2.1.4 2.1.98 2.3.7 2.4.1 2.15.1 2.34.1",
    UNRELEASED: "2.99 3.0",
    UNKNOWN: "2.17.90",
}
CASES = [
    (product, text, expected)
    for product, known in (("linux", LINUX), ("glibc", GLIBC))
    for expected, texts in known.items()
    for text in texts.split()
]


@pytest.mark.parametrize(("product", "text", "expected"), CASES)
def test_existence(product: str, text: str, expected: Existence) -> None:
    assert exists(text, product) is expected


def test_a_tuple_has_no_leading_zeros() -> None:
    assert exists((2, 6), "glibc") is EXISTED
    assert exists((2, 6, 40)) is NEVER


@pytest.mark.parametrize("text", ["", "2.", "2.6.x", "v5.1", "2.6.31-rc5"])
def test_not_a_version(text: str) -> None:
    with pytest.raises(ValueError, match="not a version"):
        exists(text)


def test_unknown_product() -> None:
    with pytest.raises(KeyError):
        exists("1.0", "hurd")


def test_versions_are_compared_as_numbers() -> None:
    texts = ["2.6.9", "2.6.39", "3.0", "4.9", "4.10"]
    assert sorted(texts, key=version) == texts
    assert [text_of(version(text)) for text in texts] == texts


@pytest.mark.parametrize("product", PRODUCTS)
def test_every_release_exists_in_the_series(product: str) -> None:
    wrong = [r.name for r in load().releases(product) if exists(r.name, product) is not EXISTED]
    assert wrong == []


@pytest.mark.parametrize("product", PRODUCTS)
def test_newest_is_the_last_release(product: str) -> None:
    facts = load()
    mainline = [r for r in facts.releases(product) if len(r.version) == 2]
    assert facts.newest(product) == mainline[-1].version
    assert date.fromisoformat(mainline[-1].released) <= facts.products[product]["date"]


def test_mainline_releases_since_2_6_came_in_the_order_of_their_numbers() -> None:
    series = [r for r in load().releases() if r.version >= (2, 6)]
    dates = [r.released for r in series]
    assert len(series) > 90
    assert dates == sorted(dates)


def test_a_longterm_release_has_an_end() -> None:
    oldest = [r for r in load().releases() if r.longterm and r.eol > "2026-08-22"]
    assert [r.name for r in oldest] == ["5.10", "5.15", "6.1", "6.6", "6.12", "6.18"]


def test_stamp_says_how_far_the_facts_reach() -> None:
    assert load().stamp() == "2026-08-22 (Linux 7.2, glibc 2.42)"


@pytest.mark.parametrize("path", [*FILES, *TABLES], ids=lambda path: path.name)
def test_every_row_says_where_it_is_from(path: Path) -> None:
    known = tomllib.loads((FOLDER / "facts.toml").read_text("utf-8"))["sources"]
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    assert {row["source"] for row in rows} <= set(known)
    assert all(None not in row.values() for row in rows)


def test_no_source_is_left_over() -> None:
    known = tomllib.loads((FOLDER / "facts.toml").read_text("utf-8"))["sources"]
    used = {path.stem for path in FOLDER.glob("*.csv") if path not in [*FILES, *TABLES]}
    for path in [*FILES, *TABLES]:
        with path.open(encoding="utf-8", newline="") as file:
            used |= {row["source"] for row in csv.DictReader(file)}
    assert set(known) == used
    for source in known.values():
        assert set(source) == {"what", "where", "date", "licence"}


@pytest.mark.parametrize("product", PRODUCTS)
def test_ranges_of_a_prefix_rise_and_only_the_last_is_open(product: str) -> None:
    for prefix, rows in load().series[product].ranges.items():
        ends = [number for row in rows for number in (row.first, row.last) if number is not None]
        assert ends == sorted(ends), prefix
        assert all(row.last is not None and row.state == "closed" for row in rows[:-1]), prefix
        assert (rows[-1].last is None) <= (rows[-1].state == "open"), prefix
        if prefix:
            assert exists(prefix, product) is EXISTED, prefix


def test_a_folder_of_ones_own(tmp_path: Path) -> None:
    """`facts = DIR` in the configuration: newer facts without a newer manlint."""
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    series = tmp_path / "kernel-series.csv"
    series.write_text(series.read_text().replace("\n7,0,2,growing", "\n7,0,3,growing"))
    assert load(str(tmp_path)).exists("7.3") is EXISTED
    assert load().exists("7.3") is UNRELEASED
