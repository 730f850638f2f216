"""A coarser forecast from a council's published yearly figures alone, before anything is loaded: all children, a range.

Starts are a level that changes as `trend` learns; each child in care ceases at a rate that changes likewise. What is
left over each year between stock, starts and ceases (late corrections, second starts) comes back as it was seen.
"""

from __future__ import annotations

import csv
import datetime as dt
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from forecasting.answer import Series, series
from forecasting.states import Floats
from forecasting.trend import PUBLISHED_CEASES, PUBLISHED_STARTS, Belief, draw_levels
from placements.errors import Refused

_MONTHS_A_YEAR, _MONTHS_A_QUARTER = 12, 3
_FEWEST_YEARS, _FEWEST_BEFORE = 3, 5
_AHEAD = (1, 2, 3)
_MEASURES = {"starting": "started", "ceasing": "ceased", "looked after": "stock"}
"""By words of the publisher, the first that fit: starts and ceases are of children looked after too."""
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class PublishedYear:
    """The year to 31 March: children looked after on that day, and how many started and ceased in it, where known."""

    year: int
    stock: int
    started: int | None = None
    ceased: int | None = None


@dataclass(frozen=True)
class PublishedForecast:
    """What the published figures alone say of the months to come, beside how they would have done before."""

    authority: str
    as_at: dt.date
    months: tuple[dt.date, ...]
    total: Series
    entries: Series
    exits: Series
    years: tuple[Mapping[str, int | None], ...]
    backtest: tuple[Mapping[str, float | int], ...]
    notes: tuple[str, ...]
    replicates: int
    seed: int
    version: str
    seconds: float

    def as_json(self) -> dict[str, object]:
        """The document that the command gives out; `seconds` stands outside any comparison of bytes."""
        return {
            **vars(self),
            "as_at": self.as_at.isoformat(),
            "months": [month.isoformat() for month in self.months],
            "years": [dict(year) for year in self.years],
            "backtest": [dict(row) for row in self.backtest],
            "because": dict.fromkeys(_NOT_TOLD, NOT_PUBLISHED),
            "notes": list(self.notes),
        }


_NOT_TOLD = ("by_setting", "by_age", "by_provider", "by_place", "cost_pence")
NOT_PUBLISHED = "The published yearly figures have no such detail: load returns with `homeward import ssda903`."


def forecast_published(
    years: Iterable[PublishedYear], authority: str, *, months: int = 36, replicates: int = 1000, seed: int = 1
) -> PublishedForecast:
    """Forecast the `months` month-ends after the newest published year.

    Raises Refused for fewer than three years with starts and ceases, or a gap between them.
    """
    began = time.perf_counter()
    held = usable(years)
    if months < 1 or replicates < 1:
        raise Refused(
            "A forecast needs at least one month and one run.",
            given=min(months, replicates),
            do_next="Give a larger number.",
        )
    stock, started, ceased = stock_started_ceased(held, months, replicates, seed)
    last = held[-1].year
    return PublishedForecast(
        authority=authority,
        as_at=dt.date(last, 3, 31),
        months=tuple(_month_end(last, number) for number in range(1, months + 1)),
        total=series(stock),
        entries=series(started),
        exits=series(ceased),
        years=tuple(_as_stated(held)),
        backtest=tuple(_backtest(held, min(replicates, 300), seed)),
        notes=(f"From {len(held)} published years alone; a record of one's own tells more, in a narrower range.",),
        replicates=replicates,
        seed=seed,
        version=f"homeward {metadata.version('homeward')}",
        seconds=round(time.perf_counter() - began, 3),
    )


def usable(years: Iterable[PublishedYear]) -> list[PublishedYear]:
    """The newest years in a row with starts and ceases. Raises Refused where they are fewer than three."""
    found: list[PublishedYear] = []
    for one in sorted(years, key=lambda one: -one.year):
        if one.started is None or one.ceased is None or (found and found[-1].year != one.year + 1):
            break
        found.append(one)
    if len(found) < _FEWEST_YEARS:
        raise Refused(
            f"A forecast from published figures needs {_FEWEST_YEARS} years in a row with stock, starts and ceases.",
            given=", ".join(str(one.year) for one in found) or "none",
            do_next="Give the publisher's download with more years, or load returns.",
        )
    return found[::-1]


