"""Processes that share the work, and the limit on the time that a file may take."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Thread

import pytest

from manlint.survey.file import Plan, check_file
from manlint.survey.limit import TooSlow, limited
from manlint.survey.pool import Died, spread


def square(number: int) -> int:
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 9:
        os._exit(3)
    return number * number


@pytest.mark.parametrize("jobs", [2, 3, 20])
def test_results_come_in_order_and_a_dead_process_costs_one(jobs: int) -> None:
    results = list(spread(square, range(20), jobs))
    expected: list[object] = [number * number for number in range(20)]
    expected[7], expected[9] = Died("killed by signal 9"), Died("ended with status 3")
    assert results == expected


def test_processes_end_with_their_reader() -> None:
    results = spread(_pid, range(1000), 2)
    pids = {next(results), next(results)}
    results.close()  # type: ignore[attr-defined]
    for pid in pids:
        assert isinstance(pid, int)
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def _pid(_number: int) -> int:
    return os.getpid()


def loop() -> None:
    """Go on for ever, whatever Exception is raised."""
    while True:
        with suppress(Exception):
            time.perf_counter()


def test_a_file_may_take_only_so_much_time() -> None:
    with pytest.raises(TooSlow), limited(0.05):
        loop()
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)


def test_a_slow_file_is_a_problem_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.2").write_text(".TH x 2\n")
    monkeypatch.setattr("manlint.survey.file.limited", partial(limited, 0.05))
    monkeypatch.setattr("manlint.page.read", lambda _source: loop())
    checked = check_file(Plan(()), str(tmp_path / "x.2"))
    assert "x.2: not done after 60 seconds of processor time; " in str(checked.problem)


def test_outside_the_main_thread_there_is_no_limit() -> None:
    def work() -> None:
        with limited(0.01):
            done.append(True)

    done: list[bool] = []
    thread = Thread(target=work)
    thread.start()
    thread.join()
    assert done
