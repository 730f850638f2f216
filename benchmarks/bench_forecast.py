"""A forecast of a York from its stored returns, and its simulation beside a plain Python one of the same rates.

Run it by itself with `python -m benchmarks.bench_forecast`, or with the others through `make bench`.
"""

from __future__ import annotations

import datetime as dt
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median

import numpy as np

from api.initialise import YORK, initialise
from benchmarks.plain_simulation import Child, Plain, stock_by_month
from data.demo import generate
from forecasting.calendar import Calendar, calendar_of
from forecasting.estimate import estimate
from forecasting.scenario import BASE
from forecasting.service import forecast, history_from
from forecasting.simulate import Model, simulate
from forecasting.states import CARE_EDGES, HOME_EDGES
from placements.database import open_engine
from placements.importing.ssda903.load import import_ssda903
from placements.permissions import Role, Viewer
from placements.repository.records import Records, records_for

VIEWER = Viewer("Benchmark", Role.ADMINISTRATOR)
CHILDREN, YEARS, SEED = 240, 10, 1
RUNS, MONTHS, FAR_MONTHS = 1_000, 36, 60
PLAIN_RUNS, ROUNDS = 20, 5
SECONDS_WANTED, RATIO_WANTED = 2.0, 50.0
A_YEAR = 365.25


def run() -> dict[str, object]:
    """Medians of rounds, everything compiled before the clock starts."""
    with tempfile.TemporaryDirectory(prefix="homeward-bench-") as place:
        engine = open_engine(f"sqlite:///{Path(place) / 'york.db'}")
        generate(Path(place) / "york", CHILDREN, YEARS, SEED)
        initialise(engine, VIEWER, YORK)
        import_ssda903(engine, VIEWER, [Path(place) / "york" / "returns"])
        with records_for(engine, VIEWER) as records:
            rows = [whole(records), simulated(records)]
        engine.dispose()
    return {"name": "forecast", "rounds": ROUNDS, "seed": SEED, "rows": rows}


def whole(records: Records) -> dict[str, object]:
    """From the stored record to the answer with its cost."""
    forecast(records, replicates=50)
    seconds, processor = timed(lambda: forecast(records, months=MONTHS, replicates=RUNS))
    return {
        "what": f"a York ({YEARS} returns) read, fitted, run {RUNS:,} times over {MONTHS} months and priced",
        "unit": "seconds",
        "ours": round(seconds, 2),
        "wanted": SECONDS_WANTED,
        "met": seconds <= SECONDS_WANTED,
        "note": f"{processor:.2f} s of processor time; at most {SECONDS_WANTED:.0f} s wanted",
    }


def simulated(records: Records) -> dict[str, object]:
    """The simulation alone, beside a plain Python run of the same rates: arrivals, stays, moves, 18th birthdays."""
    history = history_from(records)
    calendar = calendar_of(history.cut, history.cut - dt.timedelta(days=1), FAR_MONTHS)
    model = estimate(history, calendar, RUNS, SEED)
    levers = BASE.levers_for(calendar)
    simulate(model, calendar, levers, SEED)
    ours, processor = timed(lambda: simulate(model, calendar, levers, SEED))
    peer = timed(lambda: plain_runs(model, calendar, PLAIN_RUNS))[0] * RUNS / PLAIN_RUNS
    return {
        "what": f"{RUNS:,} runs of {FAR_MONTHS} months, {len(model.stock)} children at the start",
        "peer": f"plain Python, {PLAIN_RUNS} runs scaled",
        "unit": "seconds",
        "ours": round(ours, 3),
        "peer_value": round(peer, 1),
        "ratio": round(peer / ours, 1),
        "ratio_wanted": RATIO_WANTED,
        "met": peer >= RATIO_WANTED * ours,
        "note": f"{processor:.2f} s of processor time; ours also has brothers and sisters, returns, providers, places, "
        "nights by age and levels by month",
    }


def plain_runs(model: Model, calendar: Calendar, runs: int) -> float:
    """The mean number of children at the end, by the plain simulation of the first draw."""
    rates = model.rates[0]
    sizes = float((rates["sizes"] * np.arange(1, 7)).sum())
    plain = Plain(
        leaving=rates["leaving"].sum(axis=-1).tolist(),
        moving=rates["moving"].tolist(),
        settings=rates["settings"].tolist(),
        care_edges=CARE_EDGES.tolist(),
        home_edges=HOME_EDGES.tolist(),
        arrivals=float(model.families.mean() * sizes + model.unaccompanied.mean()),
    )
    stock = [
        Child(
            born=person["birthday"] - (person["age"] + 1) * A_YEAR,
            care=person["care_start"],
            home=person["home_start"],
            setting=int(person["setting"]),
        )
        for person in model.stock
    ]
    random = Random(SEED)
    months = calendar.starts[1:].tolist()
    return sum(stock_by_month(plain, stock, months, random)[-1] for _ in range(runs)) / runs


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """The medians of the rounds, in seconds on the clock and of processor time."""
    clock, processor = [], []
    for _ in range(ROUNDS):
        began, worked = time.perf_counter(), time.process_time()
        work()
        clock.append(time.perf_counter() - began)
        processor.append(time.process_time() - worked)
    return median(clock), median(processor)


if __name__ == "__main__":
    print(json.dumps(run(), indent=2))
