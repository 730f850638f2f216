"""From an acceptance to a home: a named person decides, everything seen is kept, and nothing less opens the way."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.audit_chain import Event
from placements.database import open_engine
from placements.deciding.beds import hold, release
from placements.deciding.funding import Cost, agree_funding
from placements.deciding.offers import approach, identify
from placements.deciding.offers import decline as say_no
from placements.deciding.page import obstacles, read_page, to_be_said
from placements.deciding.people import Named
from placements.deciding.placing import decide, end_placement
from placements.deciding.references import offer_by
from placements.deciding.sign_offs import ask_sign_offs, sign
from placements.errors import Conflict, NotPermitted, Refused
from placements.models.child import Child
from placements.models.decision import Decision, OverrideReason
from placements.models.home import Bed, Home
from placements.models.offer import Offer, OfferState, RefusalReason
from placements.models.placement import Occupancy, OccupancyKind, Standing
from placements.models.referral import Referral, ReferralStatus, Urgency
from placements.models.task import Task
from placements.permissions import Role
from placements.unit_of_work import UnitOfWork
from tests.placements.deciding import town
from tests.placements.deciding.town import BROTHERS, MANAGER, MONDAY, OFFICER, decided, do, option, viewer


def placed_in(engine: sa.Engine) -> dict[str, list[int]]:
    """Who has which home by a placement in force: home to children's ids."""
    query = (
        sa.select(Home.ref, Occupancy.child_id)
        .join(Bed, Bed.home_id == Home.id)
        .join(Occupancy, Occupancy.bed_id == Bed.id)
        .where(Occupancy.kind == OccupancyKind.PLACEMENT, Occupancy.standing == Standing.IN_FORCE)
    )
    found: dict[str, list[int]] = {}
    with Session(engine) as session:
        for home, child in session.execute(query):
            found.setdefault(home, []).append(child or 0)
    return found


def in_the_way(engine: sa.Engine, offer: int) -> set[str]:
    """What stands in the way of a decision."""
    with Session(engine) as session:
        page = read_page(session, offer_by(session, offer), None, town.FRIDAY_NOON)
        return {one.about for one in obstacles(session, page, town.FRIDAY_NOON) + to_be_said(page)}


def test_two_brothers_are_placed_together_and_all_that_was_seen_is_kept(engine: sa.Engine, tmp_path: Path) -> None:
    offer = town.ready(engine, tmp_path)
    assert in_the_way(engine, offer) == set()
    decision = do(engine, lambda work: decide(work, offer, decided()), viewer(MANAGER))
    assert len(placed_in(engine)["H-1"]) == 2
    assert (decision.decided_by, decision.role, decision.overridden_rank) == (MANAGER.name, "team_manager", None)
    assert [one["home"] for one in decision.options_seen] == ["H-1", "H-2", "H-1"]
    assert decision.versions == {"rules": "2026-1", "weights": "1", "policy": "1", "data": 7}
    assert {view["words"] for view in decision.wishes} == {"Near school."}
    assert decision.snapshot["acceptance"]["by"] == "Casey Invented"
    with Session(engine) as session:
        assert session.get_one(Offer, offer).state is OfferState.PLACED
        assert session.scalars(sa.select(Referral.status).where(Referral.ref == "R-1")).one() is ReferralStatus.PLACED
        tasks = session.execute(sa.select(Task.rule, Task.due_on).where(Task.decision_id == decision.id)).all()
    due = dict(tasks)
    assert due["placement-plan"] == MONDAY
    assert due["outcome-28"] == MONDAY + dt.timedelta(days=28)
    assert due["first-review"] == dt.date(2026, 7, 6)
    assert "tell-child" in due


def test_a_home_that_has_not_accepted_gets_nobody(record: sa.Engine, tmp_path: Path) -> None:
    town.settle(record, tmp_path)
    town.searched(record)
    town.wishes_recorded(record, *BROTHERS)
    offer = do(record, lambda work: identify(work, "R-1", home="H-1").id, OFFICER)
    with pytest.raises(Refused, match="has not accepted"):
        do(record, lambda work: decide(work, offer, decided()), viewer(MANAGER))
    assert placed_in(record) == {}


