"""Notice on a home: the search runs beside it, says so, and knows who gave notice without being told twice."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from matching.answer import SearchAnswer
from matching.service import search
from placements.deciding.notices import Given, give_notice, hold_meeting, take_back
from placements.models.base import Known
from placements.models.notice import GivenBy
from placements.models.referral import Referral, ReferralKind
from placements.repository.records import records_for
from tests.matching import town
from tests.placements.deciding.town import FRIDAY_NOON, SYSTEM, do
from tests.worlds import TODAY

JULY = dt.date(2026, 7, 3)


@pytest.fixture
def record(engine: sa.Engine) -> sa.Engine:
    town.settle(engine)
    town.change(engine, lambda session: session.execute(sa.update(Referral).values(kind=ReferralKind.PLANNED_MOVE)))
    return engine


def found(record: sa.Engine) -> SearchAnswer:
    with records_for(record, SYSTEM) as records:
        return search(records, "R-2", today=TODAY)


def notice(record: sa.Engine, by: GivenBy) -> int:
    given = Given(by, FRIDAY_NOON.date(), JULY, "Nights are hard.")
    return do(record, lambda work: give_notice(work, "C-3", given).id)


def asked_about_notice(answer: SearchAnswer) -> bool:
    return any("gave notice is not recorded" in one.because for option in answer.options for one in option.missing())


def test_a_search_says_that_notice_runs_until_when_and_whether_people_met(record: sa.Engine) -> None:
    assert found(record).as_json()["notices"] == []
    number = notice(record, GivenBy.CARER)
    told = str(found(record).as_json()["notices"])
    assert "ends on 3 July 2026; the stability meeting was not held yet. This search runs beside." in told
    do(record, lambda work: hold_meeting(work, number, FRIDAY_NOON.date(), "Two nights a month elsewhere."))
    assert "the stability meeting was held" in str(found(record).as_json()["notices"])
    do(record, lambda work: take_back(work, number, "It got better."))
    assert found(record).as_json()["notices"] == []


@pytest.mark.parametrize(
    ("by", "ended"), [(GivenBy.CARER, Known.YES), (GivenBy.PROVIDER, Known.YES), (GivenBy.AUTHORITY, Known.NOT_ASKED)]
)
def test_who_gave_notice_is_read_from_the_notice_where_the_referral_does_not_say(
    record: sa.Engine, by: GivenBy, ended: Known
) -> None:
    assert asked_about_notice(found(record))
    notice(record, by)
    answer = found(record)
    assert answer.request.carer_ended is ended
    assert asked_about_notice(answer) is (ended is not Known.YES)
