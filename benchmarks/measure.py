"""Wall time, CPU time and memory of child processes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, NamedTuple

CHECKOUT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Command:
    """What to run and where; `environment` is added to this process's own."""

    command: Sequence[str]
    folder: Path = CHECKOUT
    environment: Mapping[str, str] = field(default_factory=dict)


class Cost(NamedTuple):
    """Seconds: of the clock, and of the CPU for the command and all its children."""

    wall: float
    cpu: float


class Memory(NamedTuple):
    """MB (10^6 bytes): the largest process, and the most that all held at one time."""

    largest: float
    together: float


def start(what: Command, errors: IO[bytes] | None = None) -> subprocess.Popen[bytes]:
    """Start a command; its output goes nowhere, what it says of errors to `errors`."""
    return subprocess.Popen(
        what.command,
        cwd=what.folder,
        env={**os.environ, **what.environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=errors or subprocess.DEVNULL,
    )


def cost(what: Command) -> Cost:
    """Run a command once; ends the benchmark if it is broken (status above 6 or a signal)."""
    with tempfile.TemporaryFile() as errors:
        begin = time.perf_counter()
        process = start(what, errors)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        # manlint's 2 is broken; mandoc's statuses up to 6 are findings
        if process.returncode not in ({0, 1} if "manlint" in what.command else set(range(7))):
            errors.seek(0)
            said = errors.read().decode(errors="replace").strip()
            shown = " ".join(what.command[:8])
            sys.exit(f"{shown}: exit status {process.returncode}\n{said}")
    return Cost(wall, usage.ru_utime + usage.ru_stime)


def each(command: list[str], pages: Sequence[str], folder: Path, processes: int) -> Cost:
    """Run `command` once for each page, some at a time."""
    begin = time.perf_counter()
    with ThreadPoolExecutor(processes) as pool:
        costs = list(pool.map(lambda page: cost(Command([*command, page], folder)), pages))
    return Cost(time.perf_counter() - begin, sum(one.cpu for one in costs))


def memory(what: Command) -> Memory:
    """Run a command once more and look at its processes every 10 ms.

    `together` shares out what forked processes have in common (Pss of the kernel).
    """
    process = start(what)
    together = 0.0
    while process.poll() is None:
        together = max(together, sum(_pss(pid) for pid in _family(process.pid)))
        time.sleep(0.01)
    again = start(what)
    usage = os.wait4(again.pid, 0)[2]
    again.returncode = 0
    return Memory(usage.ru_maxrss * 1024 / 1e6, together / 1e6)


def _family(pid: int) -> list[int]:
    """A process and its descendants, as far as they are still there."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split()
    except OSError:
        return []
    return [pid, *(one for child in children for one in _family(int(child)))]


def _pss(pid: int) -> int:
    """The bytes that a process holds, its share of those it has in common with others."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8")
    except OSError:
        return 0
    match = re.search(r"^Pss:\s+(\d+)", text, re.M)
    return int(match[1]) * 1024 if match else 0


def version(tool: str) -> str:
    """`groff 1.22.4`; mandoc does not say, so Debian's package list is asked."""
    if tool == "groff":
        done = subprocess.run(["groff", "--version"], capture_output=True, text=True)
        return f"groff {done.stdout.splitlines()[0].rsplit(' ', 1)[-1]}"
    if shutil.which("dpkg-query") is None:
        return tool
    query = ["dpkg-query", "-W", "-f", "${Version}", tool]
    return f"{tool} {subprocess.run(query, capture_output=True, text=True).stdout}".strip()
