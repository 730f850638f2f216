"""What the child and the parents want: shown first, and recorded before anybody decides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.audit_chain import Event
from placements.deciding.people import must_say
from placements.deciding.references import child_by
from placements.errors import Refused
from placements.models.base import Answer
from placements.models.child import Child, ChildAnswer, Topic
from placements.models.placement import DECIDED_HERE
from placements.permissions import Permission
from placements.unit_of_work import UnitOfWork

VIEWS = {Topic.WISHES: "the child's view", Topic.PARENT_WISHES: "the parents' view"}


def record_wishes(
    work: UnitOfWork,
    child: str,
    words: str,
    *,
    asked_by: str,
    asked_on: dt.date,
    parents: bool = False,
    not_practicable: bool = False,
) -> ChildAnswer:
    """Record a view in the child's or the parents' own words, or why it was not practicable to ask for it."""
    work.viewer.must(Permission.WRITE_REFERRALS)
    topic = Topic.PARENT_WISHES if parents else Topic.WISHES
    if asked_on > work.clock().date():
        raise Refused("The day of asking is still to come.", given=asked_on, do_next="Give the day it was asked.")
    found = child_by(work.session, child)
    query = sa.select(ChildAnswer).where(ChildAnswer.child_id == found.id, ChildAnswer.topic == topic)
    row = work.session.scalar(query)
    if row is None:
        row = ChildAnswer(child_id=found.id, topic=topic, answer=Answer.UNKNOWN, as_of=asked_on, source=DECIDED_HERE)
        work.session.add(row)
    row.answer = Answer.UNKNOWN if not_practicable else Answer.GIVEN
    row.words = must_say("The view, or why it could not be asked for,", words)
    row.as_of, row.source, row.author = asked_on, DECIDED_HERE, must_say("Who asked", asked_by)
    work.session.flush()
    work.record(Event.WISHES_RECORDED, f"child {child}", topic=topic)
    return row


def wishes_of(session: Session, children: Sequence[Child]) -> list[dict[str, Any]]:
    """What is recorded of each child's and their parents' wishes, as a decision keeps it."""
    query = sa.select(ChildAnswer).where(
        ChildAnswer.child_id.in_([child.id for child in children]), ChildAnswer.topic.in_(VIEWS)
    )
    rows = {(row.child_id, row.topic): row for row in session.scalars(query)}
    return [
        {
            "child": child.ref,
            "view": topic.value,
            "answer": row.answer.value if (row := rows.get((child.id, topic))) else None,
            "words": row.words if row else None,
            "asked_on": row.as_of.isoformat() if row else None,
            "asked_by": row.author if row else None,
        }
        for child in children
        for topic in VIEWS
    ]


def not_recorded(wishes: Sequence[dict[str, Any]]) -> list[str]:
    """The views that nobody asked for and that nobody said why not, in words."""
    return [
        f"{VIEWS[Topic(view['view'])]} ({view['child']})"
        for view in wishes
        if view["answer"] not in (Answer.GIVEN, Answer.NONE)
        and not (view["answer"] == Answer.UNKNOWN and view["words"])
    ]