def test_wishes_come_before_the_decision(record: sa.Engine, tmp_path: Path) -> None:
    town.settle(record, tmp_path)
    town.searched(record)
    town.wishes_recorded(record, "C-1")
    offer = town.accepted(record)
    with pytest.raises(Refused, match=r"the child's view \(C-2\), the parents' view \(C-2\)"):
        do(record, lambda work: decide(work, offer, decided()), viewer(MANAGER))
    town.wishes_recorded(record, "C-2")
    do(record, lambda work: decide(work, offer, decided()), viewer(MANAGER))


def test_a_home_outside_needs_its_agreement_and_a_bought_in_one_its_cost(record: sa.Engine, tmp_path: Path) -> None:
    town.settle(record, tmp_path)
    town.searched(record, "R-2")
    town.wishes_recorded(record, "C-3")
    offer = town.accepted(record, "R-2", "H-2")
    assert in_the_way(record, offer) == {"out-adjoining", "funding"}
    town.agreed(record, offer)
    decision = do(record, lambda work: decide(work, offer, decided()), viewer(MANAGER))
    assert decision.snapshot["sign_offs"][0]["by"] == town.NOMINATED.name
    assert decision.snapshot["funding"]["weekly_pence"] == 90_000


def test_a_refused_agreement_closes_the_home(record: sa.Engine, tmp_path: Path) -> None:
    town.settle(record, tmp_path)
    town.searched(record, "R-2")
    town.wishes_recorded(record, "C-3")
    offer = town.accepted(record, "R-2", "H-2")
    do(record, lambda work: ask_sign_offs(work, offer), OFFICER)
    said: dict[str, Any] = {"agrees": False, "reason": "Too far from his sister."}
    do(record, lambda work: sign(work, offer, "out-adjoining", town.NOMINATED, **said), viewer(town.NOMINATED))
    with pytest.raises(Refused, match="It is refused"):
        do(record, lambda work: decide(work, offer, decided()), viewer(MANAGER))


def test_tonight_a_child_does_not_wait_for_the_money_and_a_task_asks_for_it(record: sa.Engine, tmp_path: Path) -> None:
    town.settle(record, tmp_path, urgency=Urgency.TONIGHT)
    town.searched(record, "R-2", town.document(option(1, "H-2", ["C-3"])))
    town.wishes_recorded(record, "C-3")
    offer = town.accepted(record, "R-2", "H-2")
    decision = do(record, lambda work: decide(work, offer, decided()), viewer(MANAGER))
    with Session(record) as session:
        due = session.scalars(sa.select(Task.due_on).filter_by(rule="funding", decision_id=decision.id)).one()
    assert due == MONDAY  # asked on a Friday


def test_an_excluded_home_is_never_decided_on(record: sa.Engine, tmp_path: Path) -> None:
    town.settle(record, tmp_path)
    out = {"home": "H-1", "children": ["C-3"], "rules": [{"id": "terms-age", "because": "Approved for 0 to 10."}]}
    town.searched(record, "R-2", town.document(option(1, "H-2", ["C-3"]), excluded=[out]))
    town.wishes_recorded(record, "C-3")
    offer = town.accepted(record, "R-2", "H-1")
    with pytest.raises(Refused, match="Approved for 0 to 10"):
        do(record, lambda work: decide(work, offer, decided()), viewer(MANAGER))


@pytest.mark.parametrize(
    ("facts", "about", "said"),
    [
        (
            {"records": [{"id": "identity-considered", "because": "How will this home support Polish?"}]},
            "identity-considered",
            {"notes": {"identity-considered": "The carers take him to the Saturday school."}},
        ),
        (
            {"gaps": [{"about": "self_harm", "essential": True, "because": "Gap: self harm 3 against skill 2."}]},
            "self_harm",
            {"supports": {"self_harm": "Weekly consultation for the carers."}},
        ),
        (
            {"status": "unknown", "unknown": [{"id": "carer-willing", "because": "Not asked yet."}]},
            "unknown",
            {"accepting_unknown": "The carers said yes on the telephone."},
        ),
        (
            {"vetoed": [{"id": "child-veto", "because": "Ash said no to a home with a dog."}]},
            "child-veto",
            {"against_veto": "He met the dog twice since, and asked to come."},
        ),
    ],
)
def test_what_the_page_leaves_open_the_decider_must_say(
    record: sa.Engine, tmp_path: Path, facts: dict[str, Any], about: str, said: dict[str, Any]
) -> None:
    town.settle(record, tmp_path)
    town.searched(record, seen=town.document(option(1, "H-1", BROTHERS, **facts)))
    town.wishes_recorded(record, *BROTHERS)
    offer = town.accepted(record)
    assert in_the_way(record, offer) == {about}
    with pytest.raises(Refused, match="cannot be decided yet"):
        do(record, lambda work: decide(work, offer, decided()), viewer(MANAGER))
    decision = do(record, lambda work: decide(work, offer, decided(**said)), viewer(MANAGER))
    assert {name: decision.snapshot[name] for name in said} == said


