"""Everything told by some tables under a choice of hidden cells, and what still fits it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from placements.disclosing.claims import Claim, Target
from placements.disclosing.refusals import AuditFailed
from placements.disclosing.rules import WIDE_ENOUGH
from placements.disclosing.table import Event
from placements.disclosing.unknowns import Row

MOST = 1_000_000
"""No count is larger: it only keeps what nothing bounds from being without end."""
SECONDS = 10.0
NEARLY = 1e-6


@dataclass(frozen=True)
class Told:
    """The claims that stand whatever is hidden (`always`), and those of each event, with its bounds when hidden."""

    size: int
    always: Sequence[Claim]
    shown: dict[Event, list[Claim]]
    when_hidden: dict[Event, Claim]

    def claims(self, hidden: Iterable[Event]) -> list[Claim]:
        """Everything that a reader knows where these events are hidden."""
        hidden = frozenset(hidden)
        bounds = [self.when_hidden[event] for event in self.when_hidden if event in hidden]
        open_ones = [claim for event, claims in self.shown.items() if event not in hidden for claim in claims]
        return [*self.always, *bounds, *open_ones]


@dataclass
class Worlds:
    """Populations in whole children that fit everything told: two of them three apart prove that a number is safe.

    `fitting` are those found so far; what is found for one target often proves others.
    """

    claims: Sequence[Claim]
    size: int
    fitting: list[Row] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Stack what is told into one system."""
        self.matrix = csr_array(np.array([claim.row for claim in self.claims]).reshape(len(self.claims), self.size))
        self.low = np.array([claim.low for claim in self.claims])
        self.high = np.array([claim.high for claim in self.claims])
        self.fitting = [world for world in self.fitting if self._fits(world)]

    def _fits(self, world: Row) -> bool:
        told = self.matrix @ world
        return bool(np.all(told >= self.low - NEARLY) and np.all(told <= self.high + NEARLY))

    def is_safe(self, target: Target) -> bool:
        """Whether the target may be at least three apart in two worlds that fit."""
        seen = [float(target.row @ world) for world in self.fitting]
        least, most = min([target.value, *seen]), max([target.value, *seen])
        if most - least >= WIDE_ENOUGH:
            return True
        most = max(most, self._reach(target, 1))
        return most - least >= WIDE_ENOUGH or most - min(least, self._reach(target, -1)) >= WIDE_ENOUGH

    def _reach(self, target: Target, direction: int) -> float:
        """The furthest whole value of a target in one direction; the world that shows it is kept."""
        for whole in (False, True):
            world = self._solve(-direction * target.row, target, whole=whole)
            rounded = np.round(world)
            if np.allclose(world, rounded, atol=NEARLY) and self._fits(rounded):
                self.fitting.append(rounded)
                return float(target.row @ rounded)
            bound = float(target.row @ world)
            reach = np.floor(bound + NEARLY) if direction > 0 else np.ceil(bound - NEARLY)
            if abs(reach - target.value) == 0:
                return float(reach)
        raise AuditFailed(target.table, f"{target.name}: the solver gave no whole answer")

    def _solve(self, cost: Row, target: Target, *, whole: bool) -> npt.NDArray[np.float64]:
        found = milp(
            cost,
            constraints=LinearConstraint(self.matrix, self.low, self.high),
            bounds=Bounds(0, MOST),
            integrality=np.full(self.size, int(whole)),
            options={"time_limit": SECONDS},
        )
        if found.x is None or found.status != 0:
            raise AuditFailed(target.table, f"{target.name}: {found.message}")
        solution: npt.NDArray[np.float64] = found.x
        return solution
