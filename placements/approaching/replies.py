"""Replies of providers: each is kept as logged, and moves the offer that it answers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from placements.approaching.references import approach_by
from placements.audit_chain import Event
from placements.deciding import offers
from placements.deciding.references import children_of_offer, home_by, offer_by
from placements.errors import Refused
from placements.models.approach import Approach, ApproachReply, ReplyAnswer
from placements.models.contract import Provider
from placements.models.offer import LIVE, Offer, OfferState, RefusalReason
from placements.models.referral import Referral
from placements.permissions import Permission
from placements.unit_of_work import UnitOfWork

GOOD_FOR = dt.timedelta(days=1)
"""How long a second home, offered under the same reference, is held to be asked after."""


@dataclass(frozen=True)
class Reply:
    """What a provider answered under a reference; an offer names a home in the record, a no gives its reason."""

    reference: str
    answer: ReplyAnswer
    reason: RefusalReason | None = None
    home: str | None = None
    weekly_pence: int | None = None
    words: str = ""
    at: dt.datetime | None = None
    source: str = "typed"


def log_reply(work: UnitOfWork, reply: Reply) -> ApproachReply | None:
    """Keep a reply and move the offer it answers; one that comes too late is kept and moves nothing.

    None where the very same reply was logged before. Raises NotFound for a reference nobody was given, and Refused
    for an offer without a home or a no without its reason.
    """
    work.viewer.must(Permission.MAKE_OFFERS)
    approach = approach_by(work.session, reply.reference)
    home_id = home_by(work.session, reply.home).id if reply.home else None
    if reply.answer is ReplyAnswer.OFFER and home_id is None:
        raise Refused("An offer names the carers or the home.", given=reply.reference, do_next="Ask which home it is.")
    if reply.answer is ReplyAnswer.NO and reply.reason is None:
        raise Refused(
            "A no comes with its reason.", given=reply.reference, do_next="Choose one; other where none fits."
        )
    if logged_before(work, approach, reply, home_id):
        return None
    moved = _move(work, approach, reply, home_id)
    kept = ApproachReply(
        approach_id=approach.id,
        answer=reply.answer,
        at=reply.at or work.clock(),
        logged_at=work.clock(),
        logged_by=work.viewer.name,
        source=reply.source[:200],
        reason=reply.reason,
        home_id=home_id,
        offer_id=moved.id if moved else None,
        weekly_pence=reply.weekly_pence,
        words=reply.words.strip() or None,
    )
    work.session.add(kept)
    work.session.flush()
    work.record(
        Event.REPLY_LOGGED,
        f"approach {approach.reference}",
        answer=reply.answer,
        reason=reply.reason,
        home=reply.home,
        moved=moved.id if moved else None,
    )
    return kept


def logged_before(work: UnitOfWork, approach: Approach, reply: Reply, home_id: int | None) -> bool:
    """Whether the same answer, with the same reason, home and words, was logged already."""
    same = sa.select(ApproachReply.id).where(
        ApproachReply.approach_id == approach.id,
        ApproachReply.answer == reply.answer,
        ApproachReply.reason == reply.reason,
        ApproachReply.home_id == home_id,
        ApproachReply.words == (reply.words.strip() or None),
    )
    return work.session.scalar(same.limit(1)) is not None


def _move(work: UnitOfWork, approach: Approach, reply: Reply, home_id: int | None) -> Offer | None:
    """The offer that the reply moved; None where it asked, said again what is known, or came after the end."""
    offer = offer_by(work.session, approach.offer_id)
    if reply.answer is ReplyAnswer.QUESTION or offer.state not in LIVE:
        return None
    if reply.answer is ReplyAnswer.NO and reply.reason is not None:
        return offers.decline(work, offer.id, reply.reason, reply.words)
    if offer.state is OfferState.APPROACHED:
        return offers.offered(work, offer.id, home=reply.home, weekly_pence=reply.weekly_pence, words=reply.words)
    return None if offer.home_id == home_id else _another(work, offer, reply)


def _another(work: UnitOfWork, first: Offer, reply: Reply) -> Offer:
    """A second home offered under the same reference is an offer of its own."""
    children = [child.ref for child in children_of_offer(work.session, first)]
    referral = work.session.get_one(Referral, first.referral_id).ref
    provider = work.session.get_one(Provider, first.provider_id).ref
    offer = offers.identify(work, referral, home=reply.home, provider=provider, children=children)
    offers.approach(work, offer.id, work.clock() + GOOD_FOR, "Offered besides.")
    return offers.offered(work, offer.id, weekly_pence=reply.weekly_pence, words=reply.words)
