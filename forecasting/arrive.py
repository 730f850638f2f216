"""Who comes into care in the simulated months: families and unaccompanied children, in compiled code."""

from __future__ import annotations

import numpy as np

from forecasting.calendar import birthday_of
from forecasting.compiled import compiled
from forecasting.lever_record import Levers
from forecasting.person import Person, age_band, chance, grow_up_to, wait
from forecasting.settle import pick, settle
from forecasting.states import YOUNGEST, Floats
from forecasting.streams import stream
from forecasting.tables import ADULT, ARRIVING, MONTHS_TO_18, Course, Rates, Records, Tally

_DAYS_A_MONTH = 365.25 / 12
_TIMES, _CHILDREN = 1, 2
_ONLY, _WITH_OTHERS, _GAPS, _ALONE = range(4)
_YOUNGEST = YOUNGEST.astype(np.int64)
Drawn = tuple[Rates, Floats]
"""A draw of the rates, and its shares of ages added up (see `_added_up`)."""


@compiled
def arrive(
    people: Records, scratch: Records, rates: Records, course: Records, levers: Records, tally: Records, key: np.uint64
) -> int:
    """Write everybody who arrives in this run into `people`, as they are on arriving; the answer is how many arrive.

    Where more arrive than `people` has room for, those beyond are drawn but not kept.
    """
    dice = scratch[0]
    dice.look = 0
    ages = _added_up(rates[0])
    for month in range(course[0].months):
        for unaccompanied in range(2):
            dice.month, dice.uasc = month, unaccompanied
            of_month = stream(stream(key, unaccompanied), month)
            _arrive_in(people, dice, (rates[0], ages), course[0], levers[0], tally[0], of_month)
    arrived: int = dice.look
    return arrived


@compiled
def _arrive_in(
    people: Records, dice: Person, drawn: Drawn, course: Course, levers: Levers, tally: Tally, key: np.uint64
) -> None:
    """Arrivals in the month and of the kind that `dice` says, each at a moment of its own; `look` counts them.

    Families come at the highest rate that a scenario gives any age; those of other ages then come by their share of it.
    """
    month, unaccompanied = dice.month, dice.uasc
    highest = np.max(levers.entries[month])
    rate = (
        course.unaccompanied[month] * levers.unaccompanied[month]
        if unaccompanied
        else (course.families[month] * highest)
    )
    if rate <= 0.0:
        return
    now, number = course.starts[month], 0
    while True:
        dice.key, dice.count, dice.uasc = stream(key, np.int64(_TIMES)), number, unaccompanied
        now += wait(dice) / rate
        if now >= course.starts[month + 1]:
            return
        number += 1
        dice.key, dice.count, dice.now, dice.month = stream(stream(key, np.int64(_CHILDREN)), number), 0, now, month
        _family(people, dice, drawn, course, levers, tally)


@compiled
def _stays_away(dice: Person, months: int, levers: Levers) -> bool:
    """Whether a family whose youngest is so many months old is one of those that a scenario keeps out of care."""
    entries = levers.entries[dice.month]
    share = entries[age_band(months // 12)] / np.max(entries)
    return not dice.uasc and share < 1.0 and chance(dice) >= share


@compiled
def _family(people: Records, dice: Person, drawn: Drawn, course: Course, levers: Levers, tally: Tally) -> None:
    """One child or several together, at the moment of `dice`, each with chances of its own but often one first home."""
    rates, ages = drawn
    size = 1 if dice.uasc else 1 + pick(rates.sizes[:], dice)
    months = _first_age(dice, ages, size)
    if _stays_away(dice, months, levers):
        return
    if dice.uasc:
        tally.unaccompanied[dice.month] += 1
    else:
        tally.families[dice.month, min(size, 4) - 1] += 1
    tally.came[dice.month] += size
    family = dice.key
    for member in range(size):
        dice.key, dice.count, dice.siblings = stream(family, member + 1), 0, min(size, 4)
        if member:
            months = _older(months, _pick_added_up(ages[_GAPS], dice))
        _be_born(dice, months, course.cut_day)
        settle(dice, np.int64(ARRIVING), rates, levers)
        if dice.look < len(people):
            people[dice.look] = dice
            if member:
                _join(people[dice.look], people[dice.look - 1], rates)
        dice.look += 1


@compiled
def _join(child: Person, sibling: Person, rates: Rates) -> None:
    """Often the child starts where the next younger one does, if old enough for it."""
    if chance(child) < rates.together and child.age >= _YOUNGEST[sibling.setting]:
        child.setting, child.provider, child.place = sibling.setting, sibling.provider, sibling.place


@compiled
def _first_age(person: Person, ages: Floats, size: int) -> int:
    """The age in months of an unaccompanied, an only or a youngest child."""
    if person.uasc:
        return _pick_added_up(ages[_ALONE], person)
    return _pick_added_up(ages[_ONLY if size == 1 else _WITH_OTHERS], person)


@compiled
def _added_up(rates: Rates) -> Floats:
    """[of whom, month] the shares of ages and gaps, each added to those before."""
    ages = np.empty((4, MONTHS_TO_18))
    ages[_ONLY] = np.cumsum(rates.only)
    ages[_WITH_OTHERS] = np.cumsum(rates.youngest)
    ages[_GAPS] = np.cumsum(rates.gaps)
    ages[_ALONE] = np.cumsum(rates.unaccompanied)
    return ages


@compiled
def _pick_added_up(upto: Floats, person: Person) -> int:
    """A position, drawn in proportion to what it adds."""
    picked = np.searchsorted(upto, chance(person) * upto[-1], side="right")
    return min(int(picked), len(upto) - 1)


@compiled
def _older(age: int, gap: int) -> int:
    """The age in months of the next brother or sister: older by the gap, or younger where that would be grown up."""
    if age + gap < MONTHS_TO_18:
        return age + gap
    return max(age - gap, 0)


@compiled
def _be_born(person: Person, months: int, cut_day: int) -> None:
    """Give the child a date of birth so many months ago, on a day of chance, never 18 years ago or more."""
    person.care_start = person.now
    today = cut_day + int(np.floor(person.now))
    person.born = today - int((months + chance(person)) * _DAYS_A_MONTH)
    while birthday_of(person.born, np.int64(ADULT)) <= today:
        person.born += 1
    person.age = max(months // 12 - 1, 0)  # a year too young at most: the calendar has the last word
    person.birthday = birthday_of(person.born, person.age + 1) - cut_day
    grow_up_to(person, cut_day)
