"""Providers to approach: agencies whose free households nobody knows until they answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from matching import words
from matching.child_facts import ChildFacts
from matching.costs import Cost, Pricing
from matching.lots import Lots, Wanted, published_lots
from matching.situation import Context
from placements.codes import Setting
from placements.models.base import Known
from placements.models.contract import ContractKind, ProviderKind
from placements.models.referral import Suitability
from placements.repository.approaches import ReplyHistory

SETTING_OF = {
    ProviderKind.IFA: Setting.MAINSTREAM_FOSTERING,
    ProviderKind.OTHER_LA: Setting.MAINSTREAM_FOSTERING,
    ProviderKind.VOLUNTARY: Setting.MAINSTREAM_FOSTERING,
    ProviderKind.HOME_GROUP: Setting.CHILDRENS_HOME,
    ProviderKind.SUPPORTED: Setting.SUPPORTED,
}
SAID_OF = {Setting.MAINSTREAM_FOSTERING: "foster", Setting.CHILDRENS_HOME: "K2", Setting.SUPPORTED: "K3"}
"""What a referral calls each setting where it says whether it suits."""

AGENCIES = frozenset({ProviderKind.IFA, ProviderKind.OTHER_LA, ProviderKind.VOLUNTARY})
"""Providers of households: however many are known, another may be free, and nobody knows until they are asked."""

SUPPORTED_FROM = 16
NO_TIER = 99


@dataclass(frozen=True)
class ContractFacts:
    """An agreement in force with a provider."""

    ref: str
    kind: ContractKind
    lots: tuple[str, ...] = ()
    tier: int | None = None


@dataclass(frozen=True)
class ProviderFacts:
    """What is known of a provider whose homes are not: nothing more is scored."""

    ref: str
    name: str
    kind: ProviderKind
    areas: frozenset[str] = frozenset()
    registered: Known = Known.UNKNOWN
    age_min: int | None = None
    age_max: int | None = None
    suspended: bool = False
    contracts: tuple[ContractFacts, ...] = ()
    id: int = 0
    history: ReplyHistory | None = None


@dataclass(frozen=True)
class Approach:
    """A provider worth asking, in which order, and why; `missing` is what is not known about it.

    `covered` is False where what is written down of its framework's lots says that none is for these children.
    """

    provider: ProviderFacts
    setting: Setting
    because: tuple[str, ...]
    missing: tuple[str, ...]
    cost: Cost
    covered: bool = True


@dataclass(frozen=True)
class NotApproached:
    """A provider left out, and why."""

    provider: ProviderFacts
    because: str


def approaches(  # noqa: PLR0913 - what is asked for, of whom, and by whose lists
    providers: Sequence[ProviderFacts],
    children: Sequence[ChildFacts],
    context: Context,
    pricing: Pricing,
    on: dt.date,
    *,
    settings: Mapping[str, Suitability] | None = None,
    parent_and_child: bool = False,
    lots: Lots | None = None,
) -> tuple[list[Approach], list[NotApproached]]:
    """Sort providers into those to ask, the framework's first tier first, and those left out with the reason.

    `settings` is what the referral says of each setting; `lots` what the authority wrote down of its frameworks' lots:
    providers none of whose lots is for these children come after the others. Within a tier come preferred settings,
    then providers that work here, then those that usually answer; how often a provider said no counts for nothing.
    """
    settings = settings or {}
    wanted = Wanted(children, [child.age_on(on) for child in children], parent_and_child)
    ages = [age for age in wanted.ages if age is not None]
    asked, left_out = [], []
    for provider in providers:
        reason = _why_not(provider, ages, context, settings)
        if reason:
            left_out.append(NotApproached(provider, reason))
        else:
            approach = _approach(provider, max(ages, default=None), context, pricing, on)
            asked.append(_by_lot(approach, wanted, lots or published_lots()))
    asked.sort(key=lambda one: _order(one, context, settings))
    return asked, left_out


def _order(
    one: Approach, context: Context, settings: Mapping[str, Suitability]
) -> tuple[bool, int, bool, bool, float, int, str]:
    tiers = [contract.tier for contract in one.provider.contracts if contract.tier is not None]
    other = settings.get(SAID_OF[one.setting]) is not Suitability.PREFERRED
    outside = context.authority not in one.provider.areas
    asked, answered = (one.provider.history.asked, one.provider.history.answered) if one.provider.history else (0, 0)
    silent = 1 - (answered + 1) / (asked + 2)
    return not one.covered, min(tiers, default=NO_TIER), other, outside, silent, len(one.missing), one.provider.ref


def _why_not(
    provider: ProviderFacts, ages: Sequence[int], context: Context, settings: Mapping[str, Suitability]
) -> str | None:
    if provider.kind not in SETTING_OF:
        return "It does not provide homes of a kind that is searched for."
    if settings.get(SAID_OF[SETTING_OF[provider.kind]]) is Suitability.UNSUITABLE:
        return "The referral says that this kind of home does not suit."
    if provider.suspended:
        return "Suspended: not to be used now."
    if provider.registered is Known.NO:
        return "Not registered with Ofsted."
    low = max(provider.age_min or 0, SUPPORTED_FROM if provider.kind is ProviderKind.SUPPORTED else 0)
    outside = [age for age in ages if age < low or (provider.age_max is not None and age > provider.age_max)]
    if outside:
        high = "over" if provider.age_max is None else f"{provider.age_max}"
        return f"Takes children aged {low} to {high}; asked for {words.listed(map(str, sorted(outside)))}."
    if provider.areas and not _within_reach(provider, context):
        return "It does not work in this area or an adjoining one."
    return None


def _within_reach(provider: ProviderFacts, context: Context) -> bool:
    here = context.authority
    return any(area == here or context.neighbours.adjoins(here, area) is not False for area in provider.areas)


def _approach(provider: ProviderFacts, age: int | None, context: Context, pricing: Pricing, on: dt.date) -> Approach:
    setting = SETTING_OF[provider.kind]
    facts: Mapping[str, bool] = {
        "registered with Ofsted": provider.registered is Known.YES,
        f"works in {context.la_name(context.authority)}": context.authority in provider.areas,
        "takes this age": provider.age_min is not None or provider.age_max is not None,
    }
    because = [said for said, true in facts.items() if true] + [_contract(one) for one in provider.contracts]
    because += [_answered(provider.history)] if provider.history else []
    missing = []
    if provider.registered not in (Known.YES, Known.NO):
        missing.append("its registration is not recorded")
    if not provider.areas:
        missing.append("where it works is not recorded")
    if provider.age_min is None and provider.age_max is None:
        missing.append("which ages it takes is not recorded")
    if not provider.contracts:
        missing.append("no contract is held: a spot price must be agreed")
    if not provider.history:
        missing.append("how it answered before is not recorded")
    cost = pricing.of_provider(provider.id, setting, provider.kind, age, on)
    return Approach(provider, setting, tuple(because), tuple(missing), cost)


def _by_lot(approach: Approach, wanted: Wanted, lots: Lots) -> Approach:
    """The approach with the lots of its contracts that are for these children."""
    if not lots.every or not approach.provider.contracts:
        return approach
    found = [lots.covering(one.ref, one.lots, wanted) for one in approach.provider.contracts]
    covering = tuple(dict.fromkeys(said for _, told in found for said in told))
    covered = any(may for may, _ in found)
    missing = approach.missing if covered else (*approach.missing, "none of its lots is for these children")
    return replace(approach, because=approach.because + covering, missing=missing, covered=covered)


def _answered(history: ReplyHistory) -> str:
    """How a provider answered before, as a fact: a no is an answer like any other."""
    usual = "" if history.hours is None else f", usually within {words.count(max(1, round(history.hours)), 'hour')}"
    return f"answered {history.answered} of {words.count(history.asked, 'request')}{usual}"


def _contract(contract: ContractFacts) -> str:
    lots = f", lots {words.listed(contract.lots)}" if contract.lots else ""
    tier = f", tier {contract.tier}" if contract.tier is not None else ""
    return f"{contract.kind.value} {contract.ref}{lots}{tier}"
