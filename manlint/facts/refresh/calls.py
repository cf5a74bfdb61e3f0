"""syscalls.csv: system calls that came after Linux 4.12, from glibc's list of their names.

Of older calls the list says only that they are older; their rows are kept as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from manlint.facts.refresh.repository import revisions, text
from manlint.facts.refresh.table import Row
from manlint.facts.version import Version, text_of, version

SOURCE = "glibc-list"
LIST = "sysdeps/unix/sysv/linux/syscall-names.list"
# The list began with this kernel: of what it had then it tells no more.
FIRST = (4, 12)
# Names of older calls that the list was late to have: of single architectures, or renamed.
LATE = frozenset(
    "arc_gettls arc_settls arc_usr_cmpxchg breakpoint fp_udfiex_crtl get_tls old_getpagesize"
    " or1k_atomic riscv_flush_icache set_tls udftrap usr26 usr32".split()
)
_KERNEL = re.compile(r"^kernel (\d+(?:\.\d+)+)$", re.M)
_NAME = re.compile(r"\w+")


def listed(written: str) -> tuple[Version, set[str]]:
    """The kernel that a list is of, and its names; raises ValueError without a line "kernel"."""
    if (match := _KERNEL.search(written)) is None:
        raise ValueError(f'{LIST} has no line "kernel VERSION"')
    lines = written[match.end() :].splitlines()
    return version(match[1]), {line for line in lines if _NAME.fullmatch(line)}


def first_kernels(repository: str) -> dict[str, Version]:
    """The oldest kernel whose list has each name."""
    found: dict[str, Version] = {}
    for revision in revisions(repository, LIST):
        kernel, names = listed(text(repository, revision.commit, LIST))
        for name in names:
            found[name] = min(kernel, found.get(name, kernel))
    return found


def rows(repository: str, kept: Iterable[Row]) -> list[dict[str, str]]:
    """`kept`, with a row for each call that the list had first after Linux 4.12."""
    made = {row["name"]: dict(row) for row in kept}
    for name, kernel in first_kernels(repository).items():
        if kernel <= FIRST or name in LATE:
            continue
        if name not in made or made[name]["source"] == SOURCE:
            made[name] = {
                "name": name,
                "since": text_of(kernel),
                "removed": made[name]["removed"] if name in made else "",
                "confidence": "high",
                "source": SOURCE,
                "where": f"Linux {text_of(kernel)}",
            }
    return [made[name] for name in sorted(made)]
