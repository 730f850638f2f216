"""Every open referral as one problem: who may go where, how well, and which children may not be chosen together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from matching.candidates import Judge, Verdict
from matching.child_facts import ChildFacts
from matching.costs import Pricing
from matching.household import HomeDuring
from matching.plan_problem import PlanProblem, plan_problem
from matching.policy import Policy
from matching.relations import Relations
from matching.rules.capacity import USUAL_LIMIT
from matching.rules.rule import Effect
from matching.scoring import Scorer
from matching.situation import Request
from matching.snapshot import World
from matching.travel import TravelModel
from matching.weights import Weights
from placements.models.child import ConstraintKind, Together
from placements.models.household import Term

STOPS = frozenset({Effect.EXCLUDES, Effect.NOT_KNOWN})


@dataclass(frozen=True, eq=False)
class Unit:
    """Who must be placed as one: a child, or a parent with a child, who are never parted."""

    children: tuple[ChildFacts, ...]
    request: Request
    judge: Judge
    scorer: Scorer
    verdicts: tuple[Verdict, ...]

    @property
    def ref(self) -> str:
        """The reference of the first child, by which the plan knows the unit."""
        return self.children[0].ref

    @property
    def suggested(self) -> tuple[Verdict, ...]:
        """The homes that may be planned for: lawful as far as is recorded, and no child said no."""
        return tuple(verdict for verdict in self.verdicts if verdict.suggested)


def units_of(world: World, policy: Policy, weights: Weights, model: TravelModel) -> list[Unit]:
    """Everybody who needs a home, the most urgent referral first; a child in two referrals is planned for once."""
    found: list[Unit] = []
    planned: set[str] = set()
    for request in world.requests:
        children = tuple(child for child in request.children if child.ref not in planned)
        if not children:
            continue
        planned |= {child.ref for child in children}
        judge = Judge(request, world.context(request.children, policy, model), world.homes)
        scorer = Scorer(judge, weights)
        for bundle in [children] if request.parent_and_child else [(child,) for child in children]:
            verdicts = tuple(judge.verdict(bundle, home.ref) for home in world.homes)
            found.append(Unit(bundle, request, judge, scorer, verdicts))
    return found


def problem_of(
    units: Sequence[Unit], world: World, pricing: Pricing, *, beside: Collection[tuple[str, str]] = ()
) -> PlanProblem:
    """The planning problem of these units: the homes' free places, lawful pairs, siblings placed already and kept.

    `beside`: pairs (unit, home) to be listed also where the rules are against them, so that they can be scored.
    """
    settled = _settled_siblings(units, world)
    group = _groups([*(unit.ref for unit in units), *settled], units, world.relations)
    children = [(unit.ref, group[unit.ref], unit.request.urgency.value) for unit in units]
    children += [(ref, group[ref], "planned") for ref in settled]
    places = {home.ref: _most_places(home.ref, units) for home in world.homes}
    for home in settled.values():
        places[home] = places.get(home, 0) + 1
    alone = [(unit.ref,) for unit in units if any(_is_alone(child) for child in unit.children)]
    refs = [unit.ref for unit in units] + list(settled)
    return plan_problem(
        {
            "children": _columns(children, "child", "group", "urgency"),
            "homes": _columns(list(places.items()), "home", "places"),
            "pairs": _columns(_pairs(units, pricing, beside), "child", "home", "fit", "weekly_cost_pence", "burden"),
            "placed": _columns(list(settled.items()), "child", "home"),
            "alone": _columns(alone, "child"),
            "exclusions": _columns(list(_exclusions(units)), "child_a", "child_b"),
            "siblings": _columns(list(_assessed(refs, group, world)), "child_a", "child_b", "assessed"),
        }
    )


def _columns(rows: Sequence[tuple[object, ...]], *names: str) -> dict[str, list[object]]:
    return {name: [row[position] for row in rows] for position, name in enumerate(names)}


def _is_alone(child: ChildFacts) -> bool:
    return child.constraint(ConstraintKind.ALONE) is not None


def _pairs(units: Sequence[Unit], pricing: Pricing, beside: Collection[tuple[str, str]]) -> list[tuple[object, ...]]:
    """Pairs that may be suggested; where no price is known the dearest stands in: not knowing is never cheap."""
    lawful = [
        (unit, verdict)
        for unit in units
        for verdict in unit.verdicts
        if verdict.suggested or (unit.ref, verdict.home.ref) in beside
    ]
    costs = [pricing.of(unit.children, verdict.there).weekly_pence for unit, verdict in lawful]
    dearest = max((cost for cost in costs if cost is not None), default=0)
    return [
        (
            unit.ref,
            verdict.home.ref,
            unit.scorer.score(verdict).fit,
            dearest if cost is None else cost,
            verdict.burden,
        )
        for (unit, verdict), cost in zip(lawful, costs, strict=True)
    ]


def _settled_siblings(units: Sequence[Unit], world: World) -> dict[str, str]:
    """Brothers and sisters who live in a known home already and stay there, with that home."""
    asked = {child.ref for unit in units for child in unit.children}
    homes = {home.ref for home in world.homes}
    found = {}
    for ref in sorted(asked):
        for sibling in sorted(world.relations.siblings_of(ref) - asked):
            child = world.children.get(sibling)
            if child is not None and child.lives_at in homes:
                found[sibling] = child.lives_at or ""
    return found


def _groups(refs: Sequence[str], units: Sequence[Unit], relations: Relations) -> dict[str, str]:
    """The sibling group of each child: those of one referral, and those joined by recorded sibling pairs."""
    group = {ref: ref for ref in refs}
    by_request: dict[str, list[str]] = {}
    for unit in units:
        by_request.setdefault(unit.request.ref, []).append(unit.ref)
    joined = [(one, other) for members in by_request.values() for one, other in combinations(members, 2)]
    joined += [(ref, sibling) for ref in refs for sibling in sorted(relations.siblings_of(ref)) if sibling in group]
    for one, other in joined:
        kept, gone = sorted((group[one], group[other]))
        if kept != gone:
            group = {ref: kept if name == gone else name for ref, name in group.items()}
    return group


def _assessed(refs: Sequence[str], group: Mapping[str, str], world: World) -> Iterator[tuple[str, str, str]]:
    for one, other in combinations(refs, 2):
        fact = world.relations.of(one, other)
        if fact is not None and group[one] == group[other]:
            lapsed = fact.assessed is Together.APART and fact.lapsed(world.today)
            yield one, other, (Together.NOT_ASSESSED if lapsed else fact.assessed).value


def _exclusions(units: Sequence[Unit]) -> Iterator[tuple[str, str]]:
    """Pairs who may not live together whatever the home, or of whom that is not known."""
    for one, other in combinations(units, 2):
        pairs = [(a, b) for a in one.children for b in other.children]
        if any(finding.effect in STOPS for pair in pairs for finding in one.judge.of_group(pair)):
            yield one.ref, other.ref


def _most_places(home: str, units: Sequence[Unit]) -> int:
    """How many more children a home could take at most; what a mixture of children allows is checked afterwards."""
    return max((_places(unit.judge.there[home], unit) for unit in units), default=0)


def _places(there: HomeDuring, unit: Unit) -> int:
    caps = [sum(1 for bed in there.free_beds if there.is_fresh(bed)) - there.unlocated]
    numbers = [one.number for one in there.approvals if one.number_term is Term.LIMIT and one.number is not None]
    if numbers and len(numbers) == len(there.approvals):
        caps.append(max(numbers) - len(there.busiest))
    if there.home.is_household and there.busiest and not there.exemptions and not _siblings_there(there, unit):
        caps.append(USUAL_LIMIT - len(there.busiest))
    return max(0, min(caps))


def _siblings_there(there: HomeDuring, unit: Unit) -> bool:
    refs = {one.child.ref for one in there.busiest if one.child is not None}
    return any(unit.judge.context.relations.siblings_of(child.ref) & refs for child in unit.children)
