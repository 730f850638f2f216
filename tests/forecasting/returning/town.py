"""A town of the facts alone: children who live outside York, homes in it, and who said what; no database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from forecasting.returning.assumptions import published_assumptions
from forecasting.returning.away import Away, Whereabouts
from forecasting.returning.earliest import earliest
from forecasting.returning.local_homes import LocalHomes, local_homes
from forecasting.returning.planned_at_once import plan_returns, plan_waiting
from forecasting.returning.working_list import WorkingList, working_list
from matching.child_facts import ChildFacts
from matching.costs import Pricing
from matching.from_record import Places
from matching.home_facts import HomeFacts
from matching.policy import published_policy
from matching.relations import Relations
from matching.searching import Method
from matching.situation import Request
from matching.snapshot import World
from matching.supports import published_supports
from matching.travel import StraightLine
from matching.weights import published_weights
from placements.codes import Setting
from placements.geography import Locality, Neighbours
from placements.models.return_home import AskedOf, ReturnAnswer, Said
from placements.repository.returns_home import LivingNow
from tests.worlds import EAST_RIDING, NAMES, NORTH_YORKSHIRE, TODAY, YORK, a_child

ASSUMED = published_assumptions()
LATELY = dt.date(2026, 1, 10)


def living(ref: str, **facts: Any) -> LivingNow:
    """Where a child lives: with an agency's carers in Leeds since January."""
    usual: dict[str, Any] = {
        "child_id": sum(map(ord, ref)),
        "child": ref,
        "dob": dt.date(2014, 1, 15),
        "since": LATELY,
        "place": "U6",
        "provider": "PR4",
        "postcode": "LS1 1AA",
        "home_postcode": "YO1 1AA",
        "as_of": TODAY,
    }
    return LivingNow(**(usual | facts))


def said(answers: Mapping[str, Said]) -> dict[AskedOf, ReturnAnswer]:
    """What each of the three said, by name."""
    return {
        AskedOf(of): ReturnAnswer(
            child_id=1, of=AskedOf(of), said=answer, asked_on=TODAY, asked_by="Sam Invented",
            at=dt.datetime(2026, 6, 1, tzinfo=dt.UTC), by="Sam Invented", role="social_worker",
        )
        for of, answer in answers.items()
    }  # fmt: skip


AGREED = {of.value: Said.YES for of in AskedOf}


def away(ref: str = "C-1", facts: ChildFacts | None = None, **more: Any) -> Away:
    """A child who lives outside, of whom everybody agreed; `place`, `provider`, `since` and so on go to where."""
    where = {name: more.pop(name) for name in list(more) if name in LivingNow.__dataclass_fields__}
    usual: dict[str, Any] = {
        "on": TODAY,
        "living": living(ref, **where),
        "setting": Setting.MAINSTREAM_FOSTERING,
        "locality": Locality.FURTHER,
        "miles": 24.0,
        "facts": facts or a_child(ref),
        "answers": said(AGREED),
    }
    return Away(**(usual | more))


def world(
    children: Sequence[Away],
    homes: Sequence[HomeFacts],
    requests: Sequence[Request] = (),
    relations: Relations | None = None,
) -> World:
    """The world of these children and homes."""
    known = [child.facts for child in children] + [child for request in requests for child in request.children]
    return World(
        today=TODAY,
        authority=YORK,
        neighbours=Neighbours.of([(YORK, NORTH_YORKSHIRE), (YORK, EAST_RIDING)], [YORK]),
        la_names=NAMES,
        relations=relations or Relations(),
        looked_after={},
        children={child.ref: child for child in known},
        homes=tuple(homes),
        providers=(),
        requests=tuple(requests),
        places=Places({}, {}),
    )


def method(pricing: Pricing | None = None) -> Method:
    """The published policy and weights, without prices."""
    policy = published_policy()
    return Method(
        policy, published_weights(), pricing or Pricing(None), StraightLine(policy.travel), published_supports()
    )


@dataclass(frozen=True, eq=False)
class Asked:
    """A working list with its homes."""

    listed: WorkingList
    homes: Mapping[str, LocalHomes]
    world: World

    def plan(self) -> dict[str, str]:
        """The home of each group, all planned at once."""
        waiting = plan_waiting(self.world, method())
        return plan_returns(self.world, waiting, list(self.homes.values()), method())


def asked(
    children: Sequence[Away],
    homes: Sequence[HomeFacts],
    requests: Sequence[Request] = (),
    relations: Relations | None = None,
) -> Asked:
    """List these children and ask the rules about these homes."""
    there = world(children, homes, requests, relations)
    listed = working_list(Whereabouts(tuple(children), 0, ()), there.relations)
    first = {group.ref: earliest(group, YORK, ASSUMED) for group in listed.groups}
    return Asked(listed, local_homes(there, listed.groups, first, method()), there)
