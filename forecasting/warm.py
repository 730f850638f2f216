"""Compile the simulator's inner loops once, so that nobody's first forecast waits: `python -m forecasting.warm`."""

from __future__ import annotations

import datetime as dt

import numpy as np

from forecasting.calendar import calendar_of
from forecasting.person import PERSON
from forecasting.scenario import BASE
from forecasting.simulate import Model, simulate
from forecasting.tables import RATES


def warm() -> None:
    """Simulate nobody for a month: what is compiled for it is kept on disk and found by every later run."""
    cut = dt.date(2026, 4, 1)
    calendar = calendar_of(cut, cut - dt.timedelta(days=1), 1)
    nobody, still = np.zeros(0, PERSON), np.zeros((1, 1))
    model = Model(
        rates=np.zeros(1, RATES), families=still, unaccompanied=still, leaving=still, stock=nobody, leavers=nobody
    )
    simulate(model, calendar, BASE.levers_for(calendar), 1, threads=1)


if __name__ == "__main__":
    warm()
