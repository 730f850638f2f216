"""The year before, played through the same services as any other: searches, offers, decisions and how they went.

Every person is invented. The stays have all ended, so that the homes are as free as the lists say.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from api.keeping import kept
from api.past_asking import ask_providers
from api.past_desk import DIRECTOR, IRO, MANAGER, MORNING, NOMINATED, OFFICER, WORKER, Desk
from api.past_people import write_people
from api.past_returns import play_returns
from data.demo.past import LACKED_ABOUT, PastReferral, past_referrals
from placements.deciding import challenges, notices, offers
from placements.deciding.funding import Cost, agree_funding
from placements.deciding.gaps import note_gap
from placements.deciding.happened import WhatHappened, record_happened
from placements.deciding.outcomes import ASKED_AFTER, ROUTE, Went, record_outcome, tell_child
from placements.deciding.page import Decided, read_page, to_be_said
from placements.deciding.people import Named
from placements.deciding.placing import decide, end_placement
from placements.deciding.references import offer_by
from placements.deciding.sign_offs import OURS, ask_sign_offs, option_of, record_theirs, sign
from placements.deciding.tasks import close_task
from placements.errors import HomewardError
from placements.models.challenge import RaisedFor
from placements.models.child import Child
from placements.models.decision import Decision, Happened, OverrideReason
from placements.models.home import Home
from placements.models.notice import GivenBy, SupportKind
from placements.models.offer import RefusalReason
from placements.models.outcome import HowItGoes, Lacked
from placements.models.placement import Residence
from placements.models.referral import Referral, ReferralStatus
from placements.models.task import Task, TaskState
from placements.permissions import Role, Viewer
from placements.repository.records import records_for
from placements.unit_of_work import UnitOfWork

OFFICES = {Role.DIRECTOR: DIRECTOR, Role.NOMINATED_OFFICER: NOMINATED, Role.TEAM_MANAGER: MANAGER}
REFUSALS = (RefusalReason.NO_SPACE, RefusalReason.MATCH_OTHERS, RefusalReason.NO_REPLY, RefusalReason.AGE)
OVERRIDES = (OverrideReason.SCHOOL, OverrideReason.CHILDS_WISH, OverrideReason.CONTACT)
TRIED_AT_MOST = 6
FIRST, SECOND = ASKED_AFTER
LONG_ENOUGH = 50


def play_the_past(engine: sa.Engine, today: dt.date, seed: int, progress: Callable[[str], None]) -> int:
    """Play the referrals of the year before `today`, and what runs today; say how many children found a home."""
    progress("playing the year before")
    desk, referrals = Desk(engine, dt.datetime.combine(today, MORNING, dt.UTC)), past_referrals(today, seed)
    with desk.work(Named("demonstration", Role.ADMINISTRATOR)) as work:
        write_people(work, referrals)
    decisions = [decision for one in referrals if (decision := _play(desk, one)) is not None]
    _question(desk, decisions, today)
    _today(desk, today)
    play_returns(desk, today)
    return len(decisions)


def _play(desk: Desk, told: PastReferral) -> Decision | None:
    """One referral from its search to how it went; None where no home could be decided on."""
    day = told.on + dt.timedelta(days=told.waited_days)
    searched, decided = desk.at(day), desk.at(day, 3)
    if told.ref.endswith("7"):
        _night_before(desk.at(told.on), told)
    document = _search(searched, told)
    ask_providers(searched, told, document)
    every = {child.ref for child in told.children}
    options = [one for one in document["options"] if set(one["children"]) == every]
    for place, option in enumerate(options[:TRIED_AT_MOST]):
        offer = _ask(searched, told, option)
        if place == 0 and told.ref[-1] in "258":
            _decline(searched, offer, REFUSALS[int(told.ref[-1]) % len(REFUSALS)])
            continue
        decision = _decide(decided, told, offer)
        if decision is not None:
            _follow(desk, told, decision)
            return decision
        with decided.work(OFFICER) as work:
            offers.withdraw(work, offer, "It could not be agreed in time.")
    return None


def _search(desk: Desk, told: PastReferral) -> dict[str, Any]:
    from matching.service import search

    with records_for(desk.engine, Viewer(OFFICER.name, OFFICER.role)) as records:
        return kept(records, told.ref, search(records, told.ref, today=desk.now.date()).as_json(), lambda: desk.now)


def _ask(desk: Desk, told: PastReferral, option: dict[str, Any]) -> int:
    with desk.work(OFFICER) as work:
        offer = offers.identify(work, told.ref, home=option["home"], children=option["children"])
        offers.approach(work, offer.id, desk.now + dt.timedelta(hours=4))
        return offer.id


def _decline(desk: Desk, offer: int, reason: RefusalReason) -> None:
    with desk.work(OFFICER) as work:
        offers.decline(work, offer, reason)


def _decide(desk: Desk, told: PastReferral, offer: int) -> Decision | None:
    """Accept, agree and decide; None where something stands in the way that nobody can clear in time."""
    start = (desk.now + dt.timedelta(days=1)).date()
    ends = start + dt.timedelta(days=told.stayed_days + 1)
    try:
        with desk.work(OFFICER) as work:
            offers.accept(work, offer, accepted_by="Casey Invented", accepted_as=_as(work, offer), starts_on=start)
            asked = ask_sign_offs(work, offer)
        for one in asked:
            _agree(desk, offer, one.rule, one.who)
        with desk.work(MANAGER) as work:
            agree_funding(work, offer, MANAGER, Cost(_price(work, offer), start, ends))
        with desk.work(MANAGER) as work:
            return decide(work, offer, _said(work, desk, told, offer), ends_on=ends)
    except HomewardError:
        return None


def _as(work: UnitOfWork, offer: int) -> str:
    home = work.session.get_one(Home, offer_by(work.session, offer).home_id)
    return offers.REGISTERED_MANAGER if home.kind in offers.ESTABLISHMENTS else "carer"


def _price(work: UnitOfWork, offer: int) -> int:
    _, option = _option(work, offer)
    return option["cost"]["weekly_pence"] or 0


def _option(work: UnitOfWork, offer: int) -> tuple[int, dict[str, Any]]:
    return option_of(work.session, offer_by(work.session, offer))


def _agree(desk: Desk, offer: int, rule: str, who: str) -> None:
    said: dict[str, Any] = {"agrees": True, "reason": "Nearest to family and school of what was free."}
    if who not in OURS:
        with desk.work(OFFICER) as work:
            record_theirs(work, offer, rule, by="Kit Invented", of=who, **said)
        return
    person = next(OFFICES[role] for role in (Role.NOMINATED_OFFICER, Role.DIRECTOR) if role in OURS[who])
    with desk.work(person) as work:
        sign(work, offer, rule, person, **said)


def _said(work: UnitOfWork, desk: Desk, told: PastReferral, offer: int) -> Decided:
    """What the team manager said, with an answer to everything that the page leaves open."""
    page = read_page(work.session, offer_by(work.session, offer), None, desk.now)
    open_ = {one.about: one.what for one in to_be_said(page)}
    words = dict.fromkeys(open_, "Talked through with the carers, who will do it.")
    return Decided(
        person=MANAGER,
        reason="The best of what was free, and the carers said yes.",
        wishes_weighed=f"“{told.wish}” was talked through with the carers.",
        contest_route=ROUTE,
        override=OVERRIDES[len(told.wish) % len(OVERRIDES)] if "override" in open_ else None,
        accepting_unknown="Asked and answered by telephone." if "unknown" in open_ else "",
        notes=words,
        supports=words,
    )


def _lacked(told: PastReferral) -> dict[str, Any]:
    """What the referral should have said, and what that is about."""
    about = tuple(Lacked(one) for one in LACKED_ABOUT.get(told.lacked, ()))
    return {"referral_lacked": told.lacked, "lacked_about": about}


def _follow(desk: Desk, told: PastReferral, decision: Decision) -> None:
    """Tell the child, ask how it goes, and end the stay."""
    start = dt.date.fromisoformat(decision.snapshot["starts_on"])
    end = start + dt.timedelta(days=told.stayed_days)
    with desk.at(start).work(WORKER) as work:
        tell_child(work, decision.id, start, WORKER.name)
    for child in told.children:
        if told.ended_because:
            _ended(desk.at(end + dt.timedelta(days=3)), told, decision, child.ref, end)
            continue
        how = HowItGoes.SETTLED if told.stayed_days > LONG_ENOUGH else HowItGoes.MIXED
        _outcome(desk.at(start + dt.timedelta(days=30)), decision, child.ref, FIRST, Went(how, **_lacked(told)))
        with desk.at(end).work(OFFICER) as work:
            end_placement(work, child.ref, end, "Went home, as planned.")
    _close_tasks(desk.at(end))


def _ended(desk: Desk, told: PastReferral, decision: Decision, child: str, end: dt.date) -> None:
    """A stay that ended before its time, with the return's reason."""
    after = FIRST if told.stayed_days < FIRST else SECOND
    went = Went(HowItGoes.ENDED, ended_on=end, ended_because=told.ended_because, **_lacked(told))
    _outcome(desk, decision, child, after, went)


