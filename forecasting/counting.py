"""Counting a child's midnights in care and the looks at the child, in compiled code.

What is counted are midnights, as the return does: a child who came on a day and has not left by its end is in care that
night.
"""

from __future__ import annotations

from forecasting.compiled import compiled
from forecasting.person import BAND_OF_AGE, Person, grow_up_to
from forecasting.run import Run
from forecasting.tables import ADULT


@compiled
def count(person: Person, run: Run) -> None:
    """Count the midnights in this home until now, the present one included, year of age by year, and the looks."""
    now = person.now
    while person.birthday <= now:
        person.now, age = person.birthday, person.age
        _count_nights(person, run)
        if BAND_OF_AGE[age + 1] != BAND_OF_AGE[age] or age + 1 == ADULT:
            _count_looks(person, run)
        grow_up_to(person, run.days.cut_day)
    person.now = now
    _count_nights(person, run)
    _count_looks(person, run)


@compiled
def _count_looks(person: Person, run: Run) -> None:
    """Count the looks at the child not counted yet: one child more from the first on, one fewer after the last."""
    opens, closes = run.days.looks_before[int(person.seen)], run.days.looks_before[int(person.now)]
    person.seen = person.now
    if opens < closes:
        _change(person, run, opens, 1)
        _change(person, run, closes, -1)


@compiled
def _change(person: Person, run: Run, look: int, change: int) -> None:
    tally = run.tally
    tally.stock[look, person.setting, BAND_OF_AGE[person.age]] += change
    tally.provider[look, person.provider] += change
    tally.place[look, person.place] += change
    tally.siblings[look, person.siblings - 1] += change
    tally.uasc[look] += person.uasc * change


@compiled
def _count_nights(person: Person, run: Run) -> None:
    """Count the midnights not counted yet; a child there from the next month on counts whole months until it is not."""
    first, last = int(person.counted), int(person.now)
    person.counted = person.now
    if first == last:
        return
    days, tally = run.days, run.tally
    month, final = days.month_of[first], days.month_of[last - 1]
    tally.slept[person.setting, person.provider, person.age] = 1
    nights = tally.nights[person.setting, person.provider, person.age]
    if month == final:
        nights[month, 0] += last - first
        return
    nights[month, 0] += int(days.starts[month + 1]) - first
    nights[month, 1] += 1
    nights[final, 0] += last - int(days.starts[final + 1])
    nights[final, 1] -= 1
