"""With whom children live: kinds of placement and providers (I12 to I15)."""

from __future__ import annotations

import numpy as np

from placements.codes import FAMILY, FOSTERING, Provider, ProviderGroup, Setting, provider_group
from placements.indicators.definition import DFE, Definition, Period, Unit
from placements.indicators.facts import TEMPORARY_ONLY, Facts
from placements.indicators.measure import Measure
from placements.indicators.parts import parts_of
from placements.indicators.row import Indicator
from placements.indicators.spells import Flags

_NOBODY = "Nobody was looked after on that day."

TYPE = Definition(
    "I12",
    "Placement type",
    "children looked after who are fostered, by relatives, friends or other carers; the breakdown shows every type",
    "children looked after",
    Unit.PER_CENT,
    Period.SNAPSHOT,
    fields="PLACE",
    readers="C B P",
    hiding="A Q",
    source=DFE,
)
FAMILIES = Definition(
    "I13",
    "Family placement",
    "children looked after who are fostered, with parents or placed for adoption",
    "children looked after",
    Unit.PER_CENT,
    Period.SNAPSHOT,
    fields="PLACE",
    readers="B P",
    hiding="A Q",
)
PROVISION = Definition(
    "I14",
    "Own provision share",
    "children looked after whose provider is the own authority (PR1); the breakdown shows every kind of provider",
    "children looked after",
    Unit.PER_CENT,
    Period.SNAPSHOT,
    fields="PLACE_PROVIDER",
    readers="C B P",
    hiding="A Q",
    source=DFE,
    needs="a provider recorded for anybody at all",
)
IN_HOUSE = Definition(
    "I15",
    "In-house share of mainstream fostering",
    "children in U4 to U6 whose provider is the own authority (PR1)",
    "children in U4 to U6",
    Unit.PER_CENT,
    Period.SNAPSHOT,
    fields="PLACE, PLACE_PROVIDER",
    readers="C B",
    hiding="A Q",
    leaves_out="kinship fostering (U1 to U3)",
    needs="as I14",
)


def placement_type(facts: Facts) -> Indicator:
    """I12."""
    settings = facts.stock["setting"]
    parts = parts_of(settings, (*(setting.value for setting in Setting), TEMPORARY_ONLY))
    return TYPE.share(facts.day, int(settings.isin(FOSTERING).sum()), len(settings), _NOBODY, parts)


def families(facts: Facts) -> Indicator:
    """I13."""
    settings = facts.stock["setting"]
    return FAMILIES.share(facts.day, int(settings.isin(FAMILY).sum()), len(settings), _NOBODY)


def provision(facts: Facts) -> Indicator:
    """I14."""
    return _own(PROVISION, facts, np.ones(len(facts.stock), dtype=np.bool_), _NOBODY)


def in_house(facts: Facts) -> Indicator:
    """I15."""
    mainstream = (facts.stock["setting"] == Setting.MAINSTREAM_FOSTERING).to_numpy()
    return _own(IN_HOUSE, facts, mainstream, "Nobody was in mainstream fostering on that day.")


def _own(definition: Definition, facts: Facts, counted: Flags, nobody: str) -> Indicator:
    providers = facts.stock["place_provider"][counted]
    groups = providers.map({code: provider_group(code).value for code in providers.unique()})
    parts = parts_of(groups, [group.value for group in ProviderGroup])
    if len(providers) and not providers.astype(bool).any():
        return definition.unanswered(facts.day, "No provider is recorded for any of them.", denominator=len(providers))
    return definition.share(facts.day, int((providers == Provider.PR1).sum()), len(providers), nobody, parts)


MEASURES = (
    Measure(TYPE, placement_type),
    Measure(FAMILIES, families),
    Measure(PROVISION, provision),
    Measure(IN_HOUSE, in_house),
)
