"""Invest to save as a commissioner and a board member read it: the sentence first, then what it rests on."""

from __future__ import annotations

from rich.console import Console

from api.printing.console import table
from api.reports.invest import when_paid
from api.shapes.invest import Invest, InvestYear, Points, RunRatePart
from api.words import day, listed, plain, sentence, thousands

_SHOWN_SWINGS = 8
_YEARLY = 12


def print_invest(console: Console, found: Invest) -> None:
    """Print the answer in words, the years, the columns, the actions, what matters most, and what is not in it."""
    console.print(f"\n[bold]{found.title}[/bold]", highlight=False)
    for line in _headline(found):
        console.print(line, markup=False)
    if found.years:
        _print_years(console, found.years)
        _print_columns(console, found)
    _print_actions(console, found)
    if found.sensitivity:
        _print_sensitivity(console, found)
    _print_children(console, found)
    if found.run_rate is not None:
        _print_run_rate(console, found.run_rate)
    for line in _notes(found):
        console.print(line, markup=False)


def _headline(found: Invest) -> list[str]:
    otherwise = f"Beside: {found.counterfactual}"
    if found.net_pence is None or found.likely_pence is None or found.break_even is None:
        return [otherwise, f"What it costs and saves is not known. {found.because}"]
    less = "less" if found.net_pence >= 0 else "more"
    paid = found.break_even
    return [
        otherwise,
        f"Up to {day(found.months[-1])} about {thousands(abs(found.net_pence))} {less} is spent than otherwise, after "
        f"all that is deducted; 8 in 10 chance of {_range(found.likely_pence)} less. Only what stands under cashable "
        "can be taken from a budget line.",
        f"{when_paid(paid)}; by {day(found.months[-1])} in {paid.chance:.0%}.",
    ]


def _print_years(console: Console, years: list[InvestYear]) -> None:
    numbers = ("Spending otherwise", "Gross saving", "Cost in", "Deducted", "Net", "8 in 10 chance of")
    rows = table("By financial year, beside what is spent otherwise", "Year", *numbers, numbers=numbers)
    for one in years:
        label = one.year if one.months == _YEARLY else f"{one.year} ({one.months} months)"
        amounts = (one.base_pence.mean, one.gross_pence, one.cost_pence, one.deducted_pence, one.net_pence)
        rows.add_row(label, *map(_signed, amounts), _range(one.likely_pence))
    console.print(rows)


def _print_columns(console: Console, found: Invest) -> None:
    numbers = ("Gross", "Cost in", "Deductions", "Net", "8 in 10 chance of")
    rows = table("By savings column, never added together", "Column", *numbers, numbers=numbers)
    for name, one in found.columns.items():
        lost = "; ".join(f"{label} {_signed(pence)}" for label, pence in one.deductions_pence.items()) or "none given"
        amounts = [_signed(pence) for pence in (one.gross_pence, one.cost_pence)]
        rows.add_row(sentence(name), *amounts, lost, _signed(one.net_pence.mean), _range(one.net_pence))
    console.print(rows)


def _print_actions(console: Console, found: Invest) -> None:
    numbers = ("Children on average", "Gross", "Cost in")
    rows = table("What each action adds to those before it", "Action", "Column", *numbers, numbers=numbers)
    for one in found.actions:
        moved = "" if one.children_moved is None else f"{one.children_moved:+.1f}"
        money = (_signed(one.gross_pence), _signed(one.cost_pence)) if found.years else ("not known", "not known")
        rows.add_row(sentence(one.called), plain(one.column), moved, *money)
    console.print(rows)
    for one in found.actions:
        if one.shortfall:
            console.print(one.shortfall[:1].upper() + one.shortfall[1:], markup=False)


def _print_sensitivity(console: Console, found: Invest) -> None:
    numbers = ("Low", "As assumed", "High", "Net at low", "Net at high")
    rows = table("What it rests on, the most telling first", "Assumption", *numbers, numbers=numbers)
    for one in found.sensitivity[:_SHOWN_SWINGS]:
        values = [_value(value) for value in (one.low, one.value, one.high)]
        rows.add_row(sentence(one.assumption), *values, _signed(one.net_at_low_pence), _signed(one.net_at_high_pence))
    console.print(rows)


def _print_children(console: Console, found: Invest) -> None:
    numbers = ("Otherwise", "With it", "Difference")
    rows = table("Children in the last year", "Where", *numbers, numbers=numbers)
    for name, one in found.children.items():
        said = [f"{points.mean:.1f} ({points.p10:.0f} to {points.p90:.0f})" for points in (one.without, one.with_it)]
        change = one.difference
        rows.add_row(sentence(name), *said, f"{change.mean:+.1f} ({change.p10:+.1f} to {change.p90:+.1f})")
    console.print(rows)


def _print_run_rate(console: Console, rate: RunRatePart) -> None:
    days = (day(rate.before_on), day(rate.after_on))
    rows = table("Snapshots times yearly averages: a run-rate, not spending", "Homes", *days, "Change",
                 numbers=(*days, "Change"))  # fmt: skip
    for one in rate.lines:
        said = [f"{number} x {thousands(one.pence_a_year)} = {thousands(pence)}"
                for number, pence in zip(one.children, one.run_rate_pence, strict=True)]  # fmt: skip
        rows.add_row(one.name, *said, _signed(one.change_pence))
    rows.add_section()
    together = [f"{number} children, {thousands(pence)}"
                for number, pence in zip(rate.together, rate.run_rate_pence, strict=True)]  # fmt: skip
    rows.add_row("Together", *together, _signed(rate.change_pence["total"]))
    shares = [f"{part / whole:.1%} of {whole}" for part, whole in zip(rate.together, rate.children, strict=True)]
    rows.add_row("Share of all children", *shares, f"{rate.children[1] - rate.children[0]:+d} children")
    console.print(rows)
    console.print(
        f"Of the change, {_signed(rate.change_pence['volume'])} is how many children there are in these homes and "
        f"{_signed(rate.change_pence['mix'])} which homes they are in. Source: {rate.source}.",
        markup=False,
    )


def _notes(found: Invest) -> list[str]:
    missing = listed(found.not_deducted) if found.not_deducted else "nothing"
    return [
        f"Deducted already: {', '.join(found.deducted)}.",
        f"Not deducted, for want of an assumption in the programme: {missing}.",
        *found.notes,
    ]


def _range(points: Points) -> str:
    return f"{_signed(points.p10)} to {_signed(points.p90)}"


def _signed(pence: float) -> str:
    return f"-{thousands(-pence)}" if pence < 0 else thousands(pence)


def _value(value: float) -> str:
    return f"{value:.0%}" if 0 < value < 1 else f"{value:,.3g}" if value < 100 else f"{value:,.0f}"  # noqa: PLR2004
