"""Ties after fit broken by scarcity: of plans equal down to fit, the one whose places are least needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from matching.optimise import Level, PlanAnswer
from matching.optimising.constraints import Floats
from matching.optimising.levels import FIT, PERFECT, WORST_FIT
from matching.plan_problem import FIT_PARTS, PlanProblem

STEPS = 20
"""Steps of worth, from the least needed home to the most."""


class TieBreaker:
    """Makes a problem whose fit holds two figures in one whole number: the fit, and below it the places' worth."""

    def __init__(self, problem: PlanProblem, worth: Floats) -> None:
        most = float(worth.max(initial=0.0))
        steps = np.zeros(worth.size, dtype=np.int64) if not most else np.rint(STEPS * worth / most).astype(np.int64)
        self._scale = STEPS * len(problem.children) + 1  # no plan's steps add up to so much
        short = (PERFECT - problem.pair_fit) * self._scale + steps[problem.pair_home]
        self.problem = replace(problem, pair_fit=PERFECT - short)

    def told(self, answer: PlanAnswer) -> PlanAnswer:
        """The answer with its fits as they are, the worth taken out again; bounds stay bounds."""
        return replace(answer, levels=tuple(self.level(one) for one in answer.levels))

    def level(self, one: Level) -> Level:
        """A level in points of fit."""
        return (
            one if one.name not in {FIT, WORST_FIT} else Level(one.name, self.points(one.value), self.points(one.bound))
        )

    def telling(self, progress: Callable[[str, float, float], None]) -> Callable[[str, float, float], None]:
        """The caller's progress, told in points."""

        def tell(name: str, value: float, bound: float) -> None:
            one = self.level(Level(name, value, bound))
            progress(one.name, one.value, one.bound)

        return tell

    def points(self, value: float) -> float:
        """Points of fit of a figure of the problem made; whole where they are."""
        short = round(value * FIT_PARTS) // self._scale
        return short // FIT_PARTS if short % FIT_PARTS == 0 else short / FIT_PARTS
