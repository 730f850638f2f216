"""What planning asks of children's records beside their episodes: needs, brothers and sisters, schools."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from placements.codes import CollectionYear
from placements.models.base import Answer
from placements.models.care import Episode, Return
from placements.models.child import (
    Child,
    ChildAnswer,
    Need,
    Relation,
    Risk,
    RiskLevel,
    SiblingRelation,
    Together,
    Topic,
)
from placements.models.return_home import FarByPlan
from placements.permissions import Permission
from placements.repository.records import Records, asks

_NO_SIBLINGS = (Relation.PEER, Relation.FOSTER)


@dataclass(frozen=True)
class ChildNeeds:
    """What is recorded of one child: needs as (level 0 to 4, essential), levels of risk, supervision 0 to 4.

    `needs_answer` and `risks_answer` say how the question was answered, None where it never was.
    """

    supervision: int | None = None
    needs_answer: Answer | None = None
    needs: Sequence[tuple[int, bool]] = ()
    risks_answer: Answer | None = None
    risks: Sequence[RiskLevel] = ()


@asks(Permission.SEE_SENSITIVE)
def recorded_needs(records: Records) -> dict[int, ChildNeeds]:
    """Needs, risks and supervision of every child, by the child's id, in four queries."""
    ask = records.session.execute
    needs: dict[int, list[tuple[int, bool]]] = defaultdict(list)
    for child, level, essential in ask(sa.select(Need.child_id, Need.level, Need.essential)):
        needs[child].append((level, essential))
    risks: dict[int, list[RiskLevel]] = defaultdict(list)
    for child, risk in ask(sa.select(Risk.child_id, Risk.level)):
        risks[child].append(risk)
    topics = sa.select(ChildAnswer.child_id, ChildAnswer.topic, ChildAnswer.answer)
    rows = ask(topics.where(ChildAnswer.topic.in_((Topic.NEEDS, Topic.RISKS))))
    answers = {(child, topic): answer for child, topic, answer in rows}
    return {
        child: ChildNeeds(
            supervision,
            answers.get((child, Topic.NEEDS)),
            tuple(needs.get(child, ())),
            answers.get((child, Topic.RISKS)),
            tuple(risks.get(child, ())),
        )
        for child, supervision in ask(sa.select(Child.id, Child.supervision))
    }


@asks(Permission.SEE_EPISODES)
def children_named(records: Records, year: CollectionYear) -> frozenset[int]:
    """The children of whom the return of a year tells; the others it does not name, whatever earlier returns said."""
    told = sa.select(Episode.child_id).join(Return, Return.id == Episode.return_id)
    of_year = told.where(Return.year == year.label, Return.replaced_by_id.is_(None))
    return frozenset(records.session.scalars(of_year.distinct()))


@asks(Permission.SEE_EPISODES)
def children_meant_far(records: Records, day: dt.date) -> frozenset[int]:
    """The children meant to live outside the area on a day: decided by then, not ended, review still to come."""
    query = sa.select(FarByPlan.child_id).where(FarByPlan.decided_on <= day, FarByPlan.review_on > day)
    return frozenset(
        records.session.scalars(query.where(sa.or_(FarByPlan.ended_on.is_(None), FarByPlan.ended_on > day)).distinct())
    )


@asks(Permission.SEE_CHILDREN)
def siblings_assessed(records: Records) -> list[tuple[int, int, Together]]:
    """Every recorded pair of brothers and sisters (no foster siblings, no peers) with its assessment."""
    query = sa.select(SiblingRelation.a_id, SiblingRelation.b_id, SiblingRelation.assessed)
    rows = records.session.execute(query.where(SiblingRelation.relation.not_in(_NO_SIBLINGS)))
    return [(a, b, assessed) for a, b, assessed in rows]


@asks(Permission.SEE_CHILDREN)
def children_at_school(records: Records) -> frozenset[int]:
    """The children for whom a school is recorded."""
    return frozenset(records.session.scalars(sa.select(Child.id).where(Child.school_urn.is_not(None))))
