"""How much councils' starts and ceases change from year to year: what a forecast may believe before it counts anything.

Run it as `python -m benchmarks.published_drift [REGION...]` (all restated councils unless regions are named). For
starts, and for ceases a child in care, it prints the weight of each size of wandering, growth, years that stand out and
variance beyond chance: the mixture under which the published series are likeliest (expectation-maximisation over the
grid of `forecasting.trend`, with the weight of five councils spread evenly).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from data.tables import published_flows, rows_of
from forecasting.published import PublishedYear, mean_stock, usable
from forecasting.states import Floats
from forecasting.trend import PUBLISHED_CEASES, PUBLISHED_STARTS, Belief, combinations, log_evidence
from placements.errors import Refused

PARTS = ("wander", "growth", "passing", "extra")
_EVEN_COUNCILS, _ROUNDS = 5.0, 300
_SIZES = {"wander": (0.0, 0.05, 0.1, 0.2, 0.4), "growth": (0.0, 0.03, 0.06)}
"""Sizes that are tried, whether or not a belief in use has kept them."""


def councils(regions: Sequence[str] = ()) -> dict[str, list[PublishedYear]]:
    """The restated series by council, newest years in a row, of these regions or of all."""
    region = {row["la_code"]: row["region"] for row in rows_of("authorities")}
    codes = dict.fromkeys(row["la_code"] for row in rows_of("published_flows"))
    chosen = [code for code in codes if not regions or region[code] in regions]
    return {code: _usable(code) for code in chosen if _usable(code)}


def _usable(code: str) -> list[PublishedYear]:
    try:
        return usable(PublishedYear(*year) for year in published_flows(code))
    except Refused:
        return []


def learnt(series: Iterable[Sequence[PublishedYear]]) -> tuple[Belief, Belief]:
    """The beliefs of starts and of ceases under which these series are likeliest."""
    series = list(series)
    starts = [(_counts(held, "started"), np.ones(len(held))) for held in series]
    ceases = [(_counts(held, "ceased"), mean_stock(held)) for held in series]
    return _mixture(_tried(PUBLISHED_STARTS), starts), _mixture(_tried(PUBLISHED_CEASES), ceases)


def _tried(belief: Belief) -> Belief:
    even = {part: tuple((size, 1.0) for size in sizes) for part, sizes in _SIZES.items()}
    return replace(belief, wander=even["wander"], growth=even["growth"])


def _counts(held: Sequence[PublishedYear], name: str) -> Floats:
    return np.array([getattr(one, name) for one in held], dtype=np.float64)


def _mixture(belief: Belief, series: Sequence[tuple[Floats, Floats]]) -> Belief:
    found = np.array([log_evidence(counts, exposure, belief, years_each=1.0) for counts, exposure in series])
    likelihood = np.exp(found - found.max(axis=1, keepdims=True))
    size = found.shape[1]
    weights = np.full(size, 1 / size)
    for _ in range(_ROUNDS):
        share = likelihood * weights
        weights = (share / share.sum(axis=1, keepdims=True)).sum(axis=0) + _EVEN_COUNCILS / size
        weights /= weights.sum()
    grid = combinations(belief)
    parts = [
        tuple(
            (value, float(weights[[one[at][0] == value for one in grid]].sum())) for value, _ in getattr(belief, part)
        )
        for at, part in enumerate(PARTS)
    ]
    return Belief(belief.constant, *parts)


def main(regions: Sequence[str]) -> None:
    series = councils(regions)
    said = {
        name: {part: {value: round(weight, 2) for value, weight in getattr(belief, part)} for part in PARTS}
        for name, belief in zip(("starts", "ceases"), learnt(series.values()), strict=True)
    }
    print(json.dumps({"councils": len(series), **said}, indent=2))


if __name__ == "__main__":
    main(sys.argv[1:])
