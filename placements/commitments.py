"""The monthly commitment list: every child placed, the cost code, and what the year costs if nobody moves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from placements.actual_cost import costs_of
from placements.charges import Charge, Kept, Stay
from placements.codes import Setting, birthday
from placements.models.finance import BudgetLine, Contribution, ContributionState
from placements.provider_kinds import Kind
from placements.quoting import QuoteBook
from placements.spending import code_for, contributed

_A_WEEK = dt.timedelta(days=7)
_ADULT = 18
_SURE = (ContributionState.AGREED, ContributionState.RECEIVED)


@dataclass(frozen=True)
class Commitment:
    """A child placed today, or what a household or contract costs (child None): whole pence.

    until: the first day no longer paid for: the expected end, the 18th birthday or the year's end. weekly: the next
    seven days. contribution: what others have agreed for the rest of the year; what is only claimed is not counted.
    """

    child: int | None
    code: str
    setting: Setting
    provider_kind: Kind
    since: dt.date | None
    until: dt.date
    weekly: int
    committed: int
    contribution: int
    because: str


def commitments_of(
    stays: Iterable[Stay],
    kept: Sequence[Kept],
    expected: Mapping[int, dt.date],
    book: QuoteBook,
    now: dt.date,
    end: dt.date,
) -> list[tuple[Stay | Charge, int, int, str]]:
    """For every child placed on the day before `now`, and every household and contract: a week's and the rest's pence.

    The last element says what has no price. Sorted by child; what no child has comes last.
    """
    running = [_ending(stay, expected, end) for stay in stays if stay.starts < now and (stay.ends or end) > now]
    week = costs_of([replace(stay, ends=None) for stay in running], book, now, now + _A_WEEK, kept)
    rest = costs_of(running, book, now, end, kept)
    without = {one.child: one.because for one in rest.unpriced}
    found: list[tuple[Stay | Charge, int, int, str]] = []
    for stay in sorted(running, key=lambda stay: stay.child):
        pence = [sum(one.pence for one in costs.charges if one.child == stay.child) for costs in (week, rest)]
        found.append((stay, pence[0], pence[1], without.get(stay.child, "")))
    weekly = {(one.line, one.household): one.pence for one in week.charges if one.child is None}
    shared = (charge for charge in rest.charges if charge.child is None)
    found.extend((one, weekly.get((one.line, one.household), 0), one.pence, "") for one in shared)
    return found


def commitment_list(
    found: Iterable[tuple[Stay | Charge, int, int, str]],
    lines: Sequence[BudgetLine],
    contributions: Sequence[Contribution],
    now: dt.date,
    end: dt.date,
) -> list[Commitment]:
    """The same as a list with cost codes, and what others have agreed to pay towards each child."""
    made = []
    for one, weekly, committed, because in found:
        child = one.child
        sums = contributed(contributions, now, end, child) if child is not None else {}
        made.append(
            Commitment(
                child=child,
                code=code_for(lines, one.setting, one.provider_kind),
                setting=one.setting,
                provider_kind=one.provider_kind,
                since=one.starts if isinstance(one, Stay) else None,
                until=(one.ends or end) if isinstance(one, Stay) else end,
                weekly=weekly,
                committed=committed,
                contribution=sum(sums.get(state, 0) for state in _SURE),
                because=because,
            )
        )
    return made


def _ending(stay: Stay, expected: Mapping[int, dt.date], end: dt.date) -> Stay:
    """The stay with the day on which it is expected to end: never after the 18th birthday."""
    ends = min(day for day in (stay.ends, expected.get(stay.child), birthday(stay.dob, _ADULT), end) if day is not None)
    return replace(stay, ends=max(ends, stay.starts + dt.timedelta(days=1)))
