"""Children who could come home, beside those still to come: each counts as much, from the first month on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from forecasting.states import Ints
from forecasting.sufficing.demand import Demand
from forecasting.sufficing.groups import ALONE

_LAST = 10_000
"""Behind everybody who needs a home: a child who has one, far away, takes none from a child who has not."""


def with_returning(demand: Demand, kinds: Sequence[int]) -> Demand:
    """The demand of every run with these children besides (a kind each), in every month."""
    if not kinds:
        return demand
    months = demand.kind.shape[1]
    more = np.tile(np.array(kinds, dtype=np.int64)[:, None], (1, months))

    def joined(rows: Ints, also: Ints) -> Ints:
        parts = [part for run in range(demand.runs) for part in (rows[demand.of(run)], also)]
        return np.concatenate(parts)

    return Demand(
        start=demand.start + len(kinds) * np.arange(demand.runs + 1),
        kind=joined(demand.kind, more),
        since=joined(demand.since, np.full_like(more, _LAST)),
        family=joined(demand.family, np.full(len(kinds), ALONE)),
    )
