"""Answers with numbers chosen by hand, for pages and rules that only pass them on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Mapping

from fastapi import FastAPI

from api.figures import MONTHS, PAST_MONTHS, REPLICATES, SEED
from api.house import HOUSE, House
from api.shapes.forecast import Cost, Forecast, Series
from api.shapes.indicator import Indicator, Part
from placements.repository.audit import data_version
from placements.repository.records import records_for

NEWEST = dt.date(2026, 3, 31)
MONTH_ENDS = [dt.date(2026 + (at + 4) // 12, (at + 4) % 12 + 1, 1) - dt.timedelta(days=1) for at in range(MONTHS)]


def series(middle: float, spread: float = 1.0) -> Series:
    """A figure that stays as it is, with a range around it."""
    points = {"p2_5": -2, "p10": -1, "p50": 0, "p90": 1, "p97_5": 2}
    told = {name: [middle + at * spread] * MONTHS for name, at in points.items()}
    return Series(mean=[middle] * MONTHS, **told)


def forecast() -> Forecast:
    """240 children, of whom 3 are in secure homes, at £1 million a month."""
    kinds = {"mainstream_fostering": series(237.0, 10.0), "secure": series(3.0)}
    nothing: dict[str, Series] = {}
    return Forecast(
        as_at=NEWEST,
        months=MONTH_ENDS,
        total=series(240.0, 10.0),
        by_setting=kinds,
        by_age=nothing,
        by_provider=nothing,
        by_place=nothing,
        by_sibling_group=nothing,
        uasc=series(15.0),
        entries=series(6.0),
        exits=series(6.0),
        exits_by_route=nothing,
        returns=series(1.0),
        moves=series(9.0),
        families=nothing,
        cost_pence=Cost(total=series(100_000_000.0, 5_000_000.0), by_setting=nothing, not_priced=[], programme=None),
        backtest=None,
        because={"backtest": "No back-test has been made."},
        notes=["Only one return is held."],
        scenario="As it goes on",
        children_set_aside=3,
        replicates=REPLICATES,
        seed=SEED,
        version="homeward 0",
        seconds=1.0,
    )


def indicator(
    name: str, numerator: int | None, denominator: int | None, parts: dict[str, int] | None = None
) -> Indicator:
    """A per cent, or not known where there is no numerator."""
    known = numerator is not None and denominator
    return Indicator(
        id=name,
        title=name,
        numerator=numerator,
        denominator=denominator,
        value=100 * numerator / denominator if numerator is not None and denominator else None,
        unit="per cent",
        period="at 31 March 2026",
        because=None if known else "It is not recorded.",
        breakdown=[Part(category=one, count=count, of=None, within=None) for one, count in (parts or {}).items()],
    )


def indicators() -> list[Indicator]:
    """The six of the board's page: one small, one whose rest is small, one not known."""
    return [
        indicator("I01", 240, 34_758),
        indicator("I09", 123, 240, {"in_area": 123, "neighbouring": 60, "further": 54, "unknown": 3}),
        indicator("I10", 58, 240),
        indicator("I20", 4, 240),
        indicator("I13", 237, 240),
        indicator("I14", None, 240),
    ]


def keep_made_up(app: FastAPI, more: Mapping[Hashable, object] | None = None) -> None:
    """Let the pages find these answers, and `more` by their questions, instead of working them out."""
    house: House = app.state.house
    with records_for(house.engine, HOUSE) as records:
        version = data_version(records)
    house.answers.kept("indicators", version, indicators)
    house.answers.kept(("forecast", MONTHS, REPLICATES, SEED), version, forecast)
    house.answers.kept(("past", PAST_MONTHS), version, lambda: [(dt.date(2025, 3, 31), 250.0), (NEWEST, 240.0)])
    for question, answer in (more or {}).items():
        house.answers.kept(question, version, lambda found=answer: found)  # type: ignore[misc]
