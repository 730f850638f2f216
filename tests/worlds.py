"""One tiny town that everyone knows by heart, as the facts that the rules read.

Littleworth lies in York, Adel in North Yorkshire next to it, Headley in Leeds, which does not adjoin. A child of
`a_child()` has every question answered and nothing unusual; a home of `a_home()` is the authority's own household in
the same street with two free beds. A test changes the one thing it is about.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from matching.candidates import Judge, Verdict
from matching.child_facts import ChildFacts
from matching.home_facts import (
    ApprovalFacts,
    BedFacts,
    HomeFacts,
    PersonFacts,
    RegistrationFacts,
    Resident,
    WillingFacts,
)
from matching.policy import published_policy
from matching.relations import RelationFact, Relations
from matching.rules.rule import Effect
from matching.situation import Context, Request
from matching.travel import StraightLine, journeys
from placements.geography import Neighbours
from placements.models.base import Answer, Known, Sex
from placements.models.child import Relation, Together, Topic
from placements.models.home import HomeKind, Sharing
from placements.models.household import Basis, LivingAs, Term, Willing
from placements.models.placement import OccupancyKind
from placements.models.referral import Duration
from placements.repository.places import Position

TODAY = dt.date(2026, 6, 5)
NEEDED_BY = dt.datetime(2026, 6, 8, 12, tzinfo=dt.UTC)
START = NEEDED_BY.date()
YORK, NORTH_YORKSHIRE, EAST_RIDING, LEEDS = "E06000014", "E06000065", "E06000011", "E08000035"
NAMES = {YORK: "York", NORTH_YORKSHIRE: "North Yorkshire", EAST_RIDING: "East Riding", LEEDS: "Leeds"}

LITTLEWORTH = Position(53.96, -1.08, YORK)
LITTLEWORTH_SCHOOL = Position(53.965, -1.085, YORK)
ADEL = Position(54.08, -1.08, NORTH_YORKSHIRE)
HEADLEY = Position(53.70, -1.80, LEEDS)

ALL_ANSWERED = dict.fromkeys(Topic, Answer.NONE)
BEHAVIOURS = ("self_harm", "missing", "physical", "sexual", "fire", "animals", "other", "drugs_alcohol", "eating")


def born(years: int, before: dt.date = TODAY) -> dt.date:
    """A birthday that makes somebody so many years old today, and for half a year more."""
    return dt.date(before.year - years, 1, 15)


def a_child(ref: str = "C-1", **facts: Any) -> ChildFacts:
    """A boy of twelve in York with a full care order, about whom everything is answered and nothing unusual."""
    usual: dict[str, Any] = {
        "name": ref,
        "dob": born(12),
        "sex": Sex.MALE,
        "home": LITTLEWORTH,
        "school_urn": "990001",
        "school": LITTLEWORTH_SCHOOL,
        "school_year": 7,
        "legal_status": "C2",
        "pr_objection": Known.NO,
        "uasc": Known.NO,
        "supervision": 1,
        "answers": ALL_ANSWERED,
    }
    return ChildFacts(ref, **(usual | facts))


def a_bed(number: int = 1, **facts: Any) -> BedFacts:
    """A bed in a room of its own whose vacancy was confirmed yesterday."""
    usual: dict[str, Any] = {"sharing": Sharing.NO, "step_free": Known.NO, "confirmed_on": dt.date(2026, 6, 4)}
    return BedFacts(number, f"bed {number}", **(usual | facts))


def terms(**facts: Any) -> ApprovalFacts:
    """An approval without any limit."""
    usual: dict[str, Any] = {
        "basis": Basis.REG27,
        "starts_on": dt.date(2020, 1, 1),
        "age_term": Term.NO_LIMIT,
        "number_term": Term.NO_LIMIT,
        "sex_term": Term.NO_LIMIT,
        "types_term": Term.NO_LIMIT,
    }
    return ApprovalFacts(**(usual | facts))


def a_home(ref: str = "H-1", **facts: Any) -> HomeFacts:
    """The authority's own fostering household in Littleworth: two carers, no pets, two beds, willing."""
    usual: dict[str, Any] = {
        "id": 1,
        "kind": HomeKind.FOSTERING,
        "position": LITTLEWORTH,
        "la_code": YORK,
        "step_free": Known.NO,
        "pets": Known.NO,
        "smokers": Known.NO,
        "supervision_cap": 10,
        "beds": (a_bed(1), a_bed(2)),
        "people": (PersonFacts(LivingAs.CARER, born(40), Sex.FEMALE), PersonFacts(LivingAs.CARER, born(42), Sex.MALE)),
        "approvals": (terms(),),
        "willing": (
            WillingFacts("age", "0-17", Willing.YES),
            WillingFacts("siblings", "6", Willing.YES),
            *(WillingFacts("behaviour", behaviour, Willing.YES) for behaviour in BEHAVIOURS),
        ),
    }
    return HomeFacts(ref, **(usual | facts))


