"""A plan that a person made, scored by the same engine: what it reaches, what it breaks, what each child gives up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matching.candidates import Status, Verdict
from matching.costs import Pricing
from matching.optimise import OPTIMAL
from matching.optimising.levels import FIT, WORST_FIT, Judge, level_names
from matching.optimising.siblings import sibling_pairs
from matching.plan_problem import FIT_PARTS
from matching.planning import STOPS, Unit, problem_of
from matching.plans import PlanResult, refused_together
from matching.rules.rule import Effect, Finding
from matching.snapshot import World
from placements.errors import Refused

Json = dict[str, object]
PARTED = "parent-and-child-parted"


@dataclass(frozen=True)
class Broken:
    """A rule that the person's plan breaks, or of which too little is known; `known` is False for the second."""

    children: tuple[str, ...]
    home: str
    rule: str
    because: str
    known: bool = True

    def as_json(self) -> Json:
        """The rule for a program."""
        return {
            "children": list(self.children),
            "home": self.home,
            "rule": self.rule,
            "because": self.because,
            "known": self.known,
        }


@dataclass(frozen=True)
class Place:
    """A home and its fit; `regret` is how much better the child's own best lawful home fits, never below 0."""

    home: str
    fit: float
    regret: float | None

    def as_json(self) -> Json:
        """The home for a program."""
        return {"home": self.home, "fit": self.fit, "regret": self.regret}


@dataclass(frozen=True)
class ChildLine:
    """One child in both plans, None where a plan has no home for them, and the best that rules alone would allow."""

    child: str
    person: Place | None
    engine: Place | None
    best: Place | None

    def as_json(self) -> Json:
        """The child for a program."""
        parts = {"person": self.person, "engine": self.engine, "best": self.best}
        return {"child": self.child, **{name: one and one.as_json() for name, one in parts.items()}}


@dataclass(frozen=True, eq=False)
class Comparison:
    """The two plans side by side. It places nobody, and judges the plan, never the person."""

    levels: tuple[tuple[str, float], ...]
    breaks: tuple[Broken, ...]
    children: tuple[ChildLine, ...]
    engine: PlanResult

    @property
    def verdict(self) -> str:
        """In a sentence: what is broken first, else the first level at which the two differ."""
        if any(one.known for one in self.breaks):
            rules = ", ".join(dict.fromkeys(one.rule for one in self.breaks if one.known))
            return f"The person's plan breaks {rules}; its levels are those of a plan that may not be carried out."
        if self.breaks:
            return "The person's plan uses a home of which too little is known; find the facts before it is compared."
        for (name, reached), level in zip(self.levels, self.engine.levels, strict=True):
            if reached < level.value:
                said = "no plan was proven best" if self.engine.status != OPTIMAL else "this should be reported"
                return f"The person's plan is better at {name}: {reached:g} beside {level.value:g}; {said}."
            if reached > level.value:
                return f"The two first differ at {name}: {reached:g} in the person's plan, {level.value:g} here."
        return "The person's plan is as good as the engine's at every level."

    def as_json(self) -> Json:
        """The document of `homeward compare --json`."""
        return {
            "verdict": self.verdict,
            "person": {
                "levels": [{"name": name, "value": value} for name, value in self.levels],
                "breaks": [one.as_json() for one in self.breaks],
            },
            "engine": self.engine.as_json(),
            "children": [one.as_json() for one in self.children],
        }


def compared(
    units: Sequence[Unit],
    world: World,
    pricing: Pricing,
    given: Mapping[str, str],
    engine: PlanResult,
    *,
    worst_first: bool = False,
) -> Comparison:
    """Hold a person's plan (each child's home) against the rules and the engine's own plan.

    Raises:
        Refused: it names a child who waits for no home, or a home that is not known.
    """
    _refuse_strangers(units, world, given)
    chosen, parted = _homes_of_units(units, given)
    own = {unit.ref: home.home.ref for unit, home in engine.assignments}
    return Comparison(
        levels=_levels(units, world, pricing, chosen, worst_first=worst_first),
        breaks=(*parted, *_breaks(units, chosen)),
        children=tuple(_line(unit, child.ref, chosen, own) for unit in units for child in unit.children),
        engine=engine,
    )


