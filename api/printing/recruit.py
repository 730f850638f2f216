"""What to ask, what to unlock and whom to recruit, each list in the order of what it brings."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from api.printing.console import table
from api.shapes.recruit import Action, LeadFigure, Recruitment
from api.words import count, day, plain, sentence

_NUMBERS = ("Keeps local", "8 in 10", "Last month", "Weeks for £1,000", "From month")
_A_MONTH = 365.25 / 12


def print_recruit(console: Console, found: Recruitment) -> None:
    """Print how many are short, the three lists, and what a household takes to find."""
    short, after = found.short, found.short_after
    console.print(
        f"\n[bold]In an average month to {day(found.months[-1])}, {short.mean:.1f} children have no home in "
        f"{found.area} ({short.p10:.1f} to {short.p90:.1f}); with everything below {after.mean:.1f}.[/bold]"
    )
    console.print(_table("Ask first: homes of which a fact is missing", found.ask_first))
    console.print(_table("Unlock: carers we have", found.unlock))
    console.print(_table("Recruit next", found.recruit_next))
    for line in (*_lead(found), *_said(found)):
        console.print(line, markup=False)


def _table(title: str, actions: list[Action]) -> Table:
    rows = table(title, "", "What", *_NUMBERS, numbers=_NUMBERS)
    for number, one in enumerate(actions, 1):
        local = one.children_local
        pounds = "not known" if one.per_thousand_pounds is None else f"{one.per_thousand_pounds:.1f}"
        figures = (f"{local.mean:.2f}", f"{local.p10:.1f} to {local.p90:.1f}", f"{one.at_the_end:.2f}", pounds)
        rows.add_row(str(number), f"{sentence(one.kind)}: {one.words}", *figures, str(one.from_month))
    if not actions:
        rows.add_row("", "Nothing that would keep more children local.", *[""] * len(_NUMBERS))
    return rows


def _lead(found: Recruitment) -> list[str]:
    """The funnel, figure by figure, with its range and what stands behind it."""
    units = {"days_to_approval": ("months to approval", _A_MONTH), "days_to_first_child": ("months more", _A_MONTH)}
    said = []
    for name, figure in found.lead.items():
        words, unit = units.get(name, (plain(name), 1.0))
        said.append(f"{words} {_figure(figure, unit)}")
    return [f"The funnel: {'; '.join(said)}."]


def _figure(figure: LeadFigure, unit: float) -> str:
    middle, low, high = (value / unit for value in (figure.p50, figure.p10, figure.p90))
    return f"{middle:.3g} ({low:.3g} to {high:.3g})"


def _said(found: Recruitment) -> list[str]:
    returning = (
        f"{count(found.returning, 'child', 'children')} who could come home counted beside those still to come."
        if found.returning
        else "Counted are moves out of the area prevented for children still to come; nobody who could return."
    )
    return [
        "Keeps local: children with a home in the area in an average month who would otherwise have none, each action "
        "after those above it. Unlock and recruit each start from the homes there are and the funnel as it runs.",
        returning,
        f"{count(found.considered, 'action')} weighed over {count(found.replicates, 'simulated future')}, seed "
        f"{found.seed}; {found.seconds:.1f} s.",
        *found.notes,
    ]
