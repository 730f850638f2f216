"""Searches of the tiny town without a database: a world of the homes given, and the published method."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from matching.answer import SearchAnswer
from matching.approach import ProviderFacts
from matching.costs import Pricing
from matching.from_record import Places
from matching.home_facts import HomeFacts
from matching.policy import published_policy
from matching.relations import Relations
from matching.searching import Method, answer
from matching.situation import Request
from matching.snapshot import World
from matching.supports import published_supports
from matching.travel import StraightLine
from matching.weights import published_weights
from placements.geography import Neighbours
from tests.worlds import EAST_RIDING, NAMES, NORTH_YORKSHIRE, TODAY, YORK

METHOD = Method(
    published_policy(),
    published_weights(),
    Pricing(None),
    StraightLine(published_policy().travel),
    published_supports(),
)


def a_world(
    request: Request,
    homes: Sequence[HomeFacts],
    relations: Relations | None = None,
    providers: Sequence[ProviderFacts] = (),
) -> World:
    """York on 5 June 2026 with these homes, the children in them, and one referral."""
    there = [one.child for home in homes for one in home.residents if one.child is not None]
    return World(
        today=TODAY,
        authority=YORK,
        neighbours=Neighbours.of([(YORK, NORTH_YORKSHIRE), (YORK, EAST_RIDING)], [YORK]),
        la_names=NAMES,
        relations=relations or Relations(),
        looked_after={child.ref: child.called for child in there},
        children={child.ref: child for child in (*request.children, *there)},
        homes=tuple(homes),
        providers=tuple(providers),
        requests=(request,),
        places=Places({}, {}),
    )


def answered(world: World, request: Request | None = None, **method: Any) -> SearchAnswer:
    """The answer to the referral of a world, or to another one asked of it."""
    how = replace(METHOD, **method)
    return answer(
        world,
        request or world.requests[0],
        policy=how.policy,
        weights=how.weights,
        pricing=how.pricing,
        model=how.model,
        supports=how.supports,
    )


def searched(request: Request, *homes: HomeFacts, relations: Relations | None = None, **method: Any) -> SearchAnswer:
    """The answer of a search among these homes."""
    return answered(a_world(request, homes, relations), **method)
