"""Bring them home: who lives outside the area and might come back, to whom, when, how long it lasts, what it saves.

The program lists, asks the rules and plans; it moves nobody. People ask the child, the social worker and the reviewing
officer first, and only people change where a child stands (`placements.deciding.returns`).
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

from forecasting.returning.answer import BringHome, Child, Returned
from forecasting.returning.assumptions import Assumptions, published_assumptions
from forecasting.returning.away import Away
from forecasting.returning.earliest import earliest
from forecasting.returning.lasting import Lasts, beside, chance_lasts
from forecasting.returning.local_homes import LocalHomes, local_homes
from forecasting.returning.planned_at_once import Waiting, moves_prevented, plan_returns, plan_waiting
from forecasting.returning.reading import Read, read
from forecasting.returning.saved import Ledger, Saved, not_said, saved
from forecasting.returning.standing import Standing, counting_answers, standing_of, standing_of_child
from forecasting.returning.tracking import cash_by_year, tracked
from forecasting.returning.working_list import Group, WorkingList, working_list
from matching.resting import collector_at_rest
from matching.snapshot import day_of
from placements.amounts import financial_year
from placements.models.return_home import AskedOf, ReturnPlan
from placements.permissions import Permission
from placements.repository.prices import price_book
from placements.repository.records import Records, to_bring_home
from placements.repository.returns_home import cash_of_returns
from placements.repository.spending import budget_lines, contributions

AGREED = frozenset({Standing.COULD_COME_HOME_NOW, Standing.PLANNED})
"""All were asked, nobody is against it, and there is a home: only these does the plan give a home."""
COULD_STILL = AGREED | {
    Standing.ONE_THING_AWAY,
    Standing.FACTS_MISSING,
    Standing.NOBODY_LOCAL_YET,
    Standing.NOT_YET_ASKED,
    Standing.NOT_SURE_YET,
}
"""Nobody is against it so far."""
ASK_FIRST = "The child, the social worker and the reviewing officer are asked first: nothing is worked out before."
STAYS = "This child stays: a settled home is never scored as a saving."
NO_HOME = "The plan has no home near by for this child."


def bring_home(records: Records, *, today: dt.date | None = None, assumed: Assumptions | None = None) -> BringHome:
    """The working list and its plan, as one viewer may see them; savings only for a viewer who may see those.

    `today` is the day asked about (the present day; in a demonstration that of its position). Nothing is written.
    Raises NotPermitted.
    """
    started = time.perf_counter()
    with collector_at_rest():
        found = _answered(records, today or day_of(to_bring_home(records)), assumed or published_assumptions())
    return replace(found, seconds=round(time.perf_counter() - started, 3))


@dataclass(frozen=True, eq=False)
class _List:
    """The working list with the homes near by and where each group stands."""

    listed: WorkingList
    homes: Mapping[str, LocalHomes]
    stand: Mapping[str, Standing]
    searched: Mapping[str, str]

    def having(self, standings: frozenset[Standing]) -> list[LocalHomes]:
        """The homes of the groups that stand so, are not grown up before they could come, and wait in no referral."""
        return [
            one
            for ref, one in self.homes.items()
            if self.stand[ref] in standings
            and one.earliest.on is not None
            and not any(child.ref in self.searched for child in one.group.children)
        ]


def _answered(records: Records, today: dt.date, assumed: Assumptions) -> BringHome:
    known = read(records, today)
    found = _listed(known, assumed)
    waiting = plan_waiting(known.world, known.method)
    given = _planned(known, found, waiting)
    came = tracked([plan for plan, _, _ in known.plans], today, known.published)
    lasts, aside = chance_lasts(came.due, came.still_at_52), beside(known.published)
    may_see = records.viewer.may(Permission.SEE_SAVINGS)
    ledger = _ledger(records, today, assumed, lasts, aside) if may_see else None
    children = [
        _child(child, group, found, given, known, ledger) for group in found.listed.groups for child in group.children
    ]
    return BringHome(
        on=today,
        position_on=known.position_on,
        outside=len(known.where.away),
        inside=known.where.inside,
        place_not_known=len(known.where.not_known),
        children=tuple(sorted(children, key=lambda child: child.order)),
        returned=_returned(known),
        not_considered=found.listed.not_considered,
        moves_prevented=moves_prevented(known.world, waiting),
        lasts=lasts,
        beside=aside,
        if_all_agreed=_children_in(plan_returns(known.world, waiting, found.having(COULD_STILL), known.method), found),
        tracked=came,
        cash=cash_by_year(cash_of_returns(records)) if may_see else None,
        notes=tuple(known.notes()),
        to_recruit_for=tuple(one.request for one in found.having(COULD_STILL) if one.group.ref not in given),
    )


def _listed(known: Read, assumed: Assumptions) -> _List:
    listed = working_list(known.where, known.world.relations)
    first = {group.ref: earliest(group, known.world.authority, assumed) for group in listed.groups}
    homes = local_homes(known.world, listed.groups, first, known.method)
    searched, running = known.searched, known.running
    stand = {group.ref: standing_of(group, homes[group.ref], searched, running) for group in listed.groups}
    return _List(listed, homes, stand, searched)


def _planned(known: Read, found: _List, waiting: Waiting) -> dict[str, str]:
    """A home for each group of whom all agreed, planned at once; a home that a person chose is kept to."""
    running = known.running
    asked = []
    for one in found.having(AGREED):
        chosen = [home for child in one.group.children if (home := running.get(child.ref, (None, None))[1])]
        asked.append(one.only(chosen[0]) if chosen else one)
    return plan_returns(known.world, waiting, asked, known.method)


def _children_in(given: Mapping[str, str], found: _List) -> int:
    return sum(len(found.homes[ref].group.children) for ref in given)


def _child(
    child: Away, group: Group, found: _List, given: Mapping[str, str], known: Read, ledger: Ledger | None
) -> Child:
    homes, standing = found.homes[group.ref], standing_of_child(child, found.stand[group.ref])
    answers = counting_answers(child)
    home, (planned, chosen) = given.get(group.ref), known.running.get(child.ref, (None, None))
    return Child(
        away=child,
        standing=standing,
        wait_for=tuple(of for of in AskedOf if of not in answers),
        together_with=tuple(other.ref for other in group.children if other is not child),
        homes=homes,
        home=home,
        saved=None if ledger is None else _saved(child, homes, standing, home, planned, ledger),
        missing=found.listed.missing.get(child.ref, ()),
        planned=planned,
        planned_home=chosen,
    )


def _saved(
    child: Away, homes: LocalHomes, standing: Standing, home: str | None, planned: ReturnPlan | None, ledger: Ledger
) -> Saved:
    """What the plan's home would save for a child; nothing for one who stays, and nothing before all were asked."""
    if standing in {Standing.WANTS_TO_STAY, Standing.NOT_RIGHT_NOW}:
        return not_said(STAYS)
    if standing in {Standing.NOT_YET_ASKED, Standing.NOT_SURE_YET}:
        return not_said(ASK_FIRST)
    if home is None or homes.earliest.on is None:
        return not_said(NO_HOME)
    cost = next(option.cost for option in homes.now if option.home == home)
    day = homes.earliest.on if planned is None else max(homes.earliest.on, planned.planned_for)
    return saved(child, day, _share(cost.weekly_pence, child, homes.group), cost.because, ledger)


def _share(weekly_pence: int | None, child: Away, group: Group) -> int | None:
    """A child's share of what brothers and sisters cost together; the shares add up to the penny."""
    if weekly_pence is None:
        return None
    each, left = divmod(weekly_pence, len(group.children))
    return each + (group.children.index(child) < left)


def _returned(known: Read) -> tuple[Returned, ...]:
    """Those of today's position who came home by a plan and have not left that home again."""
    living = {one.child: one for one in known.living}
    return tuple(
        Returned(child, living[child].home or home, plan.returned_on, known.world.children[child].age_on(known.today))
        for plan, child, home in known.plans
        if plan.returned_on is not None and plan.ended_on is None and child in living
    )


def _ledger(records: Records, today: dt.date, assumed: Assumptions, lasts: Lasts, aside: Lasts | None) -> Ledger:
    lines = budget_lines(records, financial_year(today))
    return Ledger(price_book(records), lines, contributions(records), assumed, lasts, aside)
