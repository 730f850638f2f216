"""The plan for all open referrals: solved exactly, then held against the rules once more, home by home."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from matching import words
from matching.candidates import Judge, Status, Verdict
from matching.envy import Envy, claims_of, justified_envy, regrets
from matching.optimise import BEST_FOUND, Level, PlanAnswer, solve
from matching.optimising.constraints import Floats
from matching.option import Json, said
from matching.plan_problem import PlanProblem
from matching.planning import STOPS, Unit
from matching.rules.in_short import in_short
from matching.rules.rule import Effect, Finding
from matching.situation import Stay
from matching.tie_breaking import TieBreaker

ROUNDS = 20
"""How often the plan is solved again after the rules refused a mixture of children in one home."""
LEAST_SECONDS = 0.05
MOST_REASONS, MOST_ASKED = 4, 5
TOGETHER = frozenset(
    {
        "terms-number",
        "usual-limit",
        "bed-free",
        "staying-put-room",
        "bed-unrelated",
        "bed-opposite-10",
        "max-children",
        "supervision-cap",
    }
)
"""The rules that several children from different referrals can break together, though none breaks them alone."""

Progress = Callable[[str, float, float], None]
NoGood = tuple[frozenset[str], str]


@dataclass(frozen=True, eq=False)
class PlanResult:
    """A plan with the reasons of its assignments and of everybody without a home. It places nobody."""

    answer: PlanAnswer
    assignments: tuple[tuple[Unit, Verdict], ...]
    unplaced: tuple[tuple[str, str], ...]
    rounds: int
    seconds: float
    envy: tuple[Envy, ...] = ()
    regret: Mapping[str, float] = field(default_factory=dict)
    scarcity: Json | None = None

    @property
    def status(self) -> str:
        """Optimal, best_found, or nobody_eligible."""
        return self.answer.status

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels in order, each with its value and proven bound."""
        return self.answer.levels

    def as_json(self) -> Json:
        """The document of `homeward plan --json`."""
        return {
            "status": self.status,
            "levels": [{"name": one.name, "value": one.value, "bound": one.bound} for one in self.levels],
            "assignments": [
                _assignment(unit, verdict, child.ref) for unit, verdict in self.assignments for child in unit.children
            ],
            "unplaced": [{"child": child, "because": because} for child, because in self.unplaced],
            "max_flow_unplaced": self.answer.max_flow_unplaced,
            "rounds": self.rounds,
            "envy": [one.as_json() for one in self.envy],
            "regret": dict(self.regret),
            "scarcity": self.scarcity,
            "decides": "A person must decide: nothing here places, offers or notifies.",
            "seconds": self.seconds,
        }


def _assignment(unit: Unit, verdict: Verdict, child: str) -> Json:
    return {
        "child": child,
        "home": verdict.home.ref,
        "referral": unit.request.ref,
        "status": verdict.status.value,
        "fit": unit.scorer.score(verdict).fit,
        "approvals": [said(one) for one in verdict.having(Effect.NEEDS_APPROVAL)],
    }


def best_plan(
    units: Sequence[Unit],
    problem: PlanProblem,
    *,
    time_limit: float,
    worst_first: bool = False,
    progress: Progress | None = None,
    worth: Floats | None = None,
) -> PlanResult:
    """Solve, ask the rules about every home's whole set of children, forbid what they refuse, and solve again.

    At most ROUNDS times, and within the time limit; if a mixture is still refused then, its last children are taken
    out of the plan and it says so (`best_found`). Of plans equal down to fit, the one is taken whose places are
    `worth` least (points a home) to children to come.
    """
    started = time.perf_counter()
    by_ref = {unit.ref: unit for unit in units}
    no_goods: list[NoGood] = []
    answer, refused, rounds = None, [], 0
    breaker = None if worth is None or not problem.pair_child.size else TieBreaker(problem, worth)
    asked = problem if breaker is None else breaker.problem
    told = progress if breaker is None or progress is None else breaker.telling(progress)
    while rounds < ROUNDS:
        left = max(LEAST_SECONDS, time_limit - (time.perf_counter() - started))
        answer = solve(asked, time_limit=left, worst_first=worst_first, no_goods=no_goods, progress=told)
        rounds += 1
        refused = list(_refused(answer.assignments, by_ref))
        if not refused or time.perf_counter() - started >= time_limit:
            break
        no_goods += refused
    if answer is None:
        raise AssertionError("A plan is solved at least once.")
    answer = answer if breaker is None else breaker.told(answer)
    dropped = _drop(refused, answer.assignments)
    assignments = {ref: home for ref, home in answer.assignments.items() if ref not in dropped}
    if dropped:
        answer = replace(answer, status=BEST_FOUND)
    claims = claims_of(units)
    return PlanResult(
        answer=answer,
        assignments=tuple((by_ref[ref], _verdict(by_ref[ref], home)) for ref, home in assignments.items()),
        unplaced=tuple(_unplaced(units, assignments, dropped)),
        rounds=rounds,
        seconds=time.perf_counter() - started,
        envy=justified_envy(claims, assignments),
        regret=regrets(claims, assignments),
    )


