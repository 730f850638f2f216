"""Indicators and forecasts."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Request

from api.figures import MONTHS, REPLICATES, SEED, forecast_for, indicators_for
from api.house import house_of
from api.provided import supply_for
from api.security import SignedIn
from api.shapes.forecast import Forecast
from api.shapes.indicator import Indicator
from api.shapes.supply import Supply

MOST_MONTHS, MOST_REPLICATES, LARGEST_SEED = 60, 2000, 2**31 - 1


def indicators(request: Request, person: SignedIn) -> list[Indicator]:
    """Every indicator; for roles that do not see the statutory record, counts of one to five are hidden."""
    return indicators_for(house_of(request), person.viewer)


def forecast(
    request: Request,
    person: SignedIn,
    months: Annotated[int, Query(ge=1, le=MOST_MONTHS)] = MONTHS,
    replicates: Annotated[int, Query(ge=100, le=MOST_REPLICATES)] = REPLICATES,
    seed: Annotated[int, Query(ge=0, le=LARGEST_SEED)] = SEED,
) -> Forecast:
    """The months after the newest return, each figure with its range; the same seed gives the same answer."""
    return forecast_for(house_of(request), person.viewer, months, replicates, seed)


def supply(request: Request, person: SignedIn) -> Supply:
    """Places approved, filled, vacant and usable, blocks, recruitment and places ahead: counts, and no child."""
    return supply_for(house_of(request), person.viewer)
