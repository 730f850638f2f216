"""Indicators and forecasts for pages and programs: worked out once for a state of the data, cut to what a role may see.

Both are worked out for the house itself, since they need every child's record; what leaves for people beyond planning
holds no count from one to five.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable
from contextlib import suppress
from typing import TYPE_CHECKING

from api.house import HOUSE, House
from api.looks import noted_look
from api.shapes.forecast import Forecast
from api.shapes.indicator import Indicator
from api.suppression import without_small_numbers
from placements.audit_chain import Event
from placements.errors import HomewardError
from placements.permissions import Permission, Viewer
from placements.repository.audit import data_version
from placements.repository.records import records_for

if TYPE_CHECKING:
    from forecasting.scenario import Scenario
    from forecasting.whatif import Moved, WhatIf

MONTHS, REPLICATES, SEED = 36, 1000, 1
REPLICATES_MOVED = 400
"""Fewer runs while a lever is moved: the difference is run by run, so that its range hardly widens."""
PAST_MONTHS = 60
WHAT_IF = ("what if", MONTHS)


def indicators_for(house: House, viewer: Viewer) -> list[Indicator]:
    """Every indicator as the viewer may see it."""
    rows = unhidden_indicators(house, viewer)
    if viewer.may(Permission.SEE_EPISODES):
        return rows
    return house.answers.kept("indicators without small numbers", _version(house), lambda: without_small_numbers(rows))


def unhidden_indicators(house: House, viewer: Viewer) -> list[Indicator]:
    """Every indicator with its small numbers, for a page that hides them in its own way before it is drawn."""
    viewer.must(Permission.SEE_INDICATORS)
    return house.answers.kept("indicators", _version(house), lambda: _indicators(house, viewer))


def forecast_for(
    house: House, viewer: Viewer, months: int = MONTHS, replicates: int = REPLICATES, seed: int = SEED
) -> Forecast:
    """A forecast of the next months, the same for the same seed."""
    viewer.must(Permission.SEE_FORECASTS)
    question = ("forecast", months, replicates, seed)
    return house.answers.kept(question, _version(house), lambda: _forecast(house, viewer, months, replicates, seed))


def forecast_begun(house: House, viewer: Viewer) -> bool:
    """Whether the pages' forecast is at hand; where it is not, it is begun beside."""
    viewer.must(Permission.SEE_FORECASTS)
    asked = (MONTHS, REPLICATES, SEED)
    return house.answers.begun(("forecast", *asked), _version(house), lambda: _forecast(house, viewer, *asked))


def what_if_for(house: House, viewer: Viewer) -> WhatIf:
    """The forecast made ready for levers, kept so that each costs a simulation alone."""
    viewer.must(Permission.SEE_FORECASTS)
    return house.answers.kept(WHAT_IF, _version(house), lambda: _what_if(house, viewer))


def what_if_begun(house: House, viewer: Viewer) -> bool:
    """Whether the levers are ready; where they are not, that is begun beside."""
    viewer.must(Permission.SEE_FORECASTS)
    return house.answers.begun(WHAT_IF, _version(house), lambda: _what_if(house, viewer))


def moved_for(house: House, viewer: Viewer, question: Hashable, scenario: Callable[[], Scenario]) -> Moved:
    """A scenario beside the base, worked out once for a question; a scenario is read where it is not kept."""
    ready = what_if_for(house, viewer)
    return house.answers.kept(("moved", question), _version(house), lambda: ready.moved(scenario()))


def past_for(house: House, months: int = PAST_MONTHS) -> list[tuple[dt.date, float]]:
    """How many children were in care at the end of each of the last months, up to the newest return's last day."""
    return house.answers.kept(("past", months), _version(house), lambda: _past(house, months))


def warm(house: House) -> None:
    """Work out what the pages show before somebody asks; what the record cannot answer yet is left for the page."""
    with suppress(HomewardError):
        indicators_for(house, HOUSE)
        past_for(house)
        forecast_for(house, HOUSE)
        what_if_for(house, HOUSE)


def _version(house: House) -> int:
    with records_for(house.engine, HOUSE) as records:
        return data_version(records)


def _indicators(house: House, viewer: Viewer) -> list[Indicator]:
    from placements.indicators.service import indicators

    noted_look(house, viewer, Permission.SEE_INDICATORS, Event.INDICATORS_READ, "indicators")
    with records_for(house.engine, HOUSE) as records:
        return [Indicator.model_validate(row.as_json()) for row in indicators(records)]


def _forecast(house: House, viewer: Viewer, months: int, replicates: int, seed: int) -> Forecast:
    from forecasting.service import forecast

    asked = {"months": months, "replicates": replicates, "seed": seed}
    noted_look(house, viewer, Permission.SEE_FORECASTS, Event.FORECAST_MADE, "forecast", **asked)
    with records_for(house.engine, HOUSE) as records:
        return Forecast.model_validate(forecast(records, months=months, replicates=replicates, seed=seed).as_json())


def _what_if(house: House, viewer: Viewer) -> WhatIf:
    from forecasting.whatif import what_if

    noted_look(house, viewer, Permission.SEE_FORECASTS, Event.FORECAST_MADE, "levers", months=MONTHS)
    with records_for(house.engine, HOUSE) as records:
        return what_if(records, months=MONTHS, replicates=REPLICATES_MOVED, seed=SEED)


def _past(house: House, months: int) -> list[tuple[dt.date, float]]:
    from placements.indicators.spells import spells_of
    from placements.repository.episodes import episodes, record_end

    with records_for(house.engine, HOUSE) as records:
        end = record_end(records)
        if end is None:
            return []
        spells = spells_of(episodes(records), end)
    days = [_months_before(end, back) for back in range(months, -1, -1)]
    return [(day, float(spells.running(day).size)) for day in days]


def _months_before(day: dt.date, months: int) -> dt.date:
    """The last day of the month so many months before a last day of a month."""
    number = day.year * 12 + day.month - months
    return dt.date(number // 12, number % 12 + 1, 1) - dt.timedelta(days=1)