def test_passing_over_a_home_is_an_override_with_its_reason(record: sa.Engine, tmp_path: Path) -> None:
    town.settle(record, tmp_path)
    town.searched(record, "R-2")
    town.wishes_recorded(record, "C-3")
    offer = town.accepted(record, "R-2", "H-1")
    with pytest.raises(Refused, match="Option 1 ranks above"):
        do(record, lambda work: decide(work, offer, decided()), viewer(MANAGER))
    said = decided(override=OverrideReason.KNOWN_TO_CHILD)
    decision = do(record, lambda work: decide(work, offer, said), viewer(MANAGER))
    assert (decision.overridden_rank, decision.override) == (1, OverrideReason.KNOWN_TO_CHILD)


def test_equals_are_not_passed_over_and_a_home_that_said_no_is_noted(record: sa.Engine, tmp_path: Path) -> None:
    town.settle(record, tmp_path)
    level = town.document(option(1, "H-2", ["C-3"]), option(2, "H-1", ["C-3"], level_with_above=True))
    town.searched(record, "R-2", level)
    town.wishes_recorded(record, "C-3")
    offer = town.accepted(record, "R-2", "H-1")
    assert in_the_way(record, offer) == set()
    town.searched(record, "R-2", town.document(option(1, "H-2", ["C-3"]), option(2, "H-1", ["C-3"])))
    asked = do(record, lambda work: identify(work, "R-2", home="H-2").id, OFFICER)
    do(record, lambda work: approach(work, asked, town.FRIDAY_NOON + dt.timedelta(hours=1)), OFFICER)
    do(record, lambda work: decline(work, asked), OFFICER)
    decision = do(record, lambda work: decide(work, offer, decided()), viewer(MANAGER))
    assert (decision.overridden_rank, decision.override) == (1, OverrideReason.DECLINED_ABOVE)


def decline(work: UnitOfWork, offer: int) -> None:
    say_no(work, offer, RefusalReason.NO_SPACE)


@pytest.mark.parametrize(
    ("person", "kind", "match"),
    [
        (Named("", Role.TEAM_MANAGER), Refused, "A person must answer"),
        (Named("Command Line", Role.TEAM_MANAGER), Refused, "A person must answer"),
        (Named("Ada Invented", Role.ADMINISTRATOR), NotPermitted, "decides nothing about a child"),
        (Named("Olu Invented", Role.PLACEMENT_OFFICER), NotPermitted, "may not decide placements"),
        (Named("Ira Invented", Role.IRO), NotPermitted, "may not decide placements"),
    ],
)
def test_the_command_line_writes_down_only_what_a_named_person_may_decide(
    record: sa.Engine, tmp_path: Path, person: Named, kind: type[Exception], match: str
) -> None:
    offer = town.ready(record, tmp_path)
    with pytest.raises(kind, match=match):
        do(record, lambda work: decide(work, offer, decided(person=person)))
    assert placed_in(record) == {}


def test_nobody_signs_for_somebody_else(record: sa.Engine, tmp_path: Path) -> None:
    offer = town.ready(record, tmp_path)
    with pytest.raises(NotPermitted, match="Nobody signs for somebody else"):
        do(record, lambda work: decide(work, offer, decided()), viewer(town.DIRECTOR))


