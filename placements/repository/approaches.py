"""Approaches to providers: what was sent, how it stands, and how each provider answered before."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from placements.models.approach import Approach, ApproachReply, ReplyAnswer
from placements.models.contract import Provider
from placements.models.home import Home
from placements.models.offer import Offer, OfferChild, OfferState
from placements.models.referral import Referral
from placements.permissions import Permission
from placements.repository.records import Records, asks


@dataclass(frozen=True)
class ApproachLine:
    """One approach with its offer, its referral, its provider, the children asked for and the answers so far.

    `chosen` says that a home of this provider was chosen for a child of the referral.
    """

    approach: Approach
    offer: Offer
    referral: Referral
    provider: Provider
    children: frozenset[int]
    answers: tuple[ReplyAnswer, ...]
    chosen: bool


@dataclass(frozen=True)
class ReplyHistory:
    """How a provider answered before: times asked, answered and offering, and the usual hours to the first answer."""

    asked: int
    answered: int
    offered: int
    hours: float | None


@asks(Permission.SEE_REFERRALS)
def approach_lines(records: Records, referral: str | None = None) -> list[ApproachLine]:
    """Every approach, or those about one referral, the oldest first."""
    query = (
        sa.select(Approach, Offer, Referral, Provider)
        .join(Offer, Offer.id == Approach.offer_id)
        .join(Referral, Referral.id == Offer.referral_id)
        .join(Provider, Provider.id == Offer.provider_id)
        .order_by(Approach.sent_at, Approach.id)
    )
    if referral is not None:
        query = query.where(Referral.ref == referral)
    rows = records.session.execute(query).all()
    children: dict[int, set[int]] = defaultdict(set)
    named = sa.select(OfferChild.offer_id, OfferChild.child_id).where(
        OfferChild.offer_id.in_([offer.id for _, offer, _, _ in rows])
    )
    for offer_id, child_id in records.session.execute(named):
        children[offer_id].add(child_id)
    answers = _answers(records, [approach.id for approach, *_ in rows])
    chosen = _chosen(records)
    return [
        ApproachLine(
            approach,
            offer,
            asked,
            provider,
            frozenset(children[offer.id]),
            answers.get(approach.id, ()),
            (asked.id, provider.id) in chosen,
        )
        for approach, offer, asked, provider in rows
    ]


def _chosen(records: Records) -> set[tuple[int, int]]:
    """Each referral with the providers of whom a home was chosen."""
    query = sa.select(Offer.referral_id, sa.func.coalesce(Offer.provider_id, Home.provider_id))
    query = query.outerjoin(Home, Home.id == Offer.home_id)
    placed = query.where(Offer.state.in_((OfferState.PLACED, OfferState.ENDED)))
    return {(referral, provider) for referral, provider in records.session.execute(placed)}


def _answers(records: Records, ids: list[int]) -> Mapping[int, tuple[ReplyAnswer, ...]]:
    found: dict[int, tuple[ReplyAnswer, ...]] = {}
    query = sa.select(ApproachReply.approach_id, ApproachReply.answer).where(ApproachReply.approach_id.in_(ids))
    for approach_id, answer in records.session.execute(query.order_by(ApproachReply.id)):
        found[approach_id] = (*found.get(approach_id, ()), answer)
    return found


@asks(Permission.SEE_HOMES)
def reply_histories(records: Records) -> dict[str, ReplyHistory]:
    """How each provider that was ever asked answered, by the provider's reference."""
    query = (
        sa.select(Provider.ref, Approach.id, Approach.sent_at, ApproachReply.answer, ApproachReply.at)
        .join(Offer, Offer.provider_id == Provider.id)
        .join(Approach, Approach.offer_id == Offer.id)
        .outerjoin(ApproachReply, ApproachReply.approach_id == Approach.id)
        .order_by(Provider.ref, Approach.id)
    )
    sent: dict[str, dict[int, dt.datetime]] = defaultdict(dict)
    replies: dict[int, list[tuple[ReplyAnswer, dt.datetime]]] = defaultdict(list)
    for ref, approach_id, sent_at, answer, at in records.session.execute(query):
        sent[ref][approach_id] = sent_at
        if at is not None:
            replies[approach_id].append((answer, at))
    return {ref: _history(list(of_one.items()), replies) for ref, of_one in sent.items()}


def _history(
    sent: list[tuple[int, dt.datetime]], replies: Mapping[int, list[tuple[ReplyAnswer, dt.datetime]]]
) -> ReplyHistory:
    answered = [(sent_at, replies[one]) for one, sent_at in sent if replies.get(one)]
    hours = sorted((min(at for _, at in of_one) - sent_at).total_seconds() / 3600 for sent_at, of_one in answered)
    return ReplyHistory(
        asked=len(sent),
        answered=len(answered),
        offered=sum(any(answer is ReplyAnswer.OFFER for answer, _ in of_one) for _, of_one in answered),
        hours=hours[len(hours) // 2] if hours else None,
    )
