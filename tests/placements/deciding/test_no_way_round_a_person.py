"""No way leads from a search to a placement without a named person: every transition is tried from every state."""

from __future__ import annotations

import ast
import datetime as dt
from collections import deque
from collections.abc import Callable, Collection
from functools import cache
from pathlib import Path
from typing import Any

import grimp
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from placements.database import open_engine, upgrade
from placements.deciding.beds import hold, release
from placements.deciding.funding import Cost, agree_funding
from placements.deciding.happened import WhatHappened, record_happened
from placements.deciding.offers import (
    STEPS,
    accept,
    approach,
    decline,
    give_feedback,
    identify,
    offered,
    withdraw,
)
from placements.deciding.people import Named
from placements.deciding.placing import decide, end_placement
from placements.deciding.searches import keep_search
from placements.deciding.shortlists import make_shortlist
from placements.deciding.sign_offs import ask_sign_offs, record_theirs, sign
from placements.errors import HomewardError, Refused
from placements.models.decision import Decision, Happened
from placements.models.funding import FundingApproval
from placements.models.offer import LIVE, NEXT, Offer, OfferState, RefusalReason
from placements.models.placement import Occupancy, Standing
from placements.models.search import Search
from placements.models.sign_off import SignOff
from placements.permissions import GRANTS, Permission, Role, Viewer
from placements.unit_of_work import UnitOfWork
from tests.placements.deciding import town
from tests.placements.deciding.town import DIRECTOR, FRIDAY_NOON, MANAGER, MONDAY, NOMINATED, OFFICER, SYSTEM, decided

ROOT = Path(__file__).parents[3]
Step = Callable[[UnitOfWork], object]
LATER = FRIDAY_NOON + dt.timedelta(hours=4)
COST = Cost(90_000, MONDAY, MONDAY + dt.timedelta(days=84))


def only_offer(work: UnitOfWork) -> None:
    """Identify a home, unless that was done: one offer is enough, a second is the first again."""
    if work.session.scalar(sa.select(Offer.id).limit(1)) is not None:
        raise Refused("There is an offer.", do_next="Go on with it.")
    identify(work, "R-2", home="H-2")


