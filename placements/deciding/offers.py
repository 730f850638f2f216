"""Offers: one closed table says how each state is come to, who may take the step and what it needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from placements.audit_chain import Event
from placements.deciding.people import Named, must_say
from placements.deciding.references import (
    children_of_offer,
    children_of_referral,
    home_by,
    offer_by,
    provider_by,
    referral_by,
)
from placements.deciding.tasks import drop_tasks_of_offer
from placements.errors import Conflict, Refused
from placements.models.child import Child
from placements.models.decision import Decision
from placements.models.home import Home, HomeKind
from placements.models.offer import LIVE, Offer, OfferChild, OfferState, OfferStep, RefusalReason
from placements.models.referral import Referral, ReferralStatus
from placements.permissions import Permission, Role
from placements.unit_of_work import UnitOfWork

S, P = OfferState, Permission
REGISTERED_MANAGER = "registered manager"
ESTABLISHMENTS = frozenset(HomeKind) - {HomeKind.FOSTERING, HomeKind.KINSHIP, HomeKind.PARENT}


@dataclass(frozen=True)
class Step:
    """What it takes for an offer to come to a state: the permission of whoever takes the step, and what it needs."""

    permission: Permission
    needs: str


STEPS: dict[OfferState, Step] = {
    S.IDENTIFIED: Step(P.MAKE_OFFERS, "an open referral, children it names, and a home or a provider"),
    S.APPROACHED: Step(P.MAKE_OFFERS, "when the reply is due"),
    S.OFFERED: Step(P.MAKE_OFFERS, "the home that is offered"),
    S.ACCEPTED: Step(P.MAKE_OFFERS, "who accepted on the home's side and as what; of an establishment, its manager"),
    S.DECLINED: Step(P.MAKE_OFFERS, "the home's reason"),
    S.WITHDRAWN: Step(P.MAKE_OFFERS, "our reason"),
    S.PLACED: Step(P.DECIDE_PLACEMENTS, "a named person's decision, and the bed"),
    S.ENDED: Step(P.HOLD_BEDS, "the day and the reason"),
}
"""With `NEXT`, which says what may follow what, the whole of how an offer moves."""


def identify(
    work: UnitOfWork,
    referral: str,
    *,
    home: str | None = None,
    provider: str | None = None,
    children: Sequence[str] = (),
    search_id: int | None = None,
) -> Offer:
    """Note a home, or a provider to approach, for the children of an open referral, or for some of them together."""
    work.viewer.must(STEPS[S.IDENTIFIED].permission)
    found = referral_by(work.session, referral)
    if found.status is not ReferralStatus.OPEN:
        raise Refused("The referral is not open.", given=found.status, do_next="Make a new referral.")
    if home is None and provider is None:
        raise Refused("An offer is made to somebody.", do_next="Name a home or a provider.")
    named = children_of_referral(work.session, found, children)
    offer = Offer(
        referral_id=found.id,
        state=S.IDENTIFIED,
        at=work.clock(),
        by=work.viewer.name,
        home_id=home_by(work.session, home).id if home else None,
        provider_id=provider_by(work.session, provider).id if provider else None,
        search_id=search_id,
    )
    _refuse_twice(work, offer, named)
    work.session.add(offer)
    work.session.flush()
    work.session.add_all(OfferChild(offer_id=offer.id, child_id=child.id) for child in named)
    _note(work, offer, None, None, work.viewer.role)
    return offer


def approach(work: UnitOfWork, offer_id: int, reply_due: dt.datetime, words: str = "") -> Offer:
    """Note that the home or provider was asked, and by when it should answer. What was sent is kept elsewhere."""
    offer = offer_by(work.session, offer_id)
    if reply_due <= work.clock():
        raise Refused("The reply would be due already.", given=reply_due, do_next="Give a moment still to come.")
    offer.reply_due = reply_due
    return _move(work, offer, S.APPROACHED, words)


def offered(
    work: UnitOfWork, offer_id: int, *, home: str | None = None, weekly_pence: int | None = None, words: str = ""
) -> Offer:
    """Note that a provider offers a home, which is a known home from now on and is searched again as one."""
    offer = offer_by(work.session, offer_id)
    _name_home(work, offer, home)
    _quote(offer, weekly_pence)
    offer.reply_at = work.clock()
    return _move(work, offer, S.OFFERED, words)


def accept(  # noqa: PLR0913 - what an acceptance says
    work: UnitOfWork,
    offer_id: int,
    *,
    accepted_by: str,
    accepted_as: str,
    starts_on: dt.date | None = None,
    home: str | None = None,
    weekly_pence: int | None = None,
    words: str = "",
) -> Offer:
    """Note that the carers, their service or the registered manager take the children: without it nobody is placed."""
    offer = offer_by(work.session, offer_id)
    kind = _name_home(work, offer, home).kind
    offer.accepted_by = must_say("Who accepted", accepted_by)
    offer.accepted_as = must_say("As what they accepted", accepted_as).lower()
    if kind in ESTABLISHMENTS and offer.accepted_as != REGISTERED_MANAGER:
        raise Refused(
            "Only its registered manager can accept a child for a registered home.",
            given=accepted_as,
            do_next="Ask the registered manager, and record who that is.",
        )
    _quote(offer, weekly_pence)
    offer.starts_on = starts_on or offer.starts_on
    offer.accepted_at = offer.reply_at = work.clock()
    return _move(work, offer, S.ACCEPTED, words)


def decline(work: UnitOfWork, offer_id: int, reason: RefusalReason, words: str = "") -> Offer:
    """Note the home's no, with its reason; it is a fact about today, never held against the carers."""
    offer = offer_by(work.session, offer_id)
    offer.reason, offer.reply_at = reason, work.clock()
    return _move(work, offer, S.DECLINED, words)


