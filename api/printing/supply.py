"""Supply as a commissioner reads it: what is filled, why the rest is not all free, what is usable, what is ahead."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console

from api.printing.console import table
from api.printing.supply_ahead import print_recruitment
from api.shapes.supply import Agency, Block, KindOfHome, OneHome, Stated, Supply
from api.words import count, day, plain, pounds, sentence
from matching.home_facts import HOUSEHOLDS
from placements.models.home import HomeKind

_SHOWN_AGENCIES = 20
NUMBERS = ("Homes", "Approved", "Filled", "Not available", "Vacant", "Usable now", "Usable ahead")


def print_supply(console: Console, found: Supply) -> None:
    """Print the places by kind of home, why places are not available, blocks, agencies, recruitment, the return."""
    console.print(f"\n[bold]{_headline(found)}[/bold]")
    if found.kinds:
        rows = table(f"Homes that we know, {day(found.on)}", "Kind of home", "Where", *NUMBERS, numbers=NUMBERS)
        for kind in found.kinds:
            rows.add_row(*_cells(kind))
        console.print(rows)
    for line in (*(_notes(found) if found.kinds else ()), *found.notes):
        console.print(line, markup=False)
    _print_staffed(console, found.homes)
    _print_blocks(console, found.blocks)
    _print_agencies(console, found.agencies)
    print_recruitment(console, found.recruitment, found.on_the_way, found.places_ahead)
    _print_stated(console, found.stated)


def _headline(found: Supply) -> str:
    own = [kind for kind in found.kinds if kind.kind is HomeKind.FOSTERING and kind.provider == "own"]
    if not own:
        return "No fostering household of our own is held."
    approved, filled, vacant = (sum(getattr(kind, name) for kind in own) for name in ("approved", "filled", "vacant"))
    lost = sum(sum(kind.not_available.values()) for kind in own)
    over = sum(kind.over for kind in own)
    ahead = [kind.usable_ahead for kind in own]
    usable = sum(one for one in ahead if one is not None)
    told = (
        f" {usable} of the vacant could lawfully be used by a child who waits or may come." if None not in ahead else ""
    )
    beyond = f" ({over} beyond the approved number)" if over else ""
    return (
        f"Our own fostering households: {approved} places approved = {filled - over} filled + {lost} not available + "
        f"{vacant} vacant{beyond}.{told}"
    )


def _cells(kind: KindOfHome) -> tuple[str, ...]:
    lost = sum(kind.not_available.values())
    usable = f"{kind.usable}" if not kind.perhaps_usable else f"{kind.usable} to {kind.usable + kind.perhaps_usable}"
    numbers = (kind.homes, kind.approved, kind.filled, lost, kind.vacant)
    ahead = "not asked" if kind.usable_ahead is None else str(kind.usable_ahead)
    return f"{sentence(plain(kind.kind))}, {plain(kind.provider)}", plain(kind.place), *map(str, numbers), usable, ahead


def _notes(found: Supply) -> list[str]:
    lost: dict[str, int] = {}
    for kind in found.kinds:
        for reason, number in kind.not_available.items():
            lost[reason] = lost.get(reason, 0) + number
    why = "; ".join(f"{plain(reason)} {number}" for reason, number in lost.items()) or "none"
    over, others, confirmed, vacant = (
        sum(getattr(kind, name) for kind in found.kinds) for name in ("over", "others", "confirmed", "vacant")
    )
    waiting = count(found.children_waiting, "child", "children")
    return [
        f"Not available, by reason: {why}.",
        f"{confirmed} of {vacant} vacant places were confirmed in the last days that the policy allows.",
        f"Usable now: vacant places that {waiting} of open referrals could lawfully take; the higher number counts "
        "homes of which a fact is still missing. Usable ahead: that such a child or any kind of child whom the "
        "forecast knows could take.",
        f"{count(over, 'child', 'children')} placed beyond an approved number. {count(others, 'place')} filled by "
        "other authorities' children, as far as the record names them.",
    ]


def _print_staffed(console: Console, homes: list[OneHome]) -> None:
    """Homes with staff one by one: whose children live there, and since when a vacancy is confirmed."""
    staffed = [one for one in homes if one.kind not in HOUSEHOLDS and one.kind is not HomeKind.PARENT]
    if not staffed:
        return
    numbers = ("Registered", "Ours", "Others'", "Not available", "Vacant")
    rows = table("Homes with staff", "Home", "Kind", *numbers, "Vacancy confirmed", numbers=numbers)
    for one in staffed:
        lost = sum(one.not_available.values())
        counts = (one.approved, one.filled - one.others, one.others, lost, one.vacant)
        said = day(one.confirmed_on) if one.confirmed_on else "not lately" if one.vacant else ""
        rows.add_row(one.home, f"{plain(one.kind)}, {plain(one.provider)}", *map(str, counts), said)
    console.print(rows)


def _print_blocks(console: Console, blocks: list[Block]) -> None:
    if not blocks:
        return
    numbers = ("Beds", "Nights paid", "Nights used", "Used", "Fixed", "Besides", "A child-week")
    rows = table("Blocks of beds, the last months", "Block", *numbers, numbers=numbers)
    for block in blocks:
        rows.add_row(block.contract, *_block_cells(block))
    console.print(rows)
    console.print("The fixed part is paid whoever sleeps there: an empty bed saves none of it.", markup=False)
    for note in (note for block in blocks for note in block.notes):
        console.print(note, markup=False)


def _block_cells(block: Block) -> Iterator[str]:
    paid, fixed, variable = (
        _sum([getattr(month, name) for month in block.months])
        for name in ("nights_paid", "fixed_pence", "variable_pence")
    )
    used = sum(month.nights_used for month in block.months)
    yield "not known" if block.beds is None else str(block.beds)
    yield "not known" if paid is None else f"{paid:,}"
    yield f"{used:,}"
    yield "not known" if not paid else f"{used / paid:.0%}"
    yield pounds(fixed)
    yield pounds(variable)
    yield pounds((fixed + variable) * 7 / used if used and fixed is not None and variable is not None else None)


def _sum(values: list[int | None]) -> int | None:
    return None if not values or None in values else sum(value for value in values if value is not None)


def _print_agencies(console: Console, agencies: list[Agency]) -> None:
    if not agencies:
        console.print("No agency is held: load them with `homeward import providers FILE`.", markup=False)
        return
    numbers = ("Asked", "Answered", "Offered", "Usual hours")
    title = "Providers to ask: what they have free is not known until they answer"
    rows = table(title, "Provider", "Kind", "Lots", "Ages", *numbers, numbers=numbers)
    for one in sorted(agencies, key=lambda agency: -agency.asked)[:_SHOWN_AGENCIES]:
        ages = "any" if one.age_min is None and one.age_max is None else f"{one.age_min or 0}-{one.age_max or 17}"
        called = f"{one.provider} (not to be used now)" if one.suspended else one.provider
        shares = [f"{part / one.asked:.0%}" if one.asked else "" for part in (one.answered, one.offered)]
        hours = "" if one.usual_hours is None else f"{one.usual_hours:.0f}"
        rows.add_row(called, plain(one.kind), ", ".join(one.lots) or "none", ages, str(one.asked), *shares, hours)
    console.print(rows)
    if len(agencies) > _SHOWN_AGENCIES:
        console.print(f"{len(agencies) - _SHOWN_AGENCIES} more: with --json.", markup=False)


def _print_stated(console: Console, stated: list[Stated]) -> None:
    if not stated:
        return
    numbers = ("Stated", "Counted today", "Difference")
    title = f"The fostering return of {day(stated[0].as_of)} beside the record"
    rows = table(title, "Households", "Figure", *numbers, numbers=numbers)
    for one in stated:
        counted = "not counted" if one.counted is None else str(one.counted)
        differ = "" if one.difference is None else f"{one.difference:+d}"
        rows.add_row(sentence(plain(one.kind)), plain(one.figure), str(one.stated), counted, differ)
    console.print(rows)
    console.print(f"Stated: {stated[0].source}.", markup=False)
