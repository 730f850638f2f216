"""The answer's range: points that some run had, as the inverse of the empirical distribution."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from forecasting.answer import series

SHARES = {"p2_5": 0.025, "p10": 0.1, "p50": 0.5, "p90": 0.9, "p97_5": 0.975}
RUNS = st.tuples(st.integers(1, 120), st.integers(1, 3)).flatmap(
    lambda shape: arrays(np.int32, shape, elements=st.integers(0, 10**6))
)


@given(RUNS)
def test_each_point_of_a_range_is_the_inverse_of_the_empirical_distribution(runs: npt.NDArray[np.int32]) -> None:
    found = series(runs)
    for name, share in SHARES.items():
        assert found[name] == np.quantile(runs, share, axis=0, method="inverted_cdf").tolist()


def test_the_points_are_those_of_the_inverse_at_every_number_of_runs_up_to_two_thousand() -> None:
    for runs in range(1, 2_001):
        found, counts = series(np.arange(runs)[:, None]), np.arange(runs)
        wanted = np.quantile(counts, list(SHARES.values()), method="inverted_cdf").tolist()
        assert [found[name][0] for name in SHARES] == wanted, runs
