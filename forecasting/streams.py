"""Random numbers that depend on a key and a count only, never on which thread draws them or on what others drew.

Every simulated child has a stream of its own, so that a change for one child leaves all the others as they were, and
two scenarios meet the same chance. The numbers are SplitMix64 (Steele, Lea and Flood, Fast splittable pseudorandom
number generators, 2014) used as a counter, as Salmon and others propose (Parallel random numbers: as easy as 1, 2, 3,
2011).
"""

from __future__ import annotations

import numpy as np

from forecasting.compiled import compiled

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_30, _27, _31, _11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
_TO_UNIT = 2.0**-53


@compiled
def mixed(word: np.uint64) -> np.uint64:
    """A word in which every bit depends on every bit given."""
    word = (word ^ (word >> _30)) * _FIRST
    word = (word ^ (word >> _27)) * _SECOND
    return word ^ (word >> _31)


@compiled
def stream(key: np.uint64, number: int | np.int64) -> np.uint64:
    """The key of a stream under another key: of a run under the seed, of a child under the run."""
    return mixed(mixed(key + _GOLDEN) + np.uint64(number) * _GOLDEN)


@compiled
def uniform(key: np.uint64, count: int) -> float:
    """The number `count` of a stream, evenly spread over (0, 1), ends out."""
    word = mixed(key + np.uint64(count) * _GOLDEN)
    return (float(word >> _11) + 0.5) * _TO_UNIT
