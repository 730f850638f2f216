"""A back-test as tables: how the total has fared at each horizon, and every series beside "no change"."""

from __future__ import annotations

from rich.console import Console

from api.printing.console import table
from api.shapes.backtest import BackTest, BackTestSummary, JudgedForecast, Scores
from api.words import day

_KINDS = {"by_return": "from each yearly return", "quarterly": "from each quarter"}
_PENCE_A_THOUSAND = 100_000


def print_backtest(console: Console, found: BackTest) -> None:
    """Print the total at every horizon, then every other series at the first, apart for the two kinds of origin."""
    totals = [row for row in found.summary if row.series == "total"]
    print_totals(console, totals)
    shortest = min((row.months for row in found.summary), default=0)
    rows = table(
        f"Every series {shortest} months ahead, from each quarter",
        *("Series", "Missed by", "No change missed by", "Inside 8 in 10", "Forecasts"),
        numbers=("Missed by", "No change missed by", "Inside 8 in 10", "Forecasts"),
    )
    for row in found.summary:
        if row.kind == "quarterly" and row.months == shortest:
            name = row.series.replace("_", " ")
            said = (_figure(row, row.mean_absolute_error), _figure(row, row.last_value_error), _share(row.inside_80))
            rows.add_row(name, *said, f"{row.forecasts}")
    if rows.row_count:
        console.print(rows)
    console.print(f"The range of the total is drawn {found.range_scale:.2f} times as wide from now on.", markup=False)


def print_totals(console: Console, totals: list[Scores]) -> None:
    """Print how forecasts of the total have fared, beside the baselines."""
    for kind, words in _KINDS.items():
        shown = [row for row in totals if row.kind == kind]
        if shown:
            numbers = ("Missed by", "No change", "Drift", "Smoothing", "Inside 8 in 10", "Inside 95 in 100")
            rows = table(f"Children in care, forecast {words}", "Ahead", "Forecasts", *numbers, numbers=numbers)
            for row in shown:
                errors = (row.mean_absolute_error, row.last_value_error, row.drift_error, row.smoothing_error)
                shares = (_share(row.inside_80), _share(row.inside_95))
                rows.add_row(f"{row.months} months", f"{row.forecasts}", *(_figure(row, e) for e in errors), *shares)
            console.print(rows)


def in_words(summary: BackTestSummary | None) -> str:
    """The sentence that stands beside every forecast."""
    if summary is None:
        return "Never set beside what happened: run `homeward backtest`."
    told = [row for row in summary.total if row.kind == "quarterly" and row.mean_absolute_error is not None]
    if not told:
        return f"Track record: too short to say.{_last_year(summary.last_year)}"
    ahead = _listed([str(row.months) for row in told])
    missed = _listed([f"{row.mean_absolute_error:.0f}" for row in told])
    unchanged = _listed([f"{row.last_value_error:.0f}" for row in told])
    inside = _listed([_share(row.inside_80) for row in told])
    return (
        f"Track record: {ahead} months ahead, earlier forecasts missed by {missed} children on average (no change: "
        f"{unchanged}); {inside} came to lie in the range of 8 in 10.{_nearer(told)}{_last_year(summary.last_year)}"
    )


def _listed(figures: list[str]) -> str:
    """Figures in the order of the months ahead: "17, 23 and 35"."""
    return " and ".join([", ".join(figures[:-1]), figures[-1]] if len(figures) > 1 else figures)


def _nearer(told: list[Scores]) -> str:
    """A warning where supposing no change at all would have been nearer every time."""
    beaten = all((row.mean_absolute_error or 0.0) > (row.last_value_error or 0.0) for row in told)
    return " No change was nearer each time: trust the range more than its middle." if beaten else ""


def _last_year(one: JudgedForecast | None) -> str:
    if one is None:
        return ""
    return (
        f" The forecast of {day(one.origin)} said {one.p10:.0f} to {one.p90:.0f} for {one.months} months later; "
        f"it came to {one.actual:.0f}."
    )


def _figure(row: Scores, value: float | None) -> str:
    if value is None:
        return "-"
    return f"£{value / _PENCE_A_THOUSAND:,.0f}k" if row.series == "cost" else f"{value:.1f}"


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.0%}"
