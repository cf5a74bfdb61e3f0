"""Writing a changed page back to its file: in one step, with its encoding, mode and owner."""

from __future__ import annotations

import os
from contextlib import suppress

from manlint.files.load import PACKED, Unreadable
from manlint.source import Source


class Unwritable(Unreadable):
    """A page that cannot be written back; the file is as it was."""


def encoded(source: Source) -> bytes:
    """The bytes that `source` stands for; raises Unwritable if its encoding lacks a character."""
    try:
        return source.text.encode(source.encoding, "surrogateescape")
    except UnicodeEncodeError as error:
        line = source.line(error.start)
        reason = f"{source.encoding} has no {source.text[error.start]!r}"
        raise Unwritable(source.path, reason, "convert the file to UTF-8", line) from error


def save(before: Source, after: Source) -> None:
    """Write `after` to the file that `before` was read from; raises Unwritable.

    A symbolic link is followed and stays one. The file is not touched if it is packed, has
    several names, or no longer holds `before`.
    """
    path, file = before.path, os.path.realpath(before.path)
    data = encoded(after)
    try:
        status = os.stat(file)
        _refuse(before, file, status)
        _replace(file, data, status)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Unwritable(
            path, f"cannot be written: {reason}", "correct that and run again"
        ) from error


def _refuse(before: Source, file: str, status: os.stat_result) -> None:
    path = before.path
    with open(file, "rb") as stream:
        data = stream.read()
    if data != encoded(before):
        if data.startswith(PACKED):
            raise Unwritable(path, "packed, so it is not fixed", "unpack it first")
        raise Unwritable(path, "changed since it was read, so it is not fixed", "run again")
    if status.st_nlink > 1:
        reason = f"one file with {status.st_nlink} names (hard links), so it is not fixed"
        raise Unwritable(path, reason, "make it a file of its own first")
    if not os.access(file, os.W_OK):
        raise Unwritable(path, "no permission to write it", "ask for permission")


def _replace(file: str, data: bytes, status: os.stat_result) -> None:
    """Put a file with `data` in the place of `file`, so that nobody reads half of it."""
    folder, name = os.path.split(file)
    draft = os.path.join(folder, f".{name}.{os.getpid()}.manlint")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with open(handle, "wb") as stream:
            stream.write(data)
            if (status.st_uid, status.st_gid) != (os.geteuid(), os.getegid()):
                with suppress(PermissionError):  # somebody else's file, in a folder of ours
                    os.fchown(stream.fileno(), status.st_uid, status.st_gid)
            os.fchmod(stream.fileno(), status.st_mode & 0o7777)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(draft, file)
    except BaseException:
        with suppress(OSError):
            os.remove(draft)
        raise
