"""Supply as a commissioner reads it: what is approved, what is filled, why the rest is not all free, what is usable."""

from __future__ import annotations

from rich.console import Console

from api.printing.console import table
from api.shapes.supply import KindOfHome, Supply
from api.words import count, day, plain, sentence

NUMBERS = ("Homes", "Approved", "Filled", "Not available", "Vacant", "Confirmed", "Usable now")


def print_supply(console: Console, found: Supply) -> None:
    """Print the places by kind of home, why places are not available, and what is not known."""
    console.print(f"\n[bold]Places on {day(found.on)}[/bold]")
    rows = table("Homes that we know", "Kind of home", "Where", *NUMBERS, numbers=NUMBERS)
    for kind in found.kinds:
        rows.add_row(*_cells(kind))
    console.print(rows)
    for line in _notes(found):
        console.print(line, markup=False)


def _cells(kind: KindOfHome) -> tuple[str, ...]:
    lost = sum(kind.not_available.values())
    usable = f"{kind.usable}" if not kind.perhaps_usable else f"{kind.usable} to {kind.usable + kind.perhaps_usable}"
    numbers = (kind.homes, kind.approved, kind.filled, lost, kind.vacant, kind.confirmed)
    return f"{sentence(plain(kind.kind))}, {plain(kind.provider)}", plain(kind.place), *map(str, numbers), usable


def _notes(found: Supply) -> list[str]:
    lost: dict[str, int] = {}
    for kind in found.kinds:
        for reason, number in kind.not_available.items():
            lost[reason] = lost.get(reason, 0) + number
    why = "; ".join(f"{plain(reason)} {number}" for reason, number in lost.items()) or "none"
    over, others = sum(kind.over for kind in found.kinds), sum(kind.others for kind in found.kinds)
    waiting = count(found.children_waiting, "child", "children")
    agencies = count(found.providers_to_ask, "agency", "agencies")
    return [
        f"Not available, by reason: {why}.",
        f"Usable now: vacant places that {waiting} of open referrals could lawfully take; the higher number counts "
        "homes of which a fact is still missing.",
        f"{count(over, 'child', 'children')} placed beyond an approved number. {count(others, 'place')} filled by "
        "other authorities' children, as far as the record names them.",
        f"{agencies} more: nobody knows what they have free until they answer.",
    ]