def moves() -> dict[str, tuple[Viewer, Step]]:
    """Everything that anybody, or anything, may try with the one offer of referral R-2."""
    said: dict[str, Any] = {"agrees": True, "reason": "The brothers see each other."}
    no: dict[str, Any] = {"agrees": False, "reason": "Too far."}
    who: dict[str, Any] = {"accepted_by": "Casey Invented", "accepted_as": "carer"}
    manager, nominated = town.viewer(MANAGER), town.viewer(NOMINATED)
    senior = WhatHappened(Happened.OTHER, ["C-3"], MONDAY, "Nothing else tonight.", home="H-2")
    return {
        "search": (OFFICER, lambda work: keep_search(work, "R-2", town.SEEN_2, 7)),
        "shortlist": (OFFICER, lambda work: make_shortlist(work, 1, [1], hidden=True)),
        "identify": (OFFICER, only_offer),
        "approach": (OFFICER, lambda work: approach(work, 1, LATER)),
        "offered": (OFFICER, lambda work: offered(work, 1, home="H-2", weekly_pence=90_000)),
        "accept": (OFFICER, lambda work: accept(work, 1, **who)),
        "accept by nobody": (OFFICER, lambda work: accept(work, 1, accepted_by=" ", accepted_as="carer")),
        "decline": (OFFICER, lambda work: decline(work, 1, RefusalReason.FEE)),
        "withdraw": (OFFICER, lambda work: withdraw(work, 1, "Not needed.")),
        "feedback": (OFFICER, lambda work: give_feedback(work, 1)),
        "hold": (OFFICER, lambda work: hold(work, "R-2", "H-2", hours=2, reason="Asking.")),
        "release": (OFFICER, lambda work: release(work, "R-2", "H-2", "Not needed.")),
        "ask for agreement": (OFFICER, lambda work: ask_sign_offs(work, 1)),
        "agree": (nominated, lambda work: sign(work, 1, "out-adjoining", NOMINATED, **said)),
        "refuse": (nominated, lambda work: sign(work, 1, "out-adjoining", NOMINATED, **no)),
        "agree for others": (
            OFFICER,
            lambda work: record_theirs(work, 1, "out-adjoining", by="A", of="B", agrees=True, reason="c"),
        ),
        "fund": (manager, lambda work: agree_funding(work, 1, MANAGER, COST)),
        "decide": (manager, lambda work: decide(work, 1, decided())),
        "decide as the program": (SYSTEM, lambda work: decide(work, 1, decided(person=Named("", Role.DIRECTOR)))),
        "decide as its name": (
            SYSTEM,
            lambda work: decide(work, 1, decided(person=Named(SYSTEM.name, Role.TEAM_MANAGER))),
        ),
        "decide as administrator": (
            SYSTEM,
            lambda work: decide(work, 1, decided(person=Named("Ada Invented", Role.ADMINISTRATOR))),
        ),
        "decide for somebody": (OFFICER, lambda work: decide(work, 1, decided())),
        "decide as an officer": (
            OFFICER,
            lambda work: decide(work, 1, decided(person=Named(OFFICER.name, OFFICER.role))),
        ),
        "decide without a reason": (manager, lambda work: decide(work, 1, decided(reason=" "))),
        "decide without weighing wishes": (manager, lambda work: decide(work, 1, decided(wishes_weighed=""))),
        "say it happened": (town.viewer(DIRECTOR), lambda work: record_happened(work, senior, DIRECTOR)),
        "say as the program that it happened": (
            SYSTEM,
            lambda work: record_happened(work, senior, Named(SYSTEM.name, Role.DIRECTOR)),
        ),
        "say as an officer that it happened": (
            OFFICER,
            lambda work: record_happened(work, senior, Named(OFFICER.name, OFFICER.role)),
        ),
        "end": (OFFICER, lambda work: end_placement(work, "C-3", MONDAY + dt.timedelta(days=1), "Went home.")),
    }


BESIDE = {"search", "shortlist", "hold", "release", "feedback"}
BY_A_PERSON = {"decide", "say it happened"}


PLACES = """
select (select count(*) from occupancies where kind in ('placement', 'short_break'))
     + (select count(*) from residences) + (select count(*) from offers where state = 'placed')
"""


class Walk:
    """A breadth-first walk over the states of a real record, kept in memory and put back before every step."""

    def __init__(self, tmp_path: Path) -> None:
        self.engine = open_engine("sqlite://")
        upgrade(self.engine)
        town.settle(self.engine, tmp_path)
        self.tmp_path = tmp_path

    def kept(self) -> bytes:
        """The record as it stands."""
        with self.engine.connect() as connection:
            return bytes(self._raw(connection).serialize())

    def put_back(self, record: bytes) -> None:
        """Make the record what it was."""
        with self.engine.connect() as connection:
            raw = self._raw(connection)
            raw.rollback()
            raw.deserialize(record)

    @staticmethod
    def _raw(connection: sa.Connection) -> Any:
        return connection.connection.driver_connection

    def take(self, viewer: Viewer, step: Step) -> bool:
        """Whether the step was let."""
        try:
            town.do(self.engine, step, viewer)
        except (HomewardError, IntegrityError):
            return False
        return True

    def state(self) -> tuple[object, ...]:
        """What matters of the record, so that states that differ in nothing else are one."""
        with Session(self.engine) as session:
            ask = session.scalars
            return (
                tuple(ask(sa.select(Offer.state).order_by(Offer.id))),
                min(session.scalar(sa.select(sa.func.count()).select_from(Search)) or 0, 1),
                tuple(ask(sa.select(SignOff.state))),
                min(session.scalar(sa.select(sa.func.count()).select_from(FundingApproval)) or 0, 1),
                tuple(sorted(set(ask(sa.select(Occupancy.kind).where(Occupancy.standing == Standing.IN_FORCE))))),
                session.scalar(sa.select(sa.func.count()).select_from(Decision).where(Decision.happened.is_(None))),
                session.scalar(sa.select(Decision.id).where(Decision.happened.is_not(None)).limit(1)) is not None,
                session.scalar(sa.select(Occupancy.id).where(Occupancy.ends_on.is_not(None)).limit(1)) is not None,
            )

    def places(self) -> int:
        """How many places this record says were given here, in a bed or elsewhere, or by an offer."""
        with self.engine.connect() as connection:
            return int(connection.exec_driver_sql(PLACES).scalar_one())

    def newest_decision(self) -> Decision:
        """The decision written last."""
        with Session(self.engine) as session:
            return session.scalars(sa.select(Decision).order_by(Decision.id.desc()).limit(1)).one()


