"""One level on the way down: the plans still in question, what the level can reach, and how it is held."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from matching.optimising.choice import best_choice
from matching.optimising.core import Core, Objective, Relaxation
from matching.optimising.deadline import Deadline
from matching.optimising.levels import WORST_FIT
from matching.optimising.relaxation import feasible, priced, relaxed
from matching.optimising.whole_numbers import Choice
from matching.plan_problem import Ints


@dataclass(frozen=True, eq=False)
class SumStep:
    """A level that adds up."""

    objective: Objective
    core: Core
    relaxation: Relaxation
    bound: int
    """The least value that the level can have."""

    can_rise = True

    def raised(self) -> SumStep:
        """The same once it is proven that there is no plan at the bound."""
        return replace(self, bound=self.bound + self.objective.unit)

    def held_at(self, value: int) -> Core:
        """The plans in question once the level is held at this value."""
        return self.core.holding(self.objective, value, self.relaxation)

    def choice(self, deadline: Deadline, start: Ints) -> Choice:
        """The best choice for this level; ``start`` is taken for one if it is one."""
        known = start if self.core.holds(start) else None
        return best_choice(self.core, self.objective, self.relaxation, deadline, known)


@dataclass(frozen=True, eq=False)
class WorstStep:
    """The level of the child who fares worst: the least figure that no fragment chosen exceeds."""

    objective: Objective
    core: Core
    bound: int

    @property
    def can_rise(self) -> bool:
        """Whether any fragment has a figure above the bound."""
        return bool(_figures(self.core, self.objective)[-1] > self.objective.units(self.bound))

    def raised(self) -> WorstStep:
        """The same once it is proven that there is no plan at the bound."""
        figures = _figures(self.core, self.objective)
        after = int(np.searchsorted(figures, self.objective.units(self.bound), side="right"))
        return replace(self, bound=self.objective.value(float(figures[min(after, figures.size - 1)])))

    def held_at(self, value: int) -> Core:
        """The plans that use no fragment worse than this."""
        return self.core.only(self.objective.cost[self.core.columns] <= self.objective.units(value))

    def choice(self, deadline: Deadline, start: Ints) -> Choice:
        """The least figure for which there is a choice: from the bound upwards, halving what is left."""
        nothing = replace(self.objective, cost=np.zeros_like(self.objective.cost))
        figures = _figures(self.core, self.objective)
        low, high = int(np.searchsorted(figures, self.objective.units(self.bound))), figures.size - 1
        found: Choice = Choice(None, np.inf)
        while low <= high:
            middle = (low + high) // 2
            core = self.held_at(self.objective.value(figures[middle]))
            free = Relaxation(0.0, np.zeros(core.columns.size), np.zeros(core.exact.size))
            tried = best_choice(core, nothing, free, deadline)
            if tried.chosen is not None:
                found, high = tried, middle - 1
            elif np.isinf(tried.bound):
                low = middle + 1
            else:
                break
        return Choice(found.chosen, float(figures[low]) if low < figures.size else np.inf)


Step = SumStep | WorstStep


def everyone_placed(core: Core, objective: Objective, worth: Ints) -> SumStep:
    """The first level where it is known that fractions place everybody: each child's row is worth what placing is.

    ``worth`` is the value of placing each child, 0 for whoever is settled.
    """
    prices = np.zeros(core.exact.size)
    prices[: core.children] = -worth / objective.unit
    relaxation = priced(core, objective.cost[core.columns].astype(np.float64), prices)
    return SumStep(objective, core, relaxation, objective.value(relaxation.bound))


def step_down(core: Core, objective: Objective, least: int, deadline: Deadline) -> Step:
    """The next level and its bound, at least what is known already.

    Raises:
        OutOfTime: the limit passed first.
        NoPlan: no plan meets the levels above as they are held.
    """
    if objective.name != WORST_FIT:
        core, relaxation = relaxed(core, objective, deadline)
        return SumStep(objective, core, relaxation, max(least, objective.value(relaxation.bound)))
    figures = _figures(core, objective)
    low, high = 0, figures.size - 1
    while low < high:
        middle = (low + high) // 2
        if feasible(core.only(objective.cost[core.columns] <= figures[middle]), deadline):
            high = middle
        else:
            low = middle + 1
    return WorstStep(objective, core, objective.value(figures[low]))


def _figures(core: Core, objective: Objective) -> np.ndarray:
    """The figures that the worst can have: 0 where nobody is placed, else that of a fragment."""
    return np.unique(np.concatenate([[0], objective.cost[core.columns]]))
