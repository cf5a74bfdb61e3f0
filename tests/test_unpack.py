"""Packed pages: gzip, xz, bzip2, zstd; damaged, truncated, and too large for the memory."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import shutil
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from manlint.files import unpack
from manlint.files.load import LIMIT, Unreadable, load, load_bytes
from manlint.source import Source
from tests.test_load import PAGE, said

PACKERS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".xz": lzma.compress,
    ".bz2": bz2.compress,
    ".zst": lambda data: (
        subprocess.run(["zstd", "-c"], input=data, capture_output=True, check=True).stdout
    ),
}


@pytest.fixture(params=PACKERS)
def packed(request: pytest.FixtureRequest) -> str:
    """A suffix of packed pages."""
    if request.param == ".zst" and shutil.which("zstd") is None:
        pytest.skip("the program zstd is not installed")
    return str(request.param)


def test_packed_pages_are_unpacked(packed: str, tmp_path: Path) -> None:
    path = tmp_path / f"x.2{packed}"
    path.write_bytes(PACKERS[packed](PAGE))
    assert load(str(path)) == Source(str(path), PAGE.decode())
    path.write_bytes(PACKERS[packed](PAGE) * 2)
    assert load(str(path)).text == 2 * PAGE.decode()


def test_packed_pages_are_known_by_their_content() -> None:
    assert load_bytes("<stdin>", gzip.compress(PAGE)).text == PAGE.decode()


def test_truncated_packed_pages(packed: str, tmp_path: Path) -> None:
    path = tmp_path / f"x.2{packed}"
    path.write_bytes(PACKERS[packed](PAGE * 20)[:-9])
    assert said(path).startswith(("truncated, its packed text ends early", "damaged or truncated"))


def test_damaged_packed_pages(packed: str, tmp_path: Path) -> None:
    path = tmp_path / f"x.2{packed}"
    data = bytearray(PACKERS[packed](os.urandom(2000)))
    data[len(data) // 2 :] = bytes(len(data) // 2)
    path.write_bytes(data)
    assert said(path).startswith("damaged")


def test_a_bomb_is_not_unpacked_whole(packed: str, tmp_path: Path) -> None:
    path = tmp_path / f"x.2{packed}"
    path.write_bytes(PACKERS[packed](bytes(LIMIT + 1)))
    assert path.stat().st_size < LIMIT / 100
    assert said(path).startswith(f"too large, unpacked text where a page may have {LIMIT:,};")


def test_no_more_than_the_limit_is_ever_in_memory(packed: str) -> None:
    data = PACKERS[packed](bytes(30_000_000))
    tracemalloc.start()
    with pytest.raises(Unreadable, match="too large"):
        unpack.unpack("x.2", data, 100_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 15_000_000  # the dictionary of xz has 8 MB


def test_many_packed_parts_are_not_unpacked_one_after_the_other() -> None:
    with pytest.raises(Unreadable, match="more than 64 packed parts"):
        load_bytes("x.2", gzip.compress(b"") * 100_000)


def test_zstd_without_python_3_14_and_without_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "_zstd", lambda: None)
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(Unreadable, match="install zstd"):
        load_bytes("x.2", b"\x28\xb5\x2f\xfd" + bytes(20))


@pytest.mark.parametrize("name", ["compression.zstd", "backports.zstd"])
def test_zstd_of_python_3_14_or_its_backport(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType(name)
    module.ZstdDecompressor = bz2.BZ2Decompressor  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, name, module)
    assert isinstance(unpack._zstd(), bz2.BZ2Decompressor)
