"""Searches are kept for twelve months; one that led to a decision stays with it, and audit rows stay always."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.audit_chain import Event, first_break
from placements.deciding.offers import identify, withdraw
from placements.deciding.placing import decide
from placements.deciding.retention import Cleared, clear_old_searches
from placements.deciding.searches import document_of, search_by
from placements.deciding.shortlists import make_shortlist
from placements.errors import NotFound, NotPermitted, Refused
from placements.models.audit import AuditRow
from placements.models.offer import Offer
from placements.models.search import Search, Seen, Shortlist
from tests.placements.deciding import town
from tests.placements.deciding.town import FRIDAY_NOON, MANAGER, OFFICER, do, viewer

YEAR_LATER = FRIDAY_NOON + dt.timedelta(days=366)


def left(engine: sa.Engine) -> list[int]:
    with Session(engine) as session:
        return list(session.scalars(sa.select(Search.id).order_by(Search.id)))


def cleared(engine: sa.Engine, at: dt.datetime = YEAR_LATER, months: int = 12) -> Cleared:
    return do(engine, lambda work: clear_old_searches(work, months), at=at)


def test_a_search_is_kept_for_twelve_months_to_the_day(engine: sa.Engine, tmp_path: Path) -> None:
    town.settle(engine, tmp_path)
    number = town.searched(engine)
    year = dt.datetime(2027, 6, 5, 11, tzinfo=dt.UTC)
    assert cleared(engine, year).searches == 0
    assert left(engine) == [number]
    assert cleared(engine, year + dt.timedelta(days=1)).before == dt.date(2026, 6, 6)
    assert left(engine) == []


def test_the_last_day_of_a_shorter_month_counts(engine: sa.Engine, tmp_path: Path) -> None:
    town.settle(engine, tmp_path)
    assert cleared(engine, dt.datetime(2028, 2, 29, tzinfo=dt.UTC)).before == dt.date(2027, 2, 28)
    assert cleared(engine, dt.datetime(2027, 3, 31, tzinfo=dt.UTC), months=1).before == dt.date(2027, 2, 28)


def test_a_search_that_led_to_a_decision_stays_with_it_and_reads_as_it_was_seen(
    engine: sa.Engine, tmp_path: Path
) -> None:
    offer = town.ready(engine, tmp_path)
    decision = do(engine, lambda work: decide(work, offer, town.decided()), viewer(MANAGER))
    other = town.searched(engine, seen=town.document(town.option(1, "H-2", ["C-1", "C-2"])))
    assert cleared(engine).searches == 1
    assert left(engine) == [decision.search_id]
    with Session(engine) as session:
        assert document_of(session, search_by(session, decision.search_id or 0))["options"]
        assert session.scalar(sa.select(sa.func.count()).select_from(Seen)) == 1
        with pytest.raises(NotFound):
            search_by(session, other)


def test_what_was_made_from_a_search_goes_with_it_and_an_offer_forgets_it(engine: sa.Engine, tmp_path: Path) -> None:
    town.settle(engine, tmp_path)
    number = town.searched(engine)
    do(engine, lambda work: make_shortlist(work, number, [1], hidden=False), OFFICER)
    offer = do(engine, lambda work: identify(work, "R-1", home="H-1", search_id=number).id, OFFICER)
    assert cleared(engine).searches == 0, "a live offer keeps its search"
    do(engine, lambda work: withdraw(work, offer, "No longer needed."), OFFICER)
    assert (cleared(engine).shortlists, left(engine)) == (1, [])
    with Session(engine) as session:
        assert session.get_one(Offer, offer).search_id is None
        assert session.scalar(sa.select(sa.func.count()).select_from(Shortlist)) == 0


def test_clearing_is_audited_and_the_chain_of_audit_stays_whole(engine: sa.Engine, tmp_path: Path) -> None:
    town.settle(engine, tmp_path)
    town.searched(engine)
    cleared(engine)
    with Session(engine) as session:
        rows = session.scalars(sa.select(AuditRow).order_by(AuditRow.id)).all()
    assert [row.event for row in rows][-1] == Event.SEARCHES_CLEARED
    assert Event.SEARCHED in [row.event for row in rows]
    assert first_break(rows) is None


def test_only_who_keeps_the_system_clears_and_never_within_a_month(engine: sa.Engine, tmp_path: Path) -> None:
    town.settle(engine, tmp_path)
    with pytest.raises(NotPermitted):
        do(engine, clear_old_searches, viewer(MANAGER))
    with pytest.raises(Refused, match="a month at least"):
        cleared(engine, months=0)
