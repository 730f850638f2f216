"""Every indicator that stands, I01 to I26, in order."""

from __future__ import annotations

from placements.indicators import brought_home, endings, flow, need, siblings, stability, where, with_whom
from placements.indicators.facts import Facts
from placements.indicators.row import Indicator

_FAMILIES = (need, flow, where, with_whom, brought_home, stability, endings, siblings)
MEASURES = tuple(
    sorted((measure for family in _FAMILIES for measure in family.MEASURES), key=lambda measure: measure.definition.id)
)


def answers(facts: Facts) -> list[Indicator]:
    """Every indicator for the year of the facts, in the order of their ids."""
    return [measure.answer(facts) for measure in MEASURES]
