"""The inner loop of the simulator: one child's days in care, from event to event, in compiled code.

Times are days from the cut with fractions: events happen at any moment, so the answer does not depend on how often it
is looked at. A child owes one exponential draw; days at risk pay it off at the rate of the moment, and when it is paid
the child leaves or moves. A rate holds until a band of time or a year of age ends, but for a level of leaving that
changes by month: what a stretch of days pays is known without going through its months, except where a scenario acts.
What is counted are midnights, as the return does: a child who came on a day and has not left by its end is in care that
night.
"""

from __future__ import annotations

import numpy as np

from forecasting.compiled import compiled
from forecasting.lever_record import Levers
from forecasting.person import Person, age_band, chance, find_bands, group_of, grow_up_to, next_band, wait
from forecasting.settle import AS_THEY_ARE, pick_among, settle, total_weight
from forecasting.states import RETURN_EDGES
from forecasting.tables import ADULT, ARRIVING, EIGHTEEN, RETURN_KIND, Course, Rates, Records, Tally

HERE = -1
_BACK, _RETURN_KIND = RETURN_EDGES, RETURN_KIND


@compiled
def _leaving(person: Person, rates: Rates, levers: Levers) -> float:
    """The rate of leaving, where the level of leaving is 1."""
    routes = rates.leaving[person.group, person.setting, person.care_band]
    total = 0.0
    if not levers.acts[person.setting]:
        for route in range(len(routes)):
            total += routes[route]
        return total
    multiply = levers.leaving[person.month, person.setting]
    for route in range(len(routes)):
        total += routes[route] * multiply[route]
    return total


@compiled
def _moving(person: Person, rates: Rates, levers: Levers) -> float:
    rate: float = rates.moving[person.group, person.setting, person.home_band]
    if not levers.acts[person.setting]:
        return rate
    rate *= levers.moving[person.month, person.setting, person.place]
    if not levers.steers[person.month, person.setting]:
        return rate
    before = total_weight(person, person.setting, rates, AS_THEY_ARE)
    return rate * total_weight(person, person.setting, rates, levers.towards[person.month, person.setting]) / before


@compiled
def _begin(person: Person, course: Course) -> None:
    """Find the month and the bands of the present moment."""
    person.month = course.month_of[int(person.now)]
    person.care_band = person.home_band = 0
    find_bands(person)
    person.group, person.owed = group_of(person), wait(person)
    person.counted = person.seen = person.now


@compiled
def _stay(person: Person, rates: Rates, course: Course, levers: Levers, tally: Tally) -> int:
    """Live one period of care from now on; the answer is the route by which it ends, or HERE at the end of time."""
    _begin(person, course)
    end = course.starts[course.months]
    while person.now < end:
        leaving, moving = _leaving(person, rates, levers), _moving(person, rates, levers)
        until = min(end, person.birthday, next_band(person))
        if levers.acts[person.setting]:
            until = min(until, course.starts[person.month + 1])
        paid = leaving * (_lived(until, course) - _lived(person.now, course)) + moving * (until - person.now)
        if paid < person.owed:
            person.owed -= paid
            person.now = until
            if _turn(person, course, tally):
                return EIGHTEEN
            continue
        level = _pay_off(person, leaving, moving, until, course)
        _count(person, course, tally)
        person.owed = wait(person)
        if chance(person) * (leaving * level + moving) < leaving * level:
            return _leave(person, rates, levers, tally)
        settle(person, person.setting, rates, levers)
        tally.moved[person.month] += 1
    _count(person, course, tally)
    return HERE


@compiled
def _lived(day: float, course: Course) -> float:
    """What the level of leaving adds up to from the cut to a moment."""
    month = course.month_of[int(day)]
    lived: float = course.lived[month] + course.leaving[month] * (day - course.starts[month])
    return lived


@compiled
def _pay_off(person: Person, leaving: float, moving: float, until: float, course: Course) -> float:
    """Go on to the moment at which what is owed is paid; the answer is the level of leaving of its month."""
    while True:
        level = course.leaving[person.month]
        rate, month_end = leaving * level + moving, min(until, course.starts[person.month + 1])
        paid = rate * (month_end - person.now)
        if paid >= person.owed or month_end >= until:
            person.now = min(month_end, person.now + person.owed / rate)
            return float(level)
        person.owed -= paid
        person.now = month_end
        person.month += 1


