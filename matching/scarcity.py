"""Scarcity as a person sees it: what each home is worth to children to come, and what a choice for them would cost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from matching import words
from matching.answer import SearchAnswer
from matching.child_facts import ChildFacts
from matching.costs import Pricing
from matching.futures import Arrivals
from matching.lookahead import FUTURES, left_of, prices
from matching.optimising.constraints import Floats
from matching.plan_problem import PlanProblem
from matching.planning import Unit, problem_of, units_of
from matching.policy import Policy
from matching.ranking import ranked
from matching.relations import Relations
from matching.situation import Request
from matching.snapshot import World
from matching.travel import TravelModel
from matching.weights import Weights

HORIZON_DAYS = 90
FEWEST_REFERRALS = 12
"""With fewer past referrals a bootstrap says more about those few children than about who may come."""
KEEPING_EMPTY = "No home is kept empty by this: that needs a named person's decision, with a reason and an end date."

Json = dict[str, object]


@dataclass(frozen=True)
class HomeWorth:
    """What a place in a home is worth to children to come: points of fit, and the share of futures it decides."""

    points: float
    decisive: float
    because: str


@dataclass(frozen=True, eq=False)
class Scarcity:
    """The worth of a place in each home that has one, by the home's reference, from so many sampled futures."""

    homes: Mapping[str, HomeWorth]
    futures: int
    because: str

    def worth_of(self, problem: PlanProblem) -> Floats:
        """The worth of each of a problem's homes, in points."""
        return np.array([self.homes[home].points if home in self.homes else 0.0 for home in problem.homes])

    def option(self, home: str, fit: float, best_fit: float) -> Json | None:
        """What an option's page says: the worth of its place, and the fit it costs beside the child's best option."""
        found = self.homes.get(home)
        if found is None:
            return None
        price = round(max(0.0, best_fit - fit), 2)
        return {"worth": round(found.points, 2), "price_in_fit": price, "because": found.because}

    def beside(self, found: SearchAnswer) -> SearchAnswer:
        """A search with the worth of each option's place, and what each costs in fit.

        The order stays as it is, but that of options equal down to fit the one whose place is needed least comes first.
        """
        best: dict[tuple[str, ...], float] = {}
        for option in found.options:
            if option.suggested:
                best[option.children] = max(best.get(option.children, 0.0), option.fit)
        options = ranked(
            replace(one, scarcity=self.option(one.home, one.fit, best.get(one.children, one.fit)))
            for one in found.options
        )
        return replace(found, options=options, scarcity_because=self.because)

    def as_json(self) -> Json:
        """The homes, the most needed first."""
        ordered = sorted(self.homes.items(), key=lambda one: (-one[1].points, one[0]))
        return {
            "futures": self.futures,
            "horizon_days": HORIZON_DAYS,
            "because": self.because,
            "homes": [
                {"home": home, "worth": round(one.points, 2), "decisive": one.decisive, "because": one.because}
                for home, one in ordered
            ],
        }


@dataclass(frozen=True)
class Coming:
    """How many children a forecast expects to start in care within the horizon, and which forecast that is."""

    children: float
    source: str


@dataclass(frozen=True, eq=False)
class Outlook:
    """Who may still come: referrals to draw from, how many are expected within the horizon, and whence that is known.

    Which children: a bootstrap of the record's own past referrals (`outlook_of`). How many: as many as a forecast says,
    where a caller hands one over, else as many as there were.
    """

    arrivals: Arrivals
    expected: float
    source: str
    seed: int = 1


@dataclass(frozen=True, eq=False)
class Ready:
    """The open referrals ready to be planned: the world, its units and their problem, and the past referrals."""

    world: World
    units: Sequence[Unit]
    problem: PlanProblem
    past: Sequence[Request]
    policy: Policy
    weights: Weights
    model: TravelModel


