"""Offers are accepted by the right person, costs agreed within the scheme, and agreements given by their office."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from placements.audit_chain import Event
from placements.deciding.funding import Cost, agree_funding, load_scheme, roles_that_may
from placements.deciding.offers import accept, approach, decline, give_feedback, identify, offered, withdraw
from placements.deciding.people import Named
from placements.deciding.sign_offs import ask_sign_offs, chase_sign_off, record_theirs, sign
from placements.errors import Conflict, NotFound, NotPermitted, Refused
from placements.models.home import HomeKind
from placements.models.offer import OfferState, OfferStep, RefusalReason
from placements.models.sign_off import SignOff
from placements.models.task import Task, TaskState
from placements.permissions import Role
from placements.unit_of_work import UnitOfWork
from tests.placements.deciding import town
from tests.placements.deciding.town import AGREE, DIRECTOR, FRIDAY_NOON, MANAGER, MONDAY, NOMINATED, OFFICER, do, viewer

TWELVE_WEEKS = MONDAY + dt.timedelta(days=84)
SATURDAY_NIGHT = dt.datetime(2026, 6, 6, 23, 0, tzinfo=dt.UTC)
DUTY = Named("Dee Invented", Role.EMERGENCY_DUTY)


def approached(engine: sa.Engine, **to: Any) -> int:
    offer = do(engine, lambda work: identify(work, "R-2", **to).id, OFFICER)
    do(engine, lambda work: approach(work, offer, FRIDAY_NOON + dt.timedelta(hours=4)), OFFICER)
    return offer


def test_every_step_of_an_offer_is_kept_with_who_took_it(engine: sa.Engine, tmp_path: Path) -> None:
    town.settle(engine, tmp_path)
    offer = approached(engine, provider="P-1")
    do(engine, lambda work: offered(work, offer, home="H-2", weekly_pence=90_000, words="A carer in Adel."), OFFICER)
    do(engine, lambda work: decline(work, offer, RefusalReason.MATCH_OTHERS, "Not with the other child."), OFFICER)
    do(engine, lambda work: give_feedback(work, offer), OFFICER)
    with Session(engine) as session:
        steps = session.execute(sa.select(OfferStep.to_state, OfferStep.by).order_by(OfferStep.id)).all()
    assert [step[0].value for step in steps] == ["identified", "approached", "offered", "declined"]
    assert {step[1] for step in steps} == {OFFICER.name}


def test_a_home_is_accepted_for_by_its_registered_manager_and_a_household_by_its_carer(
    record: sa.Engine, tmp_path: Path
) -> None:
    town.settle(record, tmp_path)

    def build(work: UnitOfWork) -> None:
        town.home(work, "K-1", 1, kind=HomeKind.CHILDRENS_HOME)
        work.record(Event.DATA_LOADED, "a home")

    do(record, build)
    offer = approached(record, home="K-1")
    who = {"accepted_by": "Rae Invented", "accepted_as": "key worker"}
    with pytest.raises(Refused, match="Only its registered manager"):
        do(record, lambda work: accept(work, offer, **who), OFFICER)  # type: ignore[arg-type]
    manager = who | {"accepted_as": "Registered manager"}
    taken = do(record, lambda work: accept(work, offer, **manager), OFFICER)  # type: ignore[arg-type]
    assert (taken.state, taken.accepted_by) == (OfferState.ACCEPTED, "Rae Invented")


def test_the_same_children_are_not_offered_to_the_same_home_twice(record: sa.Engine, tmp_path: Path) -> None:
    town.settle(record, tmp_path)
    first = approached(record, home="H-1")
    with pytest.raises(Conflict, match="open offer for these children already"):
        do(record, lambda work: identify(work, "R-2", home="H-1"), OFFICER)
    do(record, lambda work: withdraw(work, first, "Another home was found."), OFFICER)
    approached(record, home="H-1")


@pytest.mark.parametrize(
    ("to", "kind"),
    [
        ({}, Refused),
        ({"home": "H-99"}, NotFound),
        ({"provider": "P-99"}, NotFound),
        ({"home": "H-1", "children": ["C-1"]}, Refused),
    ],
)
def test_an_offer_goes_to_somebody_for_children_the_referral_names(
    record: sa.Engine, tmp_path: Path, to: dict[str, Any], kind: type[Exception]
) -> None:
    town.settle(record, tmp_path)
    with pytest.raises(kind):
        do(record, lambda work: identify(work, "R-2", **to), OFFICER)


def test_a_provider_that_was_asked_must_name_a_home_of_its_own(record: sa.Engine, tmp_path: Path) -> None:
    town.settle(record, tmp_path)
    offer = approached(record, provider="P-1")
    with pytest.raises(Refused, match="Which home"):
        do(record, lambda work: offered(work, offer), OFFICER)
    with pytest.raises(Refused, match="not this provider's"):
        do(record, lambda work: offered(work, offer, home="H-1"), OFFICER)


@pytest.mark.parametrize(
    ("person", "at", "weekly", "panel_on", "allowed"),
    [
        (MANAGER, FRIDAY_NOON, 100_000, None, True),
        (MANAGER, FRIDAY_NOON, 100_001, None, False),
        (MANAGER, SATURDAY_NIGHT, 100_000, None, False),
        (DUTY, SATURDAY_NIGHT, 83_000, None, True),
        (DIRECTOR, FRIDAY_NOON, 600_000, None, False),
        (DIRECTOR, FRIDAY_NOON, 600_000, dt.date(2026, 6, 4), True),
        (DIRECTOR, FRIDAY_NOON, 600_000, dt.date(2026, 6, 18), False),
        (DIRECTOR, FRIDAY_NOON, 600_000, dt.date(2026, 6, 3), False),
    ],
)
def test_a_cost_is_agreed_within_what_the_scheme_lets_a_role_agree_now(
    record: sa.Engine,
    tmp_path: Path,
    person: Named,
    at: dt.datetime,
    weekly: int,
    panel_on: dt.date | None,
    allowed: bool,
) -> None:
    town.settle(record, tmp_path)
    offer = approached(record, home="H-2")
    cost = Cost(weekly, MONDAY, TWELVE_WEEKS)

    def step(work: UnitOfWork) -> object:
        return agree_funding(work, offer, person, cost, panel_on=panel_on)

    if allowed:
        do(record, step, viewer(person), at)
    else:
        with pytest.raises((NotPermitted, Refused), match=r"scheme|panel"):
            do(record, step, viewer(person), at)


@given(st.integers(0, 3_000_000), st.integers(1, 400), st.booleans())
def test_who_may_agree_is_what_the_limits_say(weekly: int, days: int, by_night: bool) -> None:
    """A second, plain reading of the scheme of the town."""
    cost = Cost(weekly, MONDAY, MONDAY + dt.timedelta(days=days))
    total = (2 * weekly * days + 7) // 14
    assert cost.total_pence == total
    expected = {
        Role.TEAM_MANAGER: weekly <= 100_000 and total <= 2_000_000 and not by_night,
        Role.EMERGENCY_DUTY: weekly <= 150_000 and total <= 1_000_000,
        Role.DIRECTOR: True,
    }
    at = SATURDAY_NIGHT if by_night else FRIDAY_NOON
    assert set(roles_that_may(_Scheme.session(), cost, at)) == {role for role, may in expected.items() if may}


class _Scheme:
    """The town's scheme in a record of its own, opened once."""

    held: Session | None = None

    @classmethod
    def session(cls) -> Session:
        if cls.held is None:
            from placements.models import Base
            from placements.models.funding import FundingRule

            engine = sa.create_engine("sqlite://")
            Base.metadata.create_all(engine)
            cls.held = Session(engine)
            said: dict[str, Any] = {"scheme": "s", "starts_on": dt.date(2026, 4, 1), "as_of": MONDAY, "source": "test"}
            cls.held.add_all(
                [
                    FundingRule(role="team_manager", weekly_pence=100_000, total_pence=2_000_000, **said),
                    FundingRule(
                        role="emergency_duty", weekly_pence=150_000, total_pence=1_000_000, out_of_hours=True, **said
                    ),
                    FundingRule(role="director", out_of_hours=True, **said),
                ]
            )
            cls.held.flush()
        return cls.held


