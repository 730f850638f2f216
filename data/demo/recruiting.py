"""funnel.xlsx and fostering-return.xlsx: who asked to foster, what came of it, who left, and York's stated places.

The shape is York's in 2018-19 (130 enquiries a year, 10 applications, 30 approved of whom 25 are family and friends, 25
that left) with the shares and times that England publishes; the return states York's places of 2025.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from data.demo.chance import Chance
from data.demo.span import TODAY
from data.demo.workbook import Row

_MONTHS, _RUN_UP = 24, 18
_ASK_A_MONTH, _ASSESSED_A_MONTH = 130 / 12, 28 / 12
_VISITED, _APPLY, _APPROVED, _KIN_APPROVED = 0.4, 0.3, 1_815 / (1_815 + 3_670), 0.85
_TO_APPROVAL, _TO_FIRST_CHILD, _SPREAD = 273, 60, 0.35
_PLACES = {1: 45.0, 2: 30.0, 3: 45.0}
_SKILLS = {"": 3.0, "attachment_trauma": 1.0, "autism": 1.0, "attachment_trauma;education": 1.0}
_AGES = {(0, 4): 2.0, (0, 10): 2.0, (5, 12): 2.0, (8, 17): 1.0, (0, 17): 2.0}
_AREAS = ("north", "east", "south", "west", "centre")
_LEAVE_A_MONTH = {"mainstream": 8 / 12, "family_and_friends": 17 / 12}
_WHY = {
    "mainstream": {"retired": 4.0, "own_family": 2.0, "health": 1.0, "pay_or_support": 1.0, "other_provider": 1.0},
    "family_and_friends": {"child_left": 5.0, "adopted_or_guardian": 4.0, "other_by_carer": 1.0},
}
_YORK_2025 = {"approved": 130, "filled": 75, "vacant": 33, "not_available": 22}
_ROUNDED = "York 2025 (LAIT, rounded to 5); vacant and not available shared out as in 2018-19"
_STAGES = {
    "enquiry": "enquiries",
    "visit": "visits",
    "application": "applications",
    "panel": "panels",
    "approved": "approved",
    "first_child": "first_children",
    "withdrawn": "withdrawn",
}


@dataclass
class Asking:
    """A household that asked: the day of each stage it reached by today."""

    kind: str
    places: int
    days: dict[str, dt.date] = field(default_factory=dict)


def funnel_rows(scale: float, seed: int) -> dict[str, list[Row]]:
    """The months, the households that applied, and those that left."""
    asking = [*_households(scale, seed, "mainstream"), *_households(scale, seed, "family_and_friends")]
    return {
        "funnel": [_month_row(month, kind, asking) for month in _months() for kind in _LEAVE_A_MONTH],
        "applicants": [_applicant(number, one, seed) for number, one in enumerate(_applied(asking), start=1)],
        "left": list(_left(scale, seed)),
    }


def return_rows(scale: float) -> list[Row]:
    """York's places as its return stated them on 31 March, in proportion to the size of the authority."""
    places = {figure: round(number * scale) for figure, number in _YORK_2025.items()}
    places["approved"] = sum(places.values()) - places["approved"]
    as_of = dt.date(TODAY.year, 3, 31)
    return [
        {"kind": "mainstream", "figure": figure, "places": number, "as_of": as_of, "source": _ROUNDED}
        for figure, number in places.items()
    ]


def _months() -> list[dt.date]:
    """The last two years of whole months."""
    this = TODAY.year * 12 + TODAY.month - 1
    return [dt.date(month // 12, month % 12 + 1, 1) for month in range(this - _MONTHS, this)]


def _households(scale: float, seed: int, kind: str) -> Iterator[Asking]:
    """Everybody who asked, from a run-up before the first month listed to today."""
    chance = Chance(seed, "funnel", kind)
    a_month = (_ASK_A_MONTH if kind == "mainstream" else _ASSESSED_A_MONTH) * scale
    day = _months()[0] - dt.timedelta(days=30 * _RUN_UP)
    while (day := day + dt.timedelta(days=chance.wait(30.4 / a_month))) < TODAY:
        yield _story(chance, kind, day)


def _story(chance: Chance, kind: str, asked: dt.date) -> Asking:
    """What becomes of a household that asks; what would lie beyond today is not known yet."""
    one = Asking(kind, chance.pick(_PLACES) if kind == "mainstream" else chance.pick({1: 3.0, 2: 1.0}))
    whole = chance.days(_TO_APPROVAL if kind == "mainstream" else _TO_APPROVAL / 2, _SPREAD)
    one.days["enquiry"] = asked
    visited, applies = (True, True) if kind != "mainstream" else (chance.happens(_VISITED), chance.happens(_APPLY))
    approved = chance.happens(_APPROVED if kind == "mainstream" else _KIN_APPROVED)
    if visited:
        one.days["visit"] = _after(asked, whole * 0.08)
    if visited and applies:
        one.days["application"] = _after(asked, whole * 0.25)
        last = "panel" if approved else "withdrawn"
        one.days[last] = _after(asked, whole * 0.95 if approved else whole * 0.6)
        if approved:
            one.days["approved"] = _after(asked, whole)
            one.days["first_child"] = _after(asked, whole + chance.days(_TO_FIRST_CHILD, 0.6))
    else:
        one.days["withdrawn"] = _after(asked, whole * 0.2)
    one.days = {stage: day for stage, day in one.days.items() if day < TODAY}
    return one


def _after(day: dt.date, days: float) -> dt.date:
    return day + dt.timedelta(days=max(1, round(days)))


def _month_row(month: dt.date, kind: str, asking: list[Asking]) -> Row:
    there = [one for one in asking if one.kind == kind]
    reached = Counter(stage for one in there for stage, day in one.days.items() if day.replace(day=1) == month)
    places = sum(one.places for one in there if one.days.get("approved", TODAY).replace(day=1) == month)
    counts: dict[str, object] = {column: reached[stage] for stage, column in _STAGES.items()}
    return {"month": month, "kind": kind, **counts, "places": places}


def _applied(asking: list[Asking]) -> list[Asking]:
    """Mainstream households that applied and were still on their way when the months listed began."""
    first = _months()[0]
    known = [one for one in asking if one.kind == "mainstream" and "application" in one.days]
    return [one for one in known if max(one.days.values()) >= first]


def _applicant(number: int, one: Asking, seed: int) -> Row:
    chance = Chance(seed, "applicant", number)
    ages = chance.pick(_AGES)
    return {
        "applicant": f"E-{number:03d}",
        "kind": one.kind,
        **{f"{stage}_on": day for stage, day in one.days.items()},
        "places": one.places,
        "age_min": ages[0],
        "age_max": ages[1],
        "siblings": one.places if one.places > 1 else "",
        "skills": chance.pick(_SKILLS),
        "area": chance.one_of(_AREAS),
    }


def _left(scale: float, seed: int) -> Iterator[Row]:
    for kind, a_month in _LEAVE_A_MONTH.items():
        chance = Chance(seed, "left", kind)
        gone: Counter[tuple[dt.date, str]] = Counter()
        day = _months()[0]
        while (day := day + dt.timedelta(days=chance.wait(30.4 / (a_month * scale)))) < TODAY.replace(day=1):
            gone[day.replace(day=1), chance.pick(_WHY[kind])] += 1
        for (month, reason), households in sorted(gone.items()):
            places = sum(chance.pick(_PLACES if kind == "mainstream" else {1: 1.0}) for _ in range(households))
            yield {"month": month, "kind": kind, "reason": reason, "households": households, "places": places}