def _refuse_strangers(units: Sequence[Unit], world: World, given: Mapping[str, str]) -> None:
    waiting = {child.ref for unit in units for child in unit.children}
    homes = {home.ref for home in world.homes}
    for child, home in given.items():
        if child not in waiting:
            raise Refused(
                f"{child} is in no open referral: only children who wait for a home can be planned for.",
                given=child,
                do_next=f"Leave the child out, or correct the reference. Waiting: {', '.join(sorted(waiting))}.",
            )
        if home not in homes:
            raise Refused(
                f"The plan gives {child} a home that is not known.",
                given=home,
                do_next="Use the reference of a known home, or load the home first.",
            )


def _homes_of_units(units: Sequence[Unit], given: Mapping[str, str]) -> tuple[dict[str, str], list[Broken]]:
    """The home of each unit; a parent and child whom the plan parts are without one, and that is broken."""
    chosen, parted = {}, []
    for unit in units:
        refs = tuple(child.ref for child in unit.children)
        homes = [given[ref] for ref in refs if ref in given]
        if len(homes) == len(refs) and len(set(homes)) == 1:
            chosen[unit.ref] = homes[0]
        elif homes:
            said = "A parent and child are never parted: give both the same home."
            parted.append(Broken(refs, homes[0], PARTED, said))
    return chosen, parted


def _breaks(units: Sequence[Unit], chosen: Mapping[str, str]) -> Iterator[Broken]:
    by_home: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        if unit.ref in chosen:
            home = chosen[unit.ref]
            by_home[home].append(unit)
            yield from _broken(_verdict(unit, home).findings, (unit,), home)
    for home, together in by_home.items():
        if len(together) > 1:
            alone = {(one.rule.id, one.because) for unit in together for one in _verdict(unit, home).findings}
            mixed = [one for one in refused_together(together, home) if (one.rule.id, one.because) not in alone]
            yield from _broken(mixed, together, home)


def _broken(findings: Sequence[Finding], units: Sequence[Unit], home: str) -> Iterator[Broken]:
    children = tuple(child.ref for unit in units for child in unit.children)
    for one in findings:
        if one.effect in STOPS:
            yield Broken(children, home, one.rule.id, one.because, known=one.effect is Effect.EXCLUDES)


def _levels(
    units: Sequence[Unit], world: World, pricing: Pricing, chosen: Mapping[str, str], *, worst_first: bool
) -> tuple[tuple[str, float], ...]:
    """What the plan comes to, rules aside: the pairs it uses are added to the problem, lawful or not."""
    problem = problem_of(units, world, pricing, beside=frozenset(chosen.items()))
    judge = Judge(problem, sibling_pairs(problem), level_names(worst_first))
    at = {
        (problem.children[child], problem.homes[home]): pair
        for pair, (child, home) in enumerate(zip(problem.pair_child.tolist(), problem.pair_home.tolist(), strict=True))
    }
    plan = [at[child, chosen[child]] if child in chosen else -1 for child in problem.children]
    values = judge.values(np.array(plan, dtype=np.int64))
    return tuple(
        (name, value / FIT_PARTS if name in {FIT, WORST_FIT} else value)
        for name, value in zip(judge.names, values, strict=True)
    )


def _verdict(unit: Unit, home: str) -> Verdict:
    return next(verdict for verdict in unit.verdicts if verdict.home.ref == home)


def _line(unit: Unit, child: str, chosen: Mapping[str, str], own: Mapping[str, str]) -> ChildLine:
    lawful = [(unit.scorer.score(verdict).fit, verdict.home.ref) for verdict in unit.suggested]
    best = max(lawful, key=lambda one: (one[0], one[1]), default=None)

    def place(home: str | None) -> Place | None:
        if home is None:
            return None
        verdict = _verdict(unit, home)
        fit = unit.scorer.score(verdict).fit
        allowed = best is not None and verdict.status is not Status.EXCLUDED
        return Place(home, fit, max(0.0, best[0] - fit) if best is not None and allowed else None)

    return ChildLine(
        child,
        place(chosen.get(unit.ref)),
        place(own.get(unit.ref)),
        None if best is None else Place(best[1], best[0], 0.0),
    )
