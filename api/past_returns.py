"""Coming home in the invented year before: children who came back, and those who were asked of late.

Every person is invented. Each status of the working list is shown where the authority has a child for it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.past_desk import IRO, MANAGER, WORKER, Desk
from forecasting.returning.answer import Child as Listed
from forecasting.returning.standing import Standing, by_homes
from placements.amounts import financial_year
from placements.deciding.people import Named
from placements.deciding.returns import Asked, ask, came_home, mean_to_live_far, plan_return, return_ended
from placements.deciding.savings_claimed import claim, release
from placements.models.base import Known
from placements.models.care import Episode
from placements.models.child import Child
from placements.models.home import Home
from placements.models.placement import Residence
from placements.models.return_home import AskedOf, Ended, FarBecause, Said
from placements.permissions import Role, Viewer
from placements.repository.records import records_for

COMMISSIONER = Named("Chris Invented", Role.COMMISSIONER)
FINANCE = Named("Fran Invented", Role.FINANCE)
AGREED = {AskedOf.CHILD: Said.YES, AskedOf.SOCIAL_WORKER: Said.YES, AskedOf.IRO: Said.YES}
WORDS = (
    "I want to live near my gran again.",
    "Yes, if I can still phone Karen on Sundays.",
    "I would like my old school.",
    "I want to see my brother more.",
)
STAY = "I like it here. This is my home now."
NOT_SURE = "I don't know. Can I see the house first?"
LONGEST_AGO, ASKED_BEFORE, PLANNED_BEFORE = 700, 60, 45
MOST_RETURNS, CLAIMED, RELEASED = 5, 4_200_000, 1_310_000


@dataclass(frozen=True)
class Return:
    """A child who moved back into the area on a day, the day on which that ended (None while it runs), and the home."""

    child: str
    on: dt.date
    ended: dt.date | None
    home: str | None


def play_returns(desk: Desk, today: dt.date) -> None:
    """Play the returns of the last two years, and what was asked in the last weeks."""
    with Session(desk.engine) as session:
        came = list(_returns(session, today))
    for number, one in enumerate(came):
        _came_back(desk, one, WORDS[number % len(WORDS)])
    if came:
        _cash(desk, today)
    _asked_of_late(desk.at(today - dt.timedelta(days=12)), today)


def _returns(session: Session, today: dt.date) -> Iterator[Return]:
    """Some moves back into the area that the returns tell of: children who are still there, and one who is not."""
    told = sa.select(Child.ref, Episode.pl_location, Episode.decom, Episode.dec, Home.ref)
    told = told.join(Child, Child.id == Episode.child_id).outerjoin(Residence, Residence.child_id == Child.id)
    told = told.outerjoin(Home, Home.id == Residence.home_id).where(Episode.standing, Residence.ends_on.is_(None))
    rows = session.execute(told.order_by(Child.ref, Episode.decom)).all()
    since = today - dt.timedelta(days=LONGEST_AGO)
    pairs = [(one, other) for one, other in pairwise(rows) if one[0] == other[0] and one[3] == other[2]]
    back = [other for one, other in pairs if (one[1], other[1]) == ("OUT", "IN") and other[2] > since]
    moved = [Return(child, on, ended, home) for child, _, on, ended, home in back]
    still = [one for one in moved if one.ended is None and one.home is not None]
    gone = [one for one in moved if one.ended is not None and (one.ended - one.on).days > ASKED_BEFORE]
    seen: set[str] = set()
    for one in (*still[: MOST_RETURNS - 1], *gone):
        if one.child not in seen and len(seen) < MOST_RETURNS:
            seen.add(one.child)
            yield one


def _came_back(desk: Desk, one: Return, words: str) -> None:
    _answers(desk.at(one.on - dt.timedelta(days=ASKED_BEFORE)), one.child, AGREED, words)
    with desk.at(one.on - dt.timedelta(days=PLANNED_BEFORE)).work(MANAGER) as work:
        plan_return(work, one.child, one.on, "Family and school are here, and the home can do it.", MANAGER)
    with desk.at(one.on).work(WORKER) as work:
        came_home(work, one.child, one.on, WORKER, home=one.home if one.ended is None else None)
    if one.ended is not None:
        with desk.at(one.ended).work(WORKER) as work:
            return_ended(
                work, one.child, one.ended, Ended.UNPLANNED, "The nights were too hard for the carers.", WORKER
            )


def _cash(desk: Desk, today: dt.date) -> None:
    """Cash was claimed for two returns; finance has answered for one, and it was less."""
    year = financial_year(today) - 1
    for number, pence in ((1, CLAIMED), (2, CLAIMED // 2)):
        with desk.work(COMMISSIONER) as work:
            claim(work, number, year, pence, "CS-EXT", "Head of commissioning", COMMISSIONER)
    with desk.work(FINANCE) as work:
        release(work, 1, year, RELEASED, FINANCE)


def _answers(desk: Desk, child: str, said: dict[AskedOf, Said], words: str, revisit: dt.date | None = None) -> None:
    day = desk.now.date()
    for of, answer in said.items():
        person = {AskedOf.IRO: IRO}.get(of, WORKER)
        childs = of is AskedOf.CHILD
        again = revisit if childs and answer is Said.NO else None
        with desk.work(person) as work:
            ask(work, child, Asked(of, answer, day, words if childs else "", again), person)


def _asked_of_late(desk: Desk, today: dt.date) -> None:
    """Children of today's list are asked, so that each status is seen once at least."""
    groups = _groups(desk)
    could = [group for group in groups if by_homes(group[0].homes) is Standing.COULD_COME_HOME_NOW]
    coming = [group for group in could if group[0].homes.earliest.on is not None]
    ours = [group for group in coming if group[0].away.facts.uasc is not Known.YES]
    others = [
        next((group for group in groups if by_homes(group[0].homes) is standing), None)
        for standing in (Standing.ONE_THING_AWAY, Standing.FACTS_MISSING, Standing.NOBODY_LOCAL_YET)
    ]
    agreed = [*ours[:3], *ours[6:], *(group for group in others if group is not None)]
    for number, group in enumerate(agreed):
        for one in group:
            _answers(desk, one.away.ref, AGREED, WORDS[number % len(WORDS)])
    _against(desk, ours[3:6], today)
    _plan(desk)
    for group in coming:
        if group[0].away.facts.uasc is Known.YES:
            with desk.work(WORKER) as work:
                review = today + dt.timedelta(days=180)
                words = "His mosque and his friends are there, and he wants to stay."
                mean_to_live_far(work, group[0].away.ref, FarBecause.CHOSEN, words, review, WORKER)
            return


