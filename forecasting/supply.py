"""Supply: places approved, filled, not available and why, vacant, and how many a child could lawfully use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from forecasting.places import HomePlaces, places_of
from forecasting.supply_rows import SupplyRow, rows_of
from forecasting.usable import Usable, open_to, usable, usable_of
from matching.approach import ProviderFacts
from matching.policy import Policy, published_policy
from matching.service import world_of
from matching.situation import Request
from matching.snapshot import World, day_of
from placements.repository.occupancies import position_day
from placements.repository.records import Records, to_count

Expected = Callable[[World], Sequence[Request]]
OLD_POSITION = dt.timedelta(days=7)


@dataclass(frozen=True)
class Supply:
    """The homes known on a day: added up, and one by one in `homes` with what could be used of each. It names no child.

    `agencies`: providers whose free households nobody knows until they answer. `position_on`: the day of which the
    position says who lives where. `notes`: what is not known, and where to load it.
    """

    on: dt.date
    waiting: int
    rows: tuple[SupplyRow, ...]
    homes: tuple[tuple[HomePlaces, Usable], ...]
    agencies: tuple[ProviderFacts, ...]
    position_on: dt.date | None
    notes: tuple[str, ...]

    @property
    def providers_to_ask(self) -> int:
        """How many agencies there are to ask."""
        return len(self.agencies)


def supply(
    records: Records,
    *,
    today: dt.date | None = None,
    policy: Policy | None = None,
    expected: Expected | None = None,
) -> Supply:
    """Count the places of every known home tonight, and ask the rules which of them a child could lawfully use.

    `expected` gives the requests of children to come in this world; without it only open referrals are asked for. The
    answer holds counts of places and no child's facts, so that a planner may have it. Raises NotPermitted.
    """
    counting, policy = to_count(records), policy or published_policy()
    on = today or day_of(counting)
    world = world_of(counting, on)
    stale_before = on - dt.timedelta(days=policy.vacancy_stale_after_days)
    places = [places_of(home, on, stale_before, world.authority) for home in world.homes]
    free = {one.ref for one in places if one.vacant}
    able = usable(world, policy, free)
    ahead = None if expected is None else open_to(world, expected(world), policy, free)
    counted = tuple((one, usable_of(one, able, ahead)) for one in places)
    position = position_day(counting)
    return Supply(
        on=on,
        waiting=sum(len(one.children) for one in world.requests),
        rows=rows_of(counted, world),
        homes=counted,
        agencies=world.providers,
        position_on=position,
        notes=tuple(_notes(world, places, position)),
    )


def _notes(world: World, places: Sequence[HomePlaces], position: dt.date | None) -> list[str]:
    notes = []
    if not places:
        notes.append("No home is held: load them with `homeward import carers FILE` and `homeward import homes FILE`.")
    if position is None:
        notes.append("Who lives where is not known: load it with `homeward import position FILE`.")
    elif world.today - position > OLD_POSITION:
        days = (world.today - position).days
        notes.append(
            f"The position is of {position:%d/%m/%Y}, {days} days old: filled and vacant are as of then. Load today's "
            "with `homeward import position FILE`."
        )
    assumed = [one for one in places if one.assumed]
    if assumed:
        homes = f"{len(assumed)} home{'' if len(assumed) == 1 else 's'}"
        notes.append(f"{homes} without an approved number: their beds are counted as approved places.")
    if not world.requests:
        notes.append("No referral is open: nothing is usable now for want of a child who waits.")
    return notes
