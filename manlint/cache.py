"""Cache: what is known of the files of a folder, in one file each below the user's cache folder.

A shelf is written whole and renamed into place, and begins with a checksum of the rest: what
a kill or a full disk leaves behind is not read. Of two processes the later one wins, and
what the other knew is found out again.
"""

from __future__ import annotations

import marshal
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, NamedTuple

from manlint import resources

# Bytes of all shelves; above that the least recently used ones go.
LIMIT = 64 * 1024 * 1024
# Seconds after which a draft is nobody's, and for which a use need not be noted again.
_STALE = 3600
_HEAD = 16  # bytes of the checksum
_SUFFIX = ".pages"


class Signature(NamedTuple):
    """What tells a file apart from what it was, as long as nobody turns the clock back.

    Sizes in bytes, times in nanoseconds.
    """

    size: int
    modified: int
    changed: int
    inode: int


# Nanoseconds: the clock of a file system is coarse, so that a file which was changed so
# recently may change again with no difference to be seen.
RACY = 2_000_000_000


def signature(status: os.stat_result) -> Signature:
    """The signature of a file in `status`."""
    return Signature(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def settled(found: Signature) -> bool:
    """Whether a file of this signature can be told from what it will be changed to."""
    return time.time_ns() - max(found.modified, found.changed) > RACY


def digest(*parts: str) -> bytes:
    """16 bytes that stand for `parts`, which may hold surrogates."""
    from _blake2 import blake2b  # hashlib would load OpenSSL

    total = blake2b(digest_size=_HEAD)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        total.update(b"%d " % len(data) + data)
    return total.digest()


def folder() -> str:
    """The folder of the shelves; it need not exist."""
    return os.path.join(resources.cache_folder(), "pages")


def shelf_path(*key: str) -> str:
    """The path of the shelf for `key`."""
    return os.path.join(folder(), digest(*key).hex() + _SUFFIX)


def read(path: str) -> dict[str, Any]:
    """What the shelf at `path` holds; nothing if there is none or it is damaged."""
    try:
        with open(path, "rb") as file:
            data = file.read()
            if time.time() - os.fstat(file.fileno()).st_mtime > _STALE:
                os.utime(path)
        if data[:_HEAD] == _checksum(data[_HEAD:]):
            found = marshal.loads(data[_HEAD:])
            return found if isinstance(found, dict) else {}
    except (OSError, ValueError, EOFError, TypeError):
        pass
    return {}


def write(path: str, entries: dict[str, Any]) -> None:
    """Put `entries`, which marshal must know, on the shelf at `path`; without one if that fails."""
    data = marshal.dumps(entries)
    draft = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        with open(draft, "wb") as file:
            file.write(_checksum(data) + data)
        os.replace(draft, path)
    except OSError:
        with suppress(OSError):
            os.remove(draft)


def shelves() -> Iterator[os.DirEntry[str]]:
    """The files of the cache, drafts among them."""
    with suppress(OSError), os.scandir(folder()) as entries:
        yield from entries


def prune(limit: int = LIMIT) -> None:
    """Remove old drafts, and the least recently used shelves above `limit` bytes."""
    kept = []
    for entry in shelves():
        with suppress(OSError):
            status = entry.stat()
            if entry.name.endswith(_SUFFIX):
                kept.append((status.st_mtime_ns, status.st_size, entry.path))
            elif time.time() - status.st_mtime > _STALE:
                os.remove(entry.path)
    total = sum(size for _, size, _ in kept)
    for _, size, path in sorted(kept):
        if total <= limit:
            break
        with suppress(OSError):
            os.remove(path)
        total -= size


def clear() -> int:
    """Remove everything; returns how many files there were. Raises OSError."""
    paths = [entry.path for entry in shelves()]
    for path in paths:
        with suppress(FileNotFoundError):
            os.remove(path)
    return len(paths)


def _checksum(data: bytes) -> bytes:
    from _blake2 import blake2b

    return blake2b(data, digest_size=_HEAD).digest()
