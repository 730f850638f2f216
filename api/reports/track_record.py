"""The forecast's own track record as a paper: what earlier forecasts said, what happened, and what it means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from api.reports.paper import Bullets, Cell, Column, Kind, Paper, Part, Section, Table, Words
from api.shapes.backtest import BackTestSummary, JudgedForecast, Scores
from api.words import count, day

ORIGINS = {"by_return": "Made from each yearly return", "quarterly": "Made from each quarter"}
NONE_YET = "Earlier forecasts were never set beside what happened: run homeward backtest, which keeps what it finds."
READ = (
    "Each earlier forecast used only the returns that had ended by its own day.",
    "Missed by: the mean distance from what happened, in children. No change, drift and smoothing: what simple rules "
    "would have missed by; where one of them missed by less, trust the range more than its middle.",
    "Inside 8 in 10: how often what happened lay within that range; a sound range holds it eight times in ten.",
    "From now on the range of every forecast is drawn as many times as wide as its record asks for.",
)


def track_record_paper(found: BackTestSummary | None, council: str) -> Paper:
    """How forecasts of children in care have fared, by how far ahead they looked."""
    return Paper(
        title="How good our forecasts have been",
        council=council,
        introduction=NONE_YET if found is None else _headline(found),
        sections=(
            *(() if found is None else tuple(_sections(found))),
            Section("How to read this", (Bullets(READ),)),
        ),
        marked="For planners and members. Drawn up from the record; not released.",
        about=() if found is None else (("Runs", f"{found.replicates}"), ("Seed", f"{found.seed}")),
    )


def _headline(found: BackTestSummary) -> str:
    last, forecasts = found.last_year, sum(row.forecasts for row in found.total)
    said = f"{count(forecasts, 'earlier forecast')} of all children in care set beside what happened."
    return said if last is None else f"{said} {last_year(last)}"


def last_year(one: JudgedForecast) -> str:
    """The last forecast beside what happened, in a sentence."""
    held = "within" if one.inside_80 else "outside"
    return (
        f"On {day(one.origin)} we said {one.p10:.0f} to {one.p90:.0f} children {one.months} months later (8 in 10 "
        f"chance, middle {one.p50:.0f}); it came to {one.actual:.0f}, {held} the range."
    )


def _sections(found: BackTestSummary) -> Iterable[Section]:
    for kind, words in ORIGINS.items():
        rows = [row for row in found.total if row.kind == kind]
        if rows:
            yield Section(words, (_table(rows), *_nearer(rows)))
    yield Section(
        "What follows for the range",
        (
            Words(
                f"The range of the total is drawn {found.range_scale:.2f} times as wide as chance alone would have it."
            ),
        ),
    )


def _table(rows: Sequence[Scores]) -> Table:
    names = ("Missed by", "No change", "Drift", "Smoothing")
    columns = (
        Column("Ahead"),
        Column("Forecasts", Kind.COUNT),
        *(Column(name, Kind.DECIMAL) for name in names),
        Column("Inside 8 in 10", Kind.PER_CENT),
        Column("Inside 95 in 100", Kind.PER_CENT),
    )
    return Table("Children in care, forecast and counted", columns, tuple(map(_row, rows)))


def _row(row: Scores) -> tuple[Cell, ...]:
    errors = (row.mean_absolute_error, row.last_value_error, row.drift_error, row.smoothing_error)
    inside = (row.inside_80, row.inside_95)
    return (
        f"{row.months} months",
        row.forecasts,
        *("not tried" if error is None else error for error in errors),
        *(None if share is None else 100 * share for share in inside),
    )


def _nearer(rows: Sequence[Scores]) -> tuple[Part, ...]:
    beaten = [
        row.months
        for row in rows
        if row.mean_absolute_error is not None
        and row.last_value_error is not None
        and row.last_value_error < row.mean_absolute_error
    ]
    if not beaten:
        return ()
    months = ", ".join(str(one) for one in beaten)
    return (Words(f"Supposing no change at all would have been nearer {months} months ahead."),)
