"""Chance with a name: the same seed and name give the same draws, whatever else is drawn elsewhere."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from math import exp
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """A stream of chance of its own for each purpose, so that one part of the authority can change without the rest."""

    def __init__(self, *name: object) -> None:
        self._stream = random.Random(":".join(str(part) for part in name))

    def happens(self, probability: float) -> bool:
        """Whether something of this probability happens."""
        return self._stream.random() < probability

    def pick(self, weights: Mapping[T, float]) -> T:
        """One of these, by weight; the weights need not sum to one."""
        left = self._stream.random() * sum(weights.values())
        chosen = next(iter(weights))
        for chosen, weight in weights.items():  # noqa: B007  (the last is the answer where rounding leaves a rest)
            left -= weight
            if left < 0:
                break
        return chosen

    def one_of(self, options: Sequence[T]) -> T:
        """One of these, each as likely."""
        return options[int(self._stream.random() * len(options))]

    def some_of(self, options: Sequence[T], number: int) -> list[T]:
        """As many different ones as asked for, in chance order; all of them where there are not enough."""
        return self._stream.sample(options, min(number, len(options)))

    def whole(self, lowest: int, highest: int) -> int:
        """A whole number, both ends included."""
        return lowest + int(self._stream.random() * (highest - lowest + 1))

    def share(self) -> float:
        """A number from 0 up to 1."""
        return self._stream.random()

    def around(self, middle: float, spread: float) -> float:
        """A number of the normal distribution."""
        return self._stream.gauss(middle, spread)

    def days(self, median: float, spread: float) -> int:
        """A length in days, lognormal: `spread` is the standard deviation of its logarithm; at least one day."""
        return max(1, round(median * exp(self._stream.gauss(0.0, spread))))

    def wait(self, mean: float) -> int:
        """Days until something that may happen on any day alike; at least one."""
        return max(1, round(self._stream.expovariate(1 / mean)))
