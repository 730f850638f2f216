"""What a carer needs on the day, written down topic by topic by whoever knows the child; the newest words stand."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.audit_chain import Event
from placements.deciding.references import child_by
from placements.models.carers_note import CarersNote, CarersTopic
from placements.models.placement import DECIDED_HERE
from placements.permissions import Permission
from placements.unit_of_work import UnitOfWork
from placements.working_days import day_in_england


def note_for_carers(work: UnitOfWork, child: str, said: Mapping[CarersTopic, str], author: str) -> list[CarersNote]:
    """Write down what carers are told of a child; a topic in the same words as before keeps its day, an empty one goes.

    Raises NotFound, NotPermitted.
    """
    work.viewer.must(Permission.WRITE_REFERRALS)
    found = child_by(work.session, child)
    held = {one.topic: one for one in notes_of(work.session, found.id)}
    today, changed = day_in_england(work.clock()), []
    for topic, given in said.items():
        words, before = given.strip(), held.get(topic)
        if words == (before.words if before else ""):
            continue
        changed.append(topic.value)
        if before is not None:
            work.session.delete(before)
            work.session.flush()
        if words:
            note = CarersNote(
                child_id=found.id, topic=topic, words=words, as_of=today, source=DECIDED_HERE, author=author
            )
            work.session.add(note)
    work.session.flush()
    work.record(Event.CARERS_NOTED, f"child {child}", topics=changed)
    return notes_of(work.session, found.id)


def notes_of(session: Session, child_id: int) -> list[CarersNote]:
    """What carers are told of a child, in the order of the pack."""
    order = list(CarersTopic)
    found = session.scalars(sa.select(CarersNote).where(CarersNote.child_id == child_id))
    return sorted(found, key=lambda one: order.index(one.topic))