@pytest.mark.parametrize(
    "spoilt",
    [
        "not toml [",
        'scheme = "x"',
        'scheme = "x"\nsource = "y"\n[[rule]]\nrole = "iro"\nfrom = 2026-04-01',
        'scheme = "x"\nsource = "y"\n[[rule]]\nrole = "director"\nfrom = 2026-04-01\nweekly_pence = 10.5',
        'scheme = "x"\nsource = "y"\n[[rule]]\nrole = "director"\nfrom = 2026-04-01\nweekly = 10',
        'scheme = "x"\nsource = "y"\n[[rule]]\nrole = "director"\nfrom = "April"',
    ],
)
def test_a_scheme_that_cannot_be_read_is_refused_whole(record: sa.Engine, tmp_path: Path, spoilt: str) -> None:
    file = tmp_path / "spoilt.toml"
    file.write_text(spoilt)
    with pytest.raises(Refused, match="scheme of delegation cannot be read"):
        do(record, lambda work: load_scheme(work, file))


def test_without_a_scheme_nobody_agrees_a_cost(record: sa.Engine, tmp_path: Path) -> None:
    town.settle(record, tmp_path)
    offer = approached(record, home="H-2")
    before = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
    with pytest.raises(Refused, match="No scheme of delegation"):
        do(
            record,
            lambda work: agree_funding(work, offer, MANAGER, Cost(1, MONDAY, TWELVE_WEEKS)),
            viewer(MANAGER),
            before,
        )


