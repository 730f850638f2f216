"""Which cells would have to be hidden so that a number that is known too well has room."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, vstack

from placements.disclosing.claims import Target
from placements.disclosing.table import Event
from placements.disclosing.told import MOST, NEARLY, SECONDS, Told


class Room:
    """What is told with some events hidden, and what it costs to hide each of the others.

    Each event that may yet be hidden has two further unknowns: how much more of it there might be, and how much less.
    """

    def __init__(self, told: Told, hidden: frozenset[Event], cost: dict[Event, float], names: dict[Event, str]) -> None:
        claims = told.claims(hidden)
        self.events = sorted(cost, key=names.__getitem__)
        at = {event: index for index, event in enumerate(self.events)}
        gives = np.zeros((len(claims), len(self.events)))
        for index, claim in enumerate(claims):
            if claim.event in at:
                gives[index, at[claim.event]] = claim.moves
        rows = np.array([claim.row for claim in claims]).reshape(len(claims), told.size)
        self.size = told.size
        self.matrix = csr_array(np.hstack([rows, -gives, gives]))
        self.low = np.array([claim.low for claim in claims])
        self.high = np.array([claim.high for claim in claims])
        self.cost = [cost[event] for event in self.events]
        self.prices = np.concatenate([np.zeros(told.size), self.cost, self.cost])

    def reach(self, target: Target, low: float, high: float) -> frozenset[Event] | None:
        """The cheapest events to hide so that the target may be from `low` to `high`; None where nothing lets it."""
        aim = csr_array(np.concatenate([target.row, np.zeros(2 * len(self.events))])[None, :])
        found = milp(
            self.prices,
            constraints=LinearConstraint(
                vstack([self.matrix, aim], format="csr"), np.append(self.low, low), np.append(self.high, high)
            ),
            bounds=Bounds(0, MOST),
            options={"time_limit": SECONDS},
        )
        if found.x is None or found.status != 0:
            return None
        more, less = np.split(found.x[self.size :], 2)
        return frozenset(event for event, by in zip(self.events, more + less, strict=True) if by > NEARLY)

    def price(self, events: frozenset[Event]) -> float:
        """What is lost by hiding some events."""
        return sum(price for event, price in zip(self.events, self.cost, strict=True) if event in events)


def cheapest_room(room: Room, target: Target, ranges: Sequence[tuple[float, float]]) -> frozenset[Event] | None:
    """The cheapest events to hide so that the target may be anything between the ends of one of the ranges."""
    options: list[tuple[float, int, frozenset[Event]]] = []
    nothing = frozenset[Event]()
    lows = {low: nothing if low >= target.value else room.reach(target, -np.inf, low) for low, _ in ranges}
    highs = {high: nothing if high <= target.value else room.reach(target, high, np.inf) for _, high in ranges}
    for at, (low, high) in enumerate(ranges):
        below, above = lows[low], highs[high]
        if below is not None and above is not None:
            options.append((room.price(below | above), at, below | above))
    return min(options, key=lambda one: one[:2])[2] if options else None
