"""Compile the inner loops once, so that nobody waits for a first answer: `python -m forecasting.warm`."""

from __future__ import annotations

import datetime as dt

import numpy as np

from forecasting.calendar import calendar_of
from forecasting.person import PERSON
from forecasting.scenario import BASE
from forecasting.simulate import Model, simulate
from forecasting.sufficing.children import Children, children_ahead
from forecasting.sufficing.demand import Demand
from forecasting.sufficing.gap import gap_of
from forecasting.sufficing.solved import Change, Solved
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
    children = children_ahead(model, calendar, BASE.levers_for(calendar), 1, threads=1)
    _match_nobody(children)


def _match_nobody(children: Children) -> None:
    """Give homes to nobody, and ask what a place more would bring."""
    nobody, room = np.zeros(0, np.int64), np.ones((1, 1, 1), np.int64)
    demand = Demand(np.zeros(children.runs + 1, np.int64), nobody.reshape(0, 1), nobody.reshape(0, 1), nobody)
    able = np.zeros((1, 1), np.int8)
    gap_of(demand, room, able, np.zeros(1, np.int64), np.ones(1, np.int64), threads=1)
    solved = Solved(demand, room, able, threads=1)
    solved.gain(Change(0, np.ones((1, 1), np.int64), (0,)))


if __name__ == "__main__":
    warm()
