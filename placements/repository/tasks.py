"""What is to be done, by whom and by when: late first, nothing hidden; and the notices that run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from placements.models.child import Child
from placements.models.home import Home
from placements.models.notice import Notice, NoticeState, SupportTried
from placements.models.referral import Referral
from placements.models.task import Task, TaskState
from placements.permissions import Permission
from placements.repository.records import Records, asks


@dataclass(frozen=True)
class TaskLine:
    """A task with the references of its child and referral, and whether it is late."""

    task: Task
    child: str | None
    referral: str | None
    late: bool


@dataclass(frozen=True)
class NoticeLine:
    """A notice that runs, with the child, the home, the referral beside it and what was tried."""

    notice: Notice
    child: str
    home: str | None
    referral: str | None
    tried: tuple[SupportTried, ...]


@asks(Permission.SEE_REFERRALS)
def notices_on_homes_of(records: Records, children: Iterable[int]) -> Sequence[Notice]:
    """The notices that run on the homes of these children (ids), the first to end first."""
    query = sa.select(Notice).where(Notice.state == NoticeState.RUNNING, Notice.child_id.in_(sorted(set(children))))
    return records.session.scalars(query.order_by(Notice.ends_on, Notice.id)).all()


@asks(Permission.SEE_REFERRALS)
def open_tasks(
    records: Records, today: dt.date, *, who: str | None = None, referral: str | None = None
) -> list[TaskLine]:
    """Open tasks, the earliest due first; restricted ones only for those who may see the restricted list."""
    query = (
        sa.select(Task, Child.ref, Referral.ref)
        .outerjoin(Child, Child.id == Task.child_id)
        .outerjoin(Referral, Referral.id == Task.referral_id)
        .where(Task.state == TaskState.OPEN)
        .order_by(Task.due_on, Task.id)
    )
    if who is not None:
        query = query.where(Task.who == who)
    if referral is not None:
        query = query.where(Referral.ref == referral)
    if not records.viewer.may(Permission.SEE_RESTRICTED):
        query = query.where(Task.restricted.is_(False))
    return [TaskLine(task, child, ref, task.due_on < today) for task, child, ref in records.session.execute(query)]


@asks(Permission.SEE_CHILDREN)
def running_notices(records: Records) -> Sequence[NoticeLine]:
    """Every notice that runs, the first to end first."""
    query = (
        sa.select(Notice, Child.ref, Home.ref, Referral.ref)
        .join(Child, Child.id == Notice.child_id)
        .outerjoin(Home, Home.id == Notice.home_id)
        .outerjoin(Referral, Referral.id == Notice.referral_id)
        .where(Notice.state == NoticeState.RUNNING)
        .order_by(Notice.ends_on, Notice.id)
    )
    rows = records.session.execute(query).all()
    tried: dict[int, list[SupportTried]] = {}
    of_notice = sa.select(SupportTried).where(SupportTried.notice_id.in_([row[0].id for row in rows]))
    for one in records.session.scalars(of_notice.order_by(SupportTried.id)):
        tried.setdefault(one.notice_id, []).append(one)
    return [NoticeLine(notice, child, home, ref, tuple(tried.get(notice.id, ()))) for notice, child, home, ref in rows]
