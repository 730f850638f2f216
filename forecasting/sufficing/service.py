"""Sufficiency: which needs the area cannot meet in the months to come, how sure that is, and what would meet them."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import replace
from importlib import metadata

import numpy as np

from forecasting.answer import Series, series
from forecasting.budget import Prices
from forecasting.scenario import BASE, Scenario
from forecasting.sufficing.answer import (
    AGES,
    ELSEWHERE,
    NEEDS,
    SETTINGS,
    Sufficiency,
    by_axis,
    cells_of,
    chance,
    groups_of,
    short_of,
)
from forecasting.sufficing.gap import LOCAL, Gap, gap_of
from forecasting.sufficing.kinds import HOMES_OF, PLANNED
from forecasting.sufficing.mix import cheapest_mix
from forecasting.sufficing.outlook import Asked, Outlook, Told, look_ahead
from forecasting.sufficing.priced import Weeks
from forecasting.sufficing.shortages import shortages
from forecasting.sufficing.unmet import unmet_of
from placements.repository.episodes import children_set_aside
from placements.repository.prices import price_book_for_forecast
from placements.repository.records import Records


def sufficiency(  # noqa: PLR0913 - the questions a person may ask, each by name
    records: Records,
    *,
    as_at: dt.date | None = None,
    months: int = 36,
    replicates: int = 200,
    seed: int = 1,
    threads: int | None = None,
    today: dt.date | None = None,
    scenario: Scenario = BASE,
    prices: Prices | None = None,
    progress: Told | None = None,
) -> Sufficiency:
    """Match the children of the forecast to the places there will be, month by month, and say who would be short.

    The children are the forecast's own, draw for draw, and places come and go with the recruitment funnel; the rules of
    matching say who could live where. Every child short here is short however well places were shared out: the true
    gap is never smaller. The same record and questions give the same figures. For a planner (SEE_SUPPLY and
    SEE_FORECASTS); nothing in the answer tells of a child. Raises Refused, NotPermitted.
    """
    began = time.perf_counter()
    asked = Asked(as_at, months, replicates, seed, threads, today, scenario)
    outlook = look_ahead(records, asked, progress)
    book = prices or price_book_for_forecast(records)
    found = _told(records, outlook, asked, book, progress)
    return replace(found, seconds=round(time.perf_counter() - began, 3))


def _told(records: Records, outlook: Outlook, asked: Asked, book: Prices, progress: Told | None) -> Sufficiency:
    gap = gap_ahead(outlook, threads=asked.threads, told=progress)
    lengths = outlook.calendar.lengths[-asked.months :]
    total = gap.short.sum(axis=(2, 3, 4))
    mix = cheapest_mix(outlook, Weeks(book, outlook.world.today), threads=asked.threads, told=progress)
    return Sufficiency(
        as_at=outlook.calendar.as_at,
        homes_as_at=outlook.world.today,
        months=tuple(outlook.month_ends),
        total=short_of(gap.needing.sum(axis=(2, 3, 4)), total, lengths),
        gap_at_most=series(total + gap.unsure),
        chance_at_most=chance(total + gap.unsure),
        by_setting=by_axis(gap, lengths, 0, SETTINGS),
        by_age=by_axis(gap, lengths, 1, AGES),
        by_need=by_axis(gap, lengths, 2, NEEDS),
        by_place=_by_place(gap),
        cells=tuple(cells_of(gap, lengths)),
        sibling_groups=groups_of(gap),
        places=_places(outlook),
        shortages=tuple(shortages(gap, outlook, lengths)),
        mix=mix,
        unmet=unmet_of(records, outlook.world.today),
        need_bands=_need_bands(outlook),
        notes=outlook.notes,
        children_set_aside=children_set_aside(records),
        replicates=asked.replicates,
        seed=asked.seed,
        version=f"homeward {metadata.version('homeward')}",
        seconds=0.0,
    )


def gap_ahead(outlook: Outlook, *, threads: int | None = None, told: Told | None = None) -> Gap:
    """The homes given in every run and month of an outlook."""
    lawful = outlook.lawful
    return gap_of(outlook.demand, outlook.room, lawful.able, outlook.tier, lawful.together, threads=threads, told=told)


def _by_place(gap: Gap) -> dict[str, Series]:
    """Where those short of a home in the area would find one."""
    away = gap.elsewhere.sum(axis=(3, 4, 5))
    return {name: series(away[:, :, at]) for at, name in enumerate(ELSEWHERE)}


def _places(outlook: Outlook) -> dict[str, Series]:
    """[setting] places in the area for children who need a home, by month."""
    local = outlook.tier == LOCAL
    found = {}
    for setting in PLANNED:
        of_kind = np.array([home.kind is HOMES_OF[setting] for home in outlook.homes], dtype=np.bool_)
        found[setting.value] = series(outlook.room[:, local & of_kind].sum(axis=1))
    return found


def _need_bands(outlook: Outlook) -> dict[str, object]:
    bands = outlook.bands
    rate = None if bands.hit_rate is None else round(bands.hit_rate, 4)
    return {"recorded": bands.recorded, "children": bands.asked, "hit_rate": rate}