def asked(engine: sa.Engine, tmp_path: Path, **approval: str) -> int:
    """An offer of H-2 with its agreement asked for."""
    town.settle(engine, tmp_path)
    seen = town.document(town.option(1, "H-2", ["C-3"], approvals=[AGREE | approval]))
    town.searched(engine, "R-2", seen)
    offer = approached(engine, home="H-2")
    do(engine, lambda work: ask_sign_offs(work, offer), OFFICER)
    do(engine, lambda work: ask_sign_offs(work, offer), OFFICER)  # asking twice asks once
    return offer


def test_an_agreement_is_the_offices_whose_it_is(record: sa.Engine, tmp_path: Path) -> None:
    offer = asked(record, tmp_path)
    said: dict[str, Any] = {"agrees": True, "reason": "Near his school."}
    with pytest.raises(NotPermitted, match="Only the nominated officer"):
        do(record, lambda work: sign(work, offer, "out-adjoining", MANAGER, **said), viewer(MANAGER))
    with pytest.raises(NotPermitted, match="our own office's"):
        do(record, lambda work: record_theirs(work, offer, "out-adjoining", by="A", of="B", **said), OFFICER)
    do(record, lambda work: sign(work, offer, "out-adjoining", NOMINATED, **said), viewer(NOMINATED))
    with pytest.raises(Conflict, match="answered already"):
        do(record, lambda work: sign(work, offer, "out-adjoining", NOMINATED, **said), viewer(NOMINATED))


def test_an_agreement_is_due_the_working_day_before_the_home_is_needed_and_its_task_closes_with_it(
    record: sa.Engine, tmp_path: Path
) -> None:
    offer = asked(record, tmp_path)
    friday = MONDAY - dt.timedelta(days=3)
    with Session(record) as session:
        assert session.scalars(sa.select(SignOff.due_on)).one() == friday
        task = session.scalars(sa.select(Task).where(Task.rule == "agree-out-adjoining")).one()
    assert (task.who, task.due_on, task.state) == ("nominated officer", friday, TaskState.OPEN)
    do(
        record,
        lambda work: sign(work, offer, "out-adjoining", NOMINATED, agrees=True, reason="Near."),
        viewer(NOMINATED),
    )
    with Session(record) as session:
        assert session.get_one(Task, task.id).state is TaskState.DONE


def test_nothing_is_chased_before_it_is_due_and_an_offer_taken_back_needs_no_agreement(
    record: sa.Engine, tmp_path: Path
) -> None:
    offer = asked(record, tmp_path)
    thursday = FRIDAY_NOON - dt.timedelta(days=1)
    with pytest.raises(Refused, match="Nothing is late"):
        do(record, lambda work: chase_sign_off(work, offer, "out-adjoining"), OFFICER, thursday)
    again = do(record, lambda work: chase_sign_off(work, offer, "out-adjoining"), OFFICER)
    assert again.chased_on == FRIDAY_NOON.date()
    do(record, lambda work: withdraw(work, offer, "Another home was found."), OFFICER)
    with Session(record) as session:
        assert session.scalars(sa.select(Task.state).where(Task.offer_id == offer)).all() == [TaskState.NOT_NEEDED]


def test_another_bodys_agreement_is_recorded_with_the_name_of_who_gave_it(record: sa.Engine, tmp_path: Path) -> None:
    offer = asked(record, tmp_path, id="fsp-consent", who="the other fostering service")
    said: dict[str, Any] = {"agrees": True, "reason": "Agreed on the telephone."}
    with pytest.raises(Refused, match="another body's"):
        do(record, lambda work: sign(work, offer, "fsp-consent", NOMINATED, **said), viewer(NOMINATED))
    given_ = do(record, lambda work: record_theirs(work, offer, "fsp-consent", by="Kit", of="P-1", **said), OFFICER)
    assert (given_.by, given_.role) == ("Kit", "P-1")


def test_every_office_that_a_rule_can_name_is_ours_or_another_bodys() -> None:
    from matching.rules.rule import Approver
    from placements.deciding.sign_offs import OURS

    theirs = {Approver.OTHER_SERVICE, Approver.EACH_AUTHORITY, Approver.REVIEW}
    assert set(OURS) == {str(one) for one in set(Approver) - theirs}
