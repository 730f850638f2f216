"""A scenario beside the base, and a forecast from published figures, as a commissioner would read them."""

from __future__ import annotations

from rich.console import Console

from api.printing.console import table
from api.shapes.forecast import Forecast
from api.shapes.whatif import Beside, Published
from api.words import day, plain


def print_beside(console: Console, beside: Beside, forecast: Forecast) -> None:
    """Print the difference, what each lever adds to it, and what is not deducted."""
    over = beside.difference_over_all_months
    last = day(forecast.months[-1])
    console.print(
        f"\n[bold]Beside doing nothing, up to {last}: {_pounds(over['mean'])} on average, 8 in 10 between "
        f"{_pounds(over['p10'])} and {_pounds(over['p90'])}.[/bold]"
    )
    numbers = ("Children at the end", "Cost", "At the low end", "At the high end")
    rows = table(f"What each lever adds: {forecast.scenario}", "Lever", "Column", *numbers, numbers=numbers)
    for step in beside.levers:
        name = plain(step.row or step.changes)
        rows.add_row(name, step.column or "not said", f"{step.children:+.1f}", _pounds(step.pence), "", "")
    ends = [beside.range[end] for end in ("low", "high")]
    shown = ["" if end is None else f"{end['children']:+.1f}, {_pounds(end['pence'])}" for end in ends]
    change = beside.children["difference"].mean[-1]
    rows.add_section()
    rows.add_row("All together", "", f"{change:+.1f}", _pounds(over["mean"]), *shown)
    console.print(rows)
    columns = "; ".join(f"{column} {_pounds(pence)}" for column, pence in beside.columns.items())
    console.print(f"By savings column, never added together: {columns}.", markup=False)
    console.print(f"Deducted already: {', '.join(beside.deducted)}.", markup=False)
    console.print(f"Not deducted: {', '.join(beside.not_deducted)}.", markup=False)


def print_published(console: Console, found: Published) -> None:
    """Print the sentence, the years ahead, and how such a forecast would have done before."""
    at = len(found.months) - 1
    total = found.total
    console.print(
        f"\n[bold]By {day(found.months[at])} about {total.p50[at]:.0f} children are likely to be in care; there is an "
        f"8 in 10 chance of {total.p10[at]:.0f} to {total.p90[at]:.0f}.[/bold]"
    )
    numbers = ("In care", "Started", "Ceased", "Left over")
    rows = table(f"Published, {found.authority}", "Year to 31 March", *numbers, numbers=numbers)
    for year in found.years:
        figures = [year[name] for name in ("stock", "started", "ceased", "left_over")]
        rows.add_row(str(year["year"]), *("" if one is None else f"{one:,}" for one in figures))
    for month in range(11, len(found.months), 12):
        rows.add_section()
        middle = f"{total.p50[month]:.0f} ({total.p10[month]:.0f} to {total.p90[month]:.0f})"
        flows = (sum(one.mean[month - 11 : month + 1]) for one in (found.entries, found.exits))
        rows.add_row(f"{found.months[month].year}, forecast", middle, *(f"{flow:.0f}" for flow in flows), "")
    console.print(rows)
    for row in found.backtest:
        tried = f"{row['years_ahead']:.0f} years ahead, tried {row['origins']:.0f} times"
        missed = f"{row['mean_error']} children out on average (the last value {row['last_value_error']})"
        console.print(f"{tried}: {missed}; {row['within_80']:.0%} within the 8 in 10 range.", markup=False)
    for note in (*found.notes, *dict.fromkeys(found.because.values())):
        console.print(note, markup=False)


def _pounds(pence: float) -> str:
    return f"-£{-pence / 100:,.0f}" if pence < 0 else f"£{pence / 100:,.0f}"
