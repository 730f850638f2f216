"""What the open model cs-demand-model forecasts: its total at 12, 24 and 36 months; run by its own Python.

Arguments: how many months the window holds from which it takes its rates, and folders of yearly returns. Prints a list
of totals for each folder. Steps of thirty days, not one: its answer depends on the step by under 1%, its time in
proportion. With `daily` for the window it draws its five-year line in steps of a day, as it does by default, and prints
the seconds that takes from the files on.
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from typing import Any

STEP_DAYS = 30
AHEAD = (12, 24, 36)
FIVE_YEARS = 1_826


def main(months: int, folders: list[str]) -> None:
    warnings.simplefilter("ignore")
    print(json.dumps([totals(folder, months) for folder in folders]))


def totals(folder: str, months: int) -> list[float]:
    """The children in care it expects at each horizon after its last return; who left is a state of its own there."""
    steps = round(max(AHEAD) * 365.25 / 12 / STEP_DAYS)
    by_state = predictor(folder, months).predict(steps, step_days=STEP_DAYS)
    found = by_state[[state for state in by_state.columns if "NOT_IN_CARE" not in state]].sum(axis=1)
    return [float(found.iloc[round(ahead * 365.25 / 12 / STEP_DAYS) - 1]) for ahead in AHEAD]


def predictor(folder: str, months: int) -> Any:  # noqa: ANN401 - a class of the peer's
    """The model read and fitted as its own example does."""
    from cs_demand_model import (  # type: ignore[import-not-found]
        DemandModellingDataContainer,
        ModelPredictor,
        PopulationStats,
        fs_datastore,
    )
    from cs_demand_model.config import Config  # type: ignore[import-not-found]
    from dateutil.relativedelta import relativedelta  # type: ignore[import-untyped]

    config = Config()
    container = DemandModellingDataContainer(fs_datastore(folder), config)
    stats = PopulationStats(container.enriched_view, config)
    end = container.end_date
    return ModelPredictor.from_model(stats, end - relativedelta(months=months), end)


def daily(folder: str) -> float:
    """Seconds for five years in steps of a day, libraries loaded before."""
    import cs_demand_model  # noqa: F401

    warnings.simplefilter("ignore")
    began = time.perf_counter()
    predictor(folder, 6).predict(FIVE_YEARS, step_days=1)
    return time.perf_counter() - began


if __name__ == "__main__":
    if sys.argv[1] == "daily":
        print(json.dumps({"seconds": daily(sys.argv[2])}))
    else:
        main(int(sys.argv[1]), sys.argv[2:])
