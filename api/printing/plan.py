"""A plan as a table: who goes where, what each level is worth, and how much of it is proven."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console

from api.printing.console import table
from api.shapes.plan import Assignment, Plan, Scarcity
from api.words import count, plain, pounds

MOST_SCARCE = 8
STATUS_WORDS = {
    "optimal": "No better plan exists: every level is proven.",
    "best_found": "The time ran out: this is the best plan found, with what is proven of it.",
    "nobody_eligible": "No child has a home that the rules allow and that is free.",
}
LEVEL_WORDS = {
    "unplaced": "Children without a home, weighted by urgency",
    "siblings": "Brothers and sisters apart, weighted by assessment",
    "burden": "Approvals to be sought",
    "worst_fit": "The worst fit, short of 100",
    "fit": "Fits, short of 100, added up",
    "cost": "Cost a week",
}


def print_plan(console: Console, answer: Mapping[str, object]) -> None:
    """Print the document of `homeward plan` or `homeward solve`."""
    plan = Plan.model_validate(answer)
    children = count(len(plan.assignments) + len(plan.unplaced), "child", "children")
    console.print(f"\n[bold]A plan for {children}[/bold]")
    console.print(STATUS_WORDS.get(plan.status, plain(plan.status)), markup=False)
    if plan.assignments:
        rows = table(
            "Suggested homes: a person decides", "Child", "Home", "Referral", "Fit", "Approval", numbers=("Fit",)
        )
        for one in plan.assignments:
            rows.add_row(one.child, one.home, one.referral or "", _fit(one), _approvals(one))
        console.print(rows)
    if plan.unplaced:
        rows = table("No home yet", "Child", "Because")
        for without in plan.unplaced:
            rows.add_row(without.child, without.because)
        console.print(rows)
    for claim in plan.envy:
        console.print(f"To weigh: {claim.because}", markup=False)
    _print_levels(console, plan)
    if plan.scarcity is not None:
        _print_scarcity(console, plan.scarcity)


def _fit(one: Assignment) -> str:
    return "" if one.fit is None else f"{one.fit:.0f}"


def _approvals(one: Assignment) -> str:
    return " ".join(approval.because for approval in one.approvals) or ("" if one.status is None else "none")


def _print_levels(console: Console, plan: Plan) -> None:
    rows = table("What the plan keeps low, in this order", "", "Reached", "At best", numbers=("Reached", "At best"))
    for level in plan.levels:
        say = pounds if level.name == "cost" else _number
        rows.add_row(LEVEL_WORDS.get(level.name, level.name), say(level.value), say(level.bound))
    console.print(rows)
    console.print(_beside_the_least(plan), markup=False)
    console.print(f"{plan.seconds:.2f} s", markup=False)


def _beside_the_least(plan: Plan) -> str:
    """How many children have no home, beside the fewest there can be."""
    without = count(len(plan.unplaced), "child has no home", "children have no home")
    if len(plan.unplaced) == plan.max_flow_unplaced:
        return f"{without}: with these homes and places there cannot be fewer."
    least = plan.max_flow_unplaced
    return f"{without}; if brothers, sisters and exclusions did not matter, it would be {least} at best."


def _print_scarcity(console: Console, scarcity: Scarcity) -> None:
    console.print(scarcity.because, markup=False)
    needed = [one for one in scarcity.homes or [] if one.worth >= 1][:MOST_SCARCE]
    if needed:
        rows = table("Homes that children to come will need", "Home", "Worth", "Because", numbers=("Worth",))
        for one in needed:
            rows.add_row(one.home, f"{one.worth:.0f}", one.because)
        console.print(rows)
    if scarcity.choice is not None:
        console.print(scarcity.choice.because, markup=False)
        for change in scarcity.choice.changes:
            price = f"{change.price_in_fit:.1f} points of fit"
            told = f"  {change.child}: {change.home} instead of {change.instead_of or 'no home'}, {price}."
            console.print(told, markup=False)


def _number(value: float) -> str:
    return f"{value:,.10g}"
