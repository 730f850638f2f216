"""How new fostering households come to be of use: when, how many there are by month, how many children they take."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from forecasting.calendar import Calendar
from forecasting.funnel import Lead
from forecasting.investing.programme import Action
from forecasting.lever import DAYS_A_YEAR
from forecasting.states import Floats


@dataclass(frozen=True)
class Coming:
    """What recruitment takes: days from effort to first child, places a household, the share that leaves a year."""

    days: float
    places: float
    leaving: float

    def ready_on(self, action: Action) -> dt.date:
        """The day on which the first household can take its first child."""
        return action.starts + dt.timedelta(days=round(self.days))

    def children(self, action: Action, calendar: Calendar) -> Floats:
        """[month] children in the homes of households recruited, as many as their places are used, on average.

        Households come evenly while recruitment lasts and leave at the yearly rate.
        """
        middle = (calendar.starts[:-1] + calendar.starts[1:])[-calendar.months :] / 2
        since = np.maximum(middle - (self.ready_on(action) - calendar.cut).days, 0) / DAYS_A_YEAR
        lasts = np.inf if action.ends is None else (action.ends - action.starts).days / DAYS_A_YEAR
        come, after = np.minimum(since, lasts), np.maximum(since - lasts, 0)
        stayed = come if not self.leaving else -np.expm1(-self.leaving * come) / self.leaving
        households = action.size * stayed * np.exp(-self.leaving * after)
        places = self.places if action.places is None else action.places
        found: Floats = households * places * action.use
        return found


def coming_from(lead: Lead) -> dict[str, Coming]:
    """The middle of what the funnel says, and each of its figures at either end of its range, by name."""
    first, last, places, leaving = (
        lead.days_to_approval,
        lead.days_to_first_child,
        lead.places_a_household,
        lead.leave_a_year,
    )
    middle = Coming(first.p50 + last.p50, places.p50, leaving.p50)
    return {
        "middle": middle,
        "days low": Coming(first.p10 + last.p10, middle.places, middle.leaving),
        "days high": Coming(first.p90 + last.p90, middle.places, middle.leaving),
        "leaving low": Coming(middle.days, middle.places, leaving.p10),
        "leaving high": Coming(middle.days, middle.places, leaving.p90),
        "places low": Coming(middle.days, places.p10, middle.leaving),
        "places high": Coming(middle.days, places.p90, middle.leaving),
    }
