"""Sufficiency as a commissioner reads it: how many are short, how sure that is, who they are, what would meet it."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from api.gap_words import ends_of_years, headline, out_of_ten, with_range
from api.printing.console import table
from api.shapes.sufficiency import Short, Shortage, Sufficiency
from api.words import count, day, listed, plain, pounds, sentence

_ALIKE = 6


def print_sufficiency(console: Console, found: Sufficiency) -> None:
    """Print the sentence that matters, the gap by kind of home, age and need, and what would close it."""
    console.print(f"\n[bold]{headline(found)}[/bold]")
    console.print(_gap_table(found))
    console.print(_sibling_table(found))
    for line in (*_shortages(found), *_mix(found), *_beside(found), *found.notes):
        console.print(line, markup=False)


def _gap_table(found: Sufficiency) -> Table:
    days = [day(found.months[at]) for at in ends_of_years(found)]
    columns = (*days, "Chance of any", "Nights")
    rows = table("Children without a home in the area (8 in 10 chance)", "Children", *columns, numbers=columns)
    _add(rows, found, "All who need one", found.total)
    for heading, parts in (("", found.by_setting), ("Aged ", found.by_age), ("Need band ", found.by_need)):
        rows.add_section()
        for name, short in parts.items():
            if any(short.needing.p90):
                _add(rows, found, sentence(name) if not heading else f"{heading}{name}", short)
    return rows


def _add(rows: Table, found: Sufficiency, name: str, short: Short) -> None:
    cells = [with_range(short.gap, at) for at in ends_of_years(found)]
    nights = f"{short.nights.p50:,.0f} ({short.nights.p10:,.0f} to {short.nights.p90:,.0f})"
    rows.add_row(name, *cells, out_of_ten(short.chance[-1]), nights)


def _sibling_table(found: Sufficiency) -> Table:
    days = [day(found.months[at]) for at in ends_of_years(found)]
    columns = (*days, "Chance of any")
    rows = table("Brothers and sisters who could not stay together in the area", "Group of", *columns, numbers=columns)
    for size, groups in found.sibling_groups.items():
        cells = [f"{groups.parted.mean[at]:.1f} of {groups.needing.mean[at]:.1f}" for at in ends_of_years(found)]
        rows.add_row(size, *cells, out_of_ten(groups.chance[-1]))
    return rows


def _shortages(found: Sufficiency) -> list[str]:
    if not found.shortages:
        return ["No shortage sends children out of the area in these months."]
    title = "Which shortage sends children out of the area (share of all nights without a home here):"
    return [title, *(_shortage(one) for one in found.shortages[:_ALIKE])]


def _shortage(one: Shortage) -> str:
    return (
        f"  {one.share:.0%} {plain(one.setting)}, aged {one.age}, need band {one.need}: {one.homes:.0f} homes here "
        f"could take such a child, {one.places:.0f} places for all who could go there; a known home elsewhere for "
        f"{one.share_elsewhere:.0%} of the nights."
    )


def _mix(found: Sufficiency) -> list[str]:
    mix = found.mix
    if not mix.homes:
        return (
            [
                f"The chance of a gap by {day(mix.by)} is {mix.before:.0%}; no home is needed to bring it under "
                f"{mix.target:.0%}."
            ]
            if mix.reached
            else ["No home that could be found would lower the gap."]
        )
    said = "brings" if mix.reached else "only brings"
    homes = [f"  {line.number} x {line.words}, {pounds(line.weekly_pence)} a week" for line in mix.homes]
    total = f"  Together {pounds(mix.weekly_pence)} a week. {mix.because}"
    return [
        f"A mix of homes that {said} the chance of a gap by {day(mix.by)} from {mix.before:.0%} to {mix.after:.0%} "
        "(a good mix, not proved to be the cheapest):",
        *homes,
        total,
    ]


def _beside(found: Sufficiency) -> list[str]:
    """What stands beside the simulation."""
    unmet, bands = found.unmet, found.need_bands
    changes = listed([f"{plain(kind)} {number}" for kind, number in unmet.by_change.items()]) or "none"
    said = [
        f"Searches since {day(unmet.since)} that found no home in the area: {count(unmet.needs, 'need')} of "
        f"{count(unmet.children, 'child', 'children')}; what would have made a home: {changes}."
    ]
    if bands.hit_rate is not None:
        said.append(
            f"Need bands are recorded for {bands.recorded} of {bands.children} children in these homes; for those to "
            f"come they are drawn by setting and age, whose likeliest band is right for {bands.hit_rate:.0%} of those."
        )
    said.append(
        "Everybody short here is short however well the places were shared out; that hindsight no placement team has, "
        f"so the true gap is not smaller. From {count(found.replicates, 'simulated future')}, seed {found.seed}; "
        f"{found.seconds:.1f} s."
    )
    return said
