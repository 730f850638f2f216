"""The demonstration's year before is played through the services, leaves no bed taken and is the same every time."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.past import play_the_past
from data.demo.past import past_referrals
from placements.models.child import Child
from placements.models.decision import Decision
from placements.models.offer import Offer, OfferState
from placements.models.outcome import Outcome
from placements.models.placement import Occupancy, OccupancyKind
from placements.permissions import Permission, Role, Viewer
from placements.repository.audit import audit_rows
from placements.repository.records import records_for
from tests.api.town import TODAY, settle


def test_the_year_before_was_decided_by_named_people_and_its_stays_have_ended(engine: sa.Engine) -> None:
    settle(engine)
    number = play_the_past(engine, TODAY, 1, lambda _: None)
    with Session(engine) as session:
        decisions = session.scalars(sa.select(Decision).where(Decision.happened.is_(None))).all()
        assert len(decisions) == number > 0
        assert {one.decided_by for one in decisions} == {"Marian Invented"}
        assert all(one.child_told_on and one.options_seen for one in decisions)
        assert session.scalar(sa.select(sa.func.count()).select_from(Outcome)) == sum(
            len(one.snapshot["children"]) for one in decisions
        )
        stays = session.scalars(sa.select(Occupancy).where(Occupancy.kind == OccupancyKind.PLACEMENT)).all()
        assert all(stay.ends_on is not None and stay.ends_on < TODAY for stay in stays)
        assert not session.scalars(sa.select(Offer.id).where(Offer.state == OfferState.PLACED)).all()
        assert all(session.scalars(sa.select(Child.invented)).all())
    with records_for(engine, Viewer("Ada Invented", Role.ADMINISTRATOR)) as records:
        assert records.viewer.may(Permission.SEE_AUDIT)
        assert {row.event for row in audit_rows(records)} >= {"searched", "decided", "outcome_recorded", "happened"}


def test_the_same_seed_tells_the_same_past() -> None:
    assert past_referrals(TODAY, 7) == past_referrals(TODAY, 7)
    assert past_referrals(TODAY, 7) != past_referrals(TODAY, 8)
    refs = [one.ref for one in past_referrals(TODAY, 7)]
    assert len(set(refs)) == len(refs)
    for told in past_referrals(TODAY, 7):
        assert told.on.toordinal() + told.waited_days + told.stayed_days + 5 < TODAY.toordinal()
