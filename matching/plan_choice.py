"""The choice beside a plan: the same children with the homes that others will need left free, and what that costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matching.lookahead import priced
from matching.plan_problem import PlanProblem
from matching.planning import Unit
from matching.plans import PlanResult, best_plan
from matching.scarcity import Scarcity

Json = dict[str, object]


@dataclass(frozen=True)
class Change:
    """A child for whom the choice names another home: what it costs in fit (below 0 it gains) and in approvals."""

    child: str
    home: str
    instead_of: str | None
    price_in_fit: float
    price_in_approvals: int
    because: str

    def as_json(self) -> Json:
        """The change for a program."""
        return dict(vars(self))


def choice_beside(
    units: Sequence[Unit], problem: PlanProblem, plan: PlanResult, scarcity: Scarcity, time_limit: float
) -> Json:
    """What the plan would change for the sake of children to come, with its price: shown, never taken by itself.

    As many children have a home and as many brothers and sisters are together as in the plan; a child who needs a home
    tonight gives up next to nothing (`matching.lookahead`). Where nothing would change, that is said.
    """
    other = best_plan(units, priced(problem, scarcity.worth_of(problem)), time_limit=time_limit)
    changes = list(_changes(plan, other, scarcity))
    points = sum(one.price_in_fit for one in changes)
    approvals = sum(one.price_in_approvals for one in changes)
    if not changes:
        because = "Leaving scarce homes to children to come would change nothing in this plan."
    else:
        because = (
            f"A choice, not the suggestion: scarce homes left to children to come. It costs the children who wait now "
            f"{points:.1f} points of fit in all, and {approvals} steps of approval."
        )
    return {
        "because": because,
        "price_in_fit": round(points, 2),
        "price_in_approvals": approvals,
        "changes": [one.as_json() for one in changes],
    }


def _changes(plan: PlanResult, other: PlanResult, scarcity: Scarcity) -> list[Change]:
    now = {unit.ref: verdict for unit, verdict in plan.assignments}
    found = []
    for unit, verdict in other.assignments:
        before = now.get(unit.ref)
        if before is not None and before.home.ref == verdict.home.ref:
            continue
        fit = unit.scorer.score(verdict).fit
        instead = None if before is None else before.home.ref
        left = scarcity.homes.get(instead or "")
        found += [
            Change(
                child.ref,
                verdict.home.ref,
                instead,
                0.0 if before is None else round(unit.scorer.score(before).fit - fit, 2),
                0 if before is None else verdict.burden - before.burden,
                "" if left is None else f"{instead} is left free. {left.because}",
            )
            for child in unit.children
        ]
    return found
