"""What happened can always be recorded, by a named senior: with its clock, and for the director's eyes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.deciding.happened import WhatHappened, record_happened
from placements.deciding.people import Named
from placements.deciding.placing import decide
from placements.errors import NotPermitted, Refused
from placements.models.decision import Decision, Happened, OverrideReason
from placements.models.placement import Occupancy, Residence
from placements.models.referral import Referral, ReferralStatus
from placements.models.task import Task
from placements.permissions import Permission
from placements.repository.decisions import decisions_of, restricted_list
from placements.repository.records import records_for
from placements.repository.tasks import open_tasks
from tests.placements.deciding import town
from tests.placements.deciding.town import DIRECTOR, MANAGER, MONDAY, OFFICER, SYSTEM, do, viewer


def happened(engine: sa.Engine, kind: Happened, children: Sequence[str] = ("C-3",), **facts: Any) -> Decision:
    """Record that something happened on Monday, as the director."""
    usual: dict[str, Any] = {"reason": "No home had been found by ten.", "referral": "R-2"}
    what = WhatHappened(kind, children, MONDAY, **(usual | facts))
    return do(engine, lambda work: record_happened(work, what, DIRECTOR), viewer(DIRECTOR))


def test_a_place_that_is_no_known_home_is_recorded_all_the_same(engine: sa.Engine, tmp_path: Path) -> None:
    town.settle(engine, tmp_path)
    decision = happened(engine, Happened.UNREGISTERED, place="a rented flat with two workers", notices=["Ofsted"])
    with Session(engine) as session:
        residence = session.scalars(sa.select(Residence)).one()
        assert (residence.place_text, residence.author) == ("a rented flat with two workers", DIRECTOR.name)
        tasks = {task.rule: task for task in session.scalars(sa.select(Task).filter_by(decision_id=decision.id))}
        status = session.scalars(sa.select(Referral.status).where(Referral.ref == "R-2")).one()
    assert status is ReferralStatus.OPEN  # the search goes on
    assert {"director-told", "happened-review", "ofsted-told", "end-unregistered", "notice-sent"} == set(tasks)
    assert all(task.restricted for task in tasks.values())
    assert tasks["ofsted-told"].draft


def test_outside_the_terms_it_ends_or_the_terms_change_by_the_sixth_working_day(
    record: sa.Engine, tmp_path: Path
) -> None:
    town.settle(record, tmp_path)
    decision = happened(record, Happened.OUTSIDE_TERMS, home="H-1")
    with Session(record) as session:
        due = session.scalars(sa.select(Task.due_on).filter_by(rule="outside-terms", decision_id=decision.id)).one()
        bed = session.scalars(sa.select(Occupancy).filter_by(decision_id=decision.id)).one()
    assert due == dt.date(2026, 6, 16)
    assert bed.starts_on == MONDAY


def test_over_number_in_a_full_home_the_record_says_where_the_child_is(engine: sa.Engine, tmp_path: Path) -> None:
    offer = town.ready(engine, tmp_path)
    do(engine, lambda work: decide(work, offer, town.decided()), viewer(MANAGER))
    happened(engine, Happened.OVER_NUMBER, home="H-1")
    with Session(engine) as session:
        residence = session.scalars(sa.select(Residence)).one()
        assert residence.home_id == 1
        assert session.scalar(sa.select(sa.func.count()).select_from(Occupancy).where(Occupancy.child_id == 3)) == 0


def test_the_list_is_the_directors_and_nobody_elses(record: sa.Engine, tmp_path: Path) -> None:
    town.settle(record, tmp_path)
    happened(record, Happened.UNREGISTERED, place="a flat")
    with records_for(record, viewer(DIRECTOR)) as records:
        [line] = restricted_list(records, MONDAY)
        assert (line.children, line.still_there) == (("C-3",), True)
        assert {task.rule for task in line.tasks} >= {"director-told"}
        assert {line.task.rule for line in open_tasks(records, MONDAY)} >= {"director-told"}
    for person in (OFFICER, viewer(MANAGER), viewer(town.IRO)):
        with records_for(record, person) as records:
            with pytest.raises(NotPermitted):
                restricted_list(records, MONDAY)
            assert open_tasks(records, MONDAY) == []
            assert not person.may(Permission.SEE_RESTRICTED)
            assert decisions_of(records, "R-2") == []


def test_a_home_found_afterwards_ends_what_happened(record: sa.Engine, tmp_path: Path) -> None:
    town.settle(record, tmp_path)
    happened(record, Happened.UNREGISTERED, place="a flat")
    town.searched(record, "R-2")
    town.wishes_recorded(record, "C-3")
    offer = town.accepted(record, "R-2", "H-1")
    said = town.decided(override=OverrideReason.ONLY_ACCEPTANCE)
    do(record, lambda work: decide(work, offer, said), viewer(MANAGER))
    with records_for(record, viewer(DIRECTOR)) as records:
        [line] = restricted_list(records, MONDAY)
    assert not line.still_there


def test_only_a_named_senior_records_it(record: sa.Engine, tmp_path: Path) -> None:
    town.settle(record, tmp_path)
    what = WhatHappened(Happened.OTHER, ["C-3"], MONDAY, "x", place="a flat")
    with pytest.raises(NotPermitted):
        do(record, lambda work: record_happened(work, what, Named(OFFICER.name, OFFICER.role)), OFFICER)
    with pytest.raises(Refused, match="A person must answer"):
        do(record, lambda work: record_happened(work, what, Named(SYSTEM.name, DIRECTOR.role)))


@pytest.mark.parametrize("lacking", [{"place": " "}, {"children": []}, {"place": "a flat", "reason": " "}])
def test_who_where_and_why_are_always_said(record: sa.Engine, tmp_path: Path, lacking: dict[str, Any]) -> None:
    town.settle(record, tmp_path)
    with pytest.raises(Refused, match="missing"):
        happened(record, Happened.OTHER, **lacking)
