"""Stays with providers, from the return: one stay a home, by the URN, with how it ended."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from placements.codes import Setting
from placements.indicators.spells import spells_of
from placements.providing.stays import ProviderStay, stays_with_providers
from placements.repository.episodes import COLUMNS

DAY = dt.date(2026, 3, 31)
TEXTS = set(COLUMNS) - {"child", "dob", "decom", "dec", "duc", "pl_distance", "uasc"}


def record(*rows: dict[str, Any]) -> list[ProviderStay]:
    """The stays of one child born in May 2014, an episode a row."""
    full = [
        dict.fromkeys(TEXTS, "")
        | {"child": 1, "dob": "2014-05-09", "rne": "P", "ls": "C2", "place": "U6", "place_provider": "PR4"}
        | {"dec": None, "duc": None, "pl_distance": 12.5, "uasc": False, "urn": "SC1", "pl_post": "YO1 1AA"}
        | row
        for row in rows
    ]
    frame = pd.DataFrame(full)[list(COLUMNS)]
    for name in ("dob", "decom", "dec", "duc"):
        frame[name] = pd.to_datetime(frame[name]).astype("datetime64[s]")
    return stays_with_providers(spells_of(frame, DAY), {"SC1": 7})


def test_a_stay_is_told_whole() -> None:
    assert record({"decom": "2025-05-01", "rne": "S"}) == [
        ProviderStay(1, 7, Setting.MAINSTREAM_FOSTERING, 10, dt.date(2025, 5, 1), None, "YO1 1AA", 12.5, None)
    ]


def test_a_home_of_nobody_held_and_a_distance_of_999_9_say_nothing() -> None:
    first = {"decom": "2025-05-01", "dec": "2025-06-01", "rec": "X1", "rne": "S", "urn": "SC404"}
    [stay] = record(first, {"decom": "2025-06-01", "pl_distance": 999.9})
    assert (stay.starts, stay.miles) == (dt.date(2025, 6, 1), None)


def test_a_change_of_status_is_no_new_stay() -> None:
    first = {"decom": "2025-05-01", "dec": "2025-06-01", "rec": "X1", "rne": "S"}
    [stay] = record(first, {"decom": "2025-06-01", "rne": "L", "ls": "E1"})
    assert stay.starts == dt.date(2025, 5, 1)


@pytest.mark.parametrize(
    ("reason", "end", "unplanned"),
    [
        ("CREQB", "X1", True),
        ("CARPL", "X1", False),
        ("", "X1", None),
        ("", "E4A", False),
        ("", "E4B", True),
        ("ALLEG", "E4A", True),
    ],
)
def test_how_it_ended_is_read_from_the_reason_or_the_way_out(reason: str, end: str, unplanned: bool | None) -> None:
    row = {"decom": "2025-05-01", "dec": "2025-09-01", "rne": "S", "reason_place_change": reason, "rec": end}
    rest = [{"decom": "2025-09-01", "urn": "SC404", "pl_post": "YO2 2BB"}] if end == "X1" else []
    assert record(row, *rest)[0].unplanned is unplanned


@pytest.mark.parametrize(
    ("starts", "ends", "unplanned", "kept"),
    [
        ("2024-01-01", "2024-12-31", True, True),
        ("2024-01-01", "2024-12-30", True, False),
        ("2024-01-01", "2024-12-30", False, True),
        ("2024-01-01", "2024-12-30", None, None),
        ("2025-04-01", None, None, None),
        ("2025-03-31", None, None, True),
    ],
)
def test_kept_is_a_year_or_an_end_as_planned(
    starts: str, ends: str | None, unplanned: bool | None, kept: bool | None
) -> None:
    last = None if ends is None else dt.date.fromisoformat(ends)
    first = dt.date.fromisoformat(starts)
    stay = ProviderStay(1, 7, Setting.MAINSTREAM_FOSTERING, 10, first, last, "a", None, unplanned)
    assert stay.kept(DAY) is kept
