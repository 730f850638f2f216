"""Searches for pages and programs: every one is written down before it is shown."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from api.house import House
from api.keeping import kept
from api.looks import noted_look
from api.shapes.plan import Plan
from api.shapes.search import Explanation, SearchAnswer
from placements.audit_chain import Event
from placements.permissions import Permission, Viewer
from placements.repository.audit import desk_version
from placements.repository.records import Records, records_for
from placements.repository.referrals import referral as find

if TYPE_CHECKING:
    from matching.snapshot import World
    from matching.weights import Weights


def search_for(house: House, viewer: Viewer, ref: str) -> SearchAnswer:
    """Search homes for a loaded referral, as this viewer may see them. Raises NotFound."""
    from matching.service import search

    with records_for(house.engine, viewer) as records:
        find(records, ref)
        today = house.today()
        found = search(
            records,
            ref,
            today=today,
            weights=own_weights(house),
            travel=house.settings.travel,
            world=kept_world(house, records, today),
        )
        return SearchAnswer.model_validate(kept(records, ref, found.as_json(), house.clock))


def why_for(house: House, viewer: Viewer, ref: str, home: str, children: tuple[str, ...]) -> Explanation:
    """Why a home stands where it does for children of a referral, as the record stands now. Raises NotFound."""
    from matching.service import explain

    with records_for(house.engine, viewer) as records:
        today = house.today()
        found = explain(
            records,
            ref,
            home,
            today=today,
            weights=own_weights(house),
            travel=house.settings.travel,
            world=kept_world(house, records, today),
            children=children,
        )
        return Explanation.model_validate(found.as_json())


def own_weights(house: House) -> Weights | None:
    """The authority's own weights, where it has replaced the published ones."""
    from matching.weights import read_weights

    return None if house.settings.weights is None else read_weights(house.settings.weights)


def kept_world(house: House, records: Records, today: dt.date) -> World:
    """What searches read, read again only when the data change, or when a hold of a bed lapses."""
    from matching.service import world_of

    version, now = desk_version(records), house.clock()
    question: tuple[object, ...] = ("world", today)
    world = house.answers.kept(question, version, lambda: world_of(records, today, now))
    while world.until is not None and world.until <= now:
        question = (*question, world.until)
        world = house.answers.kept(question, version, lambda: world_of(records, today, now))
    return world


def plan_for(house: House, viewer: Viewer, time_limit: float) -> Plan:
    """The best use of the known homes for every open referral, as this viewer may see it."""
    from api.coming import coming
    from matching.service import plan

    noted_look(house, viewer, Permission.SEE_REFERRALS, Event.PLANNED, "open referrals", time_limit=time_limit)
    with records_for(house.engine, viewer) as records:
        return Plan.model_validate(
            plan(
                records,
                time_limit=time_limit,
                today=house.today(),
                weights=own_weights(house),
                coming=coming(records),
            ).as_json()
        )