def _verdict(unit: Unit, home: str) -> Verdict:
    return next(verdict for verdict in unit.verdicts if verdict.home.ref == home)


def _refused(assignments: Mapping[str, str], units: Mapping[str, Unit]) -> Iterator[NoGood]:
    """The smallest sets of children whom the rules refuse together in the home the plan gives them."""
    by_home: dict[str, list[Unit]] = defaultdict(list)
    for ref, home in assignments.items():
        by_home[home].append(units[ref])
    for home, together in by_home.items():
        if len(together) > 1 and refused_together(together, home):
            yield frozenset(unit.ref for unit in _smallest(together, home)), home


def _smallest(together: list[Unit], home: str) -> list[Unit]:
    kept = list(together)
    for unit in together:
        fewer = [one for one in kept if one is not unit]
        if len(fewer) > 1 and refused_together(fewer, home):
            kept = fewer
    return kept


def refused_together(together: Sequence[Unit], home: str) -> list[Finding]:
    """What the rules refuse, or do not know, of these children together in one home."""
    children = tuple(child for unit in together for child in unit.children)
    first = together[0]
    stays = [unit.judge.stay for unit in together]
    request = replace(first.request, children=children)
    judge = Judge(request, first.judge.context, [first.judge.there[home].home], _longest(stays))
    whole = judge.case(children, judge.there[home])
    findings = [*judge.of_group(children), *judge.of_whole(whole)]
    one_referral = len({unit.request.ref for unit in together}) == 1
    return [one for one in findings if one.effect in STOPS and (one_referral or _of_mixture(one))]


def _of_mixture(finding: Finding) -> bool:
    return finding.rule.id in TOGETHER or finding.rule.scope.name == "MEET"


def _longest(stays: Sequence[Stay]) -> Stay:
    """From the first day anybody needs the home to the last; open where one of them is."""
    ends = [stay.ends_on for stay in stays if stay.ends_on is not None]
    ends_on = max(ends) if len(ends) == len(stays) else None
    return Stay(min(stay.starts_on for stay in stays), ends_on, all(stay.length_known for stay in stays))


def _drop(refused: Sequence[NoGood], assignments: Mapping[str, str]) -> set[str]:
    """The last child of each mixture that is still refused: without that child the rules are kept."""
    order = list(assignments)
    return {max(children, key=order.index) for children, _ in refused}


def _unplaced(units: Sequence[Unit], assignments: Mapping[str, str], dropped: set[str]) -> Iterator[tuple[str, str]]:
    for unit in units:
        if unit.ref in assignments:
            continue
        because = _why(unit)
        if unit.ref in dropped:
            because = "Taken out of the plan: the rules refused the children it put together, and the time was over."
        for child in unit.children:
            yield child.ref, because


def _why(unit: Unit) -> str:
    """Why a child has no home: everything lawful went to others, or nothing was lawful, and then by which rules."""
    if unit.suggested:
        homes = words.listed(sorted(verdict.home.ref for verdict in unit.suggested))
        return f"Could live in {homes}, which the plan needs for others or cannot combine."
    left_out = [verdict for verdict in unit.verdicts if verdict.status is Status.EXCLUDED]
    rules = Counter(rule for verdict in left_out for rule in {one.rule.id for one in verdict.having(Effect.EXCLUDES)})
    unknown = [verdict.home.ref for verdict in unit.verdicts if verdict.status is Status.UNKNOWN and not verdict.vetoed]
    vetoed = [verdict.home.ref for verdict in unit.verdicts if verdict.status is not Status.EXCLUDED and verdict.vetoed]
    most = words.listed(f"{in_short(rule)} {number}" for rule, number in rules.most_common(MOST_REASONS))
    parts = [f"No known home is lawful: {len(left_out)} left out, most often by {most}"] if left_out else []
    if unknown:
        named = words.listed(unknown[:MOST_ASKED])
        more = f", {len(unknown) - MOST_ASKED} more" if len(unknown) > MOST_ASKED else ""
        parts.append(f"{words.count(len(unknown), 'home')} to ask first, a fact is missing ({named}{more})")
    if vetoed:
        named = words.listed(vetoed[:MOST_ASKED])
        parts.append(f"{words.count(len(vetoed), 'home')} not suggested because a child said no ({named})")
    return ("; ".join(parts) or "No home is known at all") + "."
