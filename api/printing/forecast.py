"""A forecast as a table: children by kind of home in one, two and three years, with the range of eight runs in ten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from rich.console import Console

from api.outlook import Line, Outlook, outlook_of
from api.printing.backtest import in_words
from api.printing.console import table
from api.shapes.forecast import Forecast, StayedOn
from api.words import count, day, millions


def print_forecast(console: Console, forecast: Forecast) -> None:
    """Print the sentence that matters, children by kind of home, and the cost."""
    outlook = outlook_of(forecast)
    console.print(f"\n[bold]{outlook.in_words(-1)}[/bold]")
    days = [day(point.on) for point in outlook.total.points]
    rows = table("Children in care (8 in 10 chance)", "Kind of home", *days, numbers=tuple(days))
    for line in (outlook.total, *outlook.settings):
        _add(rows.add_row, line, lambda number: f"{number:,.0f}")
    if outlook.cost is not None:
        rows.add_section()
        _add(rows.add_row, outlook.cost, _millions)
        rows.add_row("Twelve months, expected", *(millions(year.pence) for year in outlook.years))
    console.print(rows)
    if forecast.staying_put is not None:
        console.print(_staying(forecast.staying_put, forecast.months[-1]), markup=False)
    console.print(in_words(forecast.backtest), markup=False)
    console.print(_footnote(outlook, forecast), markup=False)


def _millions(pence: float) -> str:
    return f"£{pence / 100_000_000:.2f}m"


def _add(add_row: Callable[..., None], line: Line, say: Callable[[float], str]) -> None:
    add_row(line.words, *(f"{say(p.middle)} ({say(p.low)} to {say(p.high)})" for p in line.points))


def _staying(stayed: StayedOn, last: dt.date) -> str:
    found = stayed.young_people
    low, high = (f"{points[-1]:,.0f}" for points in (found.p10, found.p90))
    middle = count(found.p50[-1], "young person", "young people")
    return (
        f"Besides, in no count above: {middle} ({low} to {high}) staying put with former foster carers after 18 on "
        f"{day(last)}, in a bed each. {stayed.because}"
    )


def _footnote(outlook: Outlook, forecast: Forecast) -> str:
    said = f"From returns to {day(outlook.as_at)}; seed {forecast.seed}; {forecast.seconds:.1f} s."
    if outlook.cost is None:
        said += f" {outlook.because.get('cost_pence', 'No cost is known.')}"
    if outlook.not_priced:
        said += f" No price is held for: {'; '.join(outlook.not_priced)}; left out of the cost."
    said += "".join(f" {note}" for note in outlook.notes)
    if outlook.children_set_aside:
        said += f" {count(outlook.children_set_aside, 'child', 'children')} set aside."
    return said
