"""Homes that could be found or opened, written as facts, so that the rules can be asked about them like any other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from forecasting.sufficing.lawful import Bench
from matching.home_facts import ApprovalFacts, BedFacts, HomeFacts, PersonFacts, RegistrationFacts, WillingFacts
from placements.codes import Setting
from placements.home_settings import SETTING_OF_HOME
from placements.models.base import Known, Sex
from placements.models.child import NeedDomain
from placements.models.contract import ProviderKind
from placements.models.home import HomeKind, Sharing
from placements.models.household import Basis, LivingAs, Term, Willing

ORDINARY, SKILLED = 2, 4
"""The level of need that carers of a new household meet: some skill, or every need up to specialist."""
_AGES = ((0, 4), (5, 10), (11, 17), (0, 17))
_PLACES = (1, 2, 3)
_A_HOME = 4


@dataclass(frozen=True)
class NewHome:
    """A home still to be found: its kind, the ages it takes (both included), its places, the need it meets (0 to 4)."""

    kind: HomeKind
    age_from: int
    age_to: int
    places: int
    skill: int

    @property
    def ref(self) -> str:
        """A reference that no home has."""
        return f"new-{self.kind.value}-{self.age_from}-{self.age_to}-{self.places}-{self.skill}"

    @property
    def setting(self) -> Setting:
        """The setting its places count in."""
        return SETTING_OF_HOME[self.kind]

    @property
    def provider(self) -> ProviderKind | None:
        """Whose it would be, for its price; None where any provider could open it."""
        return ProviderKind.OWN if self.kind is HomeKind.FOSTERING else None

    def facts(self, bench: Bench) -> HomeFacts:
        """The home in the area, where children come from, with everything said that a home can be asked."""
        household = self.kind is HomeKind.FOSTERING
        return HomeFacts(
            ref=self.ref,
            kind=self.kind,
            position=bench.origin,
            la_code=bench.world.authority,
            step_free=Known.YES,
            pets=Known.NO,
            smokers=Known.NO,
            supervision_cap=self.skill * self.places,
            beds=tuple(self._bed(number, bench) for number in range(1, self.places + 1)),
            people=_CARERS if household else (),
            approvals=(self._terms(),) if household else (),
            registrations=() if household else (self._registration(),),
            skills=dict.fromkeys(NeedDomain, self.skill),
            willing=self._willing() if household else (),
            provider_grade=None if household else "good",
        )

    def _bed(self, number: int, bench: Bench) -> BedFacts:
        return BedFacts(number, f"bed {number}", None, Sharing.NO, Known.YES, bench.world.today)

    def _terms(self) -> ApprovalFacts:
        return ApprovalFacts(
            Basis.REG27,
            age_term=Term.LIMIT,
            age_min=self.age_from,
            age_max=self.age_to,
            number_term=Term.LIMIT,
            number=self.places,
            sex_term=Term.NO_LIMIT,
            types_term=Term.NO_LIMIT,
        )

    def _registration(self) -> RegistrationFacts:
        return RegistrationFacts(
            "active",
            age_min=self.age_from,
            age_max=self.age_to,
            places=self.places,
            needs_accepted=frozenset(domain.value for domain in NeedDomain),
            grade="good",
        )

    def _willing(self) -> tuple[WillingFacts, ...]:
        ages = WillingFacts("age", f"{self.age_from}-{self.age_to}", Willing.YES)
        return ages, WillingFacts("siblings", str(self.places), Willing.YES)

    @property
    def words(self) -> str:
        """The home in words, for whoever finds it; nobody in it."""
        places = f"{self.places} place{'' if self.places == 1 else 's'}"
        ages = f"aged {self.age_from} to {self.age_to}"
        if self.kind is HomeKind.FOSTERING:
            skill = "ordinary care with some skill" if self.skill == ORDINARY else "high skill, close supervision"
            return f"a fostering household with {places} for children {ages}: {skill}"
        what = "a children's home" if self.kind is HomeKind.CHILDRENS_HOME else "supported accommodation"
        return f"{what} with {places} for children {ages}"


_CARERS = (PersonFacts(LivingAs.CARER, None, Sex.FEMALE), PersonFacts(LivingAs.CARER, None, Sex.MALE))


def new_households() -> Iterator[NewHome]:
    """Households that could be recruited: by ages, places and skill."""
    for (age_from, age_to), places, skill in product(_AGES, _PLACES, (ORDINARY, SKILLED)):
        yield NewHome(HomeKind.FOSTERING, age_from, age_to, places, skill)


def new_homes() -> Iterator[NewHome]:
    """Everything that could be found or opened: households, a children's home, supported accommodation."""
    yield from new_households()
    yield NewHome(HomeKind.CHILDRENS_HOME, 0, 10, 1, SKILLED)
    yield NewHome(HomeKind.CHILDRENS_HOME, 8, 17, 1, SKILLED)
    yield NewHome(HomeKind.CHILDRENS_HOME, 8, 17, _A_HOME, SKILLED)
    yield NewHome(HomeKind.SUPPORTED, 16, 17, _A_HOME, SKILLED)