@pytest.mark.parametrize("field", ["reason", "wishes_weighed", "contest_route"])
def test_a_decision_says_why_what_of_the_wishes_and_how_to_question_it(
    record: sa.Engine, tmp_path: Path, field: str
) -> None:
    offer = town.ready(record, tmp_path)
    with pytest.raises(Refused, match="is missing"):
        do(record, lambda work: decide(work, offer, decided(**{field: " "})), viewer(MANAGER))


def test_an_old_search_is_no_ground_for_a_decision(record: sa.Engine, tmp_path: Path) -> None:
    offer = town.ready(record, tmp_path)
    later = town.FRIDAY_NOON + dt.timedelta(hours=73)
    with pytest.raises(Refused, match="more than 72 hours old"):
        do(record, lambda work: decide(work, offer, decided()), viewer(MANAGER), later)


def test_a_search_for_somebody_else_is_no_ground_either(record: sa.Engine, tmp_path: Path) -> None:
    offer = town.ready(record, tmp_path)
    other = town.searched(record, "R-2")
    with pytest.raises(Refused, match="No search was made for this referral"):
        do(record, lambda work: decide(work, offer, decided(), search_id=other), viewer(MANAGER))


def test_when_one_child_is_placed_the_other_approaches_for_him_are_withdrawn(record: sa.Engine, tmp_path: Path) -> None:
    offer = town.ready(record, tmp_path)
    other = do(record, lambda work: identify(work, "R-1", home="H-2", children=["C-1"]).id, OFFICER)
    decision = do(record, lambda work: decide(work, offer, decided()), viewer(MANAGER))
    with Session(record) as session:
        assert session.get_one(Offer, other).state is OfferState.WITHDRAWN
        feedback = session.scalars(sa.select(Task.offer_id).filter_by(rule="feedback", decision_id=decision.id)).all()
    assert feedback == [other]


def test_the_referral_stays_open_until_every_child_has_a_home(record: sa.Engine, tmp_path: Path) -> None:
    town.settle(record, tmp_path)
    town.searched(record)
    town.wishes_recorded(record, *BROTHERS)
    offer = town.accepted(record, children=["C-1"])
    said = decided(override=OverrideReason.ONLY_ACCEPTANCE)
    do(record, lambda work: decide(work, offer, said), viewer(MANAGER))
    with Session(record) as session:
        assert session.scalars(sa.select(Referral.status).where(Referral.ref == "R-1")).one() is ReferralStatus.OPEN


def test_a_move_ends_the_home_before_and_its_offer(engine: sa.Engine, tmp_path: Path) -> None:
    offer = town.ready(engine, tmp_path)
    do(engine, lambda work: decide(work, offer, decided()), viewer(MANAGER))
    do(engine, reopened)
    town.searched(engine, seen=town.document(option(1, "H-2", ["C-1"])))
    second = town.accepted(engine, home="H-2", children=["C-1"])
    do(engine, lambda work: agree(work, second), viewer(MANAGER))
    with engine.begin() as connection:
        connection.execute(sa.update(Offer).where(Offer.id == second).values(starts_on=MONDAY + dt.timedelta(days=30)))
    do(engine, lambda work: decide(work, second, decided()), viewer(MANAGER))
    with Session(engine) as session:
        stays = session.execute(
            sa.select(Occupancy.starts_on, Occupancy.ends_on).where(Occupancy.child_id == 1).order_by(Occupancy.id)
        ).all()
        assert session.get_one(Offer, offer).state is OfferState.PLACED  # his brother still lives there
    moved = MONDAY + dt.timedelta(days=30)
    assert [tuple(stay) for stay in stays] == [(MONDAY, moved), (moved, None)]
    do(engine, lambda work: end_placement(work, "C-2", moved, "He went home."), OFFICER)
    with Session(engine) as session:
        assert session.get_one(Offer, offer).state is OfferState.ENDED


def reopened(work: UnitOfWork) -> None:
    work.session.execute(sa.update(Referral).where(Referral.ref == "R-1").values(status=ReferralStatus.OPEN))
    work.record(Event.REFERRAL_WRITTEN, "referral R-1")


def agree(work: UnitOfWork, offer: int) -> None:
    cost = Cost(90_000, MONDAY, MONDAY + dt.timedelta(days=84))
    agree_funding(work, offer, MANAGER, cost)


