"""What became of an invented season under one way of choosing: the measures that a council would ask for."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from matching.baselining.coming import Run
from matching.baselining.scenario import Season
from matching.breaches import breaches
from matching.optimising.levels import Judge, level_names
from matching.optimising.siblings import sibling_pairs
from matching.plan_problem import FIT_PARTS, Ints

DAYS_A_WEEK = 7
TWENTY_MILES = 20.0
MEASURES: Mapping[str, str] = {
    "unplaced_weighted": "Children without a home by the day it is needed, weighted 9, 3, 1 by urgency (level 1)",
    "placed": "Children with a home by the day it is needed, per cent",
    "in_area": "Of those placed, in the authority, per cent",
    "under_20_miles": "Of those placed, within 20 miles of their own home, per cent",
    "school_kept": "Of those placed, near enough to keep their school, per cent",
    "siblings_together": "Sibling pairs in one home, per cent",
    "approvals": "Placements that need an approval",
    "moves": "Children who must move again, because nothing was free on the day they needed a home",
    "worst_gap": "The worst gap between a need and the home's skill, levels",
    "fit": "Mean fit of those placed",
    "fit_sum": "Fits added up",
    "residential_days": "Days in children's homes, for as long as each stay lasts",
    "cost_pence": "Cost of the stays, pence",
    "gap_disabled": "Miles from home: disabled children's mean less the others'",
    "gap_uasc": "Miles from home: unaccompanied children's mean less the others'",
    "seconds": "Processor seconds for the whole season",
    "breaches": "Hard rules broken",
}
"""Every measure, and what it counts."""


def measured(season: Season, run: Run) -> dict[str, float | None]:
    """Every measure of `MEASURES`; None where there is nobody to measure."""
    problem, placed = season.problem, run.placed >= 0
    pair = _pairs(season, run.placed)
    chosen = pair[placed]
    miles, residential = season.pairs.miles[chosen], season.homes.residential[run.placed[placed]]
    stays = season.children.stay_days[placed]
    level = _levels(season, pair)
    fits = problem.pair_fit[chosen] / FIT_PARTS
    return {
        "unplaced_weighted": level["unplaced"],
        "placed": _per_cent(placed),
        "in_area": _per_cent(season.homes.in_area[run.placed[placed]]),
        "under_20_miles": _per_cent(miles < TWENTY_MILES),
        "school_kept": _per_cent(season.pairs.school_kept[chosen]),
        "siblings_together": _together(season, run.placed),
        "approvals": float((problem.pair_burden[chosen] > 0).sum()),
        "moves": float((~placed).sum()),
        "worst_gap": float(season.pairs.gap[chosen].max(initial=0)),
        "fit": _mean(fits),
        "fit_sum": float(fits.sum()),
        "residential_days": float(stays[residential].sum()),
        "cost_pence": float((problem.pair_cost[chosen] * stays / DAYS_A_WEEK).sum()),
        "gap_disabled": _gap(miles, season.children.disabled[placed]),
        "gap_uasc": _gap(miles, season.children.uasc[placed]),
        "seconds": sum(run.decisions) + sum(run.refreshes),
        "breaches": float(len(breaches(problem, run.placed))),
    }


def _pairs(season: Season, placed: Ints) -> Ints:
    """The pair of each child, -1 for none."""
    problem = season.problem
    pair = np.full(len(problem.children), -1, dtype=np.int64)
    used = np.flatnonzero(placed[problem.pair_child] == problem.pair_home)
    pair[problem.pair_child[used]] = used
    return pair


def _levels(season: Season, pair: Ints) -> dict[str, int]:
    judge = Judge(season.problem, sibling_pairs(season.problem), level_names(worst_first=False))
    return dict(zip(judge.names, judge.values(pair), strict=True))


def _together(season: Season, placed: Ints) -> float | None:
    pairs = sibling_pairs(season.problem)
    return _per_cent((placed[pairs.first] == placed[pairs.second]) & (placed[pairs.first] >= 0))


def _per_cent(flags: np.ndarray) -> float | None:
    return float(100 * flags.mean()) if flags.size else None


def _mean(values: np.ndarray) -> float | None:
    return float(values.mean()) if values.size else None


def _gap(miles: np.ndarray, group: np.ndarray) -> float | None:
    return float(miles[group].mean() - miles[~group].mean()) if group.any() and not group.all() else None
