"""New households: what to look for first, and how much the next one still brings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from forecasting.funnel import Lead
from forecasting.recruiting.action import Action, ActionKind, Candidate
from forecasting.recruiting.ranking import LEAST, action_of, worth
from forecasting.sufficing.new_homes import ORDINARY, NewHome, new_households
from forecasting.sufficing.outlook import Outlook
from forecasting.sufficing.priced import Weeks
from forecasting.sufficing.solved import Change, Solved

AS_GOOD = 0.9
"""The household that asks least of carers is taken among those that bring nine tenths of what the best brings."""
_A_MONTH = 365.25 / 12
_ADULT = 18


def first_month(lead: Lead) -> int:
    """The first month in which a household looked for from now on is likely to have a child."""
    return int(np.ceil((lead.days_to_approval.p50 + lead.days_to_first_child.p50) / _A_MONTH))


def candidates(outlook: Outlook, weeks: Weeks, first: int) -> Iterator[Candidate]:
    """Every household that could be looked for; its column among the homes follows those of the area."""
    months = np.arange(len(outlook.month_ends))
    for number, home in enumerate(new_households()):
        places = np.tile(home.places * (months >= first), (outlook.demand.runs, 1)).astype(np.int64)
        change = Change(outlook.local_homes + number, places)
        week = weeks.of_home(home)
        yield Candidate(
            ActionKind.HOUSEHOLD, None, home.words, "the fostering team", change, home.places, week, first, home
        )


def recruited(solved: Solved, every: Sequence[Candidate], most: int) -> tuple[Action, ...]:
    """Households in the order in which to look for them, until the next brings next to nothing."""
    done: list[Action] = []
    upper = [np.inf] * len(every)
    while len(done) < most:
        gains = _gains(solved, every, upper)
        best = max(gains.values(), default=0.0)
        if best < LEAST:
            break
        good = [at for at, gain in gains.items() if gain >= AS_GOOD * best]
        chosen = min(good, key=lambda at: (asks_of_carers(every[at].new_home), -gains[at]))
        done.append(action_of(every[chosen], solved.make(every[chosen].change)))
    return tuple(done)


def _gains(solved: Solved, every: Sequence[Candidate], upper: list[float]) -> dict[int, float]:
    """What each would bring, worked out only where it may still come near the best: none brings more than before."""
    found: dict[int, float] = {}
    for at in sorted(range(len(every)), key=lambda one: -upper[one]):
        if found and upper[at] < AS_GOOD * max(found.values()):
            break
        found[at] = upper[at] = worth(solved.gain(every[at].change))
    return found


def asks_of_carers(home: NewHome | None) -> float:
    """How much a household asks of those who would be one: places, skill, and the span of ages."""
    if home is None:
        return np.inf
    return home.places + (home.skill - ORDINARY) / ORDINARY + (home.age_to - home.age_from) / _ADULT