def _close_tasks(desk: Desk) -> None:
    """What was to be done was done, each thing by somebody."""
    with desk.work(DIRECTOR) as work:
        for number in work.session.scalars(sa.select(Task.id).where(Task.state == TaskState.OPEN)).all():
            close_task(work, number, "Done.", by=WORKER.name)


def _outcome(desk: Desk, decision: Decision, child: str, after: int, went: Went) -> None:
    with desk.work(WORKER) as work:
        record_outcome(work, decision.id, child, after, went, WORKER)


def _night_before(desk: Desk, told: PastReferral) -> None:
    """Nothing was found at first: a night in a place that is no registered home, as the director recorded it."""
    what = WhatHappened(
        Happened.UNREGISTERED,
        [child.ref for child in told.children],
        told.on,
        "No home had been found by ten at night.",
        place="a rented flat with two workers",
        notices=["Ofsted"],
        referral=told.ref,
    )
    with desk.work(DIRECTOR) as work:
        record_happened(work, what, DIRECTOR)


def _question(desk: Desk, decisions: list[Decision], today: dt.date) -> None:
    """The reviewing officer questioned one decision and was answered; a child's question is open today."""
    if not decisions:
        return
    first, last = decisions[0], decisions[-1]
    then = desk.at(first.at.date() + dt.timedelta(days=5))
    with then.work(IRO) as work:
        asked = challenges.raise_challenge(work, first.id, IRO, "Was her aunt considered?").id
    with then.work(MANAGER) as work:
        challenges.answer(work, asked, MANAGER, "She was assessed in May; the report is in the file.")
    with then.work(IRO) as work:
        challenges.resolve(work, asked, IRO, "Accepted.")
    with desk.at(today - dt.timedelta(days=2)).work(WORKER) as work:
        words = "I want to know why I moved schools."
        challenges.raise_challenge(work, last.id, WORKER, words, raised_for=RaisedFor.CHILD)


def _today(desk: Desk, today: dt.date) -> None:
    """What runs today: a gap in a referral, and notice on one child's home with planned stays being tried."""
    with desk.work(WORKER) as work:
        waits = work.session.scalar(
            sa.select(Referral.ref).filter_by(status=ReferralStatus.OPEN).order_by(Referral.ref)
        )
        if waits is not None:
            note_gap(work, waits, "Nobody has asked the school what it sees.", WORKER.name, today)
        query = sa.select(Child.ref).join(Residence, Residence.child_id == Child.id)
        child = work.session.scalar(query.where(Residence.home_id.is_not(None)).order_by(Child.ref).limit(1))
        if child is None:
            return
        given = notices.Given(GivenBy.CARER, today, today + dt.timedelta(days=28), "Nights are hard for everybody.")
        number = notices.give_notice(work, child, given).id
        words = "Every other weekend with carers he knows."
        notices.try_support(work, number, SupportKind.PLANNED_STAYS, words, 9_000, today)
