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
from placements.repository.standing import known_ends, newest_heard, standing
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
    newest = max((version[0] for version in told), default=0)
    kept = frame[standing(frame)].sort_values(["child", "decom"], ignore_index=True)
    return kept.assign(dec=known_ends(kept.assign(heard=newest_heard(kept["year"], newest, kept["child"].isin([])))))


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
    assert found == oracle.standing(told)


@given(tellings())
def test_no_two_episodes_that_hold_overlap(told: list[Told]) -> None:
    kept = reconciled(told)
    same = (kept["child"] == kept["child"].shift(-1)).to_numpy()
    ends, then = kept["dec"].to_numpy()[same], kept["decom"].shift(-1).to_numpy()[same]
    assert not np.isnat(ends).any()
    assert (ends <= then).all()


@given(tellings())
def test_the_last_return_holds_as_it_was_written(told: list[Told]) -> None:
    newest = max((year for year, *_ in told), default=0)
    kept = reconciled(told)
    last = kept[kept["year"] == newest]
    written = frame_of([one for one in told if one[0] == newest]).sort_values(["child", "decom"], ignore_index=True)
    pd.testing.assert_frame_equal(last.reset_index(drop=True), written)


@given(tellings())
def test_every_day_in_an_episode_that_holds_is_in_one_period_of_care_and_no_other_is(told: list[Told]) -> None:
    kept = reconciled(told).assign(rec="E8", cin="N1", ls="C1")
    periods = periods_of_care(kept.assign(heard=kept["year"]))
    covered = [day for days in spans(periods["child"], periods["starts_on"], periods["ends_on"]) for day in days]
    in_care = [day for days in spans(kept["child"], kept["decom"], kept["dec"]) for day in days]
    assert len(covered) == len(set(covered))
    assert set(covered) == set(in_care)


def spans(children: pd.Series, starts: pd.Series, ends: pd.Series) -> Iterator[set[tuple[int, int]]]:
    """The (child, day) pairs of each [start, end); an open one goes on to the end of 2024."""
    for child, start, end in zip(children, day_numbers(starts), day_numbers(ends.fillna(LATE)), strict=True):
        yield {(child, day) for day in range(start, end)}


def day_numbers(days: pd.Series) -> list[int]:
    numbers: list[int] = days.to_numpy().astype("datetime64[D]").astype(np.int64).tolist()
    return numbers


def versions(*rows: dict[str, object]) -> pd.DataFrame:
    usual: dict[str, object] = {**dict.fromkeys(STATED, ""), "CHILD": "1", "DEC": pd.NaT, "new": True}
    frame = pd.DataFrame([{**usual, **row} for row in rows])
    return frame.assign(DECOM=pd.to_datetime(frame["DECOM"]), DEC=pd.to_datetime(frame["DEC"]))


def test_an_end_given_where_there_was_none_is_no_difference() -> None:
    rows = versions(
        {"year": 2020, "DECOM": "2020-06-01", "PLACE": "U6"},
        {"year": 2021, "DECOM": "2020-06-01", "PLACE": "U6", "DEC": "2021-06-01", "REC": "E8"},
    )
    assert restated(rows) == []


def test_what_a_later_return_says_differently_of_an_episode_is_listed() -> None:
    rows = versions(
        {"year": 2020, "DECOM": "2020-06-01", "PLACE": "U6"}, {"year": 2021, "DECOM": "2020-06-01", "PLACE": "K2"}
    )
    (one,) = restated(rows)
    assert (one.year, one.child, one.what) == (2021, "1", "PLACE of the episode of 01/06/2020")
    assert (one.before, one.after) == ("U6", "K2")


def test_an_episode_that_a_later_return_leaves_no_room_for_is_listed_as_taken_back() -> None:
    rows = versions({"year": 2020, "DECOM": "2020-07-01"}, {"year": 2021, "DECOM": "2020-06-01"})
    (one,) = restated(rows)
    assert (one.year, one.what, one.before, one.after) == (2021, "episode of 01/07/2020", "given", None)


def test_differences_between_returns_both_held_before_are_not_listed_again() -> None:
    rows = versions(
        {"year": 2020, "DECOM": "2020-06-01", "PLACE": "U6"},
        {"year": 2021, "DECOM": "2020-06-01", "PLACE": "K2"},
        {"year": 2021, "DECOM": "2020-05-01"},
        {"year": 2020, "DECOM": "2020-07-01"},
    )
    assert restated(rows.assign(new=False)) == []


def test_a_resubmission_lists_episodes_added_taken_out_and_changed() -> None:
    before = versions({"year": 2020, "DECOM": "2020-06-01"}, {"year": 2020, "DECOM": "2020-08-01", "LS": "V2"})
    after = versions(
        {"year": 2020, "DECOM": "2020-08-01", "LS": "C1", "DEC": "2020-09-01"}, {"year": 2020, "DECOM": "2020-10-01"}
    )
    listed = {(one.what, one.before, one.after) for one in resubmitted(before, after)}
    assert listed == {
        ("episode of 01/06/2020", "given", None),
        ("episode of 01/10/2020", None, "given"),
        ("LS of the episode of 01/08/2020", "V2", "C1"),
        ("DEC of the episode of 01/08/2020", None, "01/09/2020"),
    }
