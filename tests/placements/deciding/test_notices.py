"""Notice on a home: its clocks run, support is tried first, the search runs beside, and a risk need not wait."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.deciding.notices import (
    Given,
    give_notice,
    hold_meeting,
    say_how_it_went,
    say_immediate_risk,
    search_beside,
    take_back,
    try_support,
)
from placements.deciding.placing import decide
from placements.errors import Conflict, Refused
from placements.models.decision import OverrideReason
from placements.models.notice import GivenBy, Notice, NoticeState, SupportKind
from placements.models.task import Task, TaskState
from placements.repository.records import records_for
from placements.repository.tasks import running_notices
from tests.placements.deciding import town
from tests.placements.deciding.town import FRIDAY_NOON, MANAGER, MONDAY, OFFICER, WORKER, do, viewer

TODAY = FRIDAY_NOON.date()
GIVEN = Given(GivenBy.CARER, TODAY, TODAY + dt.timedelta(days=28), "Nights are hard.")


def under_notice(engine: sa.Engine, **facts: Any) -> int:
    """Notice on C-3's home, and its number."""
    return do(engine, lambda work: give_notice(work, "C-3", GIVEN, **facts).id, WORKER)


def tasks(engine: sa.Engine) -> dict[str, dt.date]:
    """Open tasks by rule."""
    with Session(engine) as session:
        rows = session.execute(sa.select(Task.rule, Task.due_on).where(Task.state == TaskState.OPEN))
        return dict(rows.all())


def test_notice_starts_the_clocks_of_meeting_support_search_and_end(engine: sa.Engine, tmp_path: Path) -> None:
    town.settle(engine, tmp_path)
    under_notice(engine, home="H-1")
    assert tasks(engine) == {
        "stability-meeting": dt.date(2026, 6, 12),
        "support-first": dt.date(2026, 6, 12),
        "search-beside": MONDAY,
        "notice-ends": GIVEN.ends_on,
    }


def test_each_step_closes_its_clock_and_the_cost_of_what_was_tried_is_kept(record: sa.Engine, tmp_path: Path) -> None:
    town.settle(record, tmp_path)
    number = under_notice(record, home="H-1")
    do(record, lambda work: search_beside(work, number, "R-2"), WORKER)
    do(record, lambda work: hold_meeting(work, number, TODAY, "Respite every other weekend."), WORKER)
    tried = do(
        record,
        lambda work: try_support(work, number, SupportKind.PLANNED_STAYS, "Two nights with H-2.", 17_500, MONDAY).id,
        WORKER,
    )
    do(record, lambda work: say_how_it_went(work, tried, "The carers slept."), WORKER)
    assert set(tasks(record)) == {"notice-ends"}
    with records_for(record, OFFICER) as records:
        [line] = running_notices(records)
    assert (line.child, line.home, line.referral) == ("C-3", "H-1", "R-2")
    assert (line.tried[0].weekly_pence, line.tried[0].outcome) == (17_500, "The carers slept.")


def test_a_child_under_notice_moves_only_after_a_meeting_and_something_tried(record: sa.Engine, tmp_path: Path) -> None:
    town.settle(record, tmp_path)
    number = under_notice(record)
    town.searched(record, "R-2")
    town.wishes_recorded(record, "C-3")
    offer = town.accepted(record, "R-2", "H-1")
    said = town.decided(override=OverrideReason.ONLY_ACCEPTANCE)
    with pytest.raises(Refused, match=r"meeting was not held.*neither support nor planned stays"):
        do(record, lambda work: decide(work, offer, said), viewer(MANAGER))
    do(record, lambda work: hold_meeting(work, number, TODAY, "Nothing will hold."), WORKER)
    do(record, lambda work: try_support(work, number, SupportKind.COSTED_SUPPORT, "A worker.", 0, TODAY), WORKER)
    do(record, lambda work: decide(work, offer, said), viewer(MANAGER))
    with Session(record) as session:
        notice = session.get_one(Notice, number)
        assert (notice.state, notice.closed_on) == (NoticeState.MOVED, MONDAY)


def test_an_immediate_risk_does_not_wait_and_says_why(record: sa.Engine, tmp_path: Path) -> None:
    town.settle(record, tmp_path)
    number = under_notice(record)
    town.searched(record, "R-2")
    town.wishes_recorded(record, "C-3")
    offer = town.accepted(record, "R-2", "H-1")
    do(record, lambda work: say_immediate_risk(work, number, "An allegation was made."), WORKER)
    said = town.decided(override=OverrideReason.SAFETY)
    do(record, lambda work: decide(work, offer, said), viewer(MANAGER))


def test_a_notice_taken_back_closes_its_clocks_and_nothing_more_happens_to_it(
    record: sa.Engine, tmp_path: Path
) -> None:
    town.settle(record, tmp_path)
    number = under_notice(record)
    with pytest.raises(Conflict, match="Notice runs on this child's home already"):
        under_notice(record)
    do(record, lambda work: take_back(work, number, "It got better."), WORKER)
    assert tasks(record) == {}
    with pytest.raises(Conflict, match="runs no more"):
        do(record, lambda work: hold_meeting(work, number, TODAY, "x"), WORKER)
    under_notice(record)


@pytest.mark.parametrize("facts", [{"weekly_pence": -1}, {"ends_on": TODAY}, {"what": ""}])
def test_support_is_costed_over_days_in_order(record: sa.Engine, tmp_path: Path, facts: dict[str, Any]) -> None:
    town.settle(record, tmp_path)
    number = under_notice(record)
    usual: dict[str, Any] = {"what": "A worker.", "weekly_pence": 0, "starts_on": TODAY}
    with pytest.raises(Refused):
        do(record, lambda work: try_support(work, number, SupportKind.COSTED_SUPPORT, **(usual | facts)), WORKER)


def test_a_notice_ends_after_it_is_given(record: sa.Engine, tmp_path: Path) -> None:
    town.settle(record, tmp_path)
    wrong = Given(GivenBy.CARER, TODAY, TODAY, "x")
    with pytest.raises(Refused, match="ends after it is given"):
        do(record, lambda work: give_notice(work, "C-3", wrong), WORKER)
