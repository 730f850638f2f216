"""Bringing children home: the working list, the plan, what it would save for those who may see that, what came of it.

Savings and cash are not null but absent for a caller who may not see them.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from api.shapes.shape import Shape
from forecasting.returning.standing import Standing


class Approval(Shape):
    """An approval that a home would need, and whose it is."""

    id: str
    who: str
    because: str


class Option(Shape):
    """A home of the area that the rules do not exclude; `good_enough` if it may be planned for."""

    home: str
    home_name: str | None
    kind: str
    rank: int
    status: str
    fit: float
    word: str
    good_enough: bool
    essential_needs: str
    approvals: list[Approval]
    to_find_out: list[str]
    home_minutes: int | None
    school_minutes: int | None


class NearMiss(Shape):
    """A home that fails on one thing, with who could put it right."""

    home: str
    rule: str
    because: str
    cure: str
    who: str


class Change(Shape):
    """The cheapest change that would make a home."""

    kind: str
    home: str | None
    because: str
    who: str


class Step(Shape):
    """Something that comes before the move."""

    what: str
    done_by: dt.date
    source: str


class Chance(Shape):
    """How often children of a group were still there after 52 weeks: never a prediction about this child."""

    share: float
    low: float
    high: float
    stayed: int
    of: int
    source: str
    note: str


class Amount(Shape):
    """One column of savings in pence with its range; null with the reason where it cannot be said."""

    pence: int | None
    low: int | None
    high: int | None
    because: str
    line: str | None = None
    starts: dt.date | None = None
    holder: str | None = None


class Deduction(Shape):
    """A deduction, never above nothing, with its range and what it rests on."""

    name: str
    pence: int
    low: int
    high: int
    because: str


class Savings(Shape):
    """Three columns that are never added together; the deductions lead from a whole year's gross to the net."""

    gross_a_year: int | None
    gross: int | None
    deductions: list[Deduction]
    net: int | None
    cashable: Amount
    avoided: Amount
    growth: Amount


class ReturningChild(Shape):
    """A child on the working list. `savings` is absent for a caller who may not see it."""

    child: str
    age: int | None
    home_now: str
    miles: float | None
    since: dt.date | None
    status: Standing
    wait_for: list[str]
    together_with: list[str]
    options: list[Option]
    near_misses: list[NearMiss]
    would_make_one: Change | None
    home: str | None
    planned_for: dt.date | None
    planned_home: str | None
    earliest: dt.date | None
    earliest_because: str | None
    earliest_steps: list[Step]
    chance_lasts: Chance | None
    missing: list[str]
    savings: Savings | None = None


class Reason(Shape):
    """Why children are not considered, and the source of that."""

    words: str
    source: str


class MovesPrevented(Shape):
    """Children of open referrals: how many the plan keeps in the area, and what of the others."""

    waiting: int
    kept_local: int
    outside: int
    nowhere: int
    perhaps: int


class Tracking(Shape):
    """Returns planned and recorded here, and the same by the yearly returns (I19)."""

    planned: int
    returned: int
    still_home: int
    ended_by_plan: int
    unplanned: int
    given_up: int
    due: int
    still_at_52: int
    by_the_returns: Chance | None


class Cash(Shape):
    """Cash claimed for a financial year and released as far as finance has said, in pence."""

    year: int
    claims: int
    claimed: int
    answered: int
    released: int
    waiting: int


class Totals(Shape):
    """The list in numbers; `savings` are the columns of those whom the plan brings home, never added together."""

    outside: int
    inside: int
    place_not_known: int
    considered: int
    not_considered: int
    by_status: dict[Standing, int]
    coming_home: int
    if_all_agreed: int
    tracking: Tracking
    savings: dict[str, Amount] | None = None
    cash: list[Cash] | None = None


class BringHome(Shape):
    """The answer of `homeward bring-home`."""

    for_whom: str
    on: dt.date
    position_on: dt.date | None
    children: list[ReturningChild]
    not_considered: dict[str, int]
    reasons: dict[str, Reason]
    moves_prevented: MovesPrevented
    unlock: list[dict[str, Any]] | None
    recruit_next: list[dict[str, Any]] | None
    recruiting_because: str | None
    totals: Totals
    notes: list[str]
    seconds: float