@compiled
def _leave(person: Person, rates: Rates, levers: Levers, tally: Tally) -> int:
    """Choose the route and count it."""
    routes = rates.leaving[person.group, person.setting, person.care_band]
    route = pick_among(routes, levers.leaving[person.month, person.setting], person)
    tally.left[person.month, route] += 1
    return route


@compiled
def _turn(person: Person, course: Course, tally: Tally) -> bool:
    """What the present moment brings of itself: a month, a band, a birthday; whether the child is now 18."""
    person.month = course.month_of[int(person.now)]
    find_bands(person)
    if person.now < person.birthday:
        return False
    _count_nights(person, course, tally)
    band = age_band(person.age)
    if age_band(person.age + 1) != band or person.age + 1 == ADULT:
        _count_looks(person, band, course, tally)
    grow_up_to(person, course.cut_day)
    person.group = group_of(person)
    if person.age < ADULT:
        return False
    if person.month < course.months:
        tally.left[person.month, EIGHTEEN] += 1
        tally.turned[person.month, person.setting] += 1
    return True


@compiled
def _count(person: Person, course: Course, tally: Tally) -> None:
    """Count the midnights in this home until now, the present one included, and the looks at them."""
    _count_nights(person, course, tally)
    _count_looks(person, age_band(person.age), course, tally)


@compiled
def _count_looks(person: Person, band: int, course: Course, tally: Tally) -> None:
    """Count the looks at the child not counted yet: one child more from the first on, one fewer after the last."""
    opens, closes = course.looks_before[int(person.seen)], course.looks_before[int(person.now)]
    person.seen = person.now
    if opens < closes:
        for look, change in ((opens, 1), (closes, -1)):
            tally.stock[look, person.setting, band] += change
            tally.provider[look, person.provider] += change
            tally.place[look, person.place] += change
            tally.siblings[look, person.siblings - 1] += change
            tally.uasc[look] += person.uasc * change


@compiled
def _count_nights(person: Person, course: Course, tally: Tally) -> None:
    """Count the midnights not counted yet; a child there from the next month on counts whole months until it is not."""
    first, last = int(person.counted), int(person.now)
    person.counted = person.now
    if first == last:
        return
    month, final = course.month_of[first], course.month_of[last - 1]
    nights = tally.nights[person.setting, person.provider, person.age]
    if month == final:
        nights[month, 0] += last - first
        return
    nights[month, 0] += int(course.starts[month + 1]) - first
    nights[month, 1] += 1
    nights[final, 0] += last - int(course.starts[final + 1])
    nights[final, 1] -= 1


@compiled
def comes_back(person: Person, route: int, since: float, rates: Rates, course: Course) -> bool:
    """Whether a child who left by this route `since` days ago is back within the year and before 18, and goes there."""
    kind = _RETURN_KIND[route]
    if kind < 0:
        return False
    owed = wait(person)
    for band in range(len(_BACK) - 1):
        days = _BACK[band + 1] - max(_BACK[band], since)
        if days <= 0.0:
            continue
        paid = rates.back[kind, band] * days
        if paid >= owed:
            person.now += days * owed / paid
            grow_up_to(person, course.cut_day)
            return person.age < ADULT and person.now < course.starts[course.months]
        owed -= paid
        person.now += days
    return False


@compiled
def come_again(person: Person, rates: Rates, course: Course, levers: Levers, tally: Tally) -> None:
    """Come back into care at the present moment."""
    person.month = course.month_of[int(person.now)]
    tally.came[person.month] += 1
    tally.returned[person.month] += 1
    person.care_start = person.now
    settle(person, np.int64(ARRIVING), rates, levers)


@compiled
def live_all(people: Records, rates: Records, course: Records, levers: Records, tally: Records) -> None:
    """Let everybody live on from now in care, out of it and perhaps back again, until 18 or the end of time."""
    for number in range(len(people)):
        person = people[number]
        route = _stay(person, rates[0], course[0], levers[0], tally[0])
        while route != HERE and comes_back(person, route, 0.0, rates[0], course[0]):
            come_again(person, rates[0], course[0], levers[0], tally[0])
            route = _stay(person, rates[0], course[0], levers[0], tally[0])


@compiled
def back_in_care(people: Records, rates: Records, course: Records, levers: Records, tally: Records) -> int:
    """Of those who left before the cut, move those who come back to the front, on their return; how many they are.

    `owed` holds the days since each left, `look` the route.
    """
    back = 0
    for number in range(len(people)):
        person = people[number]
        if comes_back(person, person.look, person.owed, rates[0], course[0]):
            come_again(person, rates[0], course[0], levers[0], tally[0])
            people[back] = person
            back += 1
    return back
