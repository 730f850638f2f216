"""What came of children who came home: still there after 52 weeks or not; cash released against cash claimed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from placements.indicators.row import Indicator
from placements.models.return_home import Ended, ReturnCash, ReturnPlan

FIFTY_TWO_WEEKS = dt.timedelta(weeks=52)


@dataclass(frozen=True)
class Tracked:
    """Returns that people planned and recorded here.

    Of `returned` children `still_home` are in that home today; `due` came home 52 weeks ago or more, `still_at_52` of
    whom were there then. `unplanned` returns ended without a plan. `published` is the same by the yearly returns (I19),
    None where nobody may see it.
    """

    planned: int
    returned: int
    still_home: int
    ended_by_plan: int
    unplanned: int
    given_up: int
    due: int
    still_at_52: int
    published: Indicator | None


@dataclass(frozen=True)
class Cash:
    """Pence claimed as cash for a financial year, and released as far as finance has said; `waiting` are open."""

    year: int
    claims: int
    claimed: int
    answered: int
    released: int
    waiting: int


def tracked(plans: Sequence[ReturnPlan], today: dt.date, published: Indicator | None) -> Tracked:
    """Count the returns by what came of them."""
    back = [(plan, plan.returned_on) for plan in plans if plan.returned_on is not None]
    due = [(plan, on + FIFTY_TWO_WEEKS) for plan, on in back if on + FIFTY_TWO_WEEKS <= today]
    return Tracked(
        planned=sum(1 for plan in plans if plan.returned_on is None and plan.given_up_on is None),
        returned=len(back),
        still_home=sum(1 for plan, _ in back if plan.ended_on is None or plan.ended_on > today),
        ended_by_plan=sum(1 for plan, _ in back if plan.ended is Ended.PLANNED),
        unplanned=sum(1 for plan, _ in back if plan.ended is Ended.UNPLANNED),
        given_up=sum(1 for plan in plans if plan.given_up_on is not None),
        due=len(due),
        still_at_52=sum(1 for plan, day in due if plan.ended_on is None or plan.ended_on > day),
        published=published,
    )


def cash_by_year(rows: Sequence[ReturnCash]) -> tuple[Cash, ...]:
    """Claims and releases, a financial year a row; what finance has not answered is not nothing, it is not known."""
    years = sorted({row.year for row in rows})
    return tuple(_of_year(year, [row for row in rows if row.year == year]) for year in years)


def _of_year(year: int, rows: Sequence[ReturnCash]) -> Cash:
    answered = [row for row in rows if row.released_pence is not None]
    return Cash(
        year=year,
        claims=len(rows),
        claimed=sum(row.claimed_pence for row in rows),
        answered=len(answered),
        released=sum(row.released_pence or 0 for row in answered),
        waiting=len(rows) - len(answered),
    )
