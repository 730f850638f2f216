"""The moment by which an answer must be given, kept also where a solver does not look at its clock."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from threading import Thread
from typing import TypeVar

from placements.errors import Refused

Result = TypeVar("Result")
LEAST_SECONDS = 1e-3


class OutOfTime(Exception):
    """The time ran out before a step was done; what was found so far is the answer."""


class Deadline:
    """Counts down from a number of seconds; every step asks it before and while it works."""

    def __init__(self, seconds: float) -> None:
        if not (math.isfinite(seconds) and seconds > 0):
            raise Refused(
                "The time limit is not a number of seconds above 0.", given=seconds, do_next="Give, say, 60 seconds."
            )
        self._started = time.monotonic()
        self._ends = self._last = self._started + seconds

    @property
    def seconds_used(self) -> float:
        """Since the start."""
        return time.monotonic() - self._started

    @property
    def seconds_left(self) -> float:
        """Until the end; below 0 once it has passed."""
        return self._ends - time.monotonic()

    def check(self) -> float:
        """The seconds left.

        Raises:
            OutOfTime: there are none.
        """
        left = self.seconds_left
        if left <= 0:
            raise OutOfTime
        return left

    def share(self, part: float) -> Deadline:
        """An earlier deadline, after a part of the time left; a step begun before it may still end before this one.

        Raises:
            OutOfTime: no time is left.
        """
        earlier = Deadline(self.check() * part)
        earlier._last = self._last
        return earlier

    def bounding(self, work: Callable[[float], Result]) -> Result:
        """The result of work that is told the seconds left and stops by itself, more or less.

        Solvers look at their clock only now and then. One that does not come back in time is left to end alone in a
        thread of its own, and nobody waits for it.

        Raises:
            OutOfTime: there is no time, or the last moment came first.
        """
        left, results, faults = self.check(), [], []  # type: float, list[Result], list[BaseException]

        def worked() -> None:
            try:
                results.append(work(left))
            except BaseException as fault:  # noqa: BLE001  # raised again below, where somebody can see it
                faults.append(fault)

        thread = Thread(target=worked)  # no daemon: a program that ends while it runs would fall over
        thread.start()
        thread.join(max(LEAST_SECONDS, self._last - time.monotonic()))
        for fault in faults:
            raise fault
        if not results:
            raise OutOfTime
        return results[0]
