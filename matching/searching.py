"""From a request and a world to the answer: rules, scores, order, reasons. Reads nothing and writes nothing."""

from __future__ import annotations

import time
from collections.abc import Sequence

from matching import words
from matching.answer import SearchAnswer
from matching.approach import approaches
from matching.bundles import bundles
from matching.candidates import Judge, Status, Verdict
from matching.completeness import missing_facts
from matching.costs import Pricing
from matching.explain import LeftOut, NearMiss, Option, Travel
from matching.families import weight_of_splitting
from matching.policy import Policy
from matching.ranking import ranked
from matching.scoring import Scorer
from matching.situation import Request
from matching.snapshot import World
from matching.travel import TravelModel
from matching.weights import Weights

RULES_VERSION = "2026-1"
TERMS = frozenset({"terms-age", "terms-number", "terms-sex", "terms-type"})
OUTSIDE_TERMS = (
    "In an emergency an approved carer may take the child outside these terms for up to 6 working days (CPPCR 2010 "
    "reg 23, rule outside-terms): never suggested here; a named senior decides and records it."
)


def answer(
    world: World, request: Request, *, policy: Policy, weights: Weights, pricing: Pricing, model: TravelModel
) -> SearchAnswer:
    """Search every known home and every provider for one request."""
    started = time.perf_counter()
    context = world.context(request.children, policy, model)
    judge = Judge(request, context, world.homes, table=world.table)
    scorer = Scorer(judge, weights)
    verdicts = judge.verdicts(bundles(request))
    left_out = [LeftOut(verdict) for verdict in verdicts if verdict.status is Status.EXCLUDED]
    open_to = [verdict for verdict in verdicts if verdict.status is not Status.EXCLUDED]
    options = ranked(_option(verdict, scorer, pricing) for verdict in open_to)
    asked, not_asked = approaches(world.providers, request.children, context, pricing, judge.stay.starts_on)
    return SearchAnswer(
        request=request,
        today=world.today,
        versions={"rules": RULES_VERSION, "weights": weights.version, "policy": policy.version},
        homes=len(world.homes),
        options=options,
        approach=tuple(asked),
        not_approached=tuple(not_asked),
        near_misses=_near_misses(left_out, scorer, request),
        excluded=tuple(left_out),
        missing_facts=missing_facts(request, world.relations, world.today),
        unmet_need=_unmet_need(options, request, world, judge),
        seconds=time.perf_counter() - started,
    )


def _option(verdict: Verdict, scorer: Scorer, pricing: Pricing) -> Option:
    context = scorer.judge.context
    travel = tuple(Travel(child.ref, context.journeys.between(child, verdict.home)) for child in verdict.children)
    cost = pricing.of(verdict.children, verdict.there)
    split = weight_of_splitting(verdict.children, verdict.there, scorer.judge.request, context)
    return Option(verdict, scorer.score(verdict), travel, context.travel_words, cost, split)


def _near_misses(left_out: Sequence[LeftOut], scorer: Scorer, request: Request) -> tuple[NearMiss, ...]:
    found = []
    for one in left_out:
        finding = one.curable
        if finding is not None:
            outside = OUTSIDE_TERMS if request.is_emergency and finding.rule.id in TERMS else None
            found.append(NearMiss(one.verdict, finding, scorer.score(one.verdict), outside))
    found.sort(key=lambda near: (-len(near.verdict.children), near.score.essential, -near.score.fit, near.home))
    return tuple(found)


def _unmet_need(options: Sequence[Option], request: Request, world: World, judge: Judge) -> str | None:
    """The line for the sufficiency statement (rule sufficiency-link) where no known home in the area would do."""
    local = [option for option in options if option.verdict.home.la_code == world.authority]
    if any(option.status is not Status.UNKNOWN for option in local):
        return None
    ages = words.listed(words.aged(child.age_on(judge.stay.starts_on)) for child in request.children)
    levels = [child.supervision for child in request.children if child.supervision is not None]
    supervision = f", supervision {max(levels)}" if levels else ""
    where = world.la_names.get(world.authority, world.authority)
    return f"Unmet need: {ages}{supervision}, in {where}. Record it for the sufficiency statement."
