"""Children with what is recorded about them, and how they are related."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from placements.errors import NotFound
from placements.models.child import Child, SiblingRelation
from placements.models.wish import Wish
from placements.permissions import Permission
from placements.repository.records import Records, asks

_AT_ONCE = 5_000


def _with_facts() -> sa.Select[Child]:
    facts = (
        Child.answers,
        Child.traits,
        Child.needs,
        Child.risks,
        Child.constraints,
        Child.contacts,
        Child.people_of_concern,
        Child.past_stays,
        Child.wishes,
    )
    return sa.select(Child).options(*(selectinload(fact) for fact in facts)).order_by(Child.ref)


@asks(Permission.SEE_SENSITIVE)
def children_with_facts(records: Records, ids: Iterable[int]) -> Sequence[Child]:
    """Children by their ids with everything recorded about them, in a fixed number of queries."""
    wanted = sorted(set(ids))
    found: list[Child] = []
    for start in range(0, len(wanted), _AT_ONCE):
        query = _with_facts().where(Child.id.in_(wanted[start : start + _AT_ONCE]))
        found += records.session.scalars(query).all()
    return found


@asks(Permission.SEE_SENSITIVE)
def child_with_facts(records: Records, ref: str) -> Child:
    """One child by the case system's reference, with everything recorded. Raises NotFound."""
    child = records.session.scalar(_with_facts().where(Child.ref == ref))
    if child is None:
        raise NotFound(
            "No child has this reference.", given=ref, do_next="Check the reference, or load the child's record first."
        )
    return child


@asks(Permission.SEE_SENSITIVE)
def wishes_that_count(records: Records, ref: str) -> Sequence[Wish]:
    """A child's wishes that were not taken back, in the order in which they were recorded."""
    query = sa.select(Wish).join(Child, Child.id == Wish.child_id).where(Child.ref == ref, Wish.withdrawn_on.is_(None))
    return records.session.scalars(query.order_by(Wish.id)).all()


@asks(Permission.SEE_CHILDREN)
def sibling_relations(records: Records) -> Sequence[SiblingRelation]:
    """Every recorded pair of brothers, sisters and peers, with its assessment."""
    return records.session.scalars(
        sa.select(SiblingRelation).order_by(SiblingRelation.a_id, SiblingRelation.b_id)
    ).all()
