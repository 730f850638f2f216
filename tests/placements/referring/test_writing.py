"""A referral copied from the one before: what is old is said, and what is still true is dated anew."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.deciding.gaps import stale_facts
from placements.deciding.references import referral_by
from placements.errors import NotFound, Refused
from placements.models.child import Child, Need, NeedDomain
from placements.models.referral import Referral, ReferralKind, Suitability, Urgency
from placements.referring.writing import ReferralGiven, still_true, write_referral
from tests.placements.deciding import town
from tests.placements.deciding.town import FRIDAY_NOON, WORKER, do

SOON = FRIDAY_NOON + dt.timedelta(days=2)
OLD = FRIDAY_NOON.date() - dt.timedelta(days=120)


def given(**how: object) -> ReferralGiven:
    facts = {"children": ["C-1"], "kind": ReferralKind.PLANNED_MOVE, "needed_by": SOON, "urgency": Urgency.PLANNED}
    return ReferralGiven(**(facts | how))  # type: ignore[arg-type]


def test_a_copy_is_a_new_open_referral_and_the_old_one_stays(record: sa.Engine, tmp_path: Path) -> None:
    town.settle(record, tmp_path)
    ref = do(
        record,
        lambda work: write_referral(work, given(settings={"K2": Suitability.UNSUITABLE}), copied_from="R-1").ref,
        WORKER,
    )
    with Session(record) as session:
        made = referral_by(session, ref)
        assert (made.kind, made.settings, made.needed_by) == (ReferralKind.PLANNED_MOVE, {"K2": "unsuitable"}, SOON)
        assert session.scalar(sa.select(Referral.ref).where(Referral.ref == "R-1")) == "R-1"


def test_a_stale_fact_that_is_still_true_is_of_today(record: sa.Engine, tmp_path: Path) -> None:
    town.settle(record, tmp_path)
    with Session(record) as session:
        child = session.scalars(sa.select(Child).where(Child.ref == "C-1")).one()
        session.execute(sa.delete(Need).where(Need.child_id == child.id))
        session.add(Need(child_id=child.id, domain=NeedDomain.AUTISM, level=2, as_of=OLD, source="a test"))
        session.commit()

    def stale() -> list[str]:
        with Session(record) as session:
            return [one.what for one in stale_facts(session, referral_by(session, "R-1"), FRIDAY_NOON.date())]

    assert "need: autism" in stale()
    assert do(record, lambda work: still_true(work, "C-1", [("need", "autism")]), WORKER) == 1
    assert "need: autism" not in stale()


@pytest.mark.parametrize("fact", [("need", "nothing such"), ("hobby", "football")])
def test_a_fact_that_is_not_recorded_cannot_be_confirmed(
    record: sa.Engine, tmp_path: Path, fact: tuple[str, str]
) -> None:
    town.settle(record, tmp_path)
    with pytest.raises(Refused):
        do(record, lambda work: still_true(work, "C-1", [fact]), WORKER)


def test_what_cannot_be_is_refused(record: sa.Engine, tmp_path: Path) -> None:
    town.settle(record, tmp_path)
    passed, nobody = given(needed_by=FRIDAY_NOON), given(children=[])
    with pytest.raises(Refused, match="has passed"):
        do(record, lambda work: write_referral(work, passed), WORKER)
    with pytest.raises(Refused, match="No child"):
        do(record, lambda work: write_referral(work, nobody), WORKER)
    with pytest.raises(NotFound):
        do(record, lambda work: write_referral(work, given(children=["C-404"])), WORKER)