def a_childrens_home(ref: str = "K-1", **facts: Any) -> HomeFacts:
    """A registered children's home in York with four beds, for any age."""
    usual: dict[str, Any] = {
        "kind": HomeKind.CHILDRENS_HOME,
        "people": (),
        "approvals": (),
        "willing": (),
        "beds": tuple(a_bed(number) for number in range(1, 5)),
        "registrations": (RegistrationFacts("active", dt.date(2020, 1, 1), None, 0, 17),),
    }
    return a_home(ref, **(usual | facts))


def living_there(child: ChildFacts | None, bed_id: int | None = 1, **facts: Any) -> Resident:
    """Somebody who has a bed there with no end in sight."""
    usual: dict[str, Any] = {"kind": OccupancyKind.PLACEMENT, "starts_on": dt.date(2025, 1, 1)}
    return Resident(child=child, bed_id=bed_id, **(usual | facts))


def a_request(*children: ChildFacts, **facts: Any) -> Request:
    """A referral for a home from Monday for half a year."""
    usual: dict[str, Any] = {"duration": Duration.SHORT}
    return Request("R-1", NEEDED_BY, children=children, **(usual | facts))


def siblings(*refs: str, assessed: Together = Together.NOT_ASSESSED, review_on: dt.date | None = None) -> Relations:
    """Everybody named is everybody's full brother or sister, assessed alike."""
    fact = RelationFact(Relation.FULL, assessed, TODAY, review_on)
    pairs = {frozenset((one, other)): fact for one in refs for other in refs if one != other}
    return Relations(pairs)


def a_context(
    children: Sequence[ChildFacts], homes: Sequence[HomeFacts], relations: Relations | None = None
) -> Context:
    """The town on 5 June 2026: York adjoins North Yorkshire and the East Riding, and the list is whole."""
    policy = published_policy()
    model = StraightLine(policy.travel)
    return Context(
        today=TODAY,
        authority=YORK,
        neighbours=Neighbours.of([(YORK, NORTH_YORKSHIRE), (YORK, EAST_RIDING)], [YORK]),
        policy=policy,
        relations=relations or Relations(),
        journeys=journeys(children, homes, model),
        travel_words=model.words,
        la_names=NAMES,
    )


def judged(
    children: ChildFacts | Sequence[ChildFacts],
    home: HomeFacts,
    *,
    relations: Relations | None = None,
    context: Context | None = None,
    **asked: Any,
) -> Verdict:
    """What the rules say of these children, together, in a home."""
    every = (children,) if isinstance(children, ChildFacts) else tuple(children)
    request = a_request(*every, **asked)
    judge = Judge(request, context or a_context(every, [home], relations), [home])
    return judge.verdict(every, home.ref)


def rules_found(verdict: Verdict, effect: Effect) -> set[str]:
    """The ids of the rules that found something with one effect."""
    return {one.rule.id for one in verdict.having(effect)}


def without(child: ChildFacts, *topics: Topic) -> ChildFacts:
    """The same child, not asked about some topics."""
    return replace(child, answers={topic: answer for topic, answer in child.answers.items() if topic not in topics})
