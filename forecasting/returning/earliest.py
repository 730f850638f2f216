"""The earliest day on which a move home would be safe, with each thing that must come first and its source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from forecasting.returning.assumptions import Assumptions
from forecasting.returning.away import Away
from forecasting.returning.working_list import Group
from placements.codes.age import birthday
from placements.models.base import Answer
from placements.models.child import Topic
from placements.working_days import add_working_days

ADULT = 18
SCHOOL_AGES = range(4, 16)
HOLIDAYS = ((1, 2), (4, 1), (7, 24), (12, 20))
"""Days (month, day) of school holidays, near enough for planning (design); the council's own term dates decide."""


@dataclass(frozen=True)
class Step:
    """Something that comes before the move: the day it would be done by, and why it is wanted."""

    what: str
    done_by: dt.date
    source: str


@dataclass(frozen=True)
class Earliest:
    """The first safe day, None with the reason where there is none, and what comes before it, the last first."""

    on: dt.date | None
    steps: tuple[Step, ...]
    because: str | None = None


def earliest(group: Group, authority: str, assumed: Assumptions) -> Earliest:
    """The day by which everything is done for every child of a group, unless one of them is grown up by then."""
    steps = {(step.what, step.done_by): step for child in group.children for step in _steps(child, authority, assumed)}
    ordered = tuple(sorted(steps.values(), key=lambda step: (step.done_by, step.what), reverse=True))
    day = ordered[0].done_by
    for child in group.children:
        dob = child.facts.dob
        if dob is not None and birthday(dob, ADULT) <= day:
            because = "18 before then: plan with the young person for where to live as an adult, near home or not."
            return Earliest(None, ordered, because)
    return Earliest(day, ordered)


def _steps(child: Away, authority: str, assumed: Assumptions) -> Iterator[Step]:
    review = assumed["review_working_days"]
    yield Step(
        "a review of the child's case",
        add_working_days(child.on, int(review.middle)),
        "CPPCR 2010 reg 14; Fostering NMS 2011 standard 15; " + review.source,
    )
    meet = assumed["introduction_days"]
    yield Step("meeting the carers", child.on + dt.timedelta(days=int(meet.middle)), meet.source)
    if child.living.provider != "PR1":
        yield _notice(child, assumed)
    said = _school(child, authority)
    if said is not None:
        yield Step(said, holiday_from(child.on), "so that no school term is broken; term dates near enough (design)")


def _notice(child: Away, assumed: Assumptions) -> Step:
    agreed = child.living.notice_days
    if agreed is not None:
        return Step("notice to the home", child.on + dt.timedelta(days=agreed), "the contract, as recorded")
    days = assumed["notice_days"]
    return Step("notice to the home", child.on + dt.timedelta(days=int(days.middle)), days.source)


def _school(child: Away, authority: str) -> str | None:
    """Why the move waits for a holiday: a child of school age who would, or may, change school."""
    school = child.facts.school
    if child.age is None or child.age not in SCHOOL_AGES:
        return None
    if school is not None:
        return None if school.la_code == authority else "a school holiday: the school would change"
    none = child.facts.answers.get(Topic.SCHOOL) is Answer.NONE
    return None if none else "a school holiday: whether the school would change is not known"


def holiday_from(day: dt.date) -> dt.date:
    """The first day of the next school holiday that begins on or after a day."""
    days = [dt.date(year, month, number) for year in (day.year, day.year + 1) for month, number in HOLIDAYS]
    return min(one for one in days if one >= day)
