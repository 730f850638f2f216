"""How common what is told of a child is among the children in the record: few alike can be recognised."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import sqlalchemy as sa

from placements.models.child import Child, ChildTrait, Topic
from placements.models.placement import Residence
from placements.models.referral import Referral, ReferralChild, ReferralStatus
from placements.permissions import Permission
from placements.repository.records import Records, asks

TOLD = (Topic.LANGUAGE, Topic.COMMUNICATION, Topic.DISABILITY, Topic.ALLERGY)


@dataclass(frozen=True)
class Marks:
    """What is told of one child: the child as recorded, and its coded facts as (topic, code in small letters)."""

    child: Child
    codes: frozenset[tuple[Topic, str]]


@asks(Permission.SEE_SENSITIVE)
def marks_of_children(records: Records) -> list[Marks]:
    """The children who live somewhere now, as the record knows, or are named in an open referral, by reference."""
    living = sa.select(Residence.child_id).where(Residence.ends_on.is_(None))
    asked = (
        sa.select(ReferralChild.child_id)
        .join(Referral, Referral.id == ReferralChild.referral_id)
        .where(Referral.status == ReferralStatus.OPEN)
    )
    query = sa.select(Child).where(sa.or_(Child.id.in_(living), Child.id.in_(asked))).order_by(Child.ref)
    codes: dict[int, set[tuple[Topic, str]]] = defaultdict(set)
    traits = sa.select(ChildTrait.child_id, ChildTrait.topic, ChildTrait.code).where(ChildTrait.topic.in_(TOLD))
    for child_id, topic, code in records.session.execute(traits):
        codes[child_id].add((topic, code.strip().casefold()))
    return [Marks(child, frozenset(codes[child.id])) for child in records.session.scalars(query)]
