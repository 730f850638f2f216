"""The moment by which an answer must be given."""

from __future__ import annotations

import math
import time

from placements.errors import Refused


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
        self._ends = self._started + seconds

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
        """A deadline after a part of the time left.

        Raises:
            OutOfTime: none is left.
        """
        return Deadline(self.check() * part)
