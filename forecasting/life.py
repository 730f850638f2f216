"""The inner loop of the simulator: one child's days in care, from event to event, in compiled code.

Times are days from the cut with fractions: events happen at any moment, so the answer does not depend on how often it
is looked at. A child owes one exponential draw; days at risk pay it off at the rate of the moment, and when it is paid
the child leaves or moves. A rate holds until a band of time or of age ends, but for a level of leaving that changes by
month: what a stretch of days pays is known without going through its months, except where a scenario acts.
"""

from __future__ import annotations

import numpy as np

from forecasting.calendar import birthday_of
from forecasting.choosing import multiplied, pick, pick_among
from forecasting.compiled import compiled
from forecasting.counting import count
from forecasting.person import Person, chance, group_of, grow_up_to, wait
from forecasting.run import Run
from forecasting.settle import settings_upto, settle
from forecasting.states import CARE_EDGES, HOME_EDGES, RETURN_EDGES
from forecasting.sums import STAGE, STAGE_BEGINS
from forecasting.tables import ADULT, ARRIVING, EIGHTEEN, RETURN_KIND

HERE = -1
_BACK, _RETURN_KIND = RETURN_EDGES, RETURN_KIND
_CARE_ENDS, _HOME_ENDS = np.append(CARE_EDGES[1:], np.inf), np.append(HOME_EDGES[1:], np.inf)
_STAGE_ENDS = np.append(STAGE_BEGINS[1:], ADULT)


@compiled
def _begin(person: Person, run: Run) -> None:
    """Find the month and the bands of the present moment, and draw what decides when something happens."""
    person.care_band, person.home_band = 0, 0
    while person.care_start + _CARE_ENDS[person.care_band] <= person.now:
        person.care_band += 1
    while person.home_start + _HOME_ENDS[person.home_band] <= person.now:
        person.home_band += 1
    person.month = run.days.month_of[int(person.now)]
    person.counted = person.seen = person.now
    person.owed = wait(person)
    _regroup(person, run)


@compiled
def _regroup(person: Person, run: Run) -> None:
    """Find the age group, and the birthday on which it, or what settings are possible, next changes."""
    person.group = group_of(person)
    person.regroups = birthday_of(person.born, _STAGE_ENDS[STAGE[0, person.age]]) - run.days.cut_day


@compiled
def _leaving(person: Person, run: Run) -> float:
    """The rate of leaving, where the level of leaving is 1."""
    if not run.levers.acts[person.setting]:
        rate: float = run.sums.leaving[person.group, person.setting, person.care_band, -1]
        return rate
    routes = run.sums.leaving[person.group, person.setting, person.care_band]
    return multiplied(routes, run.levers.leaving[person.month, person.setting])


@compiled
def _moving(person: Person, run: Run) -> float:
    rate: float = run.rates.moving[person.group, person.setting, person.home_band]
    if not run.levers.acts[person.setting]:
        return rate
    rate *= run.levers.moving[person.month, person.setting, person.place]
    upto = settings_upto(person, person.setting, run)
    if upto[-1] <= 0.0 or not run.levers.steers[person.month, person.setting]:
        return rate
    rate *= multiplied(upto, run.levers.towards[person.month, person.setting]) / upto[-1]
    return rate


@compiled
def _stay(person: Person, run: Run) -> int:
    """Live one period of care from now on; the answer is the route by which it ends, or HERE at the end of time."""
    _begin(person, run)
    starts, acts = run.days.starts, run.levers.acts
    end, lived = starts[run.days.months], _lived(person.now, run)
    while person.now < end:
        leaving, moving = _leaving(person, run), _moving(person, run)
        care_ends = person.care_start + _CARE_ENDS[person.care_band]
        home_ends = person.home_start + _HOME_ENDS[person.home_band]
        until = min(end, person.regroups, care_ends, home_ends)
        if acts[person.setting]:
            until = min(until, starts[run.levers.steady[person.month]])
        then = _lived(until, run)
        paid = leaving * (then - lived) + moving * (until - person.now)
        if paid < person.owed:
            person.owed -= paid
            person.now, lived = until, then
            person.care_band += until >= care_ends
            person.home_band += until >= home_ends
            person.month = run.days.month_of[int(until)]
            if until >= person.regroups and _grown(person, run):
                return EIGHTEEN
            continue
        level = _pay_off(person, leaving, moving, until, run)
        count(person, run)
        person.owed, lived = wait(person), _lived(person.now, run)
        if chance(person) * (leaving * level + moving) < leaving * level:
            return _leave(person, run)
        settle(person, person.setting, run)
        person.home_band = 0
        run.tally.moved[person.month] += 1
    count(person, run)
    return HERE


@compiled
def _lived(day: float, run: Run) -> float:
    """What the level of leaving adds up to from the cut to a moment."""
    month = run.days.month_of[int(day)]
    lived: float = run.course.lived[month] + run.course.leaving[month] * (day - run.days.starts[month])
    return lived


@compiled
def _pay_off(person: Person, leaving: float, moving: float, until: float, run: Run) -> float:
    """Go on to the moment at which what is owed is paid; the answer is the level of leaving of its month."""
    person.month = run.days.month_of[int(person.now)]
    while True:
        level = run.course.leaving[person.month]
        rate, month_end = leaving * level + moving, min(until, run.days.starts[person.month + 1])
        paid = rate * (month_end - person.now)
        if paid >= person.owed or month_end >= until:
            person.now = min(month_end, person.now + person.owed / rate)
            return float(level)
        person.owed -= paid
        person.now = month_end
        person.month += 1


@compiled
def _leave(person: Person, run: Run) -> int:
    """Choose the route and count it."""
    routes = run.sums.leaving[person.group, person.setting, person.care_band]
    if run.levers.acts[person.setting]:
        route = pick_among(routes, run.levers.leaving[person.month, person.setting], person)
    else:
        route = pick(routes, person)
    run.tally.left[person.month, route] += 1
    return route


@compiled
def _grown(person: Person, run: Run) -> bool:
    """The birthday that ends a stage; whether the child is now 18."""
    count(person, run)
    if person.age < ADULT:
        _regroup(person, run)
        return False
    if person.month < run.days.months:
        run.tally.left[person.month, EIGHTEEN] += 1
        run.tally.turned[person.month, person.setting] += 1
    return True


@compiled
def comes_back(person: Person, route: int, since: float, run: Run) -> bool:
    """Whether a child who left by this route `since` days ago is back within the year and before 18, and goes there."""
    kind = _RETURN_KIND[route]
    if kind < 0:
        return False
    owed = wait(person)
    for band in range(len(_BACK) - 1):
        days = _BACK[band + 1] - max(_BACK[band], since)
        if days <= 0.0:
            continue
        paid = run.rates.back[kind, band] * days
        if paid >= owed:
            person.now += days * owed / paid
            grow_up_to(person, run.days.cut_day)
            return person.age < ADULT and person.now < run.days.starts[run.days.months]
        owed -= paid
        person.now += days
    return False


@compiled
def come_again(person: Person, run: Run) -> None:
    """Come back into care at the present moment."""
    person.month = run.days.month_of[int(person.now)]
    run.tally.came[person.month] += 1
    run.tally.returned[person.month] += 1
    person.care_start = person.now
    settle(person, np.int64(ARRIVING), run)


@compiled
def live(person: Person, run: Run) -> None:
    """Let one child live on from now in care, out of it and perhaps back again, until 18 or the end of time."""
    route = _stay(person, run)
    while route != HERE and comes_back(person, route, 0.0, run):
        come_again(person, run)
        route = _stay(person, run)
