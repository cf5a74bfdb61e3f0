"""Checks real pages with a manlint made from this checkout: `python3 .ci/try.py [PATH ...]`.

Without a path: the tree of MANLINT_MAN_PAGES, or the pinned Debian packages, which are fetched
and unpacked into .cache/ (nothing is installed), or the pages of this system.  Ends with status
0 when pages were checked, whatever was found in them.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import environment

SYSTEM = Path("/usr/share/man/man2")
MEANING = {
    0: "nothing found",
    1: "the findings above",
    2: "the findings above, and files that could not be read",
}


def main() -> int:
    """Set up, find pages, check them; findings are no failure of this command."""
    environment.need_python()
    environment.make("")
    paths = sys.argv[1:] or [pages()]
    command = [str(environment.VENV / "bin" / "manlint"), "check", "--format", "concise", *paths]
    environment.say(" ".join(command))
    lines = 0
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as process:
        for line in process.stdout or ():
            sys.stdout.buffer.write(line)
            lines += 1
    status = process.returncode
    sys.stdout.flush()
    if status not in MEANING or (status == 2 and not lines):
        sys.exit(f"manlint could not check these pages: exit status {status}")
    environment.say(f"manlint's exit status is {status}: {MEANING[status]}")
    return 0


def pages() -> str:
    """The folder of real pages to check."""
    import fetch
    from debian import NoArchiveError

    try:
        tree = fetch.manpages()
    except NoArchiveError as error:
        if not SYSTEM.is_dir():
            sys.exit(f"{error}\nOr name pages: python3 .ci/try.py PATH")
        environment.say(
            f"the pinned pages cannot be fetched, so this system's are checked: {error}"
        )
        return str(SYSTEM)
    environment.say(f"pages of {tree.release} ({tree.origin})")
    return str(tree.root)


if __name__ == "__main__":
    sys.exit(main())
