"""Reading a file, standard input or bytes from elsewhere into a Source."""

from __future__ import annotations

import errno
import os
import stat

from manlint.files.encoding import decode
from manlint.source import Source
from manlint.visible import visible

# Bytes of a page, unpacked. The largest page known (zshall.1) has 1.3 MB.
LIMIT = 16 * 1024 * 1024

PACKED = (b"\x1f\x8b", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd", b"BZh", b"\x1f\x9d", b"LZIP")
_PACKED_NAMES = (".gz", ".xz", ".zst", ".bz2", ".lzma", ".Z", ".lz")

_KINDS = (
    (stat.S_ISDIR, "a folder, not a file", "name the pages in it"),
    (stat.S_ISFIFO, "a FIFO, not a file", "give its text on standard input, as '-'"),
    (stat.S_ISCHR, "a character device, not a file", "name a page"),
    (stat.S_ISBLK, "a block device, not a file", "name a page"),
    (stat.S_ISSOCK, "a socket, not a file", "name a page"),
)
_LEAVE_OUT = "leave it out with --exclude"
_CAUSES = {
    errno.ENOENT: ("no such file", "name a file, a folder or a page such as 'open(2)'"),
    errno.ENOTDIR: ("no such file: a part of the path is no folder", "correct the path"),
    errno.EACCES: ("no permission to read it", f"ask for permission or {_LEAVE_OUT}"),
    errno.EPERM: ("no permission to read it", f"ask for permission or {_LEAVE_OUT}"),
    errno.ELOOP: ("symbolic links in a loop", "remove one of the links"),
    errno.ENAMETOOLONG: ("the name is too long", "correct the path"),
}


class Unreadable(Exception):  # noqa: N818 - what the file is, not what went wrong
    """A file that cannot be read as a page; its text is one line: path, reason, remedy.

    `line` counts from 1; 0 if the reason has no line.
    """

    def __init__(self, path: str, reason: str, remedy: str, line: int = 0) -> None:
        super().__init__(path, reason, remedy, line)
        self.path = path
        self.reason = reason
        self.remedy = remedy
        self.line = line

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return visible(f"{place}: {self.reason}; {self.remedy}")


def load(path: str) -> Source:
    """The page in the file at `path`, unpacked and decoded; raises Unreadable."""
    return load_bytes(path, _bytes(path))


def load_bytes(path: str, data: bytes) -> Source:
    """The page in `data`, packed or not, under the name `path`; raises Unreadable."""
    if len(data) > LIMIT:
        raise too_large(path)
    if data.startswith(PACKED):
        from manlint.files.unpack import unpack

        data = unpack(path, data, LIMIT)
    elif data and path.endswith(_PACKED_NAMES):
        suffix = path[path.rindex(".") :]
        raise Unreadable(path, f"not packed, although its name ends in {suffix}", "rename it")
    if not data:
        raise Unreadable(path, "empty", f"write the page or {_LEAVE_OUT}")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable(path, "UTF-16, not UTF-8", "convert it with iconv -f UTF-16 -t UTF-8", 1)
    nul = data.find(0)
    if nul >= 0:
        line = data.count(b"\n", 0, nul) + 1
        raise Unreadable(path, "binary, it holds a NUL byte", _LEAVE_OUT, line)
    text, encoding = decode(data)
    return Source(path, text, encoding)


def too_large(path: str, size: int | None = None) -> Unreadable:
    """The error for a page above LIMIT; `size` is its size in bytes, if known."""
    much = f"{size:,} bytes" if size else "unpacked text"
    return Unreadable(path, f"too large, {much} where a page may have {LIMIT:,}", _LEAVE_OUT)


def _bytes(path: str) -> bytes:
    """At most LIMIT bytes of the regular file at `path`; never waits for a writer."""
    try:
        # stat first: opening a device may do something, opening a FIFO may wait
        _refuse(path, os.stat(path))
        flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK
        file = os.open(path, flags)
        try:
            status = os.fstat(file)
            _refuse(path, status)
            return _whole(file, status.st_size)
        finally:
            os.close(file)
    except OSError as error:
        raise unreadable(path, error) from error
    except ValueError as error:  # a NUL in the path
        raise Unreadable(path, "no path", "correct it") from error


def _whole(file: int, size: int) -> bytes:
    """What `file` holds, at most little more than LIMIT bytes; `size` is a guess."""
    data = os.read(file, size + 1)
    while data and not 0 < len(data) <= size and len(data) <= LIMIT:
        more = os.read(file, 65536)
        if not more:
            break
        data += more
    return data


def _refuse(path: str, status: os.stat_result) -> None:
    """Raise Unreadable unless `status` is that of a regular file that is not too large."""
    for is_kind, reason, remedy in _KINDS:
        if is_kind(status.st_mode):
            raise Unreadable(path, reason, remedy)
    if status.st_size > LIMIT:
        raise too_large(path, status.st_size)


def unreadable(path: str, error: OSError) -> Unreadable:
    """The error for `path` in words, with what to do about it."""
    if error.errno == errno.ENOENT and os.path.islink(path):
        target = os.readlink(path)
        return Unreadable(path, f"a symbolic link to {target}, which is not there", _LEAVE_OUT)
    cause = _CAUSES.get(error.errno or 0)
    reason, remedy = cause or ((error.strerror or str(error)).lower(), _LEAVE_OUT)
    return Unreadable(path, reason, remedy)
