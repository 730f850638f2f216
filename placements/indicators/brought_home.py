"""Children brought back into the area, and whether they are still in that home a year later (I19)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from placements.geography import PlLocation
from placements.indicators.definition import Definition, Period, Unit
from placements.indicators.facts import Facts
from placements.indicators.measure import Measure
from placements.indicators.parts import parts_of
from placements.indicators.row import Indicator, Part
from placements.indicators.spells import ADULT_AGE, Positions, Spells, days_of, months_later

FIFTY_TWO_WEEKS = np.timedelta64(52 * 7, "D")
TURNED_18 = "turned_18"
STILL_HOME = "still_home"
OUTCOMES = (STILL_HOME, "outside_again", "moved_again", "left_care")

HOME = Definition(
    "I19",
    "Brought home and still home at 52 weeks",
    "those returns after which the child was, 364 days later, with the same carer and in the area",
    "moves from a home outside the area to one inside it, 364 days before a day of the year, unless 18 came first",
    Unit.PER_CENT,
    Period.YEAR,
    fields="Episodes, PL_LOCATION",
    readers="C B",
    hiding="A",
    leaves_out="children who stayed until their 18th birthday (shown apart); temporary placements; moves from or to a "
    "place that is not known",
    needs="the returns of two years",
    notes="A child who leaves care before the 364th day, for whatever reason, is not still in the home and is shown.",
)


def brought_home(facts: Facts) -> Indicator:
    """I19."""
    missing = facts.missing_years(2)
    if missing:
        return HOME.unanswered(facts.day, missing)
    came = _came_back(facts.spells)
    due = came[facts.within_year(came["due"])]
    outcome = _outcome(facts.spells, due)
    parts = parts_of(outcome, OUTCOMES)
    grown = Part(TURNED_18, int((outcome == TURNED_18).sum()), of=len(outcome))
    nobody = "Nobody came back into the area 52 weeks before a day of the year, or all who did turned 18 before it."
    return HOME.share(facts.day, parts[0].count, len(outcome) - grown.count, nobody, (*parts, grown))


def _came_back(spells: Spells) -> pd.DataFrame:
    """Homes inside the area to which a child moved from a home outside it, each with the day on which it is `due`."""
    homes, location = spells.homes, _usual_location(spells)
    moved = np.zeros(len(homes), dtype=np.bool_)
    moved[1:] = homes["period"].to_numpy()[1:] == homes["period"].to_numpy()[:-1]
    before = np.roll(location[homes["last"]], 1)
    back: pd.DataFrame = homes[moved & (before == PlLocation.OUT) & (location[homes["first"]] == PlLocation.IN)]
    return back.assign(due=(days_of(back["start"]) + FIFTY_TWO_WEEKS).astype("datetime64[s]"))


def _outcome(spells: Spells, due: pd.DataFrame) -> pd.Series:
    """What had become of each return by the day it was due."""
    end, day = days_of(due["end"]), days_of(due["due"])
    adult = months_later(days_of(spells.rows["dob"].iloc[due["first"]]), 12 * ADULT_AGE)
    left_care = end == days_of(spells.periods["end"].iloc[due["period"]])
    ended = np.select([end == adult, left_care], [TURNED_18, "left_care"], "moved_again")
    outside = ~due.index.isin(_inside_when_due(spells, due))
    return pd.Series(np.select([end <= day, outside], [ended, "outside_again"], STILL_HOME), due.index)


def _inside_when_due(spells: Spells, due: pd.DataFrame) -> Positions:
    """The returns whose home was still in the area on the day it was due."""
    rows = spells.rows[["home", "start", "end"]].assign(location=_usual_location(spells))
    then = due[["due"]].merge(rows, left_index=True, right_on="home")
    running = (then["start"] <= then["due"]) & (then["end"].isna() | (then["end"] > then["due"]))
    inside: Positions = then.loc[running & (then["location"] == PlLocation.IN), "home"].to_numpy()
    return inside


def _usual_location(spells: Spells) -> npt.NDArray[np.str_]:
    """PL_LOCATION of each row by its usual home."""
    usual = spells.rows["pl_location"].iloc[spells.rows["usual"]]
    return usual.to_numpy().astype(np.str_)


MEASURES = (Measure(HOME, brought_home),)
