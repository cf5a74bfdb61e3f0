"""Work spread over forked processes, its results in order.

Processes and pipes alone, and not multiprocessing: that costs 20 ms to import, waits for
ever for a worker that was killed, and leaves its workers behind when it is killed itself.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import BinaryIO, NamedTuple, NoReturn, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Died(NamedTuple):
    """In place of a result: the worker ended while it had this item; `how` says how."""

    how: str


class _Worker(NamedTuple):
    pid: int
    results: BinaryIO


def cores() -> int:
    """The number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(
    work: Callable[[Item], Result], items: Sequence[Item], jobs: int
) -> Iterator[Result | Died]:
    """`work(item)` for each of `items`, in their order, done by `jobs` processes.

    Each process has every `jobs`-th item. `work` must not raise and must return what can
    be pickled; where its process ends early, a `Died` is the result and the rest goes on.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    workers: dict[int, _Worker] = {}
    try:
        for slot in range(jobs):
            workers[slot] = _start(work, items[slot::jobs], workers.values())
        for index in range(len(items)):
            slot = index % jobs
            try:
                result = pickle.load(workers[slot].results)
            except (EOFError, pickle.UnpicklingError):
                result = Died(_end(workers.pop(slot)))
                workers[slot] = _start(work, items[index + jobs :: jobs], workers.values())
            yield result
    finally:
        for worker in workers.values():
            os.kill(worker.pid, signal.SIGKILL)  # still ours: it was not waited for
            _end(worker)


def _start(
    work: Callable[[Item], Result], items: Sequence[Item], others: Iterable[_Worker]
) -> _Worker:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        # or a worker would not notice that nobody reads its results any more
        for worker in others:
            os.close(worker.results.fileno())
        _serve(work, items, writing)
    os.close(writing)
    return _Worker(pid, open(reading, "rb"))


def _serve(work: Callable[[Item], Result], items: Sequence[Item], writing: int) -> NoReturn:
    """Send the results and end without any of the parent's clean-up."""
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        with open(writing, "wb") as results:
            for item in items:
                pickle.dump(work(item), results, pickle.HIGHEST_PROTOCOL)
                results.flush()
        status = 0
    finally:
        os._exit(status)


def _end(worker: _Worker) -> str:
    """Wait for the end of `worker`; returns how it ended."""
    worker.results.close()
    code = os.waitstatus_to_exitcode(os.waitpid(worker.pid, 0)[1])
    return f"killed by signal {-code}" if code < 0 else f"ended with status {code}"
