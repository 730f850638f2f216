"""New households as they come to be of use: against counting them day by day."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasting.funnel import national_funnel
from forecasting.investing.coming import Coming, coming_from
from forecasting.investing.programme import Action, ActionKind
from tests.forecasting.town import CUT, months


def counted(action: Action, coming: Coming) -> np.ndarray:
    """Children with households recruited on the middle day of every month, household by household."""
    calendar, found = months(24), []
    for begins, ends in zip(calendar.starts[:-1], calendar.starts[1:], strict=True):
        middle = (begins + ends) / 2
        households = 0.0
        for day in range(int(middle)):
            asked = CUT + dt.timedelta(days=day - round(coming.days))
            recruiting = action.starts <= asked and (action.ends is None or asked < action.ends)
            if recruiting:
                households += action.size / 365.25 * np.exp(-coming.leaving * (middle - day) / 365.25)
        found.append(households * (action.places or coming.places) * action.use)
    return np.array(found)


@settings(deadline=None, max_examples=15)
@given(
    st.integers(0, 400),
    st.floats(0, 0.5),
    st.integers(-200, 300),
    st.none() | st.integers(30, 500),
    st.none() | st.floats(1, 3),
)
def test_households_come_evenly_and_leave_at_the_yearly_rate(
    days: int, leaving: float, since: int, lasts: int | None, places: float | None
) -> None:
    starts = CUT + dt.timedelta(days=since)
    ends = None if lasts is None else starts + dt.timedelta(days=lasts)
    action = Action(ActionKind.RECRUIT, starts, 6, "invented", "invented", ends=ends, places=places)
    coming = Coming(float(days), 2.0, leaving)
    if coming.ready_on(action) < CUT:
        coming = Coming(float(days - (coming.ready_on(action) - CUT).days), 2.0, leaving)
    assert coming.children(action, months(24)) == pytest.approx(counted(action, coming), abs=0.05)


def test_each_end_of_what_the_funnel_says_moves_one_figure_alone() -> None:
    ends = coming_from(national_funnel(30).lead)
    middle = ends.pop("middle")
    for name, end in ends.items():
        moved = {figure for figure in ("days", "places", "leaving") if getattr(end, figure) != getattr(middle, figure)}
        assert moved == {name.split()[0]}
