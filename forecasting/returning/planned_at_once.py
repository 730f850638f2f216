"""The whole list planned at once with the places there are, by the exact plan of `matching`; nobody settled is moved.

Whoever waits for a home comes first: the open referrals are planned as `homeward plan` plans them, and the children who
might come home are planned together with the places that are left.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from forecasting.returning.local_homes import LocalHomes
from matching.candidates import Status
from matching.planning import Unit, problem_of, units_of
from matching.plans import PlanResult, best_plan
from matching.searching import Method
from matching.snapshot import World
from placements.models.referral import Urgency

TIME_LIMIT = 20.0


@dataclass(frozen=True, eq=False)
class Waiting:
    """The open referrals, planned alone: the units, their plan, and each unit held to the home it was given."""

    units: tuple[Unit, ...]
    plan: PlanResult

    @property
    def held(self) -> list[Unit]:
        """Those with a home, each with that home alone and ahead of everybody else."""
        return [
            replace(unit, request=replace(unit.request, urgency=Urgency.TONIGHT), verdicts=(verdict,))
            for unit, verdict in self.plan.assignments
        ]

    def homes(self) -> dict[str, str]:
        """The home of each child who was given one."""
        return {child.ref: verdict.home.ref for unit, verdict in self.plan.assignments for child in unit.children}


def plan_waiting(world: World, method: Method) -> Waiting:
    """Plan the open referrals alone."""
    units = units_of(world, method.policy, method.weights, method.model)
    problem = problem_of(units, world, method.pricing)
    return Waiting(tuple(units), best_plan(units, problem, time_limit=TIME_LIMIT))


def plan_returns(world: World, waiting: Waiting, homes: Iterable[LocalHomes], method: Method) -> dict[str, str]:
    """The home of each group, by the group's reference, after the open referrals have theirs.

    A child comes home only to a home that is lawful and meets every essential need. Of plans that bring as many home,
    brothers and sisters together count first, then approvals, then fit, and cost last.
    """
    returning = [one.unit for one in homes if one.unit.suggested]
    if not returning:
        return {}
    units = [*waiting.held, *returning]
    plan = best_plan(units, problem_of(units, world, method.pricing), time_limit=TIME_LIMIT)
    given = {unit.ref: verdict.home.ref for unit, verdict in plan.assignments}
    taken = {unit.verdicts[0].home.ref for unit in waiting.held if unit.ref not in given}
    refs = {unit.ref for unit in returning}
    return {ref: home for ref, home in given.items() if ref in refs and home not in taken}


@dataclass(frozen=True)
class MovesPrevented:
    """Children who wait for a home and could be kept in the area: how many, and where the others would go.

    `perhaps` are those of whom a home in the area is not ruled out, a fact is missing; `outside` those whom the plan
    gives a home outside the area, `nowhere` those without any.
    """

    waiting: int
    kept_local: int
    outside: int
    nowhere: int
    perhaps: int


def moves_prevented(world: World, waiting: Waiting) -> MovesPrevented:
    """Count the children of open referrals by what the plan does for them."""
    local = {home.ref for home in world.homes if home.la_code == world.authority}
    given = waiting.homes()
    every = [(unit, child.ref) for unit in waiting.units for child in unit.children]
    kept = sum(1 for _, child in every if given.get(child) in local)
    nowhere = [unit for unit, child in every if child not in given]
    perhaps = sum(1 for unit in nowhere if _perhaps(unit, local))
    return MovesPrevented(len(every), kept, len(given) - kept, len(nowhere), perhaps)


def _perhaps(unit: Unit, local: set[str]) -> bool:
    return any(verdict.status is Status.UNKNOWN and verdict.home.ref in local for verdict in unit.verdicts)
