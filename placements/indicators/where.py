"""Where children live: area, distance, new placements, journeys to school (I09 to I11, I16 to I18)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from placements.codes import Setting
from placements.geography import Locality, OutsideEngland, PlLocation
from placements.indicators.definition import DFE, Definition, Period, Unit
from placements.indicators.facts import Facts, distance_known, far
from placements.indicators.measure import Measure
from placements.indicators.parts import parts_of
from placements.indicators.row import Indicator, Part

UNKNOWN = "unknown"
AGE_OF_LONGER_JOURNEYS = 12
MOST_MINUTES, MOST_MINUTES_FROM_12 = 45, 75
_NOBODY = "Nobody was looked after on that day."
_ONLY_BY_SEA = frozenset({OutsideEngland.NIR.value, OutsideEngland.NUK.value})
_OVER_LAND = frozenset({OutsideEngland.WAL.value, OutsideEngland.SCO.value})

AREA = Definition(
    "I09",
    "In area, neighbouring or further",
    "children looked after who live in the responsible authority; the breakdown shows every band",
    "children looked after whose place is known",
    Unit.PER_CENT,
    Period.SNAPSHOT,
    fields="PL_LA; authorities that adjoin",
    readers="T C B P",
    hiding="A Q",
    source=DFE + "; the neighbouring band is this project's",
    needs="postcodes of placements; which authorities adjoin",
)
DISTANCE = Definition(
    "I10",
    "Over 20 miles from home",
    "children looked after whose PL_DISTANCE is known and over 20.0 miles",
    "children looked after; the breakdown also gives the share of those whose distance is known",
    Unit.PER_CENT,
    Period.SNAPSHOT,
    fields="PL_DISTANCE, PL_LOCATION",
    readers="B P",
    hiding="A Q",
    source=DFE,
    leaves_out="distances of 999.9, which stands for unknown",
    needs="postcodes of homes and placements",
    notes="The return has no distance for unaccompanied children: they are in the row for unknown. The Local Authority "
    "Interactive Tool counts only those who are also outside the area: the row within this one.",
)
AVOIDABLE = Definition(
    "I11",
    "Far away and avoidable",
    "children of I10 who are not with parents, relatives or friends, not placed for adoption, not unaccompanied and "
    "not meant to live far away by a recorded decision",
    "children over 20 miles away (the numerator of I10)",
    Unit.PER_CENT,
    Period.SNAPSHOT,
    fields="PLACE, PL_DISTANCE, UASC; decisions that a child lives far away, for a court or for safety",
    readers="T C B",
    hiding="A",
    needs="as I10",
    notes="A decision counts from the day it was taken to the day of its review. Where a plan that means the child to "
    "live far away was never recorded, nobody is taken out for it: the number is the most it can be.",
)
NEW = Definition(
    "I16",
    "New placements in area under 20 miles",
    "placements begun in the year inside the area, at a known distance of 20.0 miles or less",
    "placements begun in the year (RNE S, P, T, B or U)",
    Unit.PER_CENT,
    Period.YEAR,
    fields="DECOM, RNE, PL_LOCATION, PL_DISTANCE",
    readers="C B",
    hiding="A Q",
    source=DFE,
    leaves_out="temporary placements (T0 to T4) and the way back from one to the same home",
    notes="A change of placement with the same carer (RNE T or U) is a placement begun here: only so do the published "
    "starts and changes of placement add up, nearly, to the published new placements.",
)
OTHERS = Definition(
    "I17",
    "Other authorities' children here",
    "children of other authorities placed in this area",
    "",
    Unit.CHILDREN,
    Period.SNAPSHOT,
    fields="none of the own record",
    readers="C B",
    hiding="A",
    source=DFE,
    needs="other authorities' returns: never answered from the own record",
)
SCHOOL = Definition(
    "I18",
    "Travel to school",
    "children who travel to school in 45 minutes or less (75 from age 12), door to door",
    "children looked after with a school recorded whose journey is known",
    Unit.PER_CENT,
    Period.SNAPSHOT,
    fields="the school of the child's record; journey times",
    readers="T C",
    hiding="A Q",
    needs="journey times from door to door; a straight line is not a journey",
)


def localities(facts: Facts, pl_la: pd.Series) -> pd.Series:
    """The band of each PL_LA as a text of Locality; not known where the place or the neighbours are not."""
    bands = {code: _locality(facts, code) for code in pl_la.unique()}
    return pl_la.map(bands)


def _locality(facts: Facts, pl_la: str) -> str:
    if pl_la in ("", OutsideEngland.CON.value):
        return Locality.UNKNOWN.value
    if pl_la in _ONLY_BY_SEA:
        return Locality.FURTHER.value
    own_neighbours = {other for one, other in facts.neighbours.pairs if one == facts.responsible}
    if pl_la in _OVER_LAND and any(code.startswith(pl_la[0]) for code in own_neighbours):
        return Locality.UNKNOWN.value
    return facts.neighbours.locality(facts.responsible, pl_la).value


def area(facts: Facts) -> Indicator:
    """I09."""
    bands = localities(facts, facts.stock["pl_la"])
    parts = parts_of(bands, [band.value for band in Locality])
    known, here = int((bands != Locality.UNKNOWN).sum()), int((bands == Locality.IN_AREA).sum())
    nobody = (
        "The place of nobody looked after is known: no postcode of a placement could be found."
        if len(bands)
        else _NOBODY
    )
    return AREA.share(facts.day, here, known, nobody, parts)


def distance(facts: Facts) -> Indicator:
    """I10."""
    stock = facts.stock
    over, known = far(stock["pl_distance"]), int(distance_known(stock["pl_distance"]).sum())
    outside = over & (stock["pl_location"] == PlLocation.OUT).to_numpy()
    parts = (
        Part("over_20_miles", int(over.sum()), of=known),
        Part("outside_the_area", int(outside.sum()), within="over_20_miles"),
        Part("up_to_20_miles", known - int(over.sum()), of=known),
        Part(UNKNOWN, len(stock) - known),
    )
    if len(stock) and not known:
        because = "No distance is known: the postcode of home or placement is missing for every child."
        return DISTANCE.unanswered(facts.day, because, denominator=len(stock), parts=parts[-1:])
    return DISTANCE.share(facts.day, int(over.sum()), len(stock), _NOBODY, parts)


def avoidable(facts: Facts) -> Indicator:
    """I11."""
    stock = facts.stock
    if not distance_known(stock["pl_distance"]).any():
        return AVOIDABLE.unanswered(facts.day, "No distance is known, so nobody can be said to be far away.")
    why = _why_far(stock[far(stock["pl_distance"])], facts.far_by_plan)
    parts = parts_of(why, ("with_parents", "kinship_fostering", "adoption", "unaccompanied", "by_plan", "avoidable"))
    nobody = "Nobody looked after is known to live over 20 miles from home."
    return AVOIDABLE.share(facts.day, int((why == "avoidable").sum()), len(why), nobody, parts)


def _why_far(stock: pd.DataFrame, far_by_plan: frozenset[int]) -> pd.Series:
    settled = {kind.value for kind in (Setting.WITH_PARENTS, Setting.KINSHIP_FOSTERING, Setting.ADOPTION)}
    why = stock["setting"].where(stock["setting"].isin(settled), "avoidable")
    why = why.mask((why == "avoidable") & stock["uasc"], "unaccompanied")
    return why.mask((why == "avoidable") & stock["child"].isin(far_by_plan), "by_plan")


def new_placements(facts: Facts) -> Indicator:
    """I16."""
    rows = facts.spells.rows
    begun = rows["begun"].to_numpy() & facts.within_year(rows["start"])
    usual = rows.iloc[rows["usual"].to_numpy()[begun]]
    parts = parts_of(
        _where(usual), [f"{side}_{band}" for side in ("in", "out") for band in ("near", "far")] + [UNKNOWN]
    )
    if len(usual) and len(usual) == parts[-1].count:
        because = "No place or distance is known for any placement begun in the year."
        return NEW.unanswered(facts.day, because, denominator=len(usual), parts=parts)
    return NEW.share(facts.day, parts[0].count, len(usual), "No placement began in the year.", parts)


def _where(rows: pd.DataFrame) -> pd.Series:
    known = distance_known(rows["pl_distance"]) & (rows["pl_location"] != PlLocation.BLANK).to_numpy()
    band = np.where(far(rows["pl_distance"]), "far", "near")
    return (rows["pl_location"].str.lower() + "_" + band).where(known, UNKNOWN)


def others(facts: Facts) -> Indicator:
    """I17."""
    because = (
        "Other authorities' children are in their returns and not in this record; the Department for Education "
        "publishes how many live in each area."
    )
    return OTHERS.unanswered(facts.day, because)


def school(facts: Facts) -> Indicator:
    """I18."""
    if facts.school_minutes is None or facts.at_school is None:
        return SCHOOL.unanswered(facts.day, "Journey times from door to door are not recorded.")
    pupils = facts.stock[facts.stock["child"].isin(facts.at_school)]
    minutes = pupils["child"].map(facts.school_minutes)
    most = np.where(pupils["age"] >= AGE_OF_LONGER_JOURNEYS, MOST_MINUTES_FROM_12, MOST_MINUTES)
    known, within = int(minutes.notna().sum()), int((minutes <= most).sum())
    parts = (Part("within", within), Part("beyond", known - within), Part(UNKNOWN, len(pupils) - known, of=len(pupils)))
    return SCHOOL.share(facts.day, within, known, "No journey of a child with a school recorded is known.", parts)


MEASURES = (
    Measure(AREA, area),
    Measure(DISTANCE, distance),
    Measure(AVOIDABLE, avoidable),
    Measure(NEW, new_placements),
    Measure(OTHERS, others),
    Measure(SCHOOL, school),
)
