"""Sufficiency and recruitment on a demonstration authority the size of York, beside solving every town from nothing.

Run it by itself with `python -m benchmarks.bench_sufficiency`, or with the others through `make bench`.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from api.demonstration import DEMONSTRATOR, Size, build
from forecasting.recruiting.households import candidates, first_month
from forecasting.recruiting.service import Towns, recruit
from forecasting.recruiting.unlock import Unlock
from forecasting.sufficing.months import NO_NEED
from forecasting.sufficing.outlook import look_ahead
from forecasting.sufficing.priced import Weeks
from forecasting.sufficing.service import sufficiency
from forecasting.sufficing.solved import Solved
from matching.supports import published_supports
from placements.database import open_engine
from placements.repository.prices import price_book_for_forecast
from placements.repository.records import Records, records_for

ACTIONS, PEER_TOWNS, PEER_ACTIONS = 60, 200, 6
SECONDS_WANTED, ACTIONS_WANTED, RATIO_WANTED = 60.0, 20.0, 10.0


def run() -> dict[str, Any]:
    """Clock and processor time with everything compiled: 36 months, 200 runs, the record read each time."""
    with tempfile.TemporaryDirectory(prefix="homeward-bench-") as place:
        engine = open_engine(f"sqlite:///{Path(place) / 'york.db'}")
        build(engine, Path(place) / "york", Size(), lambda _: None)
        with records_for(engine, DEMONSTRATOR) as records:
            sufficiency(records, replicates=10)
            recruit(records, replicates=10)
            rows = [*_whole(records), *_actions(records)]
        engine.dispose()
    return {"name": "sufficiency", "rows": rows}


def _whole(records: Records) -> list[dict[str, Any]]:
    """The whole answer; and the towns alone, beside scipy's maximum flow (which keeps no order and no siblings)."""
    clock, processor = _timed(lambda: sufficiency(records))
    outlook = look_ahead(records)
    solved = Towns(outlook, (), None).solved()
    _, alone = _timed(solved.from_nothing)
    _, peer = _timed(lambda: [_flow(solved, town) for town in range(PEER_TOWNS)])
    towns = outlook.demand.runs * len(outlook.month_ends)
    return [
        {
            "what": f"sufficiency: {outlook.demand.runs} runs of 36 months, rules, siblings and mix, record read",
            "unit": "seconds",
            "ours": round(clock, 1),
            "met": clock <= SECONDS_WANTED,
            "note": f"{processor:.1f} s of processor time; at most {SECONDS_WANTED:.0f} s wanted",
        },
        {
            "what": f"sufficiency: homes given in {towns} towns",
            "unit": "seconds of processor time",
            "ours": round(alone, 2),
            "peer": f"scipy maximum_flow on {PEER_TOWNS} of the towns, scaled to all",
            "peer_value": round(peer * towns / PEER_TOWNS, 1),
            "ratio": round(peer * towns / PEER_TOWNS / alone, 1),
        },
    ]


def _actions(records: Records) -> list[dict[str, Any]]:
    """Weighing actions from where the towns stand, beside solving from nothing for each; the whole answer."""
    clock, processor = _timed(lambda: recruit(records))
    outlook = look_ahead(records)
    weeks = Weeks(price_book_for_forecast(records), outlook.world.today)
    households = candidates(outlook, weeks, first_month(outlook.funnel.lead))
    every = [*Unlock(outlook, weeks, published_supports()).candidates(), *households]
    chosen = [every[at].change for at in np.linspace(0, len(every) - 1, ACTIONS).astype(int)]
    solved = Towns(outlook, (), None).solved()
    reused, spent = _timed(lambda: [solved.gain(change) for change in chosen])
    some = chosen[:: ACTIONS // PEER_ACTIONS]
    peer = _timed(lambda: [solved.from_nothing([change]) for change in some])[1] * ACTIONS / len(some)
    return [
        {
            "what": f"recruit: {ACTIONS} actions weighed over all runs and months",
            "unit": "seconds of processor time",
            "ours": round(spent, 2),
            "peer": f"every town solved from nothing for each action ({len(some)} of them, scaled)",
            "peer_value": round(peer, 1),
            "ratio": round(peer / spent, 1),
            "ratio_wanted": RATIO_WANTED,
            "met": reused <= ACTIONS_WANTED and peer >= RATIO_WANTED * spent,
            "note": f"{reused:.2f} s on the clock; at most {ACTIONS_WANTED:.0f} s wanted",
        },
        {
            "what": f"recruit: the whole answer, {len(every)} actions and the homes to ask, record read",
            "unit": "seconds",
            "ours": round(clock, 1),
            "met": clock <= ACTIONS_WANTED,
            "note": f"{processor:.1f} s of processor time; at most {ACTIONS_WANTED:.0f} s wanted",
        },
    ]


def _flow(solved: Solved, town: int) -> int:
    """How many children of one run's month have a home, by scipy's maximum flow over kinds and homes."""
    run, month = divmod(town * 37 % (solved.demand.runs * solved.room.shape[2]), solved.room.shape[2])
    kinds = solved.demand.kind[solved.demand.of(run), month]
    asking, counts = np.unique(kinds[kinds != NO_NEED], return_counts=True)
    homes = solved.room.shape[1]
    kind, home = np.nonzero(solved.able[asking] > 0)
    source, sink, first = 0, 1 + len(asking) + homes, 1 + len(asking)
    tails = np.concatenate([np.zeros(len(asking)), 1 + kind, first + np.arange(homes)]).astype(np.int32)
    heads = np.concatenate([1 + np.arange(len(asking)), first + home, np.full(homes, sink)]).astype(np.int32)
    limits = np.concatenate([counts, counts[kind], solved.room[run, :, month]]).astype(np.int32)
    return int(maximum_flow(csr_array((limits, (tails, heads)), shape=(sink + 1, sink + 1)), source, sink).flow_value)


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    began, spent = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - began, time.process_time() - spent


if __name__ == "__main__":
    print(json.dumps(run(), indent=1))
