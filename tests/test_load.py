"""Reading files: encodings that give the bytes back, and what cannot be read."""

from __future__ import annotations

import gzip
import os
import socket
from pathlib import Path

import pytest

from manlint.files.encoding import encoding_note
from manlint.files.load import LIMIT, Unreadable, load, load_bytes

PAGE = b".TH X 2\n.SH NAME\nx \\- a page\n"
TAGGED = b'.\\" -*- coding: %s -*-\n' + PAGE

ENCODED = {
    "utf-8": PAGE + "naïve café\n".encode(),
    "utf-8-sig": b"\xef\xbb\xbf" + PAGE,
    "latin-1": PAGE + b"caf\xe9\n",
    "iso8859-2": TAGGED % b"iso-8859-2" + b"\xb3\n",
    "koi8-r": TAGGED % b"KOI8-R-unix" + b"\xc1\n",
    "euc_jp": TAGGED % b"euc-jp; mode: nroff" + "名前\n".encode("euc_jp"),
}


def said(path: object) -> str:
    with pytest.raises(Unreadable) as error:
        load(str(path))
    assert "\n" not in str(error.value)
    return str(error.value).removeprefix(f"{path}:").strip()


@pytest.mark.parametrize("encoding", ENCODED)
def test_text_gives_its_bytes_back(encoding: str) -> None:
    source = load_bytes("x.2", ENCODED[encoding])
    assert source.encoding == encoding
    assert source.text.encode(encoding, "surrogateescape") == ENCODED[encoding]


def test_declared_encodings_are_read_as_what_they_are() -> None:
    assert load_bytes("x.2", ENCODED["koi8-r"]).text.endswith("а\n")
    assert load_bytes("x.2", ENCODED["euc_jp"]).text.endswith("名前\n")
    assert load_bytes("x.2", TAGGED % b"latin-1" + "é".encode()).text.endswith("Ã©")


@pytest.mark.parametrize(
    "data",
    [TAGGED % b"euc-jp" + b"\xff\xff\n", TAGGED % b"no-such" + b"\xe9\n", bytes(range(1, 256))],
    ids=["not what it declares", "unknown", "every byte"],
)
def test_wrong_encodings_are_read_all_the_same(data: bytes) -> None:
    source = load_bytes("x.2", data)
    assert source.text.encode(source.encoding, "surrogateescape") == data


def test_what_was_declared_or_is_utf8_needs_no_note() -> None:
    for name in set(ENCODED) - {"latin-1"}:
        assert encoding_note(load_bytes("x.2", ENCODED[name])) is None
    assert encoding_note(load_bytes("x.2", TAGGED % b"latin-1" + b"\xe9\n")) is None


def test_undeclared_latin_1_is_noted_with_line_and_byte() -> None:
    note = encoding_note(load_bytes("x.2", ENCODED["latin-1"]))
    assert note
    assert note.startswith("x.2:4: byte 0xe9 is not UTF-8, read as Latin-1; convert ")


def test_one_bad_byte_among_utf8_does_not_make_the_rest_latin_1() -> None:
    source = load_bytes("x.2", "àéîõü ".encode() + b"\n\xff\n")
    assert (source.encoding, source.text) == ("utf-8", "àéîõü \n\udcff\n")
    assert "x.2:2: byte 0xff is not UTF-8, read as broken UTF-8" in str(encoding_note(source))


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", "empty; write the page or leave it out with --exclude"),
        (gzip.compress(b""), "empty; write the page or leave it out with --exclude"),
        (PAGE + b"\0", "4: binary, it holds a NUL byte; leave it out with --exclude"),
        (PAGE.decode().encode("utf-16"), "1: UTF-16, not UTF-8; convert it with iconv "),
        (b"\x1f\x9d\x90", "packed by compress, which is not known here; pack it with gzip"),
    ],
    ids=["empty", "packed and empty", "binary", "UTF-16", "compress"],
)
def test_what_is_no_text(data: bytes, line: str, tmp_path: Path) -> None:
    path = tmp_path / "x.2"
    path.write_bytes(data)
    assert said(path).startswith(line)


def test_a_packed_name_without_a_packed_content(tmp_path: Path) -> None:
    path = tmp_path / "x.2.gz"
    path.write_bytes(PAGE)
    assert said(path) == "not packed, although its name ends in .gz; rename it"


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "x.2"
    with path.open("wb") as file:
        file.truncate(50_000_000)  # takes no place on the disk
    assert said(path).startswith(f"too large, 50,000,000 bytes where a page may have {LIMIT:,};")


def test_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo.2")
    os.symlink("loop.2", tmp_path / "loop.2")
    os.symlink("nowhere", tmp_path / "dangling.2")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(tmp_path / "socket.2"))
    assert said(tmp_path / "fifo.2").startswith("a FIFO, not a file; ")
    assert said(tmp_path / "loop.2").startswith("symbolic links in a loop; ")
    assert said(tmp_path / "dangling.2").startswith("a symbolic link to nowhere, which is not ")
    assert said(tmp_path / "socket.2").startswith("a socket, not a file; ")
    assert said(tmp_path).startswith("a folder, not a file; ")
    assert said(tmp_path / "none.2").startswith("no such file; ")
    assert said("/dev/zero").startswith("a character device, not a file; ")
    listener.close()


def test_a_fifo_that_was_a_file_a_moment_ago(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    status = os.stat(__file__)
    os.mkfifo(tmp_path / "x.2")
    monkeypatch.setattr(os, "stat", lambda _path: status)
    assert said(tmp_path / "x.2").startswith("a FIFO, not a file; ")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "x.2"
    path.write_bytes(PAGE)
    path.chmod(0)
    assert said(path).startswith("no permission to read it; ")


def test_a_file_whose_size_is_not_known_beforehand() -> None:
    if not os.path.exists("/proc/self/status"):
        pytest.skip("no /proc")
    assert load("/proc/self/status").text.startswith("Name:")


def test_a_path_that_would_not_print_on_one_line(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as error:
        load(str(tmp_path / "new\nline\x1b[2J.2"))
    assert r"new\nline\x1b[2J.2: no such file" in str(error.value)
