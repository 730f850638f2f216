"""The only way to a placement: a named person decides on an accepted offer, with a reason, over options seen."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa

from placements.audit_chain import Event
from placements.deciding.beds import bed_for, leave
from placements.deciding.clocks import FEEDBACK, FUNDING_AFTER, TELL_CHILD, clocks_of
from placements.deciding.gaps import open_gaps, stale_facts
from placements.deciding.notices import child_moved
from placements.deciding.offers import become_ended, become_placed, withdraw_the_others
from placements.deciding.page import Decided, Page, obstacles, read_page, to_be_said
from placements.deciding.people import Named, answerable, must_say
from placements.deciding.references import child_by, children_of_referral, offer_by
from placements.deciding.tasks import add_task
from placements.errors import Refused
from placements.models.decision import Decision, OverrideReason
from placements.models.offer import Offer, OfferChild, OfferState
from placements.models.placement import Occupancy, OccupancyKind, Standing
from placements.models.referral import ReferralKind, ReferralStatus
from placements.occupancy import take_place
from placements.permissions import Permission
from placements.unit_of_work import UnitOfWork


def decide(
    work: UnitOfWork, offer_id: int, decided: Decided, *, search_id: int | None = None, ends_on: dt.date | None = None
) -> Decision:
    """Place the children of an accepted offer by a named person's decision: bed, decision, tasks, audit, in one change.

    The decision rests on a search (the newest of the referral unless one is named) that showed this home, and keeps
    what was seen. Whatever stands in the way is said, all of it, and nothing is changed. Raises Refused, NotPermitted,
    and Conflict where the bed went to somebody else.
    """
    answerable(work, decided.person, Permission.DECIDE_PLACEMENTS)
    offer = offer_by(work.session, offer_id)
    page = read_page(work.session, offer, search_id, work.clock())
    _refuse_unless_ready(work, page, decided)
    decision = _write(work, page, decided)
    _house(work, page, decision, decided.person, ends_on)
    become_placed(work, offer, decision, decided.person)
    closed = withdraw_the_others(work, offer, page.referral, decided.person)
    _close_referral(work, page)
    _start_clocks(work, page, decision, closed)
    work.record(Event.DECIDED, f"decision {decision.id}", by=decision.decided_by, role=decision.role)
    return decision


def _refuse_unless_ready(work: UnitOfWork, page: Page, decided: Decided) -> None:
    must_say("The reason for the decision", decided.reason)
    must_say("What was done about the child's wishes", decided.wishes_weighed)
    must_say("How the child can question it", decided.contest_route)
    if page.referral.status is not ReferralStatus.OPEN:
        raise Refused("The referral is not open.", given=page.referral.status, do_next="Make a new referral.")
    in_the_way = obstacles(work.session, page, work.clock()) + to_be_said(page, decided)
    if in_the_way:
        raise Refused(
            "This cannot be decided yet: " + " ".join(one.what for one in in_the_way),
            given=", ".join(one.about for one in in_the_way),
            do_next="Clear each of them; `homeward offer show` says who can.",
        )


def _write(work: UnitOfWork, page: Page, decided: Decided) -> Decision:
    override = decided.override or (OverrideReason.DECLINED_ABOVE if page.passed_over is not None else None)
    decision = Decision(
        referral_id=page.referral.id,
        decided_by=decided.person.name.strip(),
        role=decided.person.role,
        at=work.clock(),
        reason=decided.reason.strip(),
        search_id=page.search.id,
        options_seen=[_line(one) for one in page.document["options"]],
        versions=dict(page.search.versions),
        overridden_rank=page.passed_over,
        override=override if page.passed_over is not None else None,
        wishes=list(page.wishes),
        wishes_weighed=decided.wishes_weighed.strip(),
        contest_route=decided.contest_route.strip(),
        child_told_on=decided.child_told_on,
        child_told_by=decided.person.name if decided.child_told_on else None,
        snapshot=_snapshot(work, page, decided),
    )
    work.session.add(decision)
    work.session.flush()
    return decision


def _line(option: dict[str, Any]) -> dict[str, Any]:
    return {name: option[name] for name in ("rank", "children", "home", "status", "word", "fit")}


def _snapshot(work: UnitOfWork, page: Page, decided: Decided) -> dict[str, Any]:
    """Everything else that stood on the page, in plain values."""
    offer, funding = page.offer, page.funding
    today = work.clock().date()
    return {
        "seen": page.search.digest,
        "home": page.home.ref,
        "children": [child.ref for child in page.children],
        "starts_on": page.starts_on.isoformat(),
        "option": page.option,
        "acceptance": {"by": offer.accepted_by, "as": offer.accepted_as, "weekly_pence": offer.weekly_pence},
        "sign_offs": [
            {"rule": one.rule, "who": one.who, "by": one.by, "role": one.role, "reason": one.reason}
            for one in page.sign_offs
        ],
        "funding": funding
        and {"by": funding.by, "role": funding.role, "weekly_pence": funding.weekly_pence, "scheme": funding.scheme},
        "notes": dict(decided.notes),
        "supports": dict(decided.supports),
        "accepting_unknown": decided.accepting_unknown.strip() or None,
        "against_veto": decided.against_veto.strip() or None,
        "gaps": [{"what": one.what, "who": one.who} for one in open_gaps(work.session, page.referral)],
        "stale": [
            vars(one) | {"as_of": one.as_of.isoformat()} for one in stale_facts(work.session, page.referral, today)
        ],
    }


def _house(work: UnitOfWork, page: Page, decision: Decision, by: Named, ends_on: dt.date | None) -> None:
    """Give each child its bed; a move ends the stay before, a short break leaves it standing."""
    is_break = page.referral.kind is ReferralKind.SHORT_BREAK
    if is_break and ends_on is None:
        raise Refused("A short break has an end.", do_next="Give the day on which the child goes home.")
    kind = OccupancyKind.SHORT_BREAK if is_break else OccupancyKind.PLACEMENT
    for child in page.children:
        if not is_break:
            end_earlier(work, child.id, page.starts_on, "The child moved.", by)
            child_moved(work, child.id, page.starts_on)
        bed = bed_for(work.session, page.home, child.id, page.starts_on, ends_on, work.clock())
        take_place(work, bed.id, child.id, decision, page.starts_on, kind=kind, ends_on=ends_on)


def end_placement(work: UnitOfWork, child: str, on: dt.date, because: str) -> None:
    """End where a child lives from a day on, with the reason; its bed is free from that day."""
    work.viewer.must(Permission.HOLD_BEDS)
    by = Named(work.viewer.name, work.viewer.role)
    end_earlier(work, child_by(work.session, child).id, on, must_say("Why it ended", because), by)
    work.record(Event.BED_RELEASED, f"child {child}", on=str(on), because=because)


def end_earlier(work: UnitOfWork, child_id: int, on: dt.date, because: str, by: Named) -> None:
    """End where the child lives from a day on; an offer whose children have all left has ended."""
    for decision_id in set(leave(work, child_id, on, because)):
        offer = work.session.scalar(sa.select(Offer).where(Offer.decision_id == decision_id))
        if offer is not None and offer.state is OfferState.PLACED and not _anybody_left(work, offer, on):
            become_ended(work, offer, because, by)


def _anybody_left(work: UnitOfWork, offer: Offer, on: dt.date) -> bool:
    query = sa.select(Occupancy.id).where(
        Occupancy.decision_id == offer.decision_id,
        Occupancy.standing != Standing.RELEASED,
        sa.or_(Occupancy.ends_on.is_(None), Occupancy.ends_on > on),
    )
    return work.session.scalar(query.limit(1)) is not None


def _close_referral(work: UnitOfWork, page: Page) -> None:
    """The referral is placed once every child it names has a home."""
    placed = sa.select(OfferChild.child_id).join(Offer, Offer.id == OfferChild.offer_id)
    query = placed.where(Offer.referral_id == page.referral.id, Offer.state == OfferState.PLACED)
    housed = set(work.session.scalars(query))
    if {child.id for child in children_of_referral(work.session, page.referral)} <= housed:
        page.referral.status = ReferralStatus.PLACED


def _start_clocks(work: UnitOfWork, page: Page, decision: Decision, closed: list[Offer]) -> None:
    emergency = page.referral.kind is ReferralKind.EMERGENCY
    todos = clocks_of(page.option, page.starts_on, emergency=emergency)
    today = work.clock().date()
    if decision.child_told_on is None:
        todos.append(TELL_CHILD.starting(page.starts_on))
    about = {"referral_id": page.referral.id, "decision_id": decision.id}
    for child in page.children:
        for todo in todos:
            add_task(work, todo, child_id=child.id, **about)
    if page.bought_in and page.funding is None:
        add_task(work, FUNDING_AFTER.starting(today), offer_id=page.offer.id, **about)
    for other in closed:
        add_task(work, FEEDBACK.starting(today), offer_id=other.id, **about)
