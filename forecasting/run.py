"""What compiled code reads of all runs, and what it meets in one: a record of each kind."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from forecasting.lever_record import Levers
from forecasting.sums import SUMS, Sums
from forecasting.tables import TALLY, Course, Days, Rates, Records, Tally


class Given(NamedTuple):
    """All that the runs read: a record a draw of rates, a run of course, a child of stock and leavers, one else."""

    rates: Records
    course: Records
    days: Records
    levers: Records
    stock: Records
    leavers: Records
    seed: np.uint64


class Scratch(NamedTuple):
    """A record each that is written over for every run, and one in which it is counted."""

    sums: Records
    tally: Records


def scratch() -> Scratch:
    """An empty one; each thread needs its own."""
    return Scratch(np.zeros(1, SUMS), np.zeros(1, TALLY))


class Run(NamedTuple):
    """One run."""

    rates: Rates
    sums: Sums
    course: Course
    days: Days
    levers: Levers
    tally: Tally
