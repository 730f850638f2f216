"""A plan for everybody who waits: who may share a home is asked again of the plan itself."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from matching.child_facts import ChildFacts, ConstraintFact
from matching.costs import Pricing
from matching.from_record import Places
from matching.home_facts import HomeFacts, WillingFacts
from matching.planning import problem_of, units_of
from matching.plans import TOGETHER, PlanResult, best_plan
from matching.policy import published_policy
from matching.relations import Relations
from matching.service import plan
from matching.situation import Request
from matching.snapshot import World
from matching.travel import StraightLine
from matching.weights import published_weights
from placements.geography import Neighbours
from placements.models.base import Sex
from placements.models.child import ConstraintKind, Together
from placements.models.household import CareType, Term, Willing
from placements.models.referral import Duration, Referral, ReferralStatus, Urgency
from placements.permissions import Role, Viewer
from placements.repository.records import records_for
from tests.matching.town import change, settle
from tests.oracles.random_cases import draw
from tests.oracles.rules import read
from tests.worlds import (
    EAST_RIDING,
    NAMES,
    NEEDED_BY,
    NORTH_YORKSHIRE,
    TODAY,
    YORK,
    a_bed,
    a_child,
    a_context,
    a_home,
    a_request,
    born,
    living_there,
    siblings,
    terms,
)

MANAGER = Viewer("Marian Invented", Role.TEAM_MANAGER)


def a_referral(ref: str, *children: ChildFacts, **facts: Any) -> Request:
    """A referral for these children for half a year."""
    return Request(ref, NEEDED_BY, children=children, **({"duration": Duration.SHORT} | facts))


def planned(
    requests: Sequence[Request], homes: Sequence[HomeFacts], relations: Relations | None = None, **asked: Any
) -> PlanResult:
    """The plan for these referrals and homes."""
    everybody = [child for request in requests for child in request.children]
    there = [one.child for home in homes for one in home.residents if one.child is not None]
    world = World(
        today=TODAY,
        authority=YORK,
        neighbours=Neighbours.of([(YORK, NORTH_YORKSHIRE), (YORK, EAST_RIDING)], [YORK]),
        la_names=NAMES,
        relations=relations or Relations(),
        looked_after={},
        children={child.ref: child for child in (*everybody, *there)},
        homes=tuple(homes),
        providers=(),
        requests=tuple(requests),
        places=Places({}, {}),
    )
    policy = published_policy()
    units = units_of(world, policy, published_weights(), StraightLine(policy.travel))
    return best_plan(units, problem_of(units, world, Pricing(None)), time_limit=30, **asked)


def homes_of(result: PlanResult) -> dict[str, str]:
    """Where the plan puts each child."""
    return {child.ref: verdict.home.ref for unit, verdict in result.assignments for child in unit.children}


def one_bed(ref: str, **facts: Any) -> HomeFacts:
    """A home with one free bed."""
    return a_home(ref, beds=(a_bed(),), **facts)


def levels(result: PlanResult) -> dict[str, float]:
    """The value of each level."""
    return {level.name: level.value for level in result.levels}


def test_the_most_urgent_child_gets_the_only_bed() -> None:
    later, tonight = a_child("C-1"), a_child("C-2")
    requests = [a_referral("R-1", later), a_referral("R-2", tonight, urgency=Urgency.TONIGHT)]
    result = planned(requests, [one_bed("H-1")])
    assert homes_of(result) == {"C-2": "H-1"}
    assert result.status == "optimal"
    [(child, because)] = result.unplaced
    assert child == "C-1"
    assert "H-1" in because


def test_brothers_share_a_home_though_each_would_fit_better_elsewhere() -> None:
    brothers = (a_child("C-1"), a_child("C-2"))
    fuller = a_home("H-3", residents=(living_there(a_child("C-9"), None),), beds=(a_bed(1), a_bed(2), a_bed(3)))
    together = siblings("C-1", "C-2", assessed=Together.MUST)
    result = planned([a_referral("R-1", *brothers)], [one_bed("H-1"), one_bed("H-2"), fuller], together)
    assert set(homes_of(result).values()) == {"H-3"}
    assert levels(result)["siblings"] == 0


def test_a_child_joins_the_brother_who_lives_there_already() -> None:
    brother = a_child("C-9", lives_at="H-2")
    homes = [a_home("H-1"), a_home("H-2", residents=(living_there(brother),))]
    result = planned([a_referral("R-1", a_child("C-1"))], homes, siblings("C-1", "C-9", assessed=Together.MUST))
    assert homes_of(result) == {"C-1": "H-2"}


def test_sisters_assessed_apart_get_two_homes() -> None:
    sisters = (a_child("C-1"), a_child("C-2"))
    apart = siblings("C-1", "C-2", assessed=Together.APART)
    result = planned([a_referral("R-1", *sisters)], [a_home("H-1"), a_home("H-2")], apart)
    assert sorted(homes_of(result).values()) == ["H-1", "H-2"]


def test_a_child_who_must_be_alone_shares_with_nobody_of_another_referral() -> None:
    alone = a_child("C-1", constraints=(ConstraintFact(ConstraintKind.ALONE, "A"),))
    requests = [a_referral("R-1", alone), a_referral("R-2", a_child("C-2"))]
    assert len(homes_of(planned(requests, [a_home("H-1")]))) == 1
    assert len(homes_of(planned(requests, [a_home("H-1"), a_home("H-2")]))) == 2


def test_what_is_not_known_is_never_planned_for_and_is_said() -> None:
    unasked = a_home("H-1", willing=())
    result = planned([a_referral("R-1", a_child("C-1"))], [unasked])
    assert result.status == "nobody_eligible"
    assert homes_of(result) == {}
    assert "1 home to ask first, a fact is missing (H-1)" in result.unplaced[0][1]


def test_a_child_nobody_may_take_is_told_which_rules_left_the_homes_out() -> None:
    young = a_home("H-1", approvals=(terms(age_term=Term.LIMIT, age_max=5),))
    result = planned([a_referral("R-1", a_child("C-1"))], [young])
    assert result.unplaced == (
        ("C-1", "No known home is lawful: 1 left out, most often by approved for other ages 1."),
    )


def test_children_of_two_referrals_do_not_break_together_what_neither_breaks_alone() -> None:
    needy = [a_child(f"C-{number}", supervision=3) for number in (1, 2)]
    requests = [a_referral(f"R-{number}", child) for number, child in enumerate(needy)]
    home = a_home("H-1", supervision_cap=5)
    result = planned(requests, [home])
    assert len(homes_of(result)) == 1
    assert result.rounds == 2
    assert result.status == "optimal"


def test_the_usual_limit_holds_for_a_mixture_and_not_for_one_family() -> None:
    beds = tuple(a_bed(number) for number in range(1, 5))
    four = [a_child(f"C-{number}") for number in range(1, 5)]
    home = a_home("H-1", beds=beds)
    mixed = planned([a_referral(f"R-{number}", child) for number, child in enumerate(four)], [home])
    assert len(homes_of(mixed)) == 3
    family = planned([a_referral("R-1", *four)], [home], siblings(*(child.ref for child in four)))
    assert len(homes_of(family)) == 4


def test_carers_who_said_no_to_so_many_brothers_are_given_fewer() -> None:
    answers = (WillingFacts("age", "0-17", Willing.YES), WillingFacts("siblings", "2", Willing.NO))
    result = planned(
        [a_referral("R-1", a_child("C-1"), a_child("C-2"))], [a_home("H-1", willing=answers)], siblings("C-1", "C-2")
    )
    assert len(homes_of(result)) == 1


def test_a_parent_and_child_are_placed_as_one() -> None:
    mother = a_child("C-1", dob=born(16), sex=Sex.FEMALE, school_urn=None, school=None, school_year=None)
    baby = a_child("C-2", dob=born(0), school_urn=None, school=None, school_year=None)
    approval = terms(types_term=Term.LIMIT, types=frozenset({CareType.PARENT_CHILD, CareType.SHORT}))
    home = one_bed("H-1", approvals=(approval,))
    result = planned([a_referral("R-1", mother, baby, parent_and_child=True)], [home, one_bed("H-2")])
    assert homes_of(result) == {"C-1": "H-1", "C-2": "H-1"}


def test_a_child_in_two_referrals_is_planned_for_once() -> None:
    child = a_child("C-1")
    result = planned([a_referral("R-1", child), a_referral("R-2", child)], [a_home("H-1")])
    assert homes_of(result) == {"C-1": "H-1"}
    assert result.unplaced == ()


def test_nobody_waits_and_nobody_is_planned_for() -> None:
    assert homes_of(planned([], [a_home("H-1")])) == {}
    assert planned([a_referral("R-1", a_child("C-1"))], []).status == "nobody_eligible"


def _world(rng: random.Random) -> tuple[list[Request], list[HomeFacts], Relations]:
    """Four to eight children in referrals, three or four homes with children there, facts of every kind."""
    homes = [
        replace(draw(rng.randrange(10**6)).home, ref=f"H-{number}", willing=a_home().willing, holds=())
        for number in range(rng.choice((3, 4)))
    ]
    requests = []
    for number in range(rng.choice((2, 3, 4))):
        case = draw(rng.randrange(10**6))
        children = [replace(child, ref=f"R{number}-{child.ref}", lives_at=None) for child in case.children]
        urgency = rng.choice(list(Urgency))
        duration = rng.choice((Duration.SHORT, Duration.BRIDGING))
        requests.append(a_referral(f"R-{number}", *children, urgency=urgency, duration=duration))
    refs = [child.ref for request in requests for child in request.children]
    return requests, homes, siblings(*rng.sample(refs, min(2, len(refs))))


def test_the_second_reader_of_the_rules_finds_nothing_against_a_plan(scale: Callable[[int], int]) -> None:
    shared = 0
    for seed in range(scale(1_000)):
        requests, homes, relations = _world(random.Random(seed))
        result = planned(requests, homes, relations)
        assert result.status in {"optimal", "nobody_eligible"}
        by_home: dict[str, list[ChildFacts]] = defaultdict(list)
        for unit, verdict in result.assignments:
            assert verdict.suggested
            by_home[verdict.home.ref] += unit.children
        for ref, children in by_home.items():
            home = next(home for home in homes if home.ref == ref)
            context = a_context(children, [home], relations)
            duration = max(request.duration for request in requests if set(request.children) & set(children))
            found = read(children, home, a_request(*children, duration=duration), context)
            broken = {
                rule for rule, verdict in found.items() if rule in TOGETHER | APART and verdict != "needs approval"
            }
            assert not broken, (seed, ref, broken)
            shared += len(children) > 1
        placed = set(homes_of(result))
        waiting = {child.ref for request in requests for child in request.children}
        assert placed | {child for child, _ in result.unplaced} == waiting
        assert all(because for _, because in result.unplaced)
    assert shared


APART = frozenset({"no-others", "lock-existing", "only-youngest", "only-oldest", "must-apart", "harm-sexual"})


@pytest.fixture
def town(engine: sa.Engine) -> sa.Engine:
    """The tiny town in a database."""
    settle(engine)
    return engine


def test_the_open_referrals_of_a_record_are_planned_together(town: sa.Engine) -> None:
    with records_for(town, MANAGER) as records:
        result = plan(records, today=TODAY, time_limit=20, worst_first=True)
    document = json.loads(json.dumps(result.as_json()))
    assert set(document) >= {"status", "levels", "assignments", "unplaced", "seconds"}
    assert [level["name"] for level in document["levels"]] == [
        "unplaced",
        "siblings",
        "burden",
        "worst_fit",
        "fit",
        "cost",
    ]
    assert all(level["bound"] is not None for level in document["levels"])
    assert {one["child"]: one["home"] for one in document["assignments"]} == {"C-1": "H-1", "C-2": "H-1", "C-3": "H-2"}


def test_a_referral_that_is_closed_is_not_planned_for(town: sa.Engine) -> None:
    change(town, lambda session: session.execute(sa.update(Referral).values(status=ReferralStatus.WITHDRAWN)))
    with records_for(town, MANAGER) as records:
        result = plan(records, today=TODAY)
    assert result.assignments == ()
    assert result.unplaced == ()
