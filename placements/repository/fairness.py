"""What the fairness audit asks: who was placed by which decision, what was declined before, and recorded traits."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from placements.models.base import Answer, Known, Sex
from placements.models.child import Child, ChildAnswer, Topic
from placements.models.decision import Decision, OverrideReason
from placements.models.offer import Offer, OfferChild, OfferState
from placements.models.search import Search
from placements.permissions import Permission
from placements.repository.records import Records, asks


@dataclass(frozen=True)
class Traits:
    """A child's recorded traits; `disability` is how the question was answered, None where it never was."""

    ref: str
    dob: dt.date | None
    sex: Sex
    ethnicity: str | None
    uasc: Known
    disability: Answer | None


@dataclass(frozen=True)
class Placed:
    """A decision to place: its children, when they came, the option chosen and all that were seen, and any override.

    `asked_at` is when the first search of the referral was made, None where none is kept.
    """

    referral_id: int | None
    children: tuple[str, ...]
    asked_at: dt.datetime | None
    starts_on: dt.date
    option: dict[str, Any]
    options_seen: tuple[dict[str, Any], ...]
    overridden_rank: int | None
    override: OverrideReason | None


@asks(Permission.SEE_SENSITIVE)
def traits(records: Records) -> dict[int, Traits]:
    """The traits of every child held, by the record's id."""
    answered = sa.select(ChildAnswer.child_id, ChildAnswer.answer).where(ChildAnswer.topic == Topic.DISABILITY)
    disability = dict(records.session.execute(answered).all())
    query = sa.select(Child.id, Child.ref, Child.dob, Child.sex, Child.ethnicity, Child.uasc)
    return {row.id: Traits(*row[1:], disability.get(row.id)) for row in records.session.execute(query)}


@asks(Permission.SEE_SENSITIVE)
def placed_by_decision(records: Records) -> list[Placed]:
    """Every decision to place, the oldest first; what happened without a search is on the restricted list, not here."""
    first = sa.select(Search.referral_id, sa.func.min(Search.id)).group_by(Search.referral_id).subquery()
    firsts = sa.select(Search.referral_id, Search.at).join(first, first.c[1] == Search.id)
    asked = dict(records.session.execute(firsts).all())
    query = sa.select(Decision).where(Decision.happened.is_(None)).order_by(Decision.id)
    return [
        Placed(
            one.referral_id,
            tuple(one.snapshot["children"]),
            asked.get(one.referral_id),
            dt.date.fromisoformat(one.snapshot["starts_on"]),
            dict(one.snapshot["option"]),
            tuple(one.options_seen),
            one.overridden_rank,
            one.override,
        )
        for one in records.session.scalars(query)
    ]


@asks(Permission.SEE_SENSITIVE)
def offers_declined(records: Records) -> Counter[tuple[int, str]]:
    """How many offers were declined for a child of a referral, by the referral's id and the child's reference."""
    query = (
        sa.select(Offer.referral_id, Child.ref)
        .join(OfferChild, OfferChild.offer_id == Offer.id)
        .join(Child, Child.id == OfferChild.child_id)
        .where(Offer.state == OfferState.DECLINED)
    )
    return Counter((referral, child) for referral, child in records.session.execute(query))