def walk(
    tmp_path: Path, prepare: Callable[[Walk], object], steps: Collection[str]
) -> tuple[set[tuple[object, ...]], list[tuple[str, Decision]]]:
    """Every state that can be reached from here, and every step that gave somebody a place, with its decision."""
    land, placed = Walk(tmp_path), list[tuple[str, Decision]]()
    prepare(land)
    start = land.kept()
    tried = {name: move for name, move in moves().items() if name in steps}
    seen, waiting = {land.state()}, deque([start])
    while waiting:
        here = waiting.popleft()
        land.put_back(here)
        before = land.places()
        for name, (viewer, step) in tried.items():
            land.put_back(here)
            if not land.take(viewer, step):
                continue
            if land.places() > before:
                placed.append((name, land.newest_decision()))
            state = land.state()
            if state not in seen:
                seen.add(state)
                waiting.append(land.kept())
    land.engine.dispose()
    return seen, placed


def searched_with_wishes(land: Walk) -> None:
    """A record on which a search was made and the child's wishes are recorded."""
    town.wishes_recorded(land.engine, "C-3")
    town.searched(land.engine, "R-2")


def test_every_way_to_a_placement_goes_through_a_named_person(tmp_path: Path, scale: Callable[[int], int]) -> None:
    """Every step, tried from every reachable state of a real record: only two ever give a place.

    Under soak the steps beside an offer (searches, shortlists, holds, feedback) come between them as well.
    """
    beside = set(sorted(BESIDE)[: scale(len(BESIDE))])
    seen, placed = walk(tmp_path, searched_with_wishes, (set(moves()) - BESIDE) | beside)
    assert len(seen) > 100
    expect_a_person_behind(seen, placed)


def expect_a_person_behind(seen: set[tuple[object, ...]], placed: list[tuple[str, Decision]]) -> None:
    """Every state was reached, and every place that was given has all that a decision needs."""
    states = {state for offers, *_ in seen for state in offers}  # type: ignore[attr-defined]
    assert states == set(OfferState)
    assert {name for name, _ in placed} == BY_A_PERSON
    for name, decision in placed:
        assert decision.decided_by in {MANAGER.name, DIRECTOR.name}
        assert decision.role in {MANAGER.role, DIRECTOR.role}
        assert decision.reason
        if name == "decide":
            said = (decision.options_seen, decision.search_id, decision.versions)
            assert all((*said, decision.wishes_weighed, decision.contest_route))
            assert decision.snapshot["acceptance"]["by"] == "Casey Invented"
            assert [one["by"] for one in decision.snapshot["sign_offs"]] == [NOMINATED.name]
            assert decision.snapshot["funding"]["by"] == MANAGER.name


def test_without_the_childs_wishes_only_what_happened_gives_a_place(tmp_path: Path) -> None:
    _, placed = walk(tmp_path, lambda land: town.searched(land.engine, "R-2"), set(moves()) - BESIDE - {"end"})
    assert {name for name, _ in placed} == {"say it happened"}


