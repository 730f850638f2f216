"""Searches for pages and programs: every one is written down before it is shown."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.house import House
from api.keeping import kept
from api.looks import noted_look
from api.shapes.plan import Plan
from api.shapes.search import Explanation, SearchAnswer
from matching.snapshot import READS
from placements.audit_chain import Event
from placements.deciding.searches import digest_of_seen
from placements.permissions import Permission, Viewer
from placements.repository.audit import desk_version
from placements.repository.records import Records, records_for
from placements.repository.referrals import referral as find

if TYPE_CHECKING:
    from matching.snapshot import World
    from matching.weights import Weights


def search_for(house: House, viewer: Viewer, ref: str) -> SearchAnswer:
    """Search homes for a loaded referral, as this viewer may see them, and write down that it was. Raises NotFound.

    The search itself is done once for a state of the record; each look at it is kept anew. Raises NotPermitted.
    """
    for permission in (*READS, Permission.SEE_REFERRALS):
        viewer.must(permission)
    with records_for(house.engine, viewer) as records:
        find(records, ref)
        found = _found(house, records, ref)
        number = kept(records, ref, found.document, house.clock, found.digest)["search"]
        return found.answer.model_copy(update={"search": number})


@dataclass(frozen=True)
class _Found:
    """A search as it is kept, and as pages and programs read it."""

    document: dict[str, Any]
    digest: str
    answer: SearchAnswer


def _found(house: House, records: Records, ref: str) -> _Found:
    """The search of a referral: the same for whoever may see the same, until the record or its files change."""
    today, version = house.today(), desk_version(records)
    world = kept_world(house, records, today)

    def work_out() -> _Found:
        from matching.service import search

        weights, travel = own_weights(house), house.settings.travel
        document = search(records, ref, today=today, weights=weights, travel=travel, world=world).as_json()
        return _Found(document, digest_of_seen(document), SearchAnswer.model_validate(document | {"search": 0}))

    files = tuple(_written(path) for path in (house.settings.weights, house.settings.travel))
    sees_prices = records.viewer.may(Permission.SEE_PRICES)
    return house.answers.kept(("search", ref, today, world.until, sees_prices, files), version, work_out)


def _written(path: Path | None) -> tuple[int, int] | None:
    """When a file of the authority's own was last written, and its size: another file is another question."""
    return None if path is None else ((found := path.stat()).st_mtime_ns, found.st_size)


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
