"""Actions in order: each time the one that brings most, after those before it; values re-used, never solved anew."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence

from forecasting.recruiting.action import Action, Candidate
from forecasting.states import Ints
from forecasting.sufficing.answer import range_of
from forecasting.sufficing.solved import Solved

LEAST = 0.05
"""Children in an average month under which an action is not listed: less than one child for two months in three years.
"""
_POUNDS = 100_000
Told = Callable[[str], None]


def ranked(solved: Solved, candidates: Sequence[Candidate], most: int, told: Told | None = None) -> tuple[Action, ...]:
    """Up to `most` actions, each made as it is taken, so that the next is worth what it still adds.

    More places and wider terms only ever make each other's last bit worth less (children and places stand on two sides
    of an assignment), so a value worked out earlier is never too small: only the best is worked out again.
    """
    waiting = []
    for number, candidate in enumerate(candidates):
        waiting.append((-worth(solved.gain(candidate.change)), number, 0))
        if told and (number + 1) % 20 == 0:
            told(f"{number + 1} of {len(candidates)} actions weighed")
    heapq.heapify(waiting)
    done: list[Action] = []
    while waiting and len(done) < most and -waiting[0][0] >= LEAST:
        _, number, weighed = heapq.heappop(waiting)
        if weighed < len(done):
            again = -worth(solved.gain(candidates[number].change))
            heapq.heappush(waiting, (again, number, len(done)))
            continue
        done.append(action_of(candidates[number], solved.make(candidates[number].change)))
    return tuple(done)


def worth(gain: Ints) -> float:
    """Children more with a home in the area, in an average month of an average run."""
    return float(gain.mean())


def action_of(candidate: Candidate, gain: Ints) -> Action:
    """The action with what it brings."""
    price = candidate.week.pence
    return Action(
        candidate,
        range_of(gain.mean(axis=1)),
        round(float(gain[:, -1].mean()), 3),
        None if not price else round(_POUNDS / price, 2),
    )
