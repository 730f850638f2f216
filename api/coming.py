"""How many children are coming: the forecast's own number for whoever weighs homes for them, where one can be made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.words import day
from placements.errors import NotPermitted, Refused
from placements.repository.records import Records

if TYPE_CHECKING:
    from matching.scarcity import Coming

MONTHS = 3
RUNS = 200


def coming(records: Records) -> Coming | None:
    """The children whom the forecast expects to start in care within the horizon of scarcity; None without a forecast.

    None too for whoever may not see forecasts: then the record's own past referrals say how many.
    """
    from forecasting.service import forecast
    from matching.scarcity import HORIZON_DAYS, Coming

    try:
        found = forecast(records, months=MONTHS, replicates=RUNS)
    except (Refused, NotPermitted):
        return None
    days = (found.months[-1] - found.as_at).days
    expected = float(sum(found.counts.entries["mean"])) * HORIZON_DAYS / days
    return Coming(expected, f"the forecast from returns to {day(found.as_at)}")
