"""What bring-home reads of the record, once: who lives where, what was said, what is planned, the homes, the prices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from forecasting.returning.away import Whereabouts, whereabouts
from matching.policy import published_policy
from matching.searching import Method
from matching.service import pricing_for
from matching.snapshot import World, snapshot
from matching.supports import published_supports
from matching.travel import StraightLine
from matching.weights import published_weights
from placements.indicators.row import Indicator
from placements.indicators.service import indicators
from placements.models.return_home import ReturnPlan
from placements.permissions import Permission
from placements.repository.places import positions_of
from placements.repository.prices import price_book
from placements.repository.records import Records, to_bring_home
from placements.repository.referrals import open_referrals
from placements.repository.returns_home import (
    LivingNow,
    far_by_plan,
    living_by_the_return,
    living_now,
    newest_answers,
    returns_planned,
)

STALE_AFTER_DAYS = 14
"""A position older than this is said to be old; it is used all the same."""
BROUGHT_HOME = "I19"
Plans = Sequence[tuple[ReturnPlan, str, str | None]]


@dataclass(frozen=True, eq=False)
class Read:
    """The record as bring-home needs it; `from_position` says whether a position is held, or only returns."""

    today: dt.date
    living: Sequence[LivingNow]
    from_position: bool
    world: World
    where: Whereabouts
    plans: Plans
    method: Method
    published: Indicator | None
    priced: bool

    @property
    def position_on(self) -> dt.date | None:
        """The day of the position, or of the return that stands in for it."""
        return max((one.as_of for one in self.living), default=None)

    @property
    def running(self) -> dict[str, tuple[ReturnPlan, str | None]]:
        """The returns that are planned and have not come about, by the child, each with the home that was chosen."""
        still = (one for one in self.plans if one[0].returned_on is None and one[0].given_up_on is None)
        return {child: (plan, home) for plan, child, home in still}

    @property
    def searched(self) -> dict[str, str]:
        """The open referral of each child who has one."""
        return {child.ref: one.ref for one in self.world.requests for child in one.children}

    def notes(self) -> Iterator[str]:
        """What the answer lacks, and where to load it."""
        if not self.living:
            yield "Nobody is known to live anywhere: load the position with `homeward import position`, or a return."
        elif not self.from_position:
            yield (
                f"No position is held. Where children live is as in the return of {self.position_on:%d/%m/%Y}, and "
                "since when is not known: load it with `homeward import position`."
            )
        elif self.position_on and (self.today - self.position_on).days > STALE_AFTER_DAYS:
            days = (self.today - self.position_on).days
            yield (
                f"The position is {days} days old and children may have moved: load today's with "
                "`homeward import position`."
            )
        if not any(home.is_household for home in self.world.homes):
            yield "No carers are held: load them with `homeward import carers`."
        if not self.priced:
            yield "No prices are held: load them with `homeward import prices`. Cost takes no part in the list."
        if not self.world.relations.pairs:
            yield (
                "No brothers and sisters are recorded, nor how they were assessed: load them with `homeward import "
                "children`. Children who live together now may be brothers and sisters and are listed one by one."
            )


def read(records: Records, today: dt.date) -> Read:
    """Read everything once. Raises NotPermitted."""
    reading = to_bring_home(records)
    plans, living = returns_planned(records), living_now(records, today)
    from_position = bool(living)
    living = living or living_by_the_return(records)
    world = snapshot(reading, open_referrals(reading), today, also=[one.child_id for one in living])
    postcodes = [text for one in living for text in (one.postcode, one.home_postcode)]
    back = _came_back(plans)
    where = whereabouts(
        world,
        living,
        positions_of(reading, postcodes),
        far_by_plan(records, today),
        newest_answers(records),
        back,
    )
    policy = published_policy()
    method = Method(
        policy, published_weights(), pricing_for(records), StraightLine(policy.travel), published_supports()
    )
    return Read(today, living, from_position, world, where, plans, method, _published(records), _priced(records))


def _came_back(plans: Plans) -> frozenset[str]:
    return frozenset(child for plan, child, _ in plans if plan.returned_on is not None and plan.ended_on is None)


def _priced(records: Records) -> bool:
    """Whether any price is held, as far as the viewer may see prices."""
    return not records.viewer.may(Permission.SEE_PRICES) or bool(price_book(records).lines)


def _published(records: Records) -> Indicator | None:
    """I19, for a viewer who may see the statutory record it is worked out from."""
    if not records.viewer.may(Permission.SEE_EPISODES):
        return None
    reading = to_bring_home(records)
    return next(one for one in indicators(reading) if one.id == BROUGHT_HOME)
