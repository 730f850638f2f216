"""What happened, month by month, against a count of every child on every day."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasting.observed import observed
from forecasting.states import PROVIDERS, SETTINGS
from placements.codes import AGE_BANDS, age_band, age_on
from tests.forecasting.town import CUT, episode, history

FIRST = dt.date(2023, 4, 1)
RATES = np.random.default_rng(1).integers(1, 999, (len(SETTINGS), len(PROVIDERS), 18)).astype(float)


@st.composite
def courses(draw: st.DrawFn) -> list[dict[str, object]]:
    """One child's homes one after another, born on any day, 29 February among them."""
    child = draw(st.integers(1, 10**6))
    born = draw(st.sampled_from([dt.date(2012, 2, 29), dt.date(2020, 2, 29), dt.date(2008, 3, 31)]) | st.dates(
        dt.date(2006, 1, 1), dt.date(2024, 1, 1)
    ))  # fmt: skip
    day = max(born, dt.date(2022, 10, 1)) + dt.timedelta(days=draw(st.integers(0, 900)))
    rows = []
    for number in range(draw(st.integers(1, 3))):
        end = day + dt.timedelta(days=draw(st.integers(1, 300)))
        place = draw(st.sampled_from(("U6", "U3", "K2")))
        rows.append(
            episode(child, born.isoformat(), day.isoformat(), end.isoformat(), rne="P" if number else "S", place=place)
        )
        day = end
    rows[-1] |= {"rec": "E4A"}
    return rows


@given(st.lists(courses(), min_size=1, max_size=5, unique_by=lambda rows: rows[0]["child"]))
@settings(max_examples=30, deadline=None)
def test_nights_stock_and_cost_are_what_a_count_of_every_day_says(children: list[list[dict[str, object]]]) -> None:
    found = history(episode(0, "2015-01-01", "2024-05-05"), *(row for rows in children for row in rows), first=2023)
    counted = observed(found, RATES)
    stock, cost = Counter[tuple[int, ...]](), np.zeros(36)
    for spell in found.spells.to_dict("records"):
        day: dt.date = max(spell["start"].date(), FIRST)
        end = CUT if pd.isna(spell["end"]) else min(spell["end"].date(), CUT)
        while day < end:
            month = (day.year - FIRST.year) * 12 + day.month - FIRST.month
            age = age_on(spell["dob"].date(), day)
            cost[month] += RATES[spell["setting"], spell["provider"], age]
            if (day + dt.timedelta(days=1)).day == 1:
                stock[month, spell["setting"], AGE_BANDS.index(age_band(age))] += 1
            day += dt.timedelta(days=1)
    assert counted.cost[0].tolist() == cost.tolist()
    assert {tuple(cell): counted.stock[0][tuple(cell)] for cell in np.argwhere(counted.stock[0])} == stock
    assert (counted.provider[0].sum(axis=1) == counted.stock[0].sum(axis=(1, 2))).all()
    assert (counted.place[0].sum(axis=1) == counted.stock[0].sum(axis=(1, 2))).all()
