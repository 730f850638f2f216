"""Actions in order: each time the one that brings most after those before it, from where the towns stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from forecasting.recruiting.action import Action, Candidate
from forecasting.states import Ints
from forecasting.sufficing.answer import range_of
from forecasting.sufficing.solved import Solved

LEAST = 0.05
"""Children in an average month under which an action is not listed: one child for two months in three years."""
AGAIN = 5
_POUNDS = 100_000
Told = Callable[[str], None]


def ranked(solved: Solved, candidates: Sequence[Candidate], most: int, told: Told | None = None) -> tuple[Action, ...]:
    """Up to `most` actions, each made as it is taken, so that the next is worth what it still adds.

    Places only ever make each other's last bit worth less (Shapley, Complements and substitutes, 1962), but wider terms
    and places may make each other worth more; so the AGAIN best by their last value are weighed again before each is
    taken, rather than the best alone.
    """
    weighed = [worth(solved.gain(candidate.change)) for candidate in _telling(candidates, told)]
    waiting = set(range(len(candidates)))
    done: list[Action] = []
    while waiting and len(done) < most:
        if done:
            for at in sorted(waiting, key=lambda one: (-weighed[one], one))[:AGAIN]:
                weighed[at] = worth(solved.gain(candidates[at].change))
        best = max(waiting, key=lambda at: (weighed[at], -at))
        if weighed[best] < LEAST:
            break
        waiting.remove(best)
        done.append(action_of(candidates[best], solved.make(candidates[best].change)))
    return tuple(done)


def _telling(candidates: Sequence[Candidate], told: Told | None) -> Iterator[Candidate]:
    """The candidates, with word of how far they are."""
    for number, candidate in enumerate(candidates, 1):
        yield candidate
        if told and number % 20 == 0:
            told(f"{number} of {len(candidates)} actions weighed")


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
