"""What callers ask of matching: a search for one referral, and a plan for every open one. Nothing here writes."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from matching.answer import SearchAnswer
from matching.compare import Comparison, compared
from matching.costs import Pricing
from matching.explain import Explanation, explained
from matching.from_file import postcodes_in, schools_in, with_file
from matching.option import Json
from matching.plan_choice import choice_beside
from matching.plan_file import read_plan
from matching.planning import problem_of, units_of
from matching.plans import LEAST_SECONDS, PlanResult, Progress, best_plan
from matching.policy import Policy, published_policy
from matching.referral_file import LoadedChild, read_referral
from matching.scarcity import Coming, Ready, Scarcity, scarcity_now
from matching.searching import Method, answer
from matching.situation import Request
from matching.snapshot import READS, World, day_of, snapshot
from matching.supports import published_supports
from matching.travel import StraightLine, TravelModel
from matching.travel_table import read_travel_table
from matching.weights import Weights, published_weights
from placements.errors import NotFound
from placements.permissions import Permission
from placements.repository.children import child_with_facts
from placements.repository.places import positions_of
from placements.repository.prices import price_book
from placements.repository.records import Records
from placements.repository.referrals import find_referral, open_referrals, past_referrals

Given = str | Path | Mapping[str, object]


def search(
    records: Records,
    referral: Given,
    *,
    today: dt.date | None = None,
    weights: Weights | None = None,
    policy: Policy | None = None,
    travel: Path | None = None,
    world: World | None = None,
) -> SearchAnswer:
    """Who could live where, for one referral: a reference in the record, a JSON file, or its contents.

    `today` is the day asked about (the present day; in a demonstration that of its position); `travel` the council's
    own table of journeys (`matching.travel_table`), the straight line where there is none; `world` one read before by
    `world_of` and kept while the record stays as it is. Nothing is written: the caller records that somebody
    searched. Raises NotFound, Refused, NotPermitted.
    """
    found = _found(records, referral, today, weights, policy, travel, world)
    return _answered(found)


def explain(  # noqa: PLR0913 - what a search takes, the home, and for whom of the group
    records: Records,
    referral: Given,
    home: str,
    *,
    today: dt.date | None = None,
    weights: Weights | None = None,
    travel: Path | None = None,
    world: World | None = None,
    children: tuple[str, ...] | None = None,
) -> Explanation:
    """Why one home stands where it does for the children of a referral, and what single fact would turn that round.

    Takes what `search` takes; `children` names those of the referral who would live there together, and without it
    they are the largest part for whom the home is an option. Raises NotFound (no such referral, or the home is no
    option of it), Refused, NotPermitted.
    """
    found = _found(records, referral, today, weights, None, travel, world)
    return explained(_answered(found), found.world, found.method, home, children)


@dataclass(frozen=True, eq=False)
class _Found:
    world: World
    request: Request
    method: Method


def _found(
    records: Records,
    referral: Given,
    today: dt.date | None,
    weights: Weights | None,
    policy: Policy | None,
    travel: Path | None,
    world: World | None,
) -> _Found:
    policy = policy or published_policy()
    kept = None if world is None else _kept(records, referral, world)
    there, request = kept or _world(records, referral, today or day_of(records))
    method = Method(
        policy,
        weights or published_weights(),
        pricing_for(records),
        _travel(records, travel, StraightLine(policy.travel)),
        published_supports(),
    )
    return _Found(there, request, method)


def _travel(records: Records, table: Path | None, estimate: StraightLine) -> TravelModel:
    if table is None:
        return estimate
    return read_travel_table(table, lambda postcodes: positions_of(records, postcodes), estimate)


def _answered(found: _Found) -> SearchAnswer:
    method = found.method
    return answer(
        found.world,
        found.request,
        policy=method.policy,
        weights=method.weights,
        pricing=method.pricing,
        model=method.model,
        supports=method.supports,
    )


def world_of(records: Records, today: dt.date, now: dt.datetime | None = None) -> World:
    """The world with every open referral, for a caller who keeps it while the record stays as it is."""
    return snapshot(records, open_referrals(records), today, now=now)


def _kept(records: Records, given: Given, world: World) -> tuple[World, Request] | None:
    """The referral in a world read before, for a viewer who may see all that is in it; None where it is not there."""
    for permission in (*READS, Permission.SEE_REFERRALS):
        records.viewer.must(permission)
    return next(((world, request) for request in world.requests if request.ref == given), None)


def plan(  # noqa: PLR0913 - the questions a person may ask, each by name
    records: Records,
    *,
    time_limit: float = 60.0,
    worst_first: bool = False,
    weights: Weights | None = None,
    policy: Policy | None = None,
    today: dt.date | None = None,
    progress: Progress | None = None,
    coming: Coming | None = None,
) -> PlanResult:
    """The best use of the known homes for every open referral together; places already taken stay taken.

    A home is planned for only if the rules allow it, with or without an approval; what is not known is never planned
    for, and the child it concerns is listed with what is missing. `coming` says how many children a forecast expects;
    without it scarcity is weighed for as many as came before. Nothing is written. Raises Refused, NotPermitted.
    """
    started = time.perf_counter()
    ready = _ready(records, weights, policy, today)

    def left() -> float:
        return max(LEAST_SECONDS, time_limit - (time.perf_counter() - started))

    scarce, because = scarcity_now(ready, in_time=left() >= time_limit / 2, coming=coming)
    worth = None if scarce is None else scarce.worth_of(ready.problem)
    found = best_plan(
        ready.units, ready.problem, time_limit=left(), worst_first=worst_first, progress=progress, worth=worth
    )
    told: Json = {"homes": None, "because": because}
    if scarce is not None:
        choice = choice_beside(ready.units, ready.problem, found, scarce, left())
        told = scarce.as_json() | {"choice": choice}
    return replace(found, scarcity=told, seconds=time.perf_counter() - started)


def compare(
    records: Records,
    given: Path | Mapping[str, object],
    *,
    time_limit: float = 60.0,
    worst_first: bool = False,
    weights: Weights | None = None,
    policy: Policy | None = None,
    today: dt.date | None = None,
) -> Comparison:
    """A plan that a person made, a JSON file or its contents, beside the engine's own for the same open referrals.

    Nothing is written. Raises Refused (no plan, a child who waits for no home, an unknown home), NotPermitted.
    """
    named = read_plan(given)
    ready = _ready(records, weights, policy, today)
    engine = best_plan(ready.units, ready.problem, time_limit=time_limit, worst_first=worst_first)
    pricing = pricing_for(records)
    return compared(ready.units, ready.world, pricing, named, engine, worst_first=worst_first)


def scarcity(
    records: Records,
    *,
    weights: Weights | None = None,
    policy: Policy | None = None,
    today: dt.date | None = None,
    coming: Coming | None = None,
) -> tuple[Scarcity | None, str]:
    """What a place in each home is worth now to children to come, or None with the reason why nothing can be said.

    From the record's own past referrals, as many as `coming` says of a forecast. It takes seconds: ask it once for a
    state of the record, then `Scarcity.beside` adds it to any search. Raises Refused, NotPermitted.
    """
    return scarcity_now(_ready(records, weights, policy, today), in_time=True, coming=coming)


def _ready(records: Records, weights: Weights | None, policy: Policy | None, today: dt.date | None) -> Ready:
    """The open referrals as a problem, with the past ones beside for whoever asks what may come."""
    today = today or day_of(records)
    waiting, before = open_referrals(records), past_referrals(records, today)
    world = snapshot(records, [*waiting, *before], today)
    past = world.requests[len(waiting) :]
    world = replace(world, requests=world.requests[: len(waiting)])
    policy, weights = policy or published_policy(), weights or published_weights()
    model = StraightLine(policy.travel)
    units = units_of(world, policy, weights, model)
    return Ready(world, units, problem_of(units, world, pricing_for(records)), past, policy, weights, model)


def pricing_for(records: Records) -> Pricing:
    """Prices for a viewer who may see them; for anybody else every cost is not known, and says why."""
    if records.viewer.may(Permission.SEE_PRICES):
        return Pricing(price_book(records))
    return Pricing(None, "Price not shown to this role.")


def _world(records: Records, given: Given, today: dt.date) -> tuple[World, Request]:
    if isinstance(given, str):
        found = find_referral(records, given)
        if found is not None:
            world = snapshot(records, [found], today)
            return world, world.requests[0]
        if not Path(given).is_file():
            raise NotFound(
                "There is no such referral, and no such file.",
                given=given,
                do_next="Give the reference of a loaded referral, or the path of a JSON file.",
            )
        given = Path(given)
    referral = read_referral(given)
    also = [child_with_facts(records, one.child).id for one in referral.children if isinstance(one, LoadedChild)]
    world = snapshot(records, [], today, also=also, postcodes=postcodes_in(referral), schools=schools_in(referral))
    return with_file(world, referral, dt.datetime.now(dt.UTC))
