"""Need bands 1 to 4, from supervision, needs and risks; a band that is not certain is not given.

The bands are this project's own (1 ordinary care, 2 some skill, 3 high skill, 4 specialist). Each fact on record puts
the band between two bounds, and the band is the highest of them all: known where lower and upper bound agree.
"""

from __future__ import annotations

from collections.abc import Iterable

from placements.models.base import Answer
from placements.models.child import RiskLevel
from placements.repository.planning import ChildNeeds

LOWEST, HIGHEST = 1, 4
RISK_BANDS: dict[RiskLevel, tuple[int, int]] = {
    RiskLevel.NONE_KNOWN: (1, 1),
    RiskLevel.PRESENT_LOW: (2, 2),
    RiskLevel.PRESENT_HIGH: (3, 3),
    RiskLevel.PRESENT: (2, 3),
    RiskLevel.UNKNOWN: (1, 3),
}
_ANYTHING = (LOWEST, HIGHEST)
_ANY_RISK = (LOWEST, max(upper for _, upper in RISK_BANDS.values()))


def need_band(child: ChildNeeds) -> int | None:
    """The need band of a child, or None where what is recorded leaves more than one open."""
    bounds = [*_supervision(child), *_needs(child), *_risks(child)]
    lower, upper = (max(bound[side] for bound in bounds) for side in (0, 1))
    return lower if lower == upper else None


def _supervision(child: ChildNeeds) -> Iterable[tuple[int, int]]:
    """The level of supervision is the band; level 0 is band 1."""
    return [_ANYTHING if child.supervision is None else _exactly(child.supervision)]


def _needs(child: ChildNeeds) -> Iterable[tuple[int, int]]:
    """An essential need counts its level, any other one level less."""
    if child.needs_answer not in (Answer.GIVEN, Answer.NONE):
        yield _ANYTHING
    for level, essential in child.needs:
        yield _exactly(level if essential else level - 1)


def _risks(child: ChildNeeds) -> Iterable[tuple[int, int]]:
    if child.risks_answer not in (Answer.GIVEN, Answer.NONE):
        yield _ANY_RISK
    for level in child.risks:
        yield RISK_BANDS[level]


def _exactly(level: int) -> tuple[int, int]:
    band = min(max(level, LOWEST), HIGHEST)
    return band, band
