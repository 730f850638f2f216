"""The six baselines side by side on invented seasons, with intervals, and whether the engine is accepted by them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from matching.baselining import policies
from matching.baselining.coming import Coming, Run
from matching.baselining.measures import MEASURES, measured
from matching.baselining.scenario import SCENARIOS, Scenario, Season, season_of
from matching.intervals import Interval, interval
from placements.errors import Refused

Json = dict[str, object]
Progress = Callable[[str], None]
Measured = dict[str, float | None]

BEST_NOW, WITH_PRICES, IN_HINDSIGHT = "ii", "v", "vi"
BASELINES: dict[str, tuple[str, Callable[[Coming, int], Run]]] = {
    "i": ("first available in-house", lambda coming, _: policies.first_in_house(coming)),
    BEST_NOW: ("best for each referral as it comes", lambda coming, _: policies.best_now(coming)),
    "iii": ("deferred acceptance, a slot a place", lambda coming, _: policies.deferred(coming)),
    "iv": ("batches planned together", lambda coming, _: policies.batches(coming)),
    WITH_PRICES: ("batches with prices", policies.batches_with_prices),
    IN_HINDSIGHT: ("hindsight", lambda coming, _: policies.hindsight(coming)),
}
FEWEST_SEEDS = 2
SHARE_OF_HINDSIGHT = 0.95
"""Of the mean fit in hindsight, what the engine must reach where supply meets demand."""


@dataclass(frozen=True, eq=False)
class Row:
    """One baseline in one scenario: every measure with its interval over the seeds."""

    scenario: str
    baseline: str
    title: str
    measures: dict[str, Interval]

    def as_json(self) -> Json:
        """The row for a program."""
        return {
            "scenario": self.scenario,
            "baseline": self.baseline,
            "title": self.title,
            "measures": {name: one.as_json() for name, one in self.measures.items()},
        }


@dataclass(frozen=True)
class Acceptance:
    """One line of acceptance: what is asked, the figure reached, and whether that is enough."""

    asked: str
    reached: str
    met: bool

    def as_json(self) -> Json:
        """The line for a program."""
        return {"asked": self.asked, "reached": self.reached, "met": self.met}


@dataclass(frozen=True, eq=False)
class Baselines:
    """The whole table, and whether the engine is accepted by it."""

    seeds: int
    rows: tuple[Row, ...]
    acceptance: tuple[Acceptance, ...]
    seconds: float

    def as_json(self) -> Json:
        """The document of `homeward baselines --json`."""
        return {
            "seeds": self.seeds,
            "measures": dict(MEASURES),
            "rows": [row.as_json() for row in self.rows],
            "acceptance": [line.as_json() for line in self.acceptance],
            "invented": "Children, homes and referrals are invented; only how the ways of choosing compare is meant.",
            "seconds": self.seconds,
        }


def baselines(
    seeds: int = 100,
    *,
    first_seed: int = 1,
    scenarios: Sequence[Scenario] = SCENARIOS,
    progress: Progress | None = None,
) -> Baselines:
    """Every baseline on so many invented seasons of each scenario; the same seeds give the same measures but seconds.

    Raises:
        Refused: fewer than two seeds, of which there is no interval.
    """
    if seeds < FEWEST_SEEDS:
        raise Refused("One seed has no interval.", given=seeds, do_next="Give 2 seeds or more, say 100.")
    started = time.perf_counter()
    found: dict[tuple[str, str], list[Measured]] = {(one.name, name): [] for one in scenarios for name in BASELINES}
    for seed in range(first_seed, first_seed + seeds):
        for scenario in scenarios:
            for name, values in _season(season_of(scenario, seed), seed).items():
                found[scenario.name, name].append(values)
        if progress is not None:
            progress(f"seed {seed - first_seed + 1} of {seeds}")
    rows = tuple(
        Row(scenario, name, BASELINES[name][0], _intervals(every)) for (scenario, name), every in found.items()
    )
    return Baselines(seeds, rows, tuple(_accepted(found, scenarios)), time.perf_counter() - started)


def _season(season: Season, seed: int) -> dict[str, Measured]:
    coming = coming_in(season)
    return {name: measured(season, run(coming, seed)) for name, (_, run) in BASELINES.items()}


def coming_in(season: Season) -> Coming:
    """The referrals of a season as a policy meets them."""
    first = np.unique(season.problem.group, return_index=True)[1]
    in_house = np.flatnonzero(season.homes.in_house)
    return Coming(season.problem, season.children.day[first], season.past, season.expected, in_house)


def _intervals(every: Sequence[Measured]) -> dict[str, Interval]:
    return {name: interval(one[name] for one in every) for name in MEASURES}


def _accepted(found: dict[tuple[str, str], list[Measured]], scenarios: Sequence[Scenario]) -> list[Acceptance]:
    lines = []
    for scenario in scenarios:
        unplaced = {name: _column(found, scenario, name, "unplaced_weighted") for name in (BEST_NOW, WITH_PRICES)}
        better = interval(unplaced[BEST_NOW] - unplaced[WITH_PRICES])
        lines.append(
            Acceptance(
                f"{scenario.name}: (v) is no worse than (ii) on level 1",
                f"fewer by {_shown(better)}; no worse on {int((unplaced[WITH_PRICES] <= unplaced[BEST_NOW]).sum())} of "
                f"{unplaced[WITH_PRICES].size} seeds",
                better.mean is not None and better.mean >= 0,
            )
        )
        if scenario.meets_demand:
            share = _mean(found, scenario, WITH_PRICES, "fit") / _mean(found, scenario, IN_HINDSIGHT, "fit")
            whole = _mean(found, scenario, WITH_PRICES, "fit_sum") / _mean(found, scenario, IN_HINDSIGHT, "fit_sum")
            lines.append(
                Acceptance(
                    f"{scenario.name}: (v) reaches {SHARE_OF_HINDSIGHT:.0%} of the mean fit of (vi)",
                    f"{share:.1%} (of fits added up over all children: {whole:.1%})",
                    share >= SHARE_OF_HINDSIGHT,
                )
            )
    broken = sum(one["breaches"] or 0 for every in found.values() for one in every)
    lines.append(Acceptance("No hard rule is broken by any baseline", f"{broken:.0f} broken", broken == 0))
    return lines


def _column(found: dict[tuple[str, str], list[Measured]], scenario: Scenario, name: str, measure: str) -> np.ndarray:
    return np.array([one[measure] for one in found[scenario.name, name]], dtype=np.float64)


def _mean(found: dict[tuple[str, str], list[Measured]], scenario: Scenario, name: str, measure: str) -> float:
    return float(np.nanmean(_column(found, scenario, name, measure)))


def _shown(one: Interval) -> str:
    return f"{one.mean:.2f} ({one.low:.2f} to {one.high:.2f})"
