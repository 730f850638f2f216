"""The cheapest mix of homes that makes a gap unlikely: found step by step, then made smaller, and priced."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from forecasting.states import Ints
from forecasting.sufficing.gap import LOCAL
from forecasting.sufficing.new_homes import NewHome, new_homes
from forecasting.sufficing.outlook import Outlook
from forecasting.sufficing.priced import Week, Weeks
from forecasting.sufficing.solved import Change, Solved, in_month

UNLIKELY = 0.2
MOST_HOMES = 60
Told = Callable[[str], None]


@dataclass(frozen=True)
class Line:
    """So many homes of one sort, and what a week of all their places costs when filled."""

    home: NewHome
    number: int
    weekly_pence: int | None


@dataclass(frozen=True)
class Mix:
    """The homes that bring the chance of a gap by `by` from `before` to `after`; `reached` whether that is unlikely.

    Found by taking, each time, what lowers the gap of the four fifths of runs nearest to none most for its price, and
    then leaving out what is not needed: a good mix, not proved to be the cheapest.
    """

    by: dt.date
    target: float
    before: float
    after: float
    reached: bool
    lines: tuple[Line, ...]
    weekly_pence: int | None
    because: str

    def as_json(self) -> dict[str, object]:
        """The same, for a program."""
        told: dict[str, object] = {
            name: getattr(self, name) for name in ("target", "before", "after", "reached", "weekly_pence", "because")
        }
        homes = [
            {
                "kind": line.home.kind.value,
                "ages": [line.home.age_from, line.home.age_to],
                "places": line.home.places,
                "skill": line.home.skill,
                "number": line.number,
                "weekly_pence": line.weekly_pence,
                "words": line.home.words,
            }
            for line in self.lines
        ]
        return told | {"by": self.by.isoformat(), "homes": homes}


class Builder:
    """The towns of one month, to which homes are added."""

    def __init__(self, outlook: Outlook, homes: Sequence[NewHome], month: int, threads: int | None) -> None:
        self.homes = homes
        facts = [home.facts(outlook.bench) for home in homes]
        local = outlook.tier == LOCAL
        judged = outlook.bench.lawful(outlook.requests, facts).able
        able = np.concatenate([outlook.lawful.able[:, local], judged], axis=1)
        room = outlook.room[:, local, :][:, :, [month]]
        none = np.zeros((len(room), len(homes), 1), np.int64)
        self.first = int(local.sum())
        self.demand = in_month(outlook.demand, month)
        self.room, self.able, self.threads = np.concatenate([room, none], axis=1), able, threads
        self.solved = Solved(self.demand, self.room, able, threads=threads)

    def change(self, number: int, times: int = 1) -> Change:
        """One home more (or several) of a sort."""
        places = np.full((self.demand.runs, 1), times * self.homes[number].places, dtype=np.int64)
        return Change(self.first + number, places)

    def short_with(self, taken: Mapping[int, int]) -> Ints:
        """[run] children short with these numbers of homes, solved from nothing."""
        solved = Solved(self.demand, self.room, self.able, threads=self.threads)
        for number, times in taken.items():
            solved.make(self.change(number, times))
        return solved.short[:, 0]


def cheapest_mix(
    outlook: Outlook, weeks: Weeks, *, threads: int | None = None, told: Told | None = None, target: float = UNLIKELY
) -> Mix:
    """The mix for the end of the last month. Without any price, homes are compared by their places."""
    month = len(outlook.month_ends) - 1
    homes = list(new_homes())
    prices = [weeks.of_home(home) for home in homes]
    builder = Builder(outlook, homes, month, threads)
    before = float((builder.solved.short > 0).mean())
    taken = _taken(builder, _costs(homes, prices), target, told)
    taken = _thinned(builder, taken, _costs(homes, prices), target)
    after = float((builder.short_with(taken) > 0).mean())
    lines = tuple(_line(homes[at], times, prices[at]) for at, times in sorted(taken.items()))
    whole = [line.weekly_pence for line in lines]
    missing = next((week.because for week in prices if week.pence is None), "")
    return Mix(
        by=outlook.month_ends[month],
        target=target,
        before=round(before, 4),
        after=round(after, 4),
        reached=after < target,
        lines=lines,
        weekly_pence=None if None in whole else sum(pence or 0 for pence in whole),
        because=missing if None in whole else "Every place filled, at the typical price of the price book.",
    )


def _line(home: NewHome, number: int, week: Week) -> Line:
    return Line(home, number, None if week.pence is None else week.pence * number * home.places)


def _costs(homes: Sequence[NewHome], prices: Sequence[Week]) -> list[float]:
    """What a home counts as, a week: its price, or its places where some price is missing."""
    if any(week.pence is None for week in prices):
        return [float(home.places) for home in homes]
    return [float(home.places * (week.pence or 0)) for home, week in zip(homes, prices, strict=True)]


def _taken(builder: Builder, costs: Sequence[float], target: float, told: Told | None) -> Counter[int]:
    """Homes taken one by one until a gap is unlikely, or none helps."""
    taken: Counter[int] = Counter()
    while sum(taken.values()) < MOST_HOMES and (builder.solved.short > 0).mean() >= target:
        left = [_far_from(builder.solved.short[:, 0] - _gain(builder, at), target) for at in range(len(costs))]
        now = _far_from(builder.solved.short[:, 0], target)
        best = max(range(len(costs)), key=lambda at: ((now - left[at]) / costs[at], -costs[at]))
        if left[best] >= now:
            break
        builder.solved.make(builder.change(best))
        taken[best] += 1
        if told:
            told(f"a mix of {sum(taken.values())} homes: a gap in {(builder.solved.short > 0).mean():.0%} of runs")
    return taken


def _gain(builder: Builder, at: int) -> Ints:
    return builder.solved.gain(builder.change(at))[:, 0]


def _far_from(short: Ints, target: float) -> float:
    """How many children are short, a run, in the runs nearest to none that would have to be without a gap."""
    enough = int(np.floor(len(short) * (1 - target))) + 1
    return float(np.sort(short)[: min(enough, len(short))].sum())


def _thinned(builder: Builder, taken: Counter[int], costs: Sequence[float], target: float) -> Counter[int]:
    """The same without the homes that are not needed, the dearest tried first."""
    if not taken or (builder.short_with(taken) > 0).mean() >= target:
        return taken
    for at in sorted(taken, key=lambda one: -costs[one]):
        while taken[at]:
            fewer = taken.copy()
            fewer[at] -= 1
            if (builder.short_with(+fewer) > 0).mean() >= target:
                break
            taken = fewer
    return +taken
