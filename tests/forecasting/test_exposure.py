"""Time at risk against a count day by day, and every event in its cell."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasting.exposure import DAYS_A_YEAR, exposure_of
from forecasting.states import ROUTES, SETTINGS
from placements.codes import Setting
from tests.forecasting.town import episode, history
from tests.oracles.forecasting import CARE_EDGES, exposure_by_day

PLACES = ("U6", "U3", "K2", "P1", "T3")
ENDS = ("E4A", "E45", "E11", "E8", "E3")


@st.composite
def courses(draw: st.DrawFn) -> list[dict[str, object]]:
    """A child's episodes: some homes one after another, perhaps ended, perhaps begun before the record."""
    child = draw(st.integers(1, 10**6))
    born = dt.date(2007, 1, 1) + dt.timedelta(days=draw(st.integers(0, 6000)))
    day = max(born, dt.date(2022, 6, 1)) + dt.timedelta(days=draw(st.integers(0, 1000)))
    rows = []
    for number in range(draw(st.integers(1, 4))):
        end = day + dt.timedelta(days=draw(st.integers(1, 400)))
        rows.append(
            episode(
                child,
                born.isoformat(),
                day.isoformat(),
                end.isoformat(),
                rne="S" if number == 0 and draw(st.booleans()) else "P",
                place=draw(st.sampled_from(PLACES)),
                uasc=False,
            )
        )
        day = end
    rows[-1] |= {"rec": draw(st.sampled_from(ENDS))} if draw(st.booleans()) else {"dec": None, "rec": ""}
    return rows


@given(st.lists(courses(), min_size=1, max_size=6, unique_by=lambda rows: rows[0]["child"]))
@settings(max_examples=25)
def test_exposure_is_the_same_as_counted_day_by_day(children: list[list[dict[str, object]]]) -> None:
    always_there = episode(0, "2015-01-01", "2024-05-05")
    found = history(always_there, *(row for rows in children for row in rows), first=2023)
    exposure = exposure_of(found)
    leaving, moving = exposure_by_day(found.spells, found.first, found.cut)
    timed, _ = exposure_by_day(found.spells[found.spells["period_known"]], found.first, found.cut)
    guessed, _ = exposure_by_day(found.spells[~found.spells["period_known"]], found.first, found.cut)
    reached = (found.cut - found.first).days
    timed.update({cell: days for cell, days in guessed.items() if CARE_EDGES[cell[2]] >= reached})
    all_time = exposure.leaving_by_quarter.sum(axis=0)
    for counted, years in ((leaving, all_time), (timed, exposure.leaving), (moving, exposure.moving)):
        days = np.zeros_like(years)
        for cell, number in counted.items():
            days[cell] = number
        assert years * DAYS_A_YEAR == pytest.approx(days, abs=1e-6)


def test_every_exit_and_move_counts_once_in_the_cell_in_which_it_happened() -> None:
    found = history(
        episode(1, "2015-06-01", "2024-05-01", "2024-05-11"),
        episode(1, "2015-06-01", "2024-05-11", "2024-08-01", rne="P", place="K2", rec="E4A"),
        episode(2, "2007-01-01", "2024-05-01", "2025-01-01", rec="E6"),
        episode(3, "2020-01-01", "2024-05-01"),
    )
    exposure = exposure_of(found)
    left = np.argwhere(exposure.left)
    assert left.tolist() == [[ROUTES.index("home_planned"), 2, SETTINGS.index(Setting.CHILDRENS_HOME), 2]]
    assert np.argwhere(exposure.moved).tolist() == [[2, SETTINGS.index(Setting.MAINSTREAM_FOSTERING), 1]]
    assert exposure.left_by_quarter.sum() == exposure.left.sum()


def test_the_quarters_hold_all_the_time_at_risk() -> None:
    found = history(episode(1, "2015-06-01", "2020-01-01", rne="P"), first=2021)
    exposure = exposure_of(found)
    assert exposure.leaving_by_quarter.sum(axis=(1, 2, 3)) == pytest.approx(np.full(20, 0.25), rel=0.02)


def test_a_start_that_is_only_estimated_tells_no_rate_where_starts_are_seen() -> None:
    found = history(episode(1, "2015-06-01", "2019-06-01", rne="P"), episode(2, "2015-06-01", "2023-06-01"), first=2021)
    bands = np.flatnonzero(exposure_of(found).leaving.sum(axis=(0, 1)))
    assert bands.tolist() == [0, 1, 2, 3, 4, 5, 7]
