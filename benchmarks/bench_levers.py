"""A lever moved on a York, from the call to new quantiles with cost, beside a plain Python run of the same rates.

Run it by itself with `python -m benchmarks.bench_levers`, or with the others through `make bench`.
"""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from itertools import cycle
from pathlib import Path

import numpy as np

from api.initialise import YORK, initialise
from benchmarks.bench_forecast import CHILDREN, PLAIN_RUNS, ROUNDS, SEED, VIEWER, YEARS, plain_runs, timed
from data.demo import generate
from forecasting.calendar import calendar_of
from forecasting.estimate import estimate
from forecasting.lever_rows import levers_of_row
from forecasting.scenario import Scenario
from forecasting.service import history_from
from forecasting.whatif import WhatIf
from placements.database import open_engine
from placements.importing.load import import_noun
from placements.importing.ssda903.load import import_ssda903
from placements.repository.prices import price_book_for_forecast
from placements.repository.records import records_for

RUNS, MONTHS = 1_000, 36
SECONDS_WANTED, RATIO_WANTED = 0.3, 50.0
LISTS = ("providers", "contracts", "homes", "carers", "prices", "children", "position")


def run() -> dict[str, object]:
    """Medians of rounds, each with the lever at another place; everything compiled and read before the clock starts."""
    with tempfile.TemporaryDirectory(prefix="homeward-bench-") as place:
        engine, folder = open_engine(f"sqlite:///{Path(place) / 'york.db'}"), Path(place) / "york"
        generate(folder, CHILDREN, YEARS, SEED)
        initialise(engine, VIEWER, YORK)
        import_ssda903(engine, VIEWER, [folder / "returns"])
        for noun in LISTS:
            import_noun(engine, VIEWER, noun, folder / f"{noun}.xlsx")
        with records_for(engine, VIEWER) as records:
            history = history_from(records)
            calendar = calendar_of(history.cut, history.cut - dt.timedelta(days=1), MONTHS)
            model = estimate(history, calendar, RUNS, SEED)
            ready = WhatIf(model, calendar, price_book_for_forecast(records), SEED)
        engine.dispose()
    changes = cycle((0.1, 0.2, 0.3, 0.4, 0.5))
    moved(ready, 0.6)
    seconds, processor = timed(lambda: moved(ready, next(changes)))
    peer = timed(lambda: plain_runs(model, calendar, PLAIN_RUNS))[0] * RUNS / PLAIN_RUNS
    return {
        "name": "levers",
        "what": f"a lever moved on a York: {RUNS:,} runs of {MONTHS} months, quantiles of children and cost",
        "peer": f"plain Python simulation of the same rates, {PLAIN_RUNS} runs scaled, no cost",
        "unit": "seconds",
        "ours": round(seconds, 3),
        "peer_value": round(peer, 1),
        "ratio": round(peer / seconds, 1),
        "ratio_wanted": RATIO_WANTED,
        "met": seconds <= SECONDS_WANTED and peer >= RATIO_WANTED * seconds,
        "rounds": ROUNDS,
        "seed": SEED,
        "note": f"{processor:.2f} s of processor time; at most {SECONDS_WANTED} s wanted",
    }


def moved(ready: WhatIf, change: float) -> list[object]:
    """Children and cost by month, at five points of their range, with more children stepping down."""
    values = {"starts": dt.date(2026, 10, 1), "owner": "Benchmark", "change": change}
    found = ready.ahead(Scenario("Step down", levers_of_row("step_down", values)))
    return [np.quantile(runs, (0.025, 0.1, 0.5, 0.9, 0.975), axis=0) for runs in (found.children, found.pence)]


if __name__ == "__main__":
    print(json.dumps(run(), indent=2))
