"""Households that asked to foster and are still on their way: how far they are, and what they could offer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from placements.models.recruitment import Applicant, HouseholdKind, Stage

_STAGES = (Stage.ENQUIRY, Stage.VISIT, Stage.APPLICATION, Stage.PANEL)
UNKNOWN = "not known"


@dataclass(frozen=True)
class OnTheWay:
    """Mainstream households by the last stage they reached, with their places where given, ages, skills and areas."""

    by_stage: Mapping[Stage, int]
    places: int
    places_not_known: int
    by_ages: Mapping[str, int]
    by_skill: Mapping[str, int]
    by_area: Mapping[str, int]

    @property
    def households(self) -> int:
        """How many there are."""
        return sum(self.by_stage.values())


def on_the_way(asking: Iterable[Applicant]) -> OnTheWay:
    """The mainstream households that are neither approved nor withdrawn."""
    there = [
        one
        for one in asking
        if one.kind is HouseholdKind.MAINSTREAM and one.approved_on is None and one.withdrawn_on is None
    ]
    stages = Counter(_reached(one) for one in there)
    skills = Counter(skill for one in there for skill in one.skills or [UNKNOWN])
    return OnTheWay(
        by_stage={stage: stages[stage] for stage in _STAGES if stages[stage]},
        places=sum(one.places or 0 for one in there),
        places_not_known=sum(one.places is None for one in there),
        by_ages=dict(sorted(Counter(map(_ages, there)).items())),
        by_skill=dict(sorted(skills.items())),
        by_area=dict(sorted(Counter(one.area or UNKNOWN for one in there).items())),
    )


def _reached(one: Applicant) -> Stage:
    """The furthest stage with a date; a household without any has asked."""
    return next((stage for stage in reversed(_STAGES) if getattr(one, f"{stage}_on")), Stage.ENQUIRY)


def _ages(one: Applicant) -> str:
    if one.age_min is None and one.age_max is None:
        return UNKNOWN
    return f"{one.age_min or 0}-{17 if one.age_max is None else one.age_max}"
