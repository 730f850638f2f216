"""What the rules read about a home: who lives there and when, its beds, approvals, skills and answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from matching.child_facts import ChildFacts
from placements.models.base import Known, Sex
from placements.models.child import NeedDomain
from placements.models.contract import ProviderKind
from placements.models.home import HomeKind, HomeStatus, Sharing
from placements.models.household import Basis, LivingAs, Term, Willing
from placements.models.placement import OccupancyKind
from placements.repository.places import Position

HOUSEHOLDS = frozenset({HomeKind.FOSTERING, HomeKind.KINSHIP})


@dataclass(frozen=True)
class BedFacts:
    """One place for one child; `room` joins beds that share a bedroom, None where it is a room of its own."""

    id: int
    label: str
    room: str | None = None
    sharing: Sharing = Sharing.UNKNOWN
    step_free: Known = Known.UNKNOWN
    confirmed_on: dt.date | None = None


@dataclass(frozen=True, eq=False)
class Resident:
    """Somebody who takes a bed over [starts_on, ends_on): a blank end is open; a blank child is not known by name.

    `held_for` is the referral for which a bed is held: to that referral alone it is free.
    """

    kind: OccupancyKind
    starts_on: dt.date
    ends_on: dt.date | None = None
    expected_end: dt.date | None = None
    child: ChildFacts | None = None
    la_code: str | None = None
    bed_id: int | None = None
    held_for: str | None = None


@dataclass(frozen=True)
class PersonFacts:
    """Somebody who lives in the household, other than the children placed."""

    living_as: LivingAs
    dob: dt.date | None = None
    sex: Sex = Sex.UNKNOWN
    school_urn: str | None = None


@dataclass(frozen=True)
class ApprovalFacts:
    """Terms of approval; a term is a limit, no limit, or not known."""

    basis: Basis
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    age_term: Term = Term.UNKNOWN
    age_min: int | None = None
    age_max: int | None = None
    number_term: Term = Term.UNKNOWN
    number: int | None = None
    sex_term: Term = Term.UNKNOWN
    sex: Sex | None = None
    types_term: Term = Term.UNKNOWN
    types: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ExemptionFacts:
    """An exemption to the usual limit: who gave it, whom it names, and when."""

    la_code: str | None
    children: frozenset[str]
    starts_on: dt.date
    ends_on: dt.date | None = None


@dataclass(frozen=True)
class HoldFacts:
    """A time when the home takes no child; neither its kind nor its reason is ever shown."""

    starts_on: dt.date
    ends_on: dt.date | None = None


@dataclass(frozen=True)
class KeptEmptyFacts:
    """A time when a named person keeps the home empty, and why; both are for everybody to read who looks for a home."""

    starts_on: dt.date
    ends_on: dt.date
    decided_by: str
    reason: str


@dataclass(frozen=True)
class WillingFacts:
    """An answer the carers gave to one question."""

    about: str
    value: str
    answer: Willing


@dataclass(frozen=True)
class RegistrationFacts:
    """What an establishment is registered for."""

    status: str
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    age_min: int | None = None
    age_max: int | None = None
    sex: Sex | None = None
    places: int | None = None
    needs_accepted: frozenset[str] = frozenset()
    conditions: str | None = None
    grade: str | None = None


@dataclass(frozen=True, eq=False)
class HomeFacts:
    """One known home as the rules see it. Whatever is None, unknown or not asked is not known, never "no".

    `said_free` places are free by the word of the carers, or of the home's manager, on `said_free_on`; `perhaps_there`
    holds the words of lists by which a child may live here: nobody has decided yet whether it is so.
    """

    ref: str
    kind: HomeKind
    id: int = 0
    name: str | None = None
    provider_kind: ProviderKind = ProviderKind.OWN
    provider_ref: str | None = None
    position: Position | None = None
    la_code: str | None = None
    status: HomeStatus = HomeStatus.ACTIVE
    available_from: dt.date | None = None
    said_free: int | None = None
    said_free_on: dt.date | None = None
    fsp_consent: Known = Known.NOT_ASKED
    step_free: Known = Known.UNKNOWN
    pets: Known = Known.UNKNOWN
    pet_kinds: str | None = None
    smokers: Known = Known.UNKNOWN
    supervision_cap: int | None = None
    fee_level: str | None = None
    contract_id: int | None = None
    beds: tuple[BedFacts, ...] = ()
    residents: tuple[Resident, ...] = ()
    people: tuple[PersonFacts, ...] = ()
    approvals: tuple[ApprovalFacts, ...] = ()
    exemptions: tuple[ExemptionFacts, ...] = ()
    holds: tuple[HoldFacts, ...] = ()
    kept_empty: tuple[KeptEmptyFacts, ...] = ()
    skills: Mapping[NeedDomain, int] = field(default_factory=dict)
    languages: frozenset[str] = frozenset()
    willing: tuple[WillingFacts, ...] = ()
    registrations: tuple[RegistrationFacts, ...] = ()
    provider_grade: str | None = None
    perhaps_there: tuple[str, ...] = ()

    @property
    def is_household(self) -> bool:
        """Whether carers live here, as against an establishment with staff."""
        return self.kind in HOUSEHOLDS

    @property
    def is_establishment(self) -> bool:
        """Whether it is a home with staff: neither a household of carers nor a parent's own."""
        return not self.is_household and self.kind is not HomeKind.PARENT

    @property
    def is_own(self) -> bool:
        """Whether the authority itself provides and approves it."""
        return self.provider_kind is ProviderKind.OWN