def withdraw(work: UnitOfWork, offer_id: int, words: str) -> Offer:
    """Take an approach back, saying why."""
    return _move(work, offer_by(work.session, offer_id), S.WITHDRAWN, must_say("Why it is withdrawn", words))


def give_feedback(work: UnitOfWork, offer_id: int) -> Offer:
    """Note that the provider was told why another home was chosen."""
    work.viewer.must(P.MAKE_OFFERS)
    offer = offer_by(work.session, offer_id)
    if offer.state in LIVE:
        raise Refused("The offer is still open.", given=offer.state, do_next="Give feedback once it has closed.")
    offer.feedback_sent = work.clock().date()
    work.record(Event.OFFER_MOVED, f"offer {offer.id}", feedback=str(offer.feedback_sent))
    return offer


def become_placed(work: UnitOfWork, offer: Offer, decision: Decision, by: Named) -> None:
    """Let an accepted offer become a placement by a decision written in the same change."""
    if decision not in work.session or decision.referral_id != offer.referral_id:
        raise Refused("A decision about this referral comes first.", given=offer.id, do_next="Decide, by name.")
    work.viewer.must(STEPS[S.PLACED].permission)
    offer.decision_id = decision.id
    _write(work, offer, S.PLACED, decision.reason, by)


def withdraw_the_others(work: UnitOfWork, placed: Offer, referral: Referral, by: Named) -> list[Offer]:
    """Withdraw every other open approach that counts on a child who now has a home, and return them to be told."""
    housed = {child.id for child in children_of_offer(work.session, placed)}
    query = sa.select(Offer).where(Offer.referral_id == referral.id, Offer.state.in_(LIVE), Offer.id != placed.id)
    return [
        _write(work, other, S.WITHDRAWN, "The child was placed elsewhere.", by)
        for other in work.session.scalars(query.order_by(Offer.id)).all()
        if housed & {child.id for child in children_of_offer(work.session, other)}
    ]


def become_ended(work: UnitOfWork, offer: Offer, words: str, by: Named) -> None:
    """Note that the placement which came of an offer has ended, as part of the step that ended it."""
    _write(work, offer, S.ENDED, must_say("Why it ended", words), by)


def _move(work: UnitOfWork, offer: Offer, to: OfferState, words: str | None) -> Offer:
    work.viewer.must(STEPS[to].permission)
    return _write(work, offer, to, words, Named(work.viewer.name, work.viewer.role))


def _write(work: UnitOfWork, offer: Offer, to: OfferState, words: str | None, by: Named) -> Offer:
    before = offer.state
    offer.state = to
    offer.at, offer.by, offer.words = work.clock(), by.name, (words or "").strip() or offer.words
    _note(work, offer, before, words, by.role)
    if to in {S.DECLINED, S.WITHDRAWN}:
        drop_tasks_of_offer(work, offer.id, words or f"The offer is {to}.")
    return offer


def _note(work: UnitOfWork, offer: Offer, before: OfferState | None, words: str | None, role: Role) -> None:
    work.session.add(
        OfferStep(
            offer_id=offer.id,
            from_state=before,
            to_state=offer.state,
            at=offer.at,
            by=offer.by,
            role=role,
            words=words or None,
        )
    )
    work.session.flush()
    work.record(Event.OFFER_MOVED, f"offer {offer.id}", before=before, now=offer.state)


def _name_home(work: UnitOfWork, offer: Offer, ref: str | None) -> Home:
    if ref is not None:
        home = home_by(work.session, ref)
        if offer.home_id not in (None, home.id):
            raise Conflict("The offer names another home.", given=ref, do_next="Make a new offer for this home.")
        if offer.provider_id not in (None, home.provider_id):
            raise Refused("The home is not this provider's.", given=ref, do_next="Check the home's provider.")
        offer.home_id = home.id
    if offer.home_id is None:
        raise Refused("Which home is offered is missing.", do_next="Name the home; record it first if it is new.")
    return work.session.get_one(Home, offer.home_id)


def _quote(offer: Offer, weekly_pence: int | None) -> None:
    if weekly_pence is not None and weekly_pence < 0:
        raise Refused("A weekly price is not negative.", given=weekly_pence, do_next="Give whole pence a week.")
    offer.weekly_pence = offer.weekly_pence if weekly_pence is None else weekly_pence


def _refuse_twice(work: UnitOfWork, offer: Offer, children: Sequence[Child]) -> None:
    """Refuse a second open approach to the same home or provider for the same children."""
    same = Offer.home_id == offer.home_id if offer.home_id else Offer.provider_id == offer.provider_id
    query = sa.select(Offer).where(Offer.referral_id == offer.referral_id, same, Offer.state.in_(LIVE))
    wanted = {child.id for child in children}
    for other in work.session.scalars(query):
        if {child.id for child in children_of_offer(work.session, other)} == wanted:
            raise Conflict(
                "There is an open offer for these children already.",
                given=f"offer {other.id}",
                do_next="Go on with that one, or withdraw it first.",
            )
