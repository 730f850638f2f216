"""Sufficiency as a paper: how many would have no home in the area, how sure that is, who they are, what would do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from api.gap_words import ends_of_years, headline, out_of_ten, with_range
from api.reports.paper import Bullets, Column, Facts, Kind, Paper, Part, Section, Table, Words
from api.reports.supply import FOR_PLANNERS
from api.shapes.forecast import Series
from api.shapes.sufficiency import Cell, Mix, MixHome, Short, Sufficiency
from api.words import count, day, plain, sentence

MOST_CELLS = 15


def gap_paper(found: Sufficiency, council: str) -> Paper:
    """Everything that is short, by kind of home, age, need and place, brothers and sisters, the mix that would do."""
    return Paper(
        title="Enough homes of the right kind: what is short, and how sure that is",
        council=council,
        introduction=headline(found),
        sections=sections_of(found),
        marked=FOR_PLANNERS,
        footer=f"Homes as known on {day(found.homes_as_at)}, forecast from {day(found.as_at)}",
        about=(("Runs", f"{found.replicates}"), ("Version", found.version)),
    )


def sections_of(found: Sufficiency) -> tuple[Section, ...]:
    """The sections, for a paper of its own or an annex."""
    return (
        Section("Children without a home in the area", (_gap(found), *_places(found))),
        Section("Brothers and sisters", (_siblings(found),)),
        Section("Which shortage sends children out of the area", (_shortages(found), _cells(found))),
        Section("What would make it unlikely", tuple(_mix(found.mix))),
        Section("What real searches could not meet", (Facts(tuple(_unmet(found))),)),
        Section("How far to trust this", (Bullets(tuple(_trust(found))),)),
    )


def _gap(found: Sufficiency) -> Table:
    columns = (
        Column("Children"),
        *(Column(day(found.months[at])) for at in ends_of_years(found)),
        Column("Chance of any"),
        Column("Nights", Kind.COUNT),
    )
    parts = [("All who need a home", found.total)]
    for before, by in (("", found.by_setting), ("Aged ", found.by_age), ("Need band ", found.by_need)):
        parts += [(_named(before, name), short) for name, short in by.items() if any(short.needing.p90)]
    note = "The middle, and in brackets the range with an 8 in 10 chance."
    return Table("Children short of a home in the area", columns, tuple(_line(found, *one) for one in parts), note)


def _named(before: str, name: str) -> str:
    return f"{before}{name}" if before else sentence(name)


def _line(found: Sufficiency, name: str, short: Short) -> tuple[str | float, ...]:
    return (
        name,
        *(with_range(short.gap, at) for at in ends_of_years(found)),
        out_of_ten(short.chance[-1]),
        short.nights.p50,
    )


def _places(found: Sufficiency) -> tuple[Part, ...]:
    columns = (Column("Where they would live"), *(Column(day(found.months[at])) for at in ends_of_years(found)))
    elsewhere = _by_month(found, found.by_place)
    here = _by_month(found, found.places)
    places = (Column("Kind of home"), *columns[1:])
    return (
        Table("Where those who need a home would find one", columns, elsewhere),
        Table("Places in the area for children who need a home", places, here),
    )


def _by_month(found: Sufficiency, by: Mapping[str, Series]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (sentence(name), *(with_range(series, at) for at in ends_of_years(found))) for name, series in by.items()
    )


def _siblings(found: Sufficiency) -> Table:
    columns = (
        Column("Group of"),
        *(Column(day(found.months[at])) for at in ends_of_years(found)),
        Column("Chance of any"),
    )
    rows = tuple(
        (
            size,
            *(f"{groups.parted.mean[at]:.1f} of {groups.needing.mean[at]:.1f}" for at in ends_of_years(found)),
            out_of_ten(groups.chance[-1]),
        )
        for size, groups in found.sibling_groups.items()
    )
    return Table("Groups not together in one home of the area, of those who need one, on average", columns, rows)


def _shortages(found: Sufficiency) -> Table:
    columns = (
        Column("Children"),
        Column("Share of all nights", Kind.PER_CENT),
        Column("Homes here that could", Kind.DECIMAL),
        Column("Places in them", Kind.DECIMAL),
        Column("A known home elsewhere", Kind.PER_CENT),
    )
    rows = tuple(
        (
            f"{sentence(one.setting)}, aged {one.age}, need band {one.need}",
            100 * one.share,
            one.homes,
            one.places,
            100 * one.share_elsewhere,
        )
        for one in found.shortages
    )
    return Table("The largest first", columns, rows, "A share of all nights without a home in the area.")


def _cells(found: Sufficiency) -> Table:
    last = len(found.months) - 1
    places = list(found.by_place)
    columns = (
        Column("Setting, age and need"),
        Column("Nights", Kind.COUNT),
        *(Column(sentence(one)) for one in places),
    )
    largest = sorted(found.cells, key=lambda one: -one.nights.mean)[:MOST_CELLS]
    rows = tuple(_cell(one, places, last) for one in largest)
    return Table(
        "By setting, age, need and where there would be a home", columns, rows, f"At {day(found.months[last])}."
    )


def _cell(one: Cell, places: Sequence[str], month: int) -> tuple[str | float, ...]:
    there = [with_range(one.by_place[place], month) if place in one.by_place else "0" for place in places]
    return (f"{sentence(one.setting)}, {one.age}, band {one.need}", one.nights.mean, *there)


def _mix(mix: Mix) -> Iterable[Part]:
    before, after = out_of_ten(mix.before), out_of_ten(mix.after)
    if mix.homes:
        done = "brings" if mix.reached else "only brings"
        yield Words(f"By {day(mix.by)} this mix {done} the chance that anybody is short from {before} to {after}.")
        columns = (
            Column("Homes"),
            Column("How many", Kind.COUNT),
            Column("Places each", Kind.COUNT),
            Column("A week when filled", Kind.MONEY),
        )
        yield Table("A good mix, not proved to be the cheapest", columns, tuple(map(_home, mix.homes)))
    yield Words(mix.because)


def _home(one: MixHome) -> tuple[str | int | None, ...]:
    return one.words, one.number, one.places, one.weekly_pence


def _unmet(found: Sufficiency) -> Iterable[tuple[str, str]]:
    unmet = found.unmet
    yield (
        f"Since {day(unmet.since)}",
        f"{count(unmet.needs, 'need')} of {count(unmet.children, 'child', 'children')} not met in the area; "
        f"{unmet.elsewhere} had a home elsewhere",
    )
    for change, number in unmet.by_change.items():
        yield f"Would have been met by {plain(change)}", f"{number}"


def _trust(found: Sufficiency) -> list[str]:
    bands = found.need_bands
    rate = "" if bands.hit_rate is None else f"; setting and age alone tell them {bands.hit_rate:.0%} of the time"
    recorded = f"Need bands are recorded for {bands.recorded} of {count(bands.children, 'child', 'children')}{rate}."
    aside = [f"{found.children_set_aside} children are set aside and in none of these figures."]
    return [recorded, *(aside if found.children_set_aside else []), *found.notes]
