"""Contents of files by their hashes, all from one `git cat-file --batch`."""

from __future__ import annotations

import contextlib
import subprocess
import weakref
from collections.abc import Sequence


class Blobs:
    """A process that is asked for one file after the other; it ends with this value."""

    def __init__(self, command: Sequence[str], environment: dict[str, str], folder: str) -> None:
        """Start `command`; raises OSError."""
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=environment,
        )
        weakref.finalize(self, _end, self.process)

    def read(self, name: str) -> bytes:
        """The file with the hash `name`; raises LookupError with what git says of it."""
        given, taken = self.process.stdin, self.process.stdout
        assert given is not None
        assert taken is not None
        try:
            given.write(f"{name}\n".encode())
            given.flush()
            words = (line := taken.readline()).split()
        except OSError:
            line, words = b"", []
        if len(words) != 3 or words[1] != b"blob":
            raise LookupError(line.decode(errors="replace").strip() or self._last_words())
        data = taken.read(int(words[2]))
        taken.read(1)  # the newline after each
        return data

    def _last_words(self) -> str:
        """What the process said before it ended."""
        said = self.process.communicate()[1].decode(errors="replace")
        return " ".join(said.split()) or f"it ended with status {self.process.returncode}"


def _end(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            with contextlib.suppress(OSError):  # what was not sent is not needed any more
                pipe.close()
    process.wait()