def scarcity_now(ready: Ready, *, in_time: bool, coming: Coming | None = None) -> tuple[Scarcity | None, str]:
    """What the homes are worth to children to come, or None with the reason why that cannot be said."""
    if len(ready.past) < FEWEST_REFERRALS:
        return None, (
            f"Scarcity is not known: {len(ready.past)} past referrals are on record, and futures are drawn from "
            f"{FEWEST_REFERRALS} or more."
        )
    if not in_time:
        return None, "Scarcity was left out: the time limit is needed for the plan itself."
    outlook = outlook_of(ready.world, ready.past, ready.policy, ready.weights, ready.model, coming)
    found = scarcity_of(ready.problem, outlook)
    return found, found.because


def outlook_of(
    world: World,
    past: Sequence[Request],
    policy: Policy,
    weights: Weights,
    model: TravelModel,
    coming: Coming | None = None,
) -> Outlook:
    """The past referrals as if they came again today, against the homes there are, as many as a forecast expects.

    Without a forecast as many as came before; a forecast counts children who start in care, not those who move. The
    children are as old as they were then, live nowhere, and are nobody's brother or sister but each other's.
    """
    again = [_again(request, world.today) for request in past]
    there = replace(world, requests=tuple(again), relations=Relations(), looked_after={})
    problem = problem_of(units_of(there, policy, weights, model), there, Pricing(None))
    first = min(request.needed_by for request in past).date()
    days = max((world.today - first).days, 1)
    drawn = f"drawn from {len(past)} past referrals of {days} days"
    if coming is None:
        return Outlook(Arrivals(problem), len(past) * HORIZON_DAYS / days, f"{drawn}, as many as came then")
    children = sum(len(request.children) for request in past)
    expected = coming.children * len(past) / children
    return Outlook(Arrivals(problem), expected, f"as many as {coming.source} expects, {drawn}")


def _again(request: Request, today: dt.date) -> Request:
    """A past referral moved to today, its children with it."""
    moved = today - request.needed_by.date()
    return replace(
        request,
        ref=f"past {request.ref}",
        needed_by=request.needed_by + moved,
        children=tuple(_as_then(child, request.ref, moved) for child in request.children),
    )


def _as_then(child: ChildFacts, referral: str, moved: dt.timedelta) -> ChildFacts:
    dob = None if child.dob is None else child.dob + moved
    return replace(child, ref=f"past {referral} {child.ref}", dob=dob, lives_at=None)


def scarcity_of(problem: PlanProblem, outlook: Outlook, *, futures: int = FUTURES) -> Scarcity:
    """What a place in each home with a place is worth now, to the children of the outlook's sampled futures.

    `problem` says which places are left: its settled children have theirs; those who wait have none yet.
    """
    here = {home: position for position, home in enumerate(problem.homes)}
    left = left_of(problem)
    same = np.array([here[home] for home in outlook.arrivals.problem.homes], dtype=np.int64)
    there = replace(left, free=left.free[same], empty=left.empty[same])
    random = np.random.default_rng([outlook.seed, 3])
    found = prices(outlook.arrivals, there, random, expected=outlook.expected, futures=futures)
    free = there.free > 0
    worth, decisive = found.worth(free), found.decisive(free)
    homes = {
        outlook.arrivals.problem.homes[home]: HomeWorth(
            float(worth[home]), float(decisive[home]), _because(worth[home], decisive[home], futures)
        )
        for home in np.flatnonzero(free).tolist()
    }
    because = (
        f"{futures} sampled futures of {HORIZON_DAYS} days, about {outlook.expected:.0f} referrals each, "
        f"{outlook.source}. {KEEPING_EMPTY}"
    )
    return Scarcity(homes, futures, because)


def _because(worth: float, decisive: float, futures: int) -> str:
    short = round(decisive * futures)
    if short:
        return (
            f"In {short} of {futures} sampled futures a child to come has no home if a place here is taken rather than "
            f"the least needed one; a place here is worth {words.count(round(worth), 'point')} of fit to those to come."
        )
    if worth >= 1:
        points = words.count(round(worth), "point")
        return f"Children to come would fit {points} better if the least needed place were taken instead."
    return "Children to come would hardly miss a place here."
