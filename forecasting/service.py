"""Three years of children in care with ranges and cost, from the record as a viewer may see it."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Mapping
from importlib import metadata
from typing import Any

import numpy as np
import numpy.typing as npt

from forecasting.answer import Forecast, cost_of, counts_of, stayed_on
from forecasting.budget import Prices, budget_of
from forecasting.calendar import calendar_of
from forecasting.estimate import estimate
from forecasting.history import History, history_of, what_to_know
from forecasting.scenario import BASE, Scenario
from forecasting.simulate import simulate
from forecasting.spells import Locate
from forecasting.staying import stay_put, stayers_of
from placements.codes import CollectionYear
from placements.errors import Refused
from placements.geography import Locality, Neighbours
from placements.repository.back_tests import back_test_held
from placements.repository.episodes import children_set_aside, episodes, record_end, returns_held
from placements.repository.prices import price_book_for_forecast
from placements.repository.records import Records, to_forecast
from placements.repository.reference import adjoining_authorities, responsible_authority

_NOT_A_PLACE = ("", "CON")
_INSIDE = "IN"


def forecast(  # noqa: PLR0913 - the questions a person may ask, each by name
    records: Records,
    *,
    as_at: dt.date | None = None,
    months: int = 36,
    replicates: int = 1000,
    seed: int = 1,
    threads: int | None = None,
    scenario: Scenario | None = None,
    prices: Prices | None = None,
) -> Forecast:
    """Forecast the `months` month-ends after `as_at` (by default the newest return's last day).

    Only returns whose year had ended by `as_at` are used. The same record, questions and seed give the same figures
    with any number of threads. Prices are the record's unless given. Where a back-test of the newest return is
    kept, the range is as wide as it asks. Raises Refused where no return can be used or a question makes no sense.
    """
    began = time.perf_counter()
    records = to_forecast(records)
    _check(months, replicates, threads)
    history = history_from(records, as_at)
    chosen, book = scenario or BASE, prices or price_book_for_forecast(records)
    calendar = calendar_of(history.cut, as_at or history.cut - dt.timedelta(days=1), months)
    track_record = back_test_of(records, history)
    model = estimate(history, calendar, replicates, seed, spread=spread_of(track_record))
    simulated = simulate(model, calendar, chosen.levers_for(calendar), seed, threads=threads)
    budget = budget_of(simulated, calendar, book, chosen, seed)
    stayers = stayers_of(history, replicates, seed)
    staying = stay_put(simulated.turned, stayers, calendar, seed, chosen.staying_put)
    return Forecast(
        as_at=calendar.as_at,
        months=tuple(calendar.month_ends),
        counts=counts_of(simulated, months),
        cost_pence=cost_of(budget),
        notes=(*history.notes, *what_to_know(history), *budget.notes),
        scenario=chosen.title,
        levers=tuple(chosen.assumptions()),
        children_set_aside=children_set_aside(records),
        replicates=replicates,
        seed=seed,
        version=f"homeward {metadata.version('homeward')}",
        seconds=round(time.perf_counter() - began, 3),
        backtest=track_record,
        staying_put=stayed_on(staying, stayers, months),
    )


def back_test_of(records: Records, history: History) -> dict[str, Any] | None:
    """How earlier forecasts have fared, where that was worked out for the very returns this history rests on."""
    newest = record_end(records)
    if newest is None or history.cut != newest + dt.timedelta(days=1):
        return None
    return back_test_held(records)


def spread_of(track_record: Mapping[str, Any] | None) -> float:
    """How many times as far the levels of a forecast should spread, by its own track record; 1 where there is none."""
    return 1.0 if track_record is None else float(track_record["range_scale"])


def history_from(records: Records, as_at: dt.date | None = None) -> History:
    """The record's history up to the newest return that had ended by `as_at`, seen from the responsible authority."""
    end = as_at or record_end(records)
    returns = [year for year in returns_held(records) if end is not None and year.end <= end]
    if not returns:
        held = returns_held(records)
        raise Refused(
            "A forecast needs at least one SSDA903 return whose year has ended.",
            given=_held(held, as_at),
            do_next="Load returns with `homeward import ssda903`, or ask for a later date.",
        )
    return history_of(episodes(records, as_at), returns, locate_from(records))


def _held(returns: list[CollectionYear], as_at: dt.date | None) -> str:
    before = "" if as_at is None else f" by {as_at:%d/%m/%Y}"
    years = ", ".join(str(year) for year in returns) or "none"
    return f"none ended{before}; held: {years}"


def locate_from(records: Records) -> Locate:
    """How to tell in area, neighbouring, further and unknown apart by what the return says of a placement."""
    authority = responsible_authority(records)
    own = authority.la_code
    pairs = [(own, other) for other in adjoining_authorities(records, own)]
    neighbours = Neighbours.of(pairs, [own] if authority.adjoining_complete else [])

    def locate(locations: npt.NDArray[np.str_], las: npt.NDArray[np.str_]) -> npt.NDArray[np.str_]:
        bands = neighbours.localities(own, las)
        bands = np.where(np.isin(las, _NOT_A_PLACE), Locality.UNKNOWN.value, bands)
        return np.where(locations == _INSIDE, Locality.IN_AREA.value, bands)

    return locate


def _check(months: int, replicates: int, threads: int | None) -> None:
    for name, given, least in (("months", months, 1), ("replicates", replicates, 1), ("threads", threads or 1, 1)):
        if given < least:
            raise Refused(f"A forecast needs at least {least} of {name}.", given=given, do_next="Give a larger number.")
