"""What was assessed of brothers and sisters, by the references of both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from placements.models.child import Child, SiblingRelation, Together
from placements.models.referral import Referral, ReferralChild
from placements.permissions import Permission
from placements.repository.records import Records, asks


@dataclass(frozen=True)
class Pair:
    """Two children, what was assessed of them and when."""

    a: str
    b: str
    assessed: Together
    on: dt.date | None


@asks(Permission.SEE_CHILDREN)
def pairs_among(records: Records, refs: Collection[str]) -> list[Pair]:
    """The recorded pairs of which both children are among these."""
    one, other = aliased(Child), aliased(Child)
    query = (
        sa.select(one.ref, other.ref, SiblingRelation.assessed, SiblingRelation.assessed_on)
        .join(one, one.id == SiblingRelation.a_id)
        .join(other, other.id == SiblingRelation.b_id)
        .where(one.ref.in_(refs), other.ref.in_(refs))
        .order_by(SiblingRelation.id)
    )
    return [Pair(*row) for row in records.session.execute(query)]


@asks(Permission.SEE_SENSITIVE)
def children_by_refs(records: Records, refs: Collection[str]) -> list[Child]:
    """Children by their references, in the order of their references."""
    return list(records.session.scalars(sa.select(Child).where(Child.ref.in_(refs)).order_by(Child.ref)))


@asks(Permission.SEE_CHILDREN)
def refs_of_referral(records: Records, ref: str) -> list[str]:
    """The references of the children a referral names, in its order."""
    query = (
        sa.select(Child.ref)
        .join(ReferralChild, ReferralChild.child_id == Child.id)
        .join(Referral, Referral.id == ReferralChild.referral_id)
        .where(Referral.ref == ref)
        .order_by(ReferralChild.id)
    )
    return list(records.session.scalars(query))
