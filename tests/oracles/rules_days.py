"""Ages and days, counted one by one: see `tests.oracles.rules`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from matching.home_facts import ApprovalFacts, HomeFacts, Resident


def age(child_dob: dt.date | None, on: dt.date) -> int | None:
    """Birthdays had by a day."""
    if child_dob is None:
        return None
    return sum(1 for year in range(child_dob.year + 1, on.year + 1) if _birthday(child_dob, year) <= on)


def _birthday(born: dt.date, year: int) -> dt.date:
    try:
        return dt.date(year, born.month, born.day)
    except ValueError:
        return dt.date(year, 3, 1)


def each_day(first: dt.date, days: Sequence[dt.date], there: Sequence[Resident]) -> Iterator[list[Resident]]:
    """The children placed on the first day and on every day when somebody comes."""
    for day in [first, *(one.starts_on for one in there if days[0] <= one.starts_on <= days[-1])]:
        yield [
            one
            for one in there
            if one.kind != "staying_put"
            and one.starts_on <= day
            and (one.ends_on is None or day < one.ends_on)
            and (age(one.child.dob if one.child else None, day) or 0) < 18
        ]


def most_placed(first: dt.date, days: Sequence[dt.date], there: Sequence[Resident]) -> list[Resident]:
    """The children placed on the fullest day of the stay."""
    return max(each_day(first, days, there), key=len)


def approvals_in_force(home: HomeFacts, first: dt.date) -> list[ApprovalFacts]:
    return [
        one
        for one in home.approvals
        if not (one.starts_on and one.starts_on > first) and not (one.ends_on and one.ends_on <= first)
    ]
