"""Everything told by some tables under a choice of hidden cells, and what still fits it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array

from placements.disclosing.claims import Claim, Target
from placements.disclosing.refusals import AuditFailed
from placements.disclosing.rules import WIDE_ENOUGH
from placements.disclosing.table import Event
from placements.disclosing.unknowns import Row

MOST = 1_000_000
"""No count is larger: it only keeps what nothing bounds from being without end."""
SECONDS = 10.0
NEARLY = 1e-6
ROUNDS = 20


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
        """Stack what is told into one system, and keep the worlds that still fit it."""
        self.matrix = csr_array(np.array([claim.row for claim in self.claims]).reshape(len(self.claims), self.size))
        self.low = np.array([claim.low for claim in self.claims])
        self.high = np.array([claim.high for claim in self.claims])
        self.fitting = self._that_fit(self.fitting)

    def _that_fit(self, worlds: Sequence[Row]) -> list[Row]:
        if not worlds:
            return []
        told = (self.matrix @ np.array(worlds).T).T
        below, above = told < self.low - NEARLY, told > self.high + NEARLY
        fits = ~np.any(below | above, axis=1)
        return [world for world, fit in zip(worlds, fits, strict=True) if fit]

    def first_unsafe(self, targets: Sequence[Target]) -> Target | None:
        """The first target that no two worlds show three apart; what failed last stands first.

        A target that the bounds of the single cells settle already is named before any programme is solved.
        """
        within = self._within()
        settled = next((target for target in targets if _room(target, *within) < WIDE_ENOUGH), None)
        if settled is not None:
            return settled
        return next((target for target in targets if not self._is_safe(target)), None)

    def _is_safe(self, target: Target) -> bool:
        return self._is_proved(target) or any(self._reaches(target, direction) for direction in (1, -1))

    def _is_proved(self, target: Target) -> bool:
        seen = [target.value, *(float(target.row @ world) for world in self.fitting)]
        return max(seen) - min(seen) >= WIDE_ENOUGH

    def _within(self) -> tuple[Row, Row]:
        """The least and the most of each unknown that single rows leave to it, narrowed until no row says more."""
        entries = coo_array(self.matrix)
        rows, columns, by = entries.row, entries.col, entries.data
        least, most = np.zeros(self.size), np.full(self.size, float(MOST))
        for _ in range(ROUNDS):
            down, up = (
                np.minimum(by * least[columns], by * most[columns]),
                np.maximum(by * least[columns], by * most[columns]),
            )
            others_down = np.bincount(rows, down, len(self.low))[rows] - down
            others_up = np.bincount(rows, up, len(self.low))[rows] - up
            one, other = (self.high[rows] - others_down) / by, (self.low[rows] - others_up) / by
            narrower, wider = least.copy(), most.copy()
            np.maximum.at(narrower, columns, np.ceil(np.minimum(one, other) - NEARLY))
            np.minimum.at(wider, columns, np.floor(np.maximum(one, other) + NEARLY))
            if np.array_equal(narrower, least) and np.array_equal(wider, most):
                break
            least, most = narrower, wider
        return least, most

    def _reaches(self, target: Target, direction: int) -> bool:
        """Whether the target is proved once the world is known in which it is furthest in one direction."""
        for whole in (False, True):
            world = self._solve(-direction * target.row, target, whole=whole)
            if self._keep(world):
                return self._is_proved(target)
            if direction * (float(target.row @ world) - target.value) < 1 - NEARLY:
                return False
        raise AuditFailed(target.table, f"{target.name}: the solver gave no whole answer")

    def _keep(self, world: Row) -> bool:
        """Keep a world if it is one of whole children and fits what is told."""
        whole = np.round(world)
        kept = self._that_fit([whole]) if np.abs(world - whole).max() < NEARLY else []
        self.fitting += kept
        return bool(kept)

    def _solve(self, cost: Row, target: Target, *, whole: bool) -> Row:
        """The world that has the least of a cost."""
        found = milp(
            cost,
            constraints=LinearConstraint(self.matrix, self.low, self.high),
            bounds=Bounds(0, MOST),
            integrality=np.full(self.size, int(whole)),
            options={"time_limit": SECONDS},
        )
        if found.x is None or found.status != 0:
            raise AuditFailed(target.table, f"{target.name}: {found.message}")
        solution: Row = found.x
        return solution


def _room(target: Target, least: Row, most: Row) -> float:
    """How far apart the ends of a target are where each unknown stays between its least and its most."""
    return float(np.abs(target.row) @ (most - least))
