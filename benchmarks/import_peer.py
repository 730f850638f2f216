"""What the open model cs-demand-model does before its first forecast: read, enrich and fit; run by its own Python.

Prints the seconds it took, without the time to start Python and load libraries, and how many episodes it kept.
"""

from __future__ import annotations

import json
import sys
import time
import warnings


def main(folder: str) -> None:
    warnings.simplefilter("ignore")
    from cs_demand_model import (  # type: ignore[import-not-found]
        DemandModellingDataContainer,
        ModelPredictor,
        PopulationStats,
        fs_datastore,
    )
    from cs_demand_model.config import Config  # type: ignore[import-not-found]
    from dateutil.relativedelta import relativedelta  # type: ignore[import-untyped]

    started = time.perf_counter()
    config = Config()
    container = DemandModellingDataContainer(fs_datastore(folder), config)
    stats = PopulationStats(container.enriched_view, config)
    end = container.end_date
    ModelPredictor.from_model(stats, end - relativedelta(months=6), end)
    seconds = time.perf_counter() - started
    print(json.dumps({"seconds": seconds, "episodes": len(container.enriched_view)}))


if __name__ == "__main__":
    main(sys.argv[1])
