"""A home over the days of one stay: who will live there, who counts, which beds are free."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from matching.child_facts import ChildFacts
from matching.home_facts import (
    ApprovalFacts,
    BedFacts,
    ExemptionFacts,
    HomeFacts,
    PersonFacts,
    RegistrationFacts,
    Resident,
)
from matching.once import once
from matching.situation import ADULT_AGE, Stay
from placements.codes import age_on
from placements.models.base import Sex
from placements.models.child import NeedDomain
from placements.models.household import LivingAs
from placements.models.placement import OccupancyKind

HIGHEST_LEVEL = 4
ADULTS = frozenset({LivingAs.CARER, LivingAs.ADULT, LivingAs.STAYING_PUT})


@dataclass(frozen=True, eq=False)
class Companion:
    """Another child the newcomer would live with: one there already, one due, the carers' own, or one coming too."""

    words: str
    dob: dt.date | None = None
    sex: Sex = Sex.UNKNOWN
    child: ChildFacts | None = None
    comes_too: bool = False

    def age_on(self, day: dt.date) -> int | None:
        """Age in whole years, None where not known."""
        return None if self.dob is None else age_on(self.dob, max(day, self.dob))

    @property
    def ref(self) -> str | None:
        """The child's reference, where the record holds the child."""
        return None if self.child is None else self.child.ref


class HomeDuring:
    """A home over the days of a stay. Made once for a search and asked by every rule."""

    def __init__(self, home: HomeFacts, stay: Stay, stale_before: dt.date, asking: str = "") -> None:
        self.home = home
        self.stay = stay
        self.stale_before = stale_before
        self.asking = asking

    @once
    def residents(self) -> tuple[Resident, ...]:
        """Everybody who takes a bed on some day of the stay; a bed held for the referral that asks is free to it."""
        return tuple(
            one
            for one in self.home.residents
            if self.stay.meets(one.starts_on, one.ends_on) and not (one.held_for and one.held_for == self.asking)
        )

    @once
    def placed(self) -> tuple[Resident, ...]:
        """Those who take a bed as children; a Staying Put young adult takes a bed and is no child placed."""
        return tuple(one for one in self.residents if one.kind is not OccupancyKind.STAYING_PUT)

    @once
    def own_children(self) -> tuple[PersonFacts, ...]:
        """The carers' own children, and children fostered privately, under 18 when the stay begins."""
        kinds = (LivingAs.OWN_CHILD, LivingAs.PRIVATE_FOSTERED)
        return tuple(one for one in self.home.people if one.living_as in kinds and not self._is_adult(one.dob))

    @once
    def adults(self) -> tuple[PersonFacts, ...]:
        """Carers, other adults and grown-up children of the household."""
        return tuple(one for one in self.home.people if one.living_as in ADULTS or self._is_adult(one.dob))

    @once
    def companions(self) -> tuple[Companion, ...]:
        """The children a newcomer would live with on some day of the stay."""
        there = [
            Companion("a child who lives there", None if one.child is None else one.child.dob, _sex(one), one.child)
            for one in self.placed
            if one.child is None or not self._is_adult(one.child.dob)
        ]
        return (*there, *(Companion("the carers' own child", one.dob, one.sex) for one in self.own_children))

    @once
    def approvals(self) -> tuple[ApprovalFacts, ...]:
        """Approvals in force on the first day; one without a first day is taken as begun."""
        on = self.stay.starts_on
        return tuple(
            one
            for one in self.home.approvals
            if (one.starts_on is None or one.starts_on <= on) and (one.ends_on is None or on < one.ends_on)
        )

    @once
    def registration(self) -> RegistrationFacts | None:
        """The registration that covers the first day, the newest if several, or None."""
        on = self.stay.starts_on
        covering = [
            one
            for one in self.home.registrations
            if (one.starts_on is None or one.starts_on <= on) and (one.ends_on is None or on < one.ends_on)
        ]
        return max(covering, key=lambda one: one.starts_on or dt.date.min, default=None)

    def skill_in(self, domain: NeedDomain) -> int | None:
        """How far the home can meet a need, 0 to 4; an establishment meets what its statement of purpose names."""
        if self.home.is_household:
            return self.home.skills.get(domain)
        if self.registration is None or domain.value not in self.registration.needs_accepted:
            return None
        return HIGHEST_LEVEL

    @once
    def exemptions(self) -> tuple[ExemptionFacts, ...]:
        """Exemptions to the usual limit in force on the first day."""
        on = self.stay.starts_on
        return tuple(
            one for one in self.home.exemptions if one.starts_on <= on and (one.ends_on is None or on < one.ends_on)
        )

    @once
    def gatherings(self) -> tuple[tuple[Resident, ...], ...]:
        """The children placed on the first day of the stay, and on each later day when one more comes.

        On no other day can there be more of them, or others; at 18 a child stops counting.
        """
        days = {self.stay.starts_on, *(one.starts_on for one in self.placed if one.starts_on in self.stay)}
        return tuple(self._placed_on(on) for on in sorted(days))

    @once
    def busiest(self) -> tuple[Resident, ...]:
        """The children placed on the day of the stay when there are most of them."""
        return max(self.gatherings, key=len)

    def _placed_on(self, on: dt.date) -> tuple[Resident, ...]:
        return tuple(
            one
            for one in self.placed
            if one.starts_on <= on and (one.ends_on is None or on < one.ends_on) and not _grown_up(one.child, on)
        )

    @once
    def unlocated(self) -> int:
        """How many people there take a bed that nobody named."""
        return sum(1 for one in self.residents if one.bed_id is None)

    @once
    def free_beds(self) -> tuple[BedFacts, ...]:
        """Beds nobody takes on any day of the stay."""
        taken = {one.bed_id for one in self.residents}
        return tuple(bed for bed in self.home.beds if bed.id not in taken)

    def is_fresh(self, bed: BedFacts) -> bool:
        """Whether the bed's vacancy was confirmed lately enough to be known."""
        return bed.confirmed_on is not None and bed.confirmed_on >= self.stale_before

    def _is_adult(self, dob: dt.date | None) -> bool:
        return dob is not None and age_on(dob, max(self.stay.starts_on, dob)) >= ADULT_AGE


def _sex(one: Resident) -> Sex:
    return Sex.UNKNOWN if one.child is None else one.child.sex


def _grown_up(child: ChildFacts | None, on: dt.date) -> bool:
    age = None if child is None else child.age_on(on)
    return age is not None and age >= ADULT_AGE
