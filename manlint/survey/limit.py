"""A limit on the processor time that one file may take."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

# The largest page known takes one or two.
SECONDS = 60


class TooSlow(BaseException):
    """The time is up; no Exception, so that the code that is stopped does not catch it."""


@contextmanager
def limited(seconds: float = SECONDS) -> Iterator[None]:
    """Raise TooSlow where the code inside is after `seconds` of processor time.

    Works in the main thread only; elsewhere there is no limit.
    """
    try:
        before = signal.signal(signal.SIGVTALRM, _stop)
    except ValueError:
        yield
        return
    # again every second: the first exception may strike where it is dropped, as in __del__
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    raise TooSlow
