"""Recruitment as a commissioner and a board member read it: who came of those who asked, and the places ahead."""

from __future__ import annotations

from rich.console import Console

from api.printing.console import table
from api.shapes.supply import NetPlaces, OfFigure, OnTheWay, Recruitment
from api.words import count, plain, sentence
from placements.models.recruitment import Stage, WhyLeft

_YEAR = 12


def print_recruitment(console: Console, found: Recruitment, coming: OnTheWay | None, ahead: NetPlaces) -> None:
    """Print the funnel, why households left, what one more takes, and the net places of the years ahead."""
    if found.reached:
        _print_funnel(console, found)
    for line in (*_on_the_way(coming), *_lead(found), *_net(ahead), *found.notes):
        console.print(line, markup=False)


def _print_funnel(console: Console, found: Recruitment) -> None:
    stages = [stage for stage in Stage if any(stage in of for of in found.reached.values())]
    headings = [sentence(plain(stage)) for stage in stages]
    title = f"Recruitment, {count(found.months, 'month')}"
    rows = table(title, "Households", *headings, "Left", numbers=(*headings, "Left"))
    for kind, of in found.reached.items():
        numbers = ["not known" if stage not in of else f"{of[stage]:,}" for stage in stages]
        gone = sum(found.left[kind].values()) if kind in found.left else None
        rows.add_row(sentence(plain(kind)), *numbers, "not known" if gone is None else str(gone))
    console.print(rows)
    for kind, reasons in found.left.items():
        why = "; ".join(
            f"{plain(reason)} {number}" for reason, number in sorted(reasons.items(), key=lambda one: -one[1])
        )
        chosen = sum(number for reason, number in reasons.items() if WhyLeft(reason).by_carer)
        console.print(
            f"Why {plain(kind)} households left: {why}. {chosen} of {sum(reasons.values())} by the carers' own choice.",
            markup=False,
        )


def _on_the_way(coming: OnTheWay | None) -> list[str]:
    if coming is None:
        return []
    stages = ", ".join(f"{plain(stage)} {number}" for stage, number in coming.by_stage.items())
    ages = ", ".join(f"{ages} {number}" for ages, number in coming.by_ages.items())
    areas = ", ".join(f"{area} {number}" for area, number in coming.by_area.items())
    missing = f" ({coming.places_not_known} not said)" if coming.places_not_known else ""
    return [
        f"On their way: {count(coming.households, 'mainstream household')} by the last stage reached ({stages}), "
        f"asking for {count(coming.places, 'place')}{missing}; ages {ages}; areas {areas}."
    ]


def _lead(found: Recruitment) -> list[str]:
    lead = found.lead
    return [
        f"One more mainstream household takes {_said(lead['enquiries_per_approval'])} enquiries, or "
        f"{_said(lead['applications_per_approval'], 1)} applications; {_said(lead['days_to_approval'])} days from "
        f"enquiry to approval and {_said(lead['days_to_first_child'])} more to a first child.",
        f"It brings {_said(lead['places_a_household'], 1)} places; {_said(lead['leave_a_year'], percent=True)} of "
        "households leave in a year.",
    ]


def _net(ahead: NetPlaces) -> list[str]:
    told = []
    for at in range(_YEAR - 1, len(ahead.months), _YEAR):
        net = ahead.net
        told.append(f"in {at + 1} months {net.p50[at]:+.0f} ({net.p10[at]:+.0f} to {net.p90[at]:+.0f})")
    return (
        [f"Mainstream places net of those who leave, if recruitment goes on as it is: {'; '.join(told)}."]
        if told
        else []
    )


def _said(figure: OfFigure, places: int = 0, *, percent: bool = False) -> str:
    """The middle with its 8 in 10 range."""
    if percent:
        return f"{figure.p50:.0%} ({figure.p10:.0%} to {figure.p90:.0%})"
    return f"{figure.p50:,.{places}f} ({figure.p10:,.{places}f} to {figure.p90:,.{places}f})"
