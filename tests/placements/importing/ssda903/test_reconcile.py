"""Several returns put together: the later one holds, nothing overlaps, and what it says differently is listed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from placements.importing.ssda903.held import STATED
from placements.importing.ssda903.reconcile import periods_of_care, restated, resubmitted
from placements.repository.standing import known_ends, standing
from tests.oracles import ssda903 as oracle

Told = tuple[int, str, dt.date, dt.date | None, str]
START = dt.date(2018, 1, 1)
LATE = pd.Timestamp("2025-01-01")


@st.composite
def tellings(draw: st.DrawFn) -> list[Told]:
    """What up to four returns say of two children: each says what does not overlap, and they may disagree."""
    told: list[Told] = []
    for year in draw(st.sets(st.integers(2018, 2022), max_size=4)):
        last = (dt.date(year + 1, 3, 31) - START).days
        for child in "ab":
            days = sorted(draw(st.sets(st.integers(0, last), max_size=4)))
            for at, day in enumerate(days):
                until = days[at + 1] if at + 1 < len(days) else None
                open_ = until is None and draw(st.booleans())
                end = None if open_ else START + dt.timedelta(days=draw(st.integers(day + 1, until or day + 200)))
                told.append((year, child, START + dt.timedelta(days=day), end, draw(st.sampled_from("SPL"))))
    return told


def frame_of(told: list[Told]) -> pd.DataFrame:
    years, children, starts, ends, reasons = zip(*told, strict=True) if told else ((), (), (), (), ())
    return pd.DataFrame(
        {
            "child": np.array([ord(child) for child in children], dtype=np.int64),
            "year": np.array(years, dtype=np.int64),
            "decom": np.array(starts, dtype="datetime64[s]"),
            "dec": np.array(ends, dtype="datetime64[s]"),
            "rne": pd.Series(reasons, dtype="str"),
        }
    )


def reconciled(told: list[Told]) -> pd.DataFrame:
    frame = frame_of(told)
    kept = frame[standing(frame)].sort_values(["child", "decom"], ignore_index=True)
    return kept.assign(dec=known_ends(kept))


def as_date(value: object) -> dt.date | None:
    return None if value is pd.NaT else pd.Timestamp(str(value)).date()


@given(tellings())
def test_the_newest_return_that_speaks_of_a_child_holds_as_a_naive_reading_finds(told: list[Told]) -> None:
    kept = reconciled(told)
    columns = ["child", "year", "decom", "dec"]
    found = {
        (chr(child), as_date(decom)): (year, as_date(dec))
        for child, year, decom, dec in kept[columns].itertuples(index=False, name=None)
    }
