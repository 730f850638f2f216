"""Every assumption that plans rest on, in one list: value, range, source, owner and day.

Those of the base are the program's own or published figures that stand in until the authority has its own; those of
kept scenarios and programmes are whoever's kept them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from forecasting.funnel import Funnel, Range
from forecasting.investing.programme import LASTS, SIZE_WORD, USED, Programme
from forecasting.lever import Lever
from forecasting.returning.assumptions import SHARES, Assumed, Assumptions
from forecasting.scenario import Scenario
from placements.models.contract import PriceLine, PriceStanding

BASE = "As it goes on"
NOBODY = ""
"""No owner is named: somebody should be."""
_DFE = "Department for Education, children looked after in England, year to 31 March 2024"
_FORECAST = (
    ("Children coming into care, by age", "as the record's last years, ages drawn towards England's"),
    ("Leaving care, by route", "as the record, rates drawn towards England's where the record is thin"),
    ("Moving, and where to", "as the record, drawn towards England's by kind of home"),
    ("Placed outside the area", "as the record, drawn towards England's by kind of home and provider"),
)


@dataclass(frozen=True)
class Assumption:
    """One assumption: where it is used, what it is about, its value and range as people read them, and who says so.

    A range is 8 chances in 10, or the ends that its source gives; blank where none is given.
    """

    used_in: str
    name: str
    value: str
    ranges: str
    source: str
    owner: str
    on: dt.date | None = None


def base_assumptions(
    funnel: Funnel, returning: Assumptions, lines: Iterable[PriceLine], still: Iterable[int], range_scale: float | None
) -> list[Assumption]:
    """What the base rests on; `still` are the financial years in which prices are taken to stand still.

    `range_scale` is how many times as wide the forecast's range is drawn for its own track record, None without one.
    """
    return [
        *(Assumption(BASE, name, value, "", _DFE, NOBODY) for name, value in _FORECAST),
        _scale(range_scale),
        *_prices(lines, still),
        *(_of_funnel(name, one) for name, one in vars(funnel.lead).items()),
        *(_returning(name, one, returning.owner) for name, one in returning.figures.items()),
        Assumption(
            "Programmes", "Of those who step down, still there", f"{LASTS:.0%}", "",
            "20 of 31 stayed (Oxford evaluation of Birmingham, 2018)", NOBODY,
        ),
        Assumption(
            "Programmes", "Places of new households that are used", f"{USED:.0%}", "",
            "75 of 108 of York's places that were available, 2025 (LAIT, rounded)", NOBODY,
        ),
    ]  # fmt: skip


def scenario_assumptions(scenario: Scenario, owner: str, on: dt.date) -> list[Assumption]:
    """What a kept scenario assumes, a row a lever; `owner` stands in where a lever names none."""
    used = f"Scenario: {scenario.title}"
    return [
        Assumption(
            used, _lever(one), _change(one), _share_range(one), one.source, one.owner or owner, one.said_on or on
        )
        for one in scenario.levers
    ]


def programme_assumptions(programme: Programme, on: dt.date) -> list[Assumption]:
    """What a kept programme assumes: its actions, its levers, its deductions."""
    used = f"Programme: {programme.title}"
    actions = [
        Assumption(
            used,
            one.called.capitalize(),
            f"{one.size:g} {SIZE_WORD[one.kind].replace('_', ' ')} from {one.starts:%d/%m/%Y}",
            _between(one.low, one.size, one.high),
            one.source,
            one.owner,
            on,
        )
        for one in programme.actions
    ]
    deductions = [
        Assumption(
            used,
            f"Deducted for {one.name}",
            f"{one.share:.0%}" if one.share else f"£{(one.pence_once + one.pence_a_week) / 100:,.0f}",
            "" if one.low is None or one.high is None else f"{one.low:.0%} to {one.high:.0%}",
            one.source,
            one.owner,
            on,
        )
        for one in programme.deductions
    ]
    levers = scenario_assumptions(Scenario(programme.title, programme.levers), NOBODY, on)
    return [*actions, *levers, *deductions]


def _between(low: float | None, middle: float, high: float | None) -> str:
    if low is None and high is None:
        return ""
    return f"{middle if low is None else low:g} to {middle if high is None else high:g}"


def _scale(range_scale: float | None) -> Assumption:
    value = "1, for want of a back-test" if range_scale is None else f"{range_scale:.2f}"
    return Assumption(BASE, "Width of the range, times", value, "", "The forecast's own track record", NOBODY)


def _prices(lines: Iterable[PriceLine], still: Iterable[int]) -> Iterator[Assumption]:
    for line in lines:
        if line.standing is PriceStanding.PUBLISHED:
            name = f"Price of {line.setting.replace('_', ' ')}, {line.component.value}, {line.ref}"
            value = f"£{line.amount_pence / 100:,.2f} {line.unit.value.replace('_', ' a ', 1).replace('_', ' ')}"
            yield Assumption("Prices", name, value, "", line.source or "", line.author or NOBODY, line.as_of)
    for year in still:
        said = f"no uplift is held for {year}/{(year + 1) % 100:02}"
        yield Assumption("Prices", f"Prices from 1 April {year}", "stand still", "", said, NOBODY)


def _of_funnel(name: str, one: Range) -> Assumption:
    source = f"{one.n:.0f} households of our own, drawn towards: {one.source}"
    ranges = f"{one.p10:.2g} to {one.p90:.2g}" if one.p90 < 1 else f"{one.p10:.1f} to {one.p90:.1f}"
    value = f"{one.p50:.2g}" if one.p90 < 1 else f"{one.p50:.1f}"
    return Assumption("Recruitment", name.replace("_", " ").capitalize(), value, ranges, source, NOBODY)


def _returning(name: str, one: Assumed, owner: str) -> Assumption:
    ranges = "" if one.low == one.high else f"{_figure(name, one.low)} to {_figure(name, one.high)}"
    called = name.removesuffix("_pence").replace("_", " ").capitalize()
    return Assumption("Coming home", called, _figure(name, one.middle), ranges, one.source, owner)


def _figure(name: str, value: Fraction) -> str:
    if name in SHARES:
        return f"{float(value):.0%}"
    return f"£{float(value) / 100:,.0f}" if name.endswith("_pence") else f"{float(value):g}"


def _lever(one: Lever) -> str:
    ages = f", aged {', '.join(one.ages)}" if one.ages else ""
    parts = (one.from_setting, one.setting, one.provider, one.place, one.route, one.component)
    said = [part.value.replace("_", " ") for part in parts if part is not None]
    return f"{one.changes.value.replace('_', ' ').capitalize()}{ages}{': ' + ', '.join(said) if said else ''}"


def _change(one: Lever) -> str:
    told = []
    if one.change:
        told.append(f"{one.change:+.0%}")
    if one.a_year:
        told.append(f"{one.a_year:+.1%} a year")
    if one.beds:
        told.append(f"{one.beds:g} beds")
    if one.share:
        told.append(f"{one.share:.0%} for {one.weeks:g} weeks")
    money = ((one.pence_once, "once"), (one.pence_a_week, "a week"), (one.pence_a_child_week, "a child and week"))
    told += [f"£{pence / 100:,.0f} {per}" for pence, per in money if pence]
    until = f" until {one.ends:%d/%m/%Y}" if one.ends else ""
    return f"{', '.join(told) or 'nothing'} from {one.starts:%d/%m/%Y}{until}"


def _share_range(one: Lever) -> str:
    if one.low is None and one.high is None:
        return ""
    low, high = (one.change if end is None else end for end in (one.low, one.high))
    return f"{low:+.0%} to {high:+.0%}"
