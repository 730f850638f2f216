"""What a carer's pack is made from besides the child's own facts: notes, brothers and sisters, the school's name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from placements.deciding.carers_notes import notes_of
from placements.models.carers_note import CarersNote
from placements.models.child import Child, SiblingRelation
from placements.models.reference import School
from placements.permissions import Permission
from placements.repository.records import Records, asks


@dataclass(frozen=True)
class AroundAChild:
    """The notes for carers, the name of the school, and brothers and sisters by name or reference."""

    notes: Sequence[CarersNote]
    school: str | None
    siblings: tuple[str, ...]


@asks(Permission.SEE_SENSITIVE)
def around_a_child(records: Records, child: Child) -> AroundAChild:
    """What else a carer of this child is told; where anybody lives is not among it."""
    session = records.session
    school = session.scalar(sa.select(School.name).where(School.urn == child.school_urn)) if child.school_urn else None
    pair = sa.select(SiblingRelation.a_id, SiblingRelation.b_id)
    pairs = session.execute(pair.where(sa.or_(SiblingRelation.a_id == child.id, SiblingRelation.b_id == child.id)))
    others = {one for both in pairs for one in both} - {child.id}
    named = session.execute(sa.select(Child.name, Child.ref).where(Child.id.in_(others)).order_by(Child.ref))
    return AroundAChild(notes_of(session, child.id), school, tuple(name or ref for name, ref in named))
