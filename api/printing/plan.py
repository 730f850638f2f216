"""A plan as a table: who goes where, what each level is worth, and how much of it is proven."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console

from api.printing.console import table
from api.words import count, plain

STATUS_WORDS = {
    "optimal": "No better plan exists: every level is proven.",
    "best_found": "The time ran out: this is the best plan found, with what is proven of it.",
    "nobody_eligible": "No child has a home that the rules allow and that is free.",
}
LEVEL_WORDS = {
    "unplaced": "children without a home, weighted by urgency",
    "siblings": "brothers and sisters apart, weighted by assessment",
    "burden": "approvals to be sought",
    "worst_fit": "the worst fit, short of 100",
    "fit": "fit, short of 100, all children",
    "cost": "a week, in pence",
}


def print_plan(console: Console, answer: Mapping[str, Any]) -> None:
    """Print a plan of `homeward plan` or `homeward solve`."""
    placed, unplaced = answer["assignments"], answer["unplaced"]
    console.print(f"\n[bold]A plan for {count(len(placed) + len(unplaced), 'child', 'children')}[/bold]")
    console.print(STATUS_WORDS.get(answer["status"], plain(answer["status"])), markup=False)
    if placed:
        rows = table(f"Suggested homes for {len(placed)}: a person decides", "Child", "Home")
        for one in placed:
            rows.add_row(one["child"], one["home"])
        console.print(rows)
    if unplaced:
        rows = table(f"No home yet for {len(unplaced)}", "Child", "Because")
        for one in unplaced:
            rows.add_row(one["child"], one["because"])
        console.print(rows)
    _print_levels(console, answer)


def _print_levels(console: Console, answer: Mapping[str, Any]) -> None:
    rows = table("In this order", "What is kept low", "Reached", "At best", numbers=("Reached", "At best"))
    for level in answer["levels"]:
        rows.add_row(LEVEL_WORDS.get(level["name"], level["name"]), f"{level['value']:,g}", f"{level['bound']:,g}")
    console.print(rows)
    console.print(f"{answer['seconds']:.2f} s", markup=False)