def test_a_bed_held_for_the_child_becomes_the_childs_and_a_hold_can_be_released(
    engine: sa.Engine, tmp_path: Path
) -> None:
    offer = town.ready(engine, tmp_path)
    held = do(engine, lambda work: hold(work, "R-1", "H-1", hours=2, reason="The carers are asked."), OFFICER)
    assert len({one.bed_id for one in held}) == 2
    with pytest.raises(Conflict, match="Every bed in H-1 is taken"):
        do(engine, lambda work: hold(work, "R-2", "H-1", hours=2, reason="The carers are asked."), OFFICER)
    do(engine, lambda work: decide(work, offer, decided()), viewer(MANAGER))
    assert len(placed_in(engine)["H-1"]) == 2
    do(engine, lambda work: hold(work, "R-2", "H-2", hours=2, reason="Waiting for the agency."), OFFICER)
    assert do(engine, lambda work: release(work, "R-2", "H-2", "Another home was found."), OFFICER) == 1


@pytest.mark.parametrize("hours", [0, -1, 73])
def test_a_hold_has_an_end(record: sa.Engine, tmp_path: Path, hours: float) -> None:
    town.settle(record, tmp_path)
    with pytest.raises(Refused, match="A hold ends"):
        do(record, lambda work: hold(work, "R-1", "H-1", hours=hours, reason="x"), OFFICER)


def test_of_many_who_decide_on_one_bed_at_once_exactly_one_wins(
    engine: sa.Engine, tmp_path: Path, scale: Callable[[int], int]
) -> None:
    """Every offer was accepted for the same bed: the database lets one decision stand, the rest leave nothing."""
    people = max(4, scale(50))
    town.settle(engine, tmp_path)
    refs = [f"R-X{number}" for number in range(people)]
    do(engine, lambda work: crowd(work, refs))
    offers = []
    for ref in refs:
        town.searched(engine, ref, town.document(option(1, "H-9", [f"C{ref}"])))
        town.wishes_recorded(engine, f"C{ref}")
        offers.append(town.accepted(engine, ref, "H-9"))
    outcomes = race(engine, offers)
    assert sorted(outcomes) == ["refused"] * (people - 1) + ["won"]
    assert len(placed_in(engine)["H-9"]) == 1
    with Session(engine) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Decision)) == 1
        states = session.scalars(sa.select(Offer.state)).all()
    assert sorted(states) == ["accepted"] * (people - 1) + ["placed"]


def crowd(work: UnitOfWork, refs: list[str]) -> None:
    """A home with one bed, and a child for each referral."""
    town.home(work, "H-9", 1)
    for ref in refs:
        child = Child(ref=f"C{ref}", invented=True)
        work.session.add(child)
        work.session.flush()
        town.referral(work, ref, [child], Urgency.PLANNED)
    work.record(Event.DATA_LOADED, "a crowd")


def race(engine: sa.Engine, offers: list[int]) -> list[str]:
    """Everybody decides at the same moment."""
    outcomes: list[str] = []
    gate = threading.Barrier(len(offers))

    def ask(offer: int) -> None:
        own = open_engine(engine.url.render_as_string(hide_password=False))
        gate.wait()
        try:
            do(own, lambda work: decide(work, offer, decided()), viewer(MANAGER))
            outcomes.append("won")
        except Conflict:
            outcomes.append("refused")
        finally:
            own.dispose()

    threads = [threading.Thread(target=ask, args=(offer,)) for offer in offers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_two_homes_that_both_accepted_cannot_both_have_the_child(engine: sa.Engine, tmp_path: Path) -> None:
    town.settle(engine, tmp_path)
    town.searched(engine, "R-2", town.document(option(1, "H-1", ["C-3"]), option(2, "H-2", ["C-3"])))
    town.wishes_recorded(engine, "C-3")
    first, second = town.accepted(engine, "R-2", "H-1"), town.accepted(engine, "R-2", "H-2")
    do(engine, lambda work: agree(work, second), viewer(MANAGER))
    do(engine, lambda work: decide(work, first, decided()), viewer(MANAGER))
    with pytest.raises(Refused):
        do(engine, lambda work: decide(work, second, decided(override=OverrideReason.OTHER)), viewer(MANAGER))
    assert placed_in(engine) == {"H-1": [3]}
