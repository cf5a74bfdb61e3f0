"""Unpacking gzip, xz, bzip2 and zstd in bounded memory."""

from __future__ import annotations

from typing import Protocol, cast

from manlint.files.load import Unreadable, too_large

# A dictionary larger than that of `xz -9` is no page's.
_XZ_MEMORY = 128 * 1024 * 1024
# Each packed stream after the first costs a copy of what is left.
_MOST_STREAMS = 64


class Decompressor(Protocol):
    """What the decompressors of the standard library have in common."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


def unpack(path: str, data: bytes, limit: int) -> bytes:
    """`data` unpacked, at most `limit` bytes.

    Several packed streams may follow each other; what follows them is ignored, as gzip
    does. Raises Unreadable for damaged or truncated data and for more than `limit`.
    """
    magic = data[:2]
    parts: list[bytes] = []
    room = limit + 1
    while data.startswith(magic):
        if len(parts) == _MOST_STREAMS:
            raise Unreadable(path, f"more than {_MOST_STREAMS} packed parts", "pack it again")
        decompressor = _decompressor(path, data)
        if decompressor is None:
            parts.append(_program(path, data, room))
            data = b""
        else:
            parts.append(_stream(path, decompressor, data, room))
            data = decompressor.unused_data
        room -= len(parts[-1])
        if room <= 0:
            raise too_large(path)
    return b"".join(parts)


def _stream(path: str, decompressor: Decompressor, data: bytes, room: int) -> bytes:
    try:
        part = decompressor.decompress(data, room)
    except MemoryError:
        raise
    except Exception as error:  # each module has its own: zlib.error, LZMAError, OSError, ...
        reason = f"damaged, it does not unpack ({error})"
        raise Unreadable(path, reason, "pack it again or fetch it again") from error
    if not decompressor.eof and len(part) < room:
        raise Unreadable(path, "truncated, its packed text ends early", "fetch it again")
    return part


def _decompressor(path: str, data: bytes) -> Decompressor | None:
    """A decompressor for what `data` begins with; None if zstd needs its program."""
    if data.startswith(b"\x1f\x8b"):
        import zlib

        return zlib.decompressobj(31)  # 31: a gzip header, its checksum is verified
    if data.startswith(b"\xfd7"):
        import lzma

        return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)
    if data.startswith(b"BZ"):
        import bz2

        return bz2.BZ2Decompressor()
    if data.startswith(b"\x28\xb5"):
        return _zstd()
    name = "lzip" if data.startswith(b"LZ") else "compress"
    raise Unreadable(path, f"packed by {name}, which is not known here", "pack it with gzip")


def _zstd() -> Decompressor | None:
    """Python's own zstd (3.14) or its backport, if either is installed."""
    from importlib import import_module

    for name in ("compression.zstd", "backports.zstd"):
        try:
            return cast(Decompressor, import_module(name).ZstdDecompressor())
        except ImportError:
            continue
    return None


def _program(path: str, data: bytes, room: int) -> bytes:
    """What the zstd program makes of `data`: at most `room` bytes, then it is stopped."""
    import subprocess
    import tempfile

    with tempfile.TemporaryFile() as packed, tempfile.TemporaryFile() as said:
        packed.write(data)
        packed.seek(0)
        command = ["zstd", "--decompress", "--stdout", "--quiet", "--memory=128MB"]
        try:
            process = subprocess.Popen(command, stdin=packed, stdout=subprocess.PIPE, stderr=said)
        except OSError as error:
            reason = "packed by zstd, and neither Python 3.14 nor the program zstd is here"
            raise Unreadable(path, reason, "install zstd") from error
        with process:
            out = process.stdout.read(room) if process.stdout else b""
            if len(out) == room:
                process.kill()
        said.seek(0)
        words = said.read(200).decode("utf-8", "replace").strip().removeprefix("/*stdin*\\ : ")
    if process.returncode and len(out) < room:
        reason = f"damaged or truncated ({words or f'zstd ended with {process.returncode}'})"
        raise Unreadable(path, reason, "fetch it again")
    return out