def _against(desk: Desk, groups: Sequence[Sequence[Listed]], today: dt.date) -> None:
    """One wants to stay, one is not sure, and of one the reviewing officer says that it is not right now."""
    answers = (
        (AGREED | {AskedOf.CHILD: Said.NO}, STAY),
        (AGREED | {AskedOf.CHILD: Said.NOT_SURE}, NOT_SURE),
        (AGREED | {AskedOf.IRO: Said.NO}, WORDS[0]),
    )
    for group, (said, words) in zip(groups, answers, strict=False):
        for one in group:
            _answers(desk, one.away.ref, said, words, today + dt.timedelta(days=180))


def _plan(desk: Desk) -> None:
    """The first to whom the plan gives a home is planned for, to that home, by a named person."""
    first = next((group for group in _groups(desk) if group[0].home is not None), None)
    for one in first or ():
        day = one.homes.earliest.on
        if day is not None:
            with desk.work(MANAGER) as work:
                reason = "Agreed by all, and the carers met her twice."
                plan_return(work, one.away.ref, day, reason, MANAGER, home=one.home)


def _groups(desk: Desk) -> list[list[Listed]]:
    """The children of the working list as it stands, brothers and sisters who would come together in one."""
    from forecasting.bring_home import bring_home

    with records_for(desk.engine, Viewer("demonstration", Role.ADMINISTRATOR)) as records:
        found: dict[str, list[Listed]] = {}
        for child in bring_home(records).children:
            found.setdefault(child.homes.group.ref, []).append(child)
    return list(found.values())
