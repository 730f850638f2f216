"""The baselines as tables, one a scenario: a row a measure, a column a way of choosing."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console

from api.printing.console import table
from api.shapes.baselines import BaselineRow, Baselines, Interval

PENCE = 100
FEW = 10


def print_baselines(console: Console, answer: Mapping[str, object]) -> None:
    """Print the document of `homeward baselines`."""
    told = Baselines.model_validate(answer)
    console.print(f"\n[bold]Ways of choosing homes on {told.seeds} invented seasons[/bold]")
    console.print(told.invented, markup=False)
    for scenario in dict.fromkeys(row.scenario for row in told.rows):
        _print_scenario(console, told, [row for row in told.rows if row.scenario == scenario])
    for row in {row.baseline: row for row in told.rows}.values():
        console.print(f"({row.baseline}) {row.title}", markup=False)
    rows = table("What is asked of the engine", "Asked", "Reached", "")
    for line in told.acceptance:
        rows.add_row(line.asked, line.reached, "met" if line.met else "not met")
    console.print(rows)
    console.print(f"{told.seconds:.0f} s", markup=False)


def _print_scenario(console: Console, told: Baselines, rows: list[BaselineRow]) -> None:
    columns = [f"({row.baseline})" for row in rows]
    shown = table(f"{rows[0].scenario.capitalize()}: mean, and 95% interval", "", *columns, numbers=tuple(columns))
    for name, said in told.measures.items():
        shown.add_row(said, *(_shown(name, row.measures[name]) for row in rows))
    console.print(shown)


def _shown(name: str, one: Interval) -> str:
    if one.mean is None:
        return "nobody"
    if one.low is None or one.high is None:
        return _number(name, one.mean)
    return f"{_number(name, one.mean)}\n{_number(name, one.low)} to {_number(name, one.high)}"


def _number(name: str, value: float) -> str:
    if name.endswith("_pence"):
        return f"£{value / PENCE:,.0f}"
    return f"{value:.1f}" if abs(value) >= FEW else f"{value:.2f}"