def test_the_closed_table_leads_to_a_placement_only_from_an_acceptance_and_by_somebody_who_may_decide() -> None:
    assert set(NEXT) == set(STEPS) == set(OfferState)
    before = {state for state, after in NEXT.items() if OfferState.PLACED in after}
    assert before == {OfferState.ACCEPTED}
    assert STEPS[OfferState.PLACED].permission is Permission.DECIDE_PLACEMENTS
    assert Permission.DECIDE_PLACEMENTS not in GRANTS[Role.PLACEMENT_OFFICER]
    assert {state for state, after in NEXT.items() if not after} == set(OfferState) - LIVE - {OfferState.PLACED}


@pytest.mark.parametrize("before", list(OfferState))
@pytest.mark.parametrize("after", list(OfferState))
def test_the_model_itself_refuses_a_state_that_does_not_follow(before: OfferState, after: OfferState) -> None:
    offer = Offer(referral_id=1, state=OfferState.IDENTIFIED, at=FRIDAY_NOON, by="x", home_id=1)
    offer.__dict__["state"] = before
    if after in NEXT[before]:
        offer.state = after
    else:
        with pytest.raises(HomewardError, match="cannot become"):
            offer.state = after


def test_the_database_refuses_a_placed_offer_without_a_decision_and_an_acceptance_by_nobody(
    engine: sa.Engine, tmp_path: Path
) -> None:
    town.settle(engine, tmp_path)
    offer = town.accepted(engine)
    for change in (
        {"state": "placed"},
        {"accepted_by": ""},
        {"home_id": None, "provider_id": 1},
        {"state": "declined"},
    ):
        with pytest.raises(IntegrityError), engine.begin() as connection:
            connection.execute(sa.update(Offer).where(Offer.id == offer).values(**change))


PACKAGES = ("placements", "matching", "forecasting", "api", "data")


@cache
def sources() -> tuple[tuple[str, ast.AST], ...]:
    """Every module of the product, parsed."""
    paths = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    return tuple((str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))) for path in paths)


def callers(*names: str) -> set[str]:
    """The modules that call a function or make a row of this name; the shapes of JSON are no rows."""
    found = set()
    for path, tree in sources():
        if path.startswith("api/shapes/"):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                found |= {path} if called in names else set()
    return found


def test_the_rows_of_a_placement_are_written_in_one_place_only() -> None:
    deciding = {"placements/deciding/placing.py", "placements/deciding/happened.py"}
    assert callers("Decision") == deciding
    assert callers("take_place") == deciding
    assert callers("become_placed") == {"placements/deciding/placing.py"}
    assert callers("Offer") == {"placements/deciding/offers.py"}
    assert callers("Occupancy") == {"placements/occupancy.py", "placements/importing/position_beds.py"}


def test_nobody_writes_these_rows_behind_the_models_back() -> None:
    """No statement inserts or updates offers, decisions or occupancies in bulk, but for holds that end."""
    found = set()
    for path, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                table = getattr(node.args[0], "id", "")
                if node.func.attr in {"insert", "update"} and table in {"Offer", "Decision", "Occupancy"}:
                    found.add((path, node.func.attr, table))
    assert found == {
        ("placements/occupancy.py", "update", "Occupancy"),
        ("placements/importing/position_beds.py", "update", "Occupancy"),
    }


def test_no_solver_search_or_forecast_can_reach_the_code_that_places() -> None:
    graph = grimp.build_graph("placements", "matching", "forecasting", cache_dir=None)
    thinkers = {name for name in graph.modules if name.split(".")[0] in {"matching", "forecasting"}}
    for placing in ("placements.deciding.placing", "placements.deciding.happened"):
        assert placing in graph.modules
        assert graph.find_downstream_modules(placing) & thinkers == set()
