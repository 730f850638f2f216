"""What a specification may say of the referral, of brothers and sisters, of a search, a decision and the program."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from matching.case import Beyond, DecisionFacts, DesignFacts
from matching.relations import RelationFact
from matching.situation import KinFact, ShortBreak
from placements.geography import Neighbours
from placements.models.base import Known
from placements.models.child import Relation, Together
from placements.models.referral import Duration, Plan, ReferralKind, Suitability
from tests.spec.scene import CHILD, HOME, Phrases, Scene
from tests.worlds import NORTH_YORKSHIRE, TODAY, YORK, a_child, born

YESTERDAY = TODAY - dt.timedelta(days=1)
MADE = DecisionFacts(
    decided_by="Marian Invented",
    role="team manager",
    has_authority=True,
    at=dt.datetime(2026, 6, 5, 17, tzinfo=dt.UTC),
    reason="Nearest to school.",
    options_seen=4,
    contest_route="Ask the independent reviewing officer.",
)


def _asks(**facts: Any) -> Any:
    return lambda scene, *_: scene.asked.update(facts)


def _pair(assessed: Together, review_on: dt.date | None = None) -> RelationFact:
    return RelationFact(Relation.FULL, assessed, TODAY, review_on)


def _birch(*, comes: bool, assessed: Together = Together.NOT_ASSESSED, review_on: dt.date | None = None) -> Any:
    def change(scene: Scene) -> None:
        (scene.come_too if comes else scene.stay_behind).append(a_child("Birch", dob=born(9)))
        scene.pairs[frozenset((CHILD, "Birch"))] = _pair(assessed, review_on)

    return change


def _stranger_comes(scene: Scene, age: str) -> None:
    scene.come_too.append(a_child("Birch", dob=born(int(age))))


def _apart(scene: Scene) -> None:
    scene.pairs[frozenset((CHILD, "Rowan"))] = RelationFact(Relation.PEER, Together.APART, TODAY)


def _breaks(scene: Scene, days: str, before: str) -> None:
    held = scene.asked.get("short_break", ShortBreak())
    scene.asked.update(
        kind=ReferralKind.SHORT_BREAK, short_break=replace(held, days=int(days), days_in_year=int(before))
    )


def _series(home: str) -> Any:
    def change(scene: Scene) -> None:
        held = scene.asked.get("short_break", ShortBreak())
        scene.asked.update(kind=ReferralKind.SHORT_BREAK, short_break=replace(held, home=home))

    return change


def _decided(**facts: Any) -> Any:
    def change(scene: Scene) -> None:
        held = scene.beyond.decision or MADE
        scene.beyond = replace(scene.beyond, decision=replace(held, **facts))

    return change


def _found(*, here: bool) -> Any:
    def change(scene: Scene) -> None:
        scene.beyond = replace(scene.beyond, found_in_area=here)

    return change


def _reads(scene: Scene, factor: str, fact: str) -> None:
    scene.beyond = Beyond(design=DesignFacts({factor: frozenset({fact})}))


REFERRAL_PHRASES: Phrases = {
    "an emergency": _asks(kind=ReferralKind.EMERGENCY),
    "an aunt is not ruled out": _asks(kin=(KinFact("Aunt May", "possible"),)),
    "an aunt was ruled out": _asks(kin=(KinFact("Aunt May", "ruled_out"),)),
    "foster care is unsuitable": _asks(settings={"foster": Suitability.UNSUITABLE}),
    "a planned move": _asks(kind=ReferralKind.PLANNED_MOVE, carer_ended=Known.NO),
    "a planned move, nobody says who ended it": _asks(kind=ReferralKind.PLANNED_MOVE),
    "the carer gave notice": _asks(carer_ended=Known.YES),
    "a review was held": _asks(review_held_on=YESTERDAY),
    "the plan is adoption": _asks(plan=Plan.ADOPTION),
    "the plan is long-term foster care": _asks(plan=Plan.LONG_TERM_FOSTER),
    "for the long term": _asks(duration=Duration.LONG_TERM),
    "for how long is not recorded": _asks(duration=Duration.UNKNOWN),
    "a parent comes too": _asks(parent_and_child=True),
    "Birch, a brother, comes too": _birch(comes=True),
    "Birch, a brother, comes too, assessed to live apart": _birch(comes=True, assessed=Together.APART),
    "Birch, a brother, comes too, assessed apart until yesterday": _birch(
        comes=True, assessed=Together.APART, review_on=YESTERDAY
    ),
    "Birch, a brother, would go elsewhere": _birch(comes=False),
    "Birch, a brother, would go elsewhere, assessed to live apart": _birch(comes=False, assessed=Together.APART),
    r"Birch, no kin, aged (\d+), comes too": _stranger_comes,
    "Ash and Rowan were assessed to live apart": _apart,
    r"a short break of (\d+) days after (\d+)": _breaks,
    "a short break, days not recorded": _series(HOME),
    "the series is with another home": _series("H-9"),
    "who adjoins whom is not wholly held": lambda scene: scene.world.update(
        neighbours=Neighbours.of([(YORK, NORTH_YORKSHIRE)], [])
    ),
    "no home in York would do": _found(here=False),
    "a home in York would do": _found(here=True),
    "decided in full": _decided(),
    "nobody is named": _decided(decided_by=" "),
    "no reason is given": _decided(reason=""),
    "no option was seen": _decided(options_seen=0),
    "the role has no authority": _decided(has_authority=False),
    "nobody says how to question it": _decided(contest_route=""),
    r"the factor (\w+) reads (.+)": _reads,
}
