"""A forecast of a York from its stored returns, part by part: beside plain Python, and beside the open model.

Run it by itself with `python -m benchmarks.bench_forecast`, or with the others through `make bench`.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from statistics import median

import numpy as np

from api.initialise import YORK, initialise
from benchmarks.accuracy_cases import OPEN_MODEL
from benchmarks.bench_import import prepare
from benchmarks.invented_returns import write_returns
from benchmarks.own_environment import python_with
from benchmarks.plain_simulation import Child, Plain, stock_by_month
from data.demo import generate
from forecasting.answer import series
from forecasting.backtest import backtest
from forecasting.calendar import Calendar, calendar_of
from forecasting.estimate import estimate
from forecasting.lever import Changes, Lever
from forecasting.recursion.expected import recursion
from forecasting.scenario import BASE, Scenario
from forecasting.service import forecast, history_from
from forecasting.simulate import Model, simulate
from forecasting.states import CARE_EDGES, HOME_EDGES
from forecasting.whatif import Ahead, WhatIf
from placements.database import open_engine
from placements.importing.ssda903.load import import_ssda903
from placements.permissions import Role, Viewer
from placements.repository.prices import price_book_for_forecast
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
            rows = [whole(records), fitted(records), *simulated(records), lever_moved(records), back_tested(records)]
        engine.dispose()
        rows.append(from_raw_returns(Path(place)))
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


def fitted(records: Records) -> dict[str, object]:
    """Everything estimated from ten years of a York."""
    history = history_from(records)
    calendar = calendar_of(history.cut, history.cut - dt.timedelta(days=1), MONTHS)
    return row(f"fit of {YEARS} returns of a York", lambda: estimate(history, calendar, RUNS, SEED), 1.0)


def simulated(records: Records) -> list[dict[str, object]]:
    """The simulation alone: of a York beside plain Python with the same rates, and of many more children."""
    history = history_from(records)
    calendar = calendar_of(history.cut, history.cut - dt.timedelta(days=1), FAR_MONTHS)
    model = estimate(history, calendar, RUNS, SEED)
    levers = BASE.levers_for(calendar)
    simulate(model, calendar, levers, SEED)
    recursion(model, calendar, levers)
    york = row(
        f"{RUNS:,} runs of {FAR_MONTHS} months, {len(model.stock)} children at the start",
        lambda: simulate(model, calendar, levers, SEED),
        0.15,
    )
    peer = timed(lambda: plain_runs(model, calendar, PLAIN_RUNS))[0] * RUNS / PLAIN_RUNS
    ratio = peer / float(str(york["ours"]))
    york |= {"peer": f"plain Python, {PLAIN_RUNS} runs scaled", "peer_value": round(peer, 1), "ratio": round(ratio, 1)}
    york |= {"ratio_wanted": RATIO_WANTED, "met": bool(york["met"] and ratio >= RATIO_WANTED)}
    times = 2_000 / len(model.stock)
    many = replace(
        model,
        stock=np.resize(model.stock, 2_000),
        families=model.families * times,
        unaccompanied=model.unaccompanied * times,
    )
    large = row(
        f"{RUNS:,} runs of {FAR_MONTHS} months, 2,000 children at the start",
        lambda: simulate(many, calendar, levers, SEED),
        1.5,
    )
    large["note"] = f"{large['note']}; the process held at most {getrusage(RUSAGE_SELF).ru_maxrss // 1024} MB"
    expected = row(
        f"an answer by recursion, without simulating: {FAR_MONTHS} months, {len(model.stock)} children",
        lambda: recursion(model, calendar, levers),
        0.3,
    )
    return [york, large, expected]


def lever_moved(records: Records) -> dict[str, object]:
    """From a lever to new children and cost, everything else made ready before."""
    history = history_from(records)
    calendar = calendar_of(history.cut, history.cut - dt.timedelta(days=1), MONTHS)
    model = estimate(history, calendar, RUNS, SEED)
    ready = WhatIf(model, calendar, price_book_for_forecast(records), SEED)
    lever = Lever(changes=Changes.ENTRIES, starts=history.cut, source="benchmark", owner="benchmark", change=-0.1)
    moved = Scenario("Fewer entries", (lever,))
    return row("a lever moved: new quantiles of children and cost", lambda: quantiles(ready.ahead(moved)), 0.3)


def quantiles(ahead: Ahead) -> object:
    """What a person would be shown."""
    return series(ahead.children), series(ahead.pence)


def back_tested(records: Records) -> dict[str, object]:
    """Every origin and every series, once."""
    return row(f"back-test of a York ({YEARS} returns), all origins and series", lambda: backtest(records), 60.0, 1)


def from_raw_returns(place: Path) -> dict[str, object]:
    """Five years from the files of 2,300 children: ours imported, fitted and run; the open model's one line."""
    folder, empty = place / "raw", place / "empty.db"
    write_returns(folder, children=2_300, years=5, seed=SEED, postcodes=prepare(empty))
    ours, worked = timed(lambda: five_years(empty, folder), 3)
    python, because = python_with(*OPEN_MODEL)
    found: dict[str, object] = {
        "what": f"five years from the returns of 2,300 children: ours {RUNS:,} runs, the peer one line a day",
        "unit": "seconds",
        "ours": round(ours, 2),
        "peer": OPEN_MODEL[0] if python is not None else because,
        "ratio_wanted": 15.0,
    }
    if python is not None:
        peer = [str(python), str(Path(__file__).with_name("open_model_peer.py")), "daily", str(folder)]
        before = getrusage(RUSAGE_CHILDREN).ru_utime
        done = subprocess.run(peer, check=True, capture_output=True, text=True)
        note = f"{worked:.1f} s of processor time; the peer {getrusage(RUSAGE_CHILDREN).ru_utime - before:.1f} s"
        seconds = json.loads(done.stdout.strip().splitlines()[-1])["seconds"]
        ratio = round(seconds / ours, 1)
        found |= {"peer_value": round(seconds, 1), "ratio": ratio, "met": ratio >= 15.0, "note": note}
    return found


def five_years(empty: Path, folder: Path) -> None:
    """Import into a copy of the empty database, and forecast."""
    with tempfile.TemporaryDirectory(prefix="homeward-bench-") as place:
        engine = open_engine(f"sqlite:///{shutil.copy(empty, place)}")
        import_ssda903(engine, VIEWER, [folder])
        with records_for(engine, VIEWER) as records:
            forecast(records, months=FAR_MONTHS, replicates=RUNS)
        engine.dispose()


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


def row(what: str, work: Callable[[], object], wanted: float, rounds: int = ROUNDS) -> dict[str, object]:
    """One row of the table: medians on the clock, beside the seconds wanted."""
    seconds, processor = timed(work, rounds)
    note = f"{processor:.2f} s of processor time; at most {wanted:g} s wanted"
    return {"what": what, "unit": "seconds", "ours": round(seconds, 3), "met": seconds <= wanted, "note": note}


def timed(work: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float]:
    """The medians of the rounds, in seconds on the clock and of processor time."""
    clock, processor = [], []
    for _ in range(rounds):
        began, worked = time.perf_counter(), time.process_time()
        work()
        clock.append(time.perf_counter() - began)
        processor.append(time.process_time() - worked)
    return median(clock), median(processor)


if __name__ == "__main__":
    print(json.dumps(run(), indent=2))
