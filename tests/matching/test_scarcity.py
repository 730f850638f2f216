"""Scarcity beside a plan: ties only, a choice with its price, and a reason where nothing can be said."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from matching.costs import Pricing
from matching.from_record import Places
from matching.optimise import solve
from matching.plan_choice import choice_beside
from matching.plan_problem import COLUMNS, plan_problem
from matching.planning import problem_of, units_of
from matching.plans import best_plan
from matching.policy import published_policy
from matching.relations import Relations
from matching.scarcity import (
    FEWEST_REFERRALS,
    KEEPING_EMPTY,
    Coming,
    HomeWorth,
    Outlook,
    Scarcity,
    outlook_of,
    scarcity_of,
)
from matching.service import plan, scarcity, search
from matching.situation import Request
from matching.snapshot import World
from matching.tie_breaking import STEPS, TieBreaker
from matching.travel import StraightLine
from matching.weights import published_weights
from placements.geography import Neighbours
from placements.models.household import Term
from placements.models.referral import Duration, Referral, ReferralChild, ReferralKind, ReferralStatus, Urgency
from placements.permissions import Role, Viewer
from placements.repository.records import records_for
from tests.matching.asked import searched
from tests.matching.optimise.small_problems import small_problem
from tests.matching.town import change, settle
from tests.oracles.exhaustive_matcher import plans
from tests.oracles.plan_checker import Reading, columns_of
from tests.worlds import NAMES, NEEDED_BY, TODAY, YORK, a_bed, a_child, a_home, a_request, born, terms

MANAGER = Viewer("Marian Invented", Role.TEAM_MANAGER)
POLICY, WEIGHTS = published_policy(), published_weights()
MODEL = StraightLine(POLICY.travel)


def test_a_tie_after_fit_is_broken_by_scarcity_and_nothing_else_changes(scale: Callable[[int], int]) -> None:
    for seed in range(scale(600)):
        tables = small_problem(seed, most_children=4)
        problem, reading = plan_problem(columns_of(tables, COLUMNS)), Reading(tables)
        worth = np.array([random.Random(f"{seed} {home}").choice([0.0, 30.0, 60.0]) for home in problem.homes])
        breaker = TieBreaker(problem, worth)
        told = breaker.told(solve(breaker.problem, time_limit=30))
        plain = solve(problem, time_limit=30)
        assert [one for one in told.levels if one.name != "cost"] == [one for one in plain.levels if one.name != "cost"]
        most = worth.max(initial=0)
        steps = {h: round(STEPS * w / most) if most else 0 for h, w in zip(problem.homes, worth.tolist(), strict=True)}

        def scarce(homes: dict[str, str], steps: dict[str, int] = steps) -> int:
            return sum(steps[home] for home in homes.values())

        best = reading.values(plain.assignments)[:4]
        equal = [one for one in plans(reading, reading.newcomers(), {}) if reading.values(one)[:4] == best]
        assert scarce(told.assignments) == min(map(scarce, equal)), seed


def test_the_worst_fit_is_told_in_points_too() -> None:
    problem = plan_problem(columns_of(small_problem(3), COLUMNS))
    breaker = TieBreaker(problem, np.arange(len(problem.homes), dtype=np.float64))
    told = breaker.told(solve(breaker.problem, time_limit=30, worst_first=True))
    plain = solve(problem, time_limit=30, worst_first=True)
    assert told.levels[3] == plain.levels[3]
    seen: list[tuple[str, float, float]] = []
    tell = breaker.telling(lambda *one: seen.append(one))
    tell("burden", 3, 2)
    assert seen == [("burden", 3, 2)]


def a_world(requests: list[Request], *homes: object) -> World:
    """These referrals and homes in York."""
    children = {child.ref: child for request in requests for child in request.children}
    return World(
        today=TODAY,
        authority=YORK,
        neighbours=Neighbours.of([], [YORK]),
        la_names=NAMES,
        relations=Relations(),
        looked_after={},
        children=children,
        homes=tuple(homes),  # type: ignore[arg-type]
        providers=(),
        requests=tuple(requests),
        places=Places({}, {}),
    )


def a_baby(ref: str, **facts: object) -> Request:
    """A referral for a baby, half a year ago."""
    child = a_child(ref, dob=born(0), school_urn=None, school=None, school_year=None)
    return Request(ref, NEEDED_BY - dt.timedelta(days=180), children=(child,), duration=Duration.SHORT, **facts)  # type: ignore[arg-type]


def test_how_many_are_coming_is_the_forecasts_number_where_one_is_handed_over() -> None:
    past = [a_baby(f"P-{number}") for number in range(FEWEST_REFERRALS)]
    world = a_world([], a_home("H-1"))
    told = outlook_of(world, past, POLICY, WEIGHTS, MODEL, Coming(18.0, "the forecast from returns to 31 March 2026"))
    assert told.expected == pytest.approx(18.0)
    assert told.source.startswith("as many as the forecast from returns to 31 March 2026 expects, drawn from 12 past")
    assert outlook_of(world, past, POLICY, WEIGHTS, MODEL).source.endswith("as many as came then")


def test_of_two_homes_that_fit_alike_the_one_that_children_to_come_need_less_comes_first() -> None:
    child = a_child("C-1")
    found = searched(a_request(child), a_home("H-1"), a_home("H-2"), a_home("H-3", supervision_cap=2))
    assert [one.home for one in found.options] == ["H-1", "H-2", "H-3"]
    worth = {"H-1": HomeWorth(40.0, 0.5, "Babies need it."), "H-2": HomeWorth(3.0, 0.0, "Hardly missed.")}
    weighed = Scarcity(worth, 50, "50 sampled futures.").beside(found)
    assert [one.home for one in weighed.options] == ["H-2", "H-1", "H-3"]
    assert [one.rank for one in weighed.options] == [1, 2, 3]
    assert weighed.scarcity_because == "50 sampled futures."


def test_the_only_home_for_babies_is_left_to_them_as_a_choice_with_its_price() -> None:
    child = Request("R-1", NEEDED_BY, children=(a_child("C-1"),), duration=Duration.SHORT, urgency=Urgency.PLANNED)
    any_age = a_home("H-1", beds=(a_bed(),))
    older = a_home("H-2", beds=(a_bed(),), approvals=(terms(age_term=Term.LIMIT, age_min=5, age_max=17),))
    past = [a_baby(f"P-{number}") for number in range(FEWEST_REFERRALS)]
    world = a_world([child], any_age, older)
    outlook = outlook_of(world, past, POLICY, WEIGHTS, MODEL)
    assert outlook.expected == pytest.approx(len(past) * 90 / 180, rel=0.05)
    units = units_of(world, POLICY, WEIGHTS, MODEL)
    problem = problem_of(units, world, Pricing(None))
    found = scarcity_of(problem, outlook)
    assert found.homes["H-1"].points > 50
    assert found.homes["H-1"].decisive > 0.5
    assert found.homes["H-2"].points == 0
    assert KEEPING_EMPTY in found.because
    suggested = best_plan(units, problem, time_limit=20, worth=found.worth_of(problem))
    forced = replace(suggested, assignments=((units[0], units[0].verdicts[0]),))
    choice = choice_beside(units, problem, forced, found, 20)
    changes = choice["changes"]
    assert isinstance(changes, list)
    [changed] = changes
    assert (changed["home"], changed["instead_of"]) == ("H-2", "H-1")
    assert changed["price_in_fit"] == choice["price_in_fit"]
    assert "H-1 is left free" in changed["because"]
    assert "not the suggestion" in str(choice["because"])


def test_past_children_come_again_as_old_as_they_were_and_living_nowhere() -> None:
    grown = a_baby("P-1")
    child = replace(grown.children[0], lives_at="H-1", dob=born(0))
    world = a_world([], a_home("H-1", beds=(a_bed(),)))
    outlook = outlook_of(world, [replace(grown, children=(child,))], POLICY, WEIGHTS, MODEL)
    problem = outlook.arrivals.problem
    assert problem.placed.tolist() == [-1]
    assert problem.pair_child.size == 1
    assert child.ref not in problem.children


def test_an_option_says_what_its_place_is_worth_and_what_it_costs_the_child() -> None:
    scarcity = Scarcity({"H-1": HomeWorth(40.0, 0.3, "Needed.")}, 50, "why")
    assert scarcity.option("H-1", 80.0, 80.0) == {"worth": 40.0, "price_in_fit": 0.0, "because": "Needed."}
    assert scarcity.option("H-1", 71.5, 80.0) == {"worth": 40.0, "price_in_fit": 8.5, "because": "Needed."}
    assert scarcity.option("H-2", 80.0, 80.0) is None


def test_the_same_seed_gives_the_same_worth() -> None:
    world = a_world([], a_home("H-1", beds=(a_bed(),)))
    past = [a_baby(f"P-{number}") for number in range(3)]
    outlook = outlook_of(world, past, POLICY, WEIGHTS, MODEL)
    problem = outlook.arrivals.problem
    assert scarcity_of(problem, outlook, futures=9).homes == scarcity_of(problem, outlook, futures=9).homes
    other = scarcity_of(problem, Outlook(outlook.arrivals, 0.0, "nobody"), futures=9)
    assert all(one.points == 0 and "hardly miss" in one.because for one in other.homes.values())


@pytest.fixture
def town(engine: sa.Engine) -> sa.Engine:
    """The tiny town in a database."""
    settle(engine)
    return engine


def test_without_past_referrals_the_plan_says_that_scarcity_is_not_known(town: sa.Engine) -> None:
    with records_for(town, MANAGER) as records:
        document = plan(records, today=TODAY, time_limit=20).as_json()
    assert document["scarcity"] == {
        "homes": None,
        "because": "Scarcity is not known: 0 past referrals are on record, and futures are drawn from 12 or more.",
    }


def test_with_past_referrals_the_plan_says_what_each_home_is_worth(town: sa.Engine) -> None:
    def write(session: Session) -> None:
        child = session.scalars(sa.select(ReferralChild.child_id).limit(1)).one()
        for number in range(FEWEST_REFERRALS):
            needed = dt.datetime.combine(TODAY, dt.time(9), dt.UTC) - dt.timedelta(days=20 * (number + 1))
            referral = Referral(
                ref=f"OLD-{number}",
                kind=ReferralKind.NEW,
                needed_by=needed,
                urgency=Urgency.PLANNED,
                duration=Duration.SHORT,
                status=ReferralStatus.PLACED,
                as_of=TODAY,
                source="test",
            )
            session.add(referral)
            session.flush()
            session.add(ReferralChild(referral_id=referral.id, child_id=child))

    change(town, write)
    with records_for(town, MANAGER) as records:
        with_past = plan(records, today=TODAY, time_limit=20)
    document = json.loads(json.dumps(with_past.as_json()))["scarcity"]
    assert document["futures"] == 50
    assert {"H-1", "H-2"} <= {one["home"] for one in document["homes"]}
    assert document["choice"]["because"]
    assert {unit.ref for unit, _ in with_past.assignments} == {"C-1", "C-2", "C-3"}


def test_a_search_keeps_its_order_and_says_what_each_place_is_worth(town: sa.Engine) -> None:
    with records_for(town, MANAGER) as records:
        found = search(records, "R-1", today=TODAY)
        nothing, because = scarcity(records, today=TODAY)
    assert nothing is None
    assert "not known" in because
    worth = Scarcity({"H-1": HomeWorth(40.0, 0.3, "Needed.")}, 50, "why")
    told = worth.beside(found)
    assert [one.home for one in told.options] == [one.home for one in found.options]
    for option in told.options:
        best = max((one.fit for one in found.options if one.children == option.children and one.suggested), default=0)
        expected = worth.option(option.home, option.fit, best) if option.home == "H-1" else None
        assert option.scarcity == expected
        assert option.as_json()["scarcity"] == expected
