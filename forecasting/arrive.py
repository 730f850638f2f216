"""Who comes into care in the simulated months: families and unaccompanied children, in compiled code."""

from __future__ import annotations

import numpy as np

from forecasting.calendar import birthday_of
from forecasting.choosing import pick, pick_of_many
from forecasting.compiled import compiled
from forecasting.person import BAND_OF_AGE, Person, chance, grow_up_to, wait
from forecasting.run import Run
from forecasting.settle import settle
from forecasting.states import YOUNGEST
from forecasting.streams import stream
from forecasting.sums import ALONE, GAPS, ONLY, WITH_OTHERS
from forecasting.tables import ADULT, ARRIVING, MONTHS_TO_18, Records

_DAYS_A_MONTH = 365.25 / 12
_TIMES, _CHILDREN = 1, 2
_YOUNGEST = YOUNGEST.astype(np.int64)


@compiled
def arrive(people: Records, dice: Person, run: Run, key: np.uint64) -> int:
    """Write everybody who arrives in this run into `people`, as they are on arriving; the answer is how many arrive.

    Where more arrive than `people` has room for, those beyond are drawn but not kept.
    """
    dice.look = 0
    for month in range(run.days.months):
        for unaccompanied in range(2):
            dice.month, dice.uasc = month, unaccompanied
            _arrive_in(people, dice, run, stream(stream(key, unaccompanied), month))
    arrived: int = dice.look
    return arrived


@compiled
def _arrive_in(people: Records, dice: Person, run: Run, key: np.uint64) -> None:
    """Arrivals in the month and of the kind that `dice` says, each at a moment of its own; `look` counts them.

    Families come at the highest rate that a scenario gives any age; those of other ages then come by their share of it.
    """
    month, unaccompanied = dice.month, dice.uasc
    if unaccompanied:
        rate = run.course.unaccompanied[month] * run.levers.unaccompanied[month]
    else:
        rate = run.course.families[month] * np.max(run.levers.entries[month])
    if rate <= 0.0:
        return
    times, children = stream(key, np.int64(_TIMES)), stream(key, np.int64(_CHILDREN))
    now, number = run.days.starts[month], 0
    while True:
        dice.key, dice.count, dice.uasc = times, number, unaccompanied
        now += wait(dice) / rate
        if now >= run.days.starts[month + 1]:
            return
        number += 1
        dice.key, dice.count, dice.now, dice.month = stream(children, number), 0, now, month
        _family(people, dice, run)


@compiled
def _stays_away(dice: Person, months: int, run: Run) -> bool:
    """Whether a family whose youngest is so many months old is one of those that a scenario keeps out of care."""
    entries = run.levers.entries[dice.month]
    share = entries[BAND_OF_AGE[months // 12]] / np.max(entries)
    return not dice.uasc and share < 1.0 and chance(dice) >= share


@compiled
def _family(people: Records, dice: Person, run: Run) -> None:
    """One child or several together, at the moment of `dice`, each with chances of its own but often one first home."""
    ages, tally = run.sums.ages, run.tally
    size = 1 if dice.uasc else 1 + pick(run.sums.sizes, dice)
    months = pick_of_many(ages[ALONE if dice.uasc else ONLY if size == 1 else WITH_OTHERS], dice)
    if _stays_away(dice, months, run):
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
            months = _older(months, pick_of_many(ages[GAPS], dice))
        _be_born(dice, months, run.days.cut_day)
        settle(dice, np.int64(ARRIVING), run)
        if dice.look < len(people):
            people[dice.look] = dice
            if member:
                _join(people[dice.look], people[dice.look - 1], run)
        dice.look += 1


@compiled
def _join(child: Person, sibling: Person, run: Run) -> None:
    """Often the child starts where the next younger one does, if old enough for it."""
    if chance(child) < run.rates.together and child.age >= _YOUNGEST[sibling.setting]:
        child.setting, child.provider, child.place = sibling.setting, sibling.provider, sibling.place


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
    while months + 1 == MONTHS_TO_18 and birthday_of(person.born, np.int64(ADULT)) <= today:
        person.born += 1
    person.age = max(months - 1, 0) // 12  # a year too young at most: the calendar has the last word
    person.birthday = birthday_of(person.born, person.age + 1) - cut_day
    grow_up_to(person, cut_day)
