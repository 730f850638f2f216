"""Notice on a home: its clock runs, a meeting is held and support is tried first, and the search runs beside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.audit_chain import Event
from placements.deciding.clocks import MANAGER, PRACTICE, SEARCH_BESIDE
from placements.deciding.people import must_say
from placements.deciding.references import child_by, home_by, referral_by
from placements.deciding.tasks import ToDo, add_task, close_by_rule
from placements.errors import Conflict, NotFound, Refused
from placements.models.child import Child
from placements.models.home import Bed
from placements.models.notice import GivenBy, Notice, NoticeState, SupportKind, SupportTried
from placements.models.placement import Occupancy, OccupancyKind, Standing
from placements.permissions import Permission
from placements.unit_of_work import UnitOfWork
from placements.working_days import add_working_days

MEETING_WITHIN = 5
"""Working days from notice to the stability meeting, where no other day is given (practice)."""


@dataclass(frozen=True)
class Given:
    """Notice as it was given: by whom, on which day, why, and the day from which the home ends."""

    by: GivenBy
    on: dt.date
    ends_on: dt.date
    reason: str
    meeting_on: dt.date | None = None


def give_notice(
    work: UnitOfWork, child: str, given: Given, *, home: str | None = None, referral: str | None = None
) -> Notice:
    """Record notice on a child's home and start its clocks: the meeting, what is tried first, the search, the end."""
    work.viewer.must(Permission.WRITE_REFERRALS)
    if given.ends_on <= given.on:
        raise Refused("Notice ends after it is given.", given=given.ends_on, do_next="Give the day the home ends.")
    found = child_by(work.session, child)
    _refuse_second(work, found)
    notice = Notice(
        child_id=found.id,
        given_on=given.on,
        given_by=given.by,
        reason=must_say("The reason for the notice", given.reason),
        ends_on=given.ends_on,
        meeting_on=given.meeting_on or min(add_working_days(given.on, MEETING_WITHIN), given.ends_on),
        by=work.viewer.name,
        at=work.clock(),
        home_id=home_by(work.session, home).id if home else _lives_in(work.session, found, given.on),
        referral_id=referral_by(work.session, referral).id if referral else None,
    )
    work.session.add(notice)
    work.session.flush()
    _start_clocks(work, notice)
    work.record(Event.NOTICE_GIVEN, f"child {child}", notice=notice.id, ends_on=str(notice.ends_on))
    return notice


def hold_meeting(work: UnitOfWork, notice_id: int, met_on: dt.date, words: str) -> Notice:
    """Record the stability meeting: when it was and what was agreed."""
    notice = _running(work, notice_id)
    notice.met_on, notice.met_words = met_on, must_say("What the meeting agreed", words)
    close_by_rule(work, "stability-meeting", notice.met_words, notice_id=notice.id)
    work.record(Event.NOTICE_MOVED, f"notice {notice_id}", met_on=str(met_on))
    return notice


def try_support(
    work: UnitOfWork,
    notice_id: int,
    kind: SupportKind,
    what: str,
    weekly_pence: int,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
) -> SupportTried:
    """Record support, or planned stays with other carers, with what it costs a week."""
    notice = _running(work, notice_id)
    if weekly_pence < 0 or (ends_on is not None and ends_on <= starts_on):
        raise Refused(
            "Support costs something over days in order.",
            given=f"{weekly_pence} pence a week from {starts_on}",
            do_next="Give whole pence a week (0 where it costs nothing) and an end after the start.",
        )
    tried = SupportTried(
        notice_id=notice.id,
        kind=kind,
        what=must_say("What is tried", what),
        weekly_pence=weekly_pence,
        starts_on=starts_on,
        ends_on=ends_on,
        by=work.viewer.name,
    )
    work.session.add(tried)
    close_by_rule(work, "support-first", tried.what, notice_id=notice.id)
    work.session.flush()
    work.record(Event.NOTICE_MOVED, f"notice {notice_id}", tried=kind)
    return tried


def say_how_it_went(work: UnitOfWork, support_id: int, outcome: str) -> SupportTried:
    """Record what came of support that was tried."""
    work.viewer.must(Permission.WRITE_REFERRALS)
    tried = work.session.get(SupportTried, support_id)
    if tried is None:
        raise NotFound("There is no such support.", given=support_id, do_next="See the notice.")
    tried.outcome = must_say("What came of it", outcome)
    work.record(Event.NOTICE_MOVED, f"notice {tried.notice_id}", support=support_id)
    return tried