def read_published(path: Path, la_code: str) -> list[PublishedYear]:
    """The years of one authority from a CSV file in the shape of the publisher's download.

    Needed columns: time_period, new_la_code (or la_name), population_count, number. A suppressed number is not known.
    Raises Refused for a file without them, without the authority, or with two different figures for one year.
    """
    try:
        rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"{path.name} cannot be read: {error}.", do_next="Give the CSV as it was downloaded.") from error
    missing = {"time_period", "new_la_code", "population_count", "number"} - set(rows[0] if rows else ())
    if missing:
        raise Refused(
            f"{path.name} lacks {', '.join(sorted(missing))}.",
            do_next="Give the publisher's file of numbers and rates.",
        )
    found: dict[int, dict[str, int]] = {}
    for row in rows:
        measure = next((name for words, name in _MEASURES.items() if words in (row["population_count"] or "")), None)
        if measure and la_code in {row["new_la_code"], row.get("la_name")} and (row["number"] or "").isdecimal():
            year = found.setdefault(int(row["time_period"][:4]), {})
            if year.setdefault(measure, int(row["number"])) != int(row["number"]):
                raise Refused(
                    f"{path.name} has two figures for {row['population_count']}, {row['time_period']}.",
                    given=f"{year[measure]} and {row['number']}",
                    do_next="Keep one.",
                )
    known = [PublishedYear(year, **facts) for year, facts in sorted(found.items()) if "stock" in facts]
    if not known:
        raise Refused(f"{path.name} has no figures of this authority.", given=la_code, do_next="Check its code.")
    return known


def stock_started_ceased(
    held: Sequence[PublishedYear],
    months: int,
    runs: int,
    seed: int,
    beliefs: tuple[Belief, Belief] = (PUBLISHED_STARTS, PUBLISHED_CEASES),
) -> tuple[Counts, Counts, Counts]:
    """[run, month] children at each month's end, how many start and how many cease in it; beliefs of starts, ceases."""
    coming, going, chance = (np.random.default_rng([part, seed % 2**64]) for part in range(3))
    quarters = -(-months // _MONTHS_A_QUARTER)
    started, ceased = (np.array([float(getattr(one, name) or 0) for one in held]) for name in ("started", "ceased"))
    entering = draw_levels(started, np.ones(len(held)), beliefs[0], quarters, runs, coming, years_each=1.0)
    leaving = draw_levels(ceased, mean_stock(held), beliefs[1], quarters, runs, going, years_each=1.0)
    left_over = np.array(_left_over(held), dtype=np.int64)
    found = np.zeros((3, runs, months), dtype=np.int64)
    stock = np.full(runs, held[-1].stock, dtype=np.int64)
    for month in range(months):
        rate = leaving[:, month // _MONTHS_A_QUARTER] / _MONTHS_A_YEAR
        gone = chance.binomial(stock, -np.expm1(-rate))
        new = chance.poisson(entering[:, month // _MONTHS_A_QUARTER] / _MONTHS_A_YEAR)
        stock = stock + new - gone
        if month % _MONTHS_A_YEAR == _MONTHS_A_YEAR - 1 and len(left_over):
            stock = np.maximum(stock + chance.choice(left_over, runs), 0)
        found[:, :, month] = stock, new, gone
    return found[0], found[1], found[2]


def mean_stock(held: Sequence[PublishedYear]) -> Floats:
    """[year] children in care on average: the mean of both ends, the first year's from its own starts and ceases."""
    ends = np.array([one.stock for one in held], dtype=np.float64)
    first = ends[0] - (held[0].started or 0) + (held[0].ceased or 0)
    starts = np.append(first, ends[:-1])
    return (starts + ends) / 2


def _left_over(held: Sequence[PublishedYear]) -> list[int]:
    """What stock changed by, each year after the first, beyond its starts less its ceases."""
    return [now.stock - before.stock - (now.started or 0) + (now.ceased or 0) for before, now in pairwise(held)]


def _as_stated(held: Sequence[PublishedYear]) -> list[dict[str, int | None]]:
    rest: list[int | None] = [None, *_left_over(held)]
    return [vars(one) | {"left_over": left} for one, left in zip(held, rest, strict=True)]


def _backtest(held: Sequence[PublishedYear], runs: int, seed: int) -> list[dict[str, float | int]]:
    """From each year with four before it: mean absolute error beside the last value, and the share within the range."""
    misses: dict[int, list[tuple[float, float, bool]]] = {}
    for at in range(_FEWEST_BEFORE - 1, len(held) - 1):
        ahead = [years for years in _AHEAD if at + years < len(held)]
        stock = stock_started_ceased(held[: at + 1], _MONTHS_A_YEAR * ahead[-1], runs, seed)[0]
        for years in ahead:
            found, truth = stock[:, _MONTHS_A_YEAR * years - 1], held[at + years].stock
            low, middle, high = np.quantile(found, [0.1, 0.5, 0.9])
            miss = (abs(float(middle) - truth), abs(float(held[at].stock - truth)), bool(low <= truth <= high))
            misses.setdefault(years, []).append(miss)
    return [
        {
            "years_ahead": years,
            "origins": len(seen),
            "mean_error": round(float(np.mean([miss[0] for miss in seen])), 1),
            "last_value_error": round(float(np.mean([miss[1] for miss in seen])), 1),
            "within_80": round(float(np.mean([miss[2] for miss in seen])), 2),
        }
        for years, seen in sorted(misses.items())
    ]


def _month_end(year: int, number: int) -> dt.date:
    """The last day of the month so many months after March of a year."""
    month = 3 + number
    return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
