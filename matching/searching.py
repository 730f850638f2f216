"""From a request and a world to the answer: rules, scores, order, reasons. Reads nothing and writes nothing."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matching.alternatives import Alternatives, alternatives
from matching.answer import SearchAnswer
from matching.approach import Approach, approaches
from matching.bundles import bundles
from matching.candidates import Judge, Status, Verdict
from matching.child_facts import ChildFacts
from matching.completeness import missing_facts
from matching.costs import Pricing
from matching.families import weight_of_splitting
from matching.home_facts import HomeFacts
from matching.home_table import HomeTable
from matching.nearly import near_misses
from matching.option import LeftOut, NearMiss, Option, Travel
from matching.policy import Policy
from matching.ranking import ranked
from matching.resting import collector_at_rest
from matching.scoring import Scorer
from matching.situation import Request
from matching.snapshot import World
from matching.supports import Supports, published_supports
from matching.travel import TravelModel
from matching.unmet import unmet_needs
from matching.weights import Weights

RULES_VERSION = "2026-1"
IN_LONGER = frozenset({"setting-unsuitable", "disability-suitable"})


@dataclass(frozen=True, eq=False)
class Method:
    """By what a search is made: local policy, weights, supports, prices, and how long journeys take."""

    policy: Policy
    weights: Weights
    pricing: Pricing
    model: TravelModel
    supports: Supports


class Search:
    """One request asked of some homes: each is judged, scored and priced once."""

    def __init__(
        self,
        world: World,
        request: Request,
        method: Method,
        homes: Sequence[HomeFacts],
        table: HomeTable | None = None,
    ) -> None:
        self.method = method
        context = world.context(request.children, method.policy, method.model, homes)
        self.judge = Judge(request, context, homes, table=table)
        self.scorer = Scorer(self.judge, method.weights)

    def options(self, bundle: tuple[ChildFacts, ...]) -> list[Option]:
        """The homes that the rules do not exclude for a bundle, in no order."""
        verdicts = self.judge.verdicts([bundle])
        return [self.option(verdict) for verdict in verdicts if verdict.status is not Status.EXCLUDED]

    def option(self, verdict: Verdict) -> Option:
        """A home for a bundle with its score, its journeys, its price and what closes its gaps."""
        judge, method, on = self.judge, self.method, self.judge.stay.starts_on
        context = judge.context
        score = self.scorer.score(verdict)
        return Option(
            verdict,
            score,
            tuple([Travel(child.ref, context.journeys.between(child, verdict.home)) for child in verdict.children]),
            context.travel_words,
            method.pricing.of(verdict.children, verdict.there),
            tuple([method.supports.closing(gap, method.pricing, on) for gap in score.gaps]),
            weight_of_splitting(verdict.children, verdict.there, judge.request, context),
        )


def answer(
    world: World,
    request: Request,
    *,
    policy: Policy,
    weights: Weights,
    pricing: Pricing,
    model: TravelModel,
    supports: Supports | None = None,
) -> SearchAnswer:
    """Search every known home and every provider for one request."""
    method = Method(policy, weights, pricing, model, supports or published_supports())
    with collector_at_rest():
        return _answered(world, request, method)


def _answered(world: World, request: Request, method: Method) -> SearchAnswer:
    started = time.perf_counter()
    search = Search(world, request, method, world.homes, world.table)
    judge = search.judge
    verdicts = judge.verdicts(bundles(request))
    left_out = tuple([LeftOut(verdict) for verdict in verdicts if verdict.status is Status.EXCLUDED])
    options = ranked([search.option(verdict) for verdict in verdicts if verdict.status is not Status.EXCLUDED])
    asked, not_asked = approaches(
        world.providers,
        request.children,
        judge.context,
        method.pricing,
        judge.stay.starts_on,
        settings=request.settings,
        parent_and_child=request.parent_and_child,
    )
    nearly = near_misses(left_out, search.scorer, request)
    return SearchAnswer(
        request=request,
        today=world.today,
        versions={"rules": RULES_VERSION, "weights": method.weights.version, "policy": method.policy.version},
        homes=len(world.homes),
        options=options,
        approach=tuple(asked),
        not_approached=tuple(not_asked),
        near_misses=nearly,
        excluded=left_out,
        missing_facts=missing_facts(request, world.relations, world.today),
        alternatives=_alternatives(request, options, asked),
        unmet=unmet_needs(judge, method.model, options, (*nearly, *_in_longer(left_out, search))),
        seconds=time.perf_counter() - started,
    )


def _alternatives(request: Request, options: Sequence[Option], asked: Sequence[Approach]) -> Alternatives:
    """Whom to try for all the children together, or, where no home takes them together, for the largest part."""
    options = [option for option in options if not option.vetoed]
    most = options[0].children if options else tuple(child.ref for child in request.children)
    return alternatives([option for option in options if option.children == most], asked)


def _in_longer(left_out: Sequence[LeftOut], search: Search) -> Iterator[NearMiss]:
    """Homes that a changed referral or works would open: no near misses, yet what is left where there is nobody."""
    for one in left_out:
        finding = one.curable
        if finding is not None and finding.rule.id in IN_LONGER and not one.verdict.vetoed:
            yield NearMiss(one.verdict, finding, search.scorer.score(one.verdict))