def search_beside(work: UnitOfWork, notice_id: int, referral: str) -> Notice:
    """Join the referral whose search runs beside a notice."""
    notice = _running(work, notice_id)
    notice.referral_id = referral_by(work.session, referral).id
    close_by_rule(work, SEARCH_BESIDE.rule, f"Referral {referral}.", notice_id=notice.id)
    work.record(Event.NOTICE_MOVED, f"notice {notice_id}", referral=referral)
    return notice


def say_immediate_risk(work: UnitOfWork, notice_id: int, words: str) -> Notice:
    """Record why the child cannot wait for a meeting or for support to be tried."""
    notice = _running(work, notice_id)
    notice.immediate_risk = must_say("The immediate risk", words)
    work.record(Event.NOTICE_MOVED, f"notice {notice_id}", immediate_risk=True)
    return notice


def take_back(work: UnitOfWork, notice_id: int, words: str) -> Notice:
    """Record that the notice was taken back: the child stays."""
    return _close(work, _running(work, notice_id), NoticeState.TAKEN_BACK, work.clock().date(), words)


def child_moved(work: UnitOfWork, child_id: int, on: dt.date) -> None:
    """Close a running notice because the child has another home from a day on."""
    query = sa.select(Notice).where(Notice.child_id == child_id, Notice.state == NoticeState.RUNNING)
    for notice in work.session.scalars(query).all():
        _close(work, notice, NoticeState.MOVED, on, "The child moved.")


def not_tried_yet(session: Session, children: Sequence[Child]) -> list[str]:
    """What has still to be tried before a child under notice moves; nothing where the risk is immediate."""
    query = sa.select(Notice).where(
        Notice.child_id.in_([child.id for child in children]), Notice.state == NoticeState.RUNNING
    )
    found = []
    for notice in session.scalars(query):
        tried = session.scalar(sa.select(SupportTried.id).where(SupportTried.notice_id == notice.id).limit(1))
        if notice.immediate_risk is None and notice.met_on is None:
            found.append("Notice runs on the child's home, and its stability meeting was not held.")
        if notice.immediate_risk is None and tried is None:
            found.append("Notice runs on the child's home, and neither support nor planned stays were tried.")
    return found


def _start_clocks(work: UnitOfWork, notice: Notice) -> None:
    todos = [
        ToDo("stability-meeting", "Hold the stability meeting.", MANAGER, notice.meeting_on, PRACTICE),
        ToDo("support-first", "Cost and try support, or planned stays.", MANAGER, notice.meeting_on, PRACTICE),
        ToDo("notice-ends", "The home ends.", "placement officer", notice.ends_on, PRACTICE),
    ]
    if notice.referral_id is None:
        todos.append(SEARCH_BESIDE.starting(notice.given_on))
    for todo in todos:
        add_task(work, todo, notice_id=notice.id, child_id=notice.child_id, referral_id=notice.referral_id)


def _close(work: UnitOfWork, notice: Notice, state: NoticeState, on: dt.date, words: str) -> Notice:
    notice.state, notice.closed_on = state, on
    notice.closed_words = must_say("Why the notice closes", words)
    for rule in ("stability-meeting", "support-first", "notice-ends", SEARCH_BESIDE.rule):
        close_by_rule(work, rule, notice.closed_words, notice_id=notice.id)
    work.record(Event.NOTICE_MOVED, f"notice {notice.id}", now=state)
    return notice


def _running(work: UnitOfWork, notice_id: int) -> Notice:
    work.viewer.must(Permission.WRITE_REFERRALS)
    notice = work.session.get(Notice, notice_id)
    if notice is None:
        raise NotFound("There is no such notice.", given=notice_id, do_next="See the notices that run.")
    if notice.state is not NoticeState.RUNNING:
        raise Conflict("The notice runs no more.", given=notice.state, do_next="Record a new one if there is one.")
    return notice


def _refuse_second(work: UnitOfWork, child: Child) -> None:
    query = sa.select(Notice.id).where(Notice.child_id == child.id, Notice.state == NoticeState.RUNNING)
    held = work.session.scalar(query)
    if held is not None:
        raise Conflict("Notice runs on this child's home already.", given=f"notice {held}", do_next="Go on with it.")


def _lives_in(session: Session, child: Child, on: dt.date) -> int | None:
    where: list[Any] = [
        Occupancy.child_id == child.id,
        Occupancy.kind == OccupancyKind.PLACEMENT,
        Occupancy.standing != Standing.RELEASED,
        Occupancy.starts_on <= on,
        sa.or_(Occupancy.ends_on.is_(None), Occupancy.ends_on > on),
    ]
    query = sa.select(Bed.home_id).join(Occupancy, Occupancy.bed_id == Bed.id).where(*where)
    return session.scalar(query.order_by(Occupancy.id.desc()).limit(1))
