"""The levels solved strictly in order: each to its optimum, then held while the next is solved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from matching.optimising.constraints import Floats
from matching.optimising.core import Core, Objective
from matching.optimising.deadline import Deadline, OutOfTime
from matching.optimising.fragments import Fragments
from matching.optimising.levels import FIT, Judge
from matching.optimising.simplex import NoPlan
from matching.optimising.step import Step, SumStep, step_down
from matching.plan_problem import Ints

Progress = Callable[[str, int, int], None]
"""Told a level, its value and its bound as soon as they are known."""
RAISES = 8
"""How often bounds that cannot be met together are raised before a level is solved by itself."""
SHARE_OF_TIME, SHARE_FOR_FIT = 0.5, 0.85
"""Of the time left, what one search for whole numbers may take: the levels below need some too; below fit only one."""


@dataclass(eq=False)
class Ladder:
    """The best plan so far, and the bounds proven for the first levels so far: at any moment an honest answer."""

    judge: Judge
    plan: Ints
    least: Sequence[int]  # of each level, a value that no plan goes below
    progress: Progress | None = None
    first: Step | None = None  # the first level, where it is known without a search
    rounding: Callable[[Floats], Ints] | None = None  # a plan from amounts of all fragments
    bounds: list[int] = field(default_factory=list)

    def descend(self, core: Core, columns: Fragments, levels: Sequence[Objective], deadline: Deadline) -> None:
        """Solve level after level until all are done or the time is up.

        The bounds of several levels are looked up first, each as if the one above could be met exactly; one search at
        the lowest of them then often proves them all. Where it does not, the first is solved by itself.
        """
        steps: list[Step] = []
        try:
            while len(self.bounds) < len(levels):
                steps = []
                together = self._held_together(steps, core, columns, levels[len(self.bounds) :], deadline)
                core = self._held_alone(steps[0], columns, deadline) if together is None else together
        except OutOfTime:
            self.bounds += [step.bound for step in steps[:1]]

    def _held_together(
        self, steps: list[Step], core: Core, columns: Fragments, levels: Sequence[Objective], deadline: Deadline
    ) -> Core | None:
        """Find a plan that meets the bounds of all the steps but the last; None where none was found.

        Where there is none, the lowest of those bounds is raised: given the others, that much is then proven.
        """
        if not self.bounds and self.first is not None:
            steps.append(self.first)
        for _ in range(RAISES):
            self._look_down(steps, core, levels, deadline)
            if len(steps) == 1:
                return None
            choice = steps[-1].choice(
                deadline.share(SHARE_FOR_FIT), columns.chosen(self.plan, self.judge.problem.group)
            )
            if choice.chosen is not None:
                plan = columns.plan(choice.chosen, self.plan.size)
                if not self._adopted(plan, [step.bound for step in steps[:-1]]):
                    return None
                for step in steps[:-1]:
                    self._proven(step, step.bound)
                return self._proven(steps[-1], steps[-1].objective.value(choice.bound))
            if choice.bound < np.inf:
                return None
            steps.pop()
            _raise_lowest(steps)
        return None

    def _held_alone(self, step: Step, columns: Fragments, deadline: Deadline) -> Core:
        """Solve one level by itself, unless the best plan so far is at its bound already."""
        bound = step.bound
        if self._values[len(self.bounds)] > bound:
            choice = step.choice(deadline.share(SHARE_OF_TIME), columns.chosen(self.plan, self.judge.problem.group))
            if choice.chosen is not None and self._adopted(columns.plan(choice.chosen, self.plan.size), []):
                bound = step.objective.value(choice.bound)
        return self._proven(step, bound)

    def _look_down(self, steps: list[Step], core: Core, levels: Sequence[Objective], deadline: Deadline) -> None:
        """Add the next levels down to fit, each held at its bound for the one below.

        Where a bound leaves no plan for the next level, it is raised; after some times only the first level is left.

        Raises:
            OutOfTime: the limit passed, or no plan is left at all, which only a slip of arithmetic can do.
        """
        raises, least = 0, self.least[len(self.bounds) :]
        while len(steps) < len(levels) and (not steps or steps[-1].objective.name != FIT):
            held = steps[-1].held_at(steps[-1].bound) if steps else core
            try:
                steps.append(step_down(held, levels[len(steps)], least[len(steps)], deadline))
                self._round(steps[-1])
            except NoPlan:
                if not steps:
                    raise OutOfTime from None
                if raises == RAISES:
                    del steps[1:]
                    return
                _raise_lowest(steps)
                raises += 1

    def _round(self, step: Step) -> None:
        """Take the plan near the amounts that a level's bound rests on, where it is better than the best so far."""
        if self.rounding is not None and isinstance(step, SumStep) and step.relaxation.amounts is not None:
            amounts = np.zeros(step.core.constraints.matrix.shape[1])
            amounts[step.core.columns] = step.relaxation.amounts
            self._adopted(self.rounding(amounts), [])

    @property
    def _values(self) -> tuple[int, ...]:
        return self.judge.values(self.plan)

    def _adopted(self, plan: Ints, wanted: list[int]) -> bool:
        """Whether a plan holds the levels above and meets those wanted; the better plan is kept.

        Its values are counted anew from who lives where, so that no slip of a solver's arithmetic passes.
        """
        values, done = self.judge.values(plan), len(self.bounds)
        if values[:done] > self._values[:done] or list(values[done : done + len(wanted)]) > wanted:
            return False
        if values < self._values:
            self.plan = plan
        return True

    def _proven(self, step: Step, bound: int) -> Core:
        """Note what is proven of a level; the plans still in question."""
        value = self._values[len(self.bounds)]
        self.bounds.append(min(bound, value))
        if self.progress is not None:
            self.progress(step.objective.name, value, self.bounds[-1])
        return step.held_at(value)


def _raise_lowest(steps: list[Step]) -> None:
    """Raise the lowest bound, now that no plan meets all of them; where it is the highest there is, the one above."""
    while len(steps) > 1 and not steps[-1].can_rise:
        steps.pop()
    steps[-1] = steps[-1].raised()
