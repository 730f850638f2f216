"""What a week costs in a group of homes: all that was spent over all child-weeks, never the mean of weekly prices."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from placements.amounts import DAYS_A_WEEK, half_up
from placements.charges import Charge, Paid
from placements.codes import Setting


@dataclass(frozen=True)
class UnitCost:
    """A setting: gross pence and child-days, pence a child-week, and the quartiles of the children's own weeks."""

    setting: Setting
    gross: int
    child_days: int
    weekly: int | None
    quartiles: tuple[int, int, int] | None


def unit_costs(charges: Iterable[Charge], days: Mapping[Setting, int]) -> list[UnitCost]:
    """The unit cost of every setting with a cost or a child-day; `days` holds the child-days of each."""
    gross: dict[Setting, int] = defaultdict(int)
    own: dict[Setting, dict[int, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for charge in charges:
        gross[charge.setting] += charge.pence
        if charge.child is not None and charge.paid is Paid.PLACEMENT:
            mine = own[charge.setting][charge.child]
            mine[0], mine[1] = mine[0] + charge.pence, max(mine[1], charge.days)
    return [
        UnitCost(
            setting,
            gross[setting],
            days.get(setting, 0),
            half_up(Fraction(gross[setting] * DAYS_A_WEEK, days[setting])) if days.get(setting) else None,
            _quartiles([pence * DAYS_A_WEEK / n for pence, n in own[setting].values() if n]),
        )
        for setting in Setting
        if gross[setting] or days.get(setting)
    ]


def _quartiles(weeks: list[float]) -> tuple[int, int, int] | None:
    if len(weeks) < 2:  # noqa: PLR2004 - one child has no quartiles
        return None
    low, middle, high = statistics.quantiles(weeks, n=4, method="inclusive")
    return round(low), round(middle), round(high)
