"""A handful of children at a time: episodes said in few words, and the facts around them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pandas as pd

from placements.codes import CollectionYear
from placements.geography import Neighbours
from placements.indicators.facts import Facts
from placements.indicators.row import Part

YORK, NORTH_YORKSHIRE, EAST_RIDING, LEEDS = "E06000014", "E06000065", "E06000011", "E08000035"
YEAR = CollectionYear(2024)
END = YEAR.end
"""31 March 2025, the day of the figures in every tiny world."""
AT_HOME_NOWHERE: dict[str, Any] = {"pl_la": "", "pl_location": "", "pl_post": "", "pl_distance": 999.9}
TEXTS = ("rne", "ls", "cin", "place", "place_provider", "rec", "reason_place_change", "home_post", "pl_post", "urn")
COLUMNS = [
    *("child", "ref", "dob", "decom", "dec", "sex", "ethnicity", *TEXTS),
    *("pl_la", "pl_location", "pl_distance", "uasc", "duc"),
]
_DAYS = ("dob", "decom", "dec", "duc")


def day(said: str | dt.date) -> dt.date:
    """A day, or a day said as 2024-06-05."""
    return said if isinstance(said, dt.date) else dt.date.fromisoformat(said)


def episode(child: int, decom: str | dt.date, dec: str | dt.date | None = None, **more: Any) -> dict[str, Any]:
    """A foster placement with the own authority, three miles from home in York, of a child born in 2015."""
    rec = "" if dec is None else "X1"
    usual: dict[str, Any] = {
        "child": child,
        "ref": str(child),
        "dob": day("2015-01-15"),
        "decom": day(decom),
        "dec": None if dec is None else day(dec),
        "sex": "F",
        "ethnicity": "WBRI",
        **dict.fromkeys(TEXTS, ""),
        "rne": "S",
        "ls": "C2",
        "cin": "N1",
        "place": "U6",
        "place_provider": "PR1",
        "rec": rec,
        "home_post": "YO24 4AB",
        "pl_post": "YO10 4PB",
        "pl_la": YORK,
        "pl_location": "IN",
        "pl_distance": 3.0,
        "uasc": False,
        "duc": None,
    }
    unknown = set(more) - set(usual)
    assert not unknown, unknown
    return usual | more


def frame(episodes: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """Episodes as the repository gives them."""
    table = pd.DataFrame(list(episodes), columns=COLUMNS).sort_values(["child", "decom"], kind="stable")
    kinds = {"child": "int64", "pl_distance": "float64", "uasc": "bool"}
    for name in COLUMNS:
        kind = "datetime64[s]" if name in _DAYS else kinds.get(name, "str")
        column = pd.to_datetime(table[name]) if name in _DAYS else table[name]
        table[name] = column.astype(pd.api.types.pandas_dtype(kind))
    return table.reset_index(drop=True)


def facts(*episodes: dict[str, Any], years: int = 5, year: CollectionYear = YEAR, **more: Any) -> Facts:
    """The facts of some episodes, with the returns of so many years held."""
    usual: dict[str, Any] = {
        "year": year,
        "held": frozenset(CollectionYear(year.start_year - back) for back in range(years)),
        "episodes": frame(episodes),
        "responsible": YORK,
        "neighbours": Neighbours.of([(YORK, NORTH_YORKSHIRE), (YORK, EAST_RIDING)], [YORK]),
        "population": {2024: 35_000},
    }
    return Facts(**(usual | more))


def counted(parts: Sequence[Part]) -> dict[str, int]:
    """The breakdown as a table of counts, empty categories left out."""
    return {part.category: part.count for part in parts if part.count}
