"""The answer of bring-home: the working list in order, who is not on it and why, the plan, what came of it before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from forecasting.returning.away import Away
from forecasting.returning.lasting import Lasts
from forecasting.returning.local_homes import LocalHomes
from forecasting.returning.planned_at_once import MovesPrevented
from forecasting.returning.saved import Saved
from forecasting.returning.standing import ORDER, Standing
from forecasting.returning.tracking import Cash, Tracked
from matching.situation import Request
from placements.models.return_home import AskedOf, ReturnPlan


@dataclass(frozen=True, eq=False)
class Child:
    """A child on the working list: where they stand, the homes near by, and the one the plan would give them.

    `wait_for` are those still to be asked, `together_with` the brothers and sisters who would come too, `planned` the
    return that a person planned, to `planned_home` where one was chosen. `saved` is None where it may not be seen.
    """

    away: Away
    standing: Standing
    wait_for: tuple[AskedOf, ...]
    together_with: tuple[str, ...]
    homes: LocalHomes
    home: str | None
    saved: Saved | None
    missing: tuple[str, ...]
    planned: ReturnPlan | None = None
    planned_home: str | None = None

    @property
    def order(self) -> tuple[int, float, str]:
        """By where they stand, then the farthest first, then the reference: no rate and no cost takes part."""
        return ORDER[self.standing], -(self.away.miles or 0.0), self.away.ref


@dataclass(frozen=True)
class Returned:
    """A child who came home by a plan, is still there and still looked after: on which day, to which home."""

    child: str
    home: str | None
    on: dt.date
    age: int | None


@dataclass(frozen=True, eq=False)
class BringHome:
    """Bringing children home, as it stands on a day.

    `if_all_agreed` is how many children the places there are would bring home if everybody who has not said no agreed.
    `to_recruit_for` are those not against it whom the plan gives no home near by, as requests for the recruiters.
    """

    on: dt.date
    position_on: dt.date | None
    outside: int
    inside: int
    place_not_known: int
    children: tuple[Child, ...]
    returned: tuple[Returned, ...]
    not_considered: Mapping[str, int]
    moves_prevented: MovesPrevented
    lasts: Lasts
    beside: Lasts | None
    if_all_agreed: int
    tracked: Tracked
    cash: tuple[Cash, ...] | None
    notes: tuple[str, ...]
    to_recruit_for: tuple[Request, ...]
    seconds: float = 0.0

    @property
    def coming(self) -> tuple[Child, ...]:
        """The children to whom the plan gives a home near by."""
        return tuple(child for child in self.children if child.home is not None)
