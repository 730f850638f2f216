"""Stability: three or more placements, and years with the same carer (I20 to I22)."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from placements.codes import CollectionYear, Setting
from placements.indicators.definition import DFE, Definition, Period, Unit
from placements.indicators.facts import Facts
from placements.indicators.measure import Measure
from placements.indicators.row import Indicator
from placements.indicators.spells import NO_DAY, Days, Flags, Positions, Spells, days_of, months_later

MANY = 3
YOUNG_ADULT_AGE = 16
_COUNTED = (
    "A placement is a stay with one carer, of any length, that touches the time, with the one running as it began; a "
    "home gone back to after another counts again."
)
_NOT_COUNTED = (
    "temporary placements (T0 to T4); times missing; changes with the same carer (RNE T or U, or the reason PLACE); "
    "changes of legal status only"
)
_TO_CHECK = "How the Department treats a change of placement with the same carer is still to be checked."

IN_A_YEAR = Definition(
    "I20",
    "Three or more placements in the year",
    "children looked after with three or more placements in the year",
    "children looked after",
    Unit.PER_CENT,
    Period.YEAR,
    fields="Episodes",
    readers="T C B P",
    hiding="A Q",
    source=DFE,
    leaves_out=_NOT_COUNTED,
    notes=f"{_COUNTED} {_TO_CHECK}",
)
IN_TWO_YEARS = Definition(
    "I21",
    "Three or more placements in two years",
    "those with three or more placements in the 24 months",
    "children looked after without a break for at least two years",
    Unit.PER_CENT,
    Period.TWO_YEARS,
    fields="Episodes",
    readers="B",
    hiding="A Q",
    source=DFE,
    leaves_out=_NOT_COUNTED,
    needs="the returns of two years",
    notes=f"{_COUNTED} {_TO_CHECK}",
)
LONG_TERM = Definition(
    "I22",
    "Long-term stability",
    "those with the same carer for at least two years, or placed for adoption where that home and the one before it "
    "together have lasted two years",
    "children under 16 looked after without a break for at least two and a half years",
    Unit.PER_CENT,
    Period.SNAPSHOT,
    fields="Episodes, DOB",
    readers="B P",
    hiding="A Q",
    source=DFE + "; formerly National Indicator 63",
    leaves_out="as I20: none of these ends a stay with a carer",
    needs="the returns of three years",
)


def in_a_year(facts: Facts) -> Indicator:
    """I20."""
    children = facts.stock["child"]
    moved = children.isin(_with_many(facts.spells, facts.year.start))
    return IN_A_YEAR.share(facts.day, int(moved.sum()), len(children), "Nobody was looked after on that day.")


def in_two_years(facts: Facts) -> Indicator:
    """I21."""
    missing = facts.missing_years(2)
    if missing:
        return IN_TWO_YEARS.unanswered(facts.day, missing)
    long = facts.stock.loc[_in_care_for(facts, 24), "child"]
    moved = long.isin(_with_many(facts.spells, facts.year.previous.start))
    return IN_TWO_YEARS.share(facts.day, int(moved.sum()), len(long), "Nobody had been looked after for two years.")


def long_term(facts: Facts) -> Indicator:
    """I22."""
    missing = facts.missing_years(3)
    if missing:
        return LONG_TERM.unanswered(facts.day, missing)
    young = (facts.stock["age"] < YOUNG_ADULT_AGE).to_numpy()
    long = facts.stock[young & _in_care_for(facts, 30)]
    since = _with_carer_since(facts.spells, long)
    settled = since <= _months_before_end(facts.year, 24)
    nobody = "Nobody under 16 had been looked after for two and a half years."
    return LONG_TERM.share(facts.day, int(settled.sum()), len(long), nobody)


def _with_many(spells: Spells, since: dt.date) -> Positions:
    """Children with three or more homes that touch the days from `since` on; one only ever temporary is no home."""
    homes = spells.homes
    temporary = spells.rows["temporary"].to_numpy()[spells.rows["usual"].to_numpy()[homes["first"]]]
    touching = homes[(homes["end"].isna() | (homes["end"] > np.datetime64(since))) & ~temporary]
    number = touching.groupby("child").size()
    many: Positions = number[number >= MANY].index.to_numpy()
    return many


def _in_care_for(facts: Facts, months: int) -> Flags:
    """Which of the stock have been in care, without a break, for so many months at the end of the day."""
    began = days_of(facts.spells.periods["start"].iloc[facts.stock["period"]])
    long: Flags = began <= _months_before_end(facts.year, months)
    return long


def _months_before_end(year: CollectionYear, months: int) -> Days:
    """The day so many months before the midnight with which the year ends: who began then has been here that long."""
    return months_later(np.array(year.end_exclusive, dtype="datetime64[D]"), -months)


def _with_carer_since(spells: Spells, stock: pd.DataFrame) -> Days:
    """When the stay with the present carer began; for a child placed for adoption, the stay before it."""
    homes, here = spells.homes, stock["home"].to_numpy()
    same_period = (homes["period"] == homes["period"].shift()).to_numpy()
    before = np.where(same_period, days_of(homes["start"].shift()), NO_DAY)
    adoption = (stock["setting"] == Setting.ADOPTION).to_numpy()
    since: Days = np.fmin(days_of(homes["start"])[here], np.where(adoption, before[here], NO_DAY))
    return since


MEASURES = (Measure(IN_A_YEAR, in_a_year), Measure(IN_TWO_YEARS, in_two_years), Measure(LONG_TERM, long_term))
