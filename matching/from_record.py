"""Rows of the record as the facts that the rules read; nothing is guessed on the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from shapely import Geometry, from_wkt
from shapely.errors import ShapelyError

from matching import words
from matching.child_facts import (
    ChildFacts,
    ConstraintFact,
    ContactFact,
    NeedFact,
    PastStayFact,
    PersonFact,
    RiskFact,
    TraitFact,
    WishFact,
)
from matching.home_facts import (
    ApprovalFacts,
    BedFacts,
    ExemptionFacts,
    HoldFacts,
    HomeFacts,
    KeptEmptyFacts,
    PersonFacts,
    RegistrationFacts,
    Resident,
    WillingFacts,
)
from matching.relations import RelationFact, Relations
from placements.geography import normalise_postcode
from placements.models.child import Child, Constraint, ConstraintKind, PersonOfConcern, SiblingRelation
from placements.models.contract import Provider, ProviderKind
from placements.models.home import Home
from placements.repository.places import Position


def area_of(text: str | None) -> Geometry | None:
    """The polygon that a text describes (WKT, degrees, longitude first), or None where it cannot be read."""
    try:
        shape = from_wkt(text) if text else None
    except ShapelyError:
        return None
    usable = shape is not None and shape.is_valid and not shape.is_empty and shape.area > 0
    return shape if usable else None


class Places:
    """Positions by postcode, and postcodes by school, for turning rows into facts."""

    def __init__(self, positions: Mapping[str, Position], schools: Mapping[str, str]) -> None:
        self._positions = positions
        self._schools = schools

    def of(self, postcode: str | None) -> Position | None:
        """Where a postcode lies, or None."""
        known = normalise_postcode(postcode)
        return None if known is None else self._positions.get(known)

    def of_school(self, urn: str | None) -> Position | None:
        """Where a school lies, or None."""
        return None if urn is None else self.of(self._schools.get(urn))


def child_facts(child: Child, places: Places, lives_at: str | None, refs: Mapping[int, str]) -> ChildFacts:
    """A child of the record; `refs` gives references by id, for children to be kept apart."""
    return ChildFacts(
        ref=child.ref,
        name=child.name,
        dob=child.dob,
        sex=child.sex,
        home=places.of(child.home_postcode),
        school_urn=child.school_urn,
        school=places.of_school(child.school_urn),
        school_year=child.school_year,
        legal_status=child.legal_status,
        pr_objection=child.pr_objection,
        uasc=child.uasc,
        supervision=child.supervision,
        lives_at=lives_at,
        answers={row.topic: row.answer for row in child.answers},
        needs=tuple(NeedFact(row.domain, row.level, row.essential) for row in child.needs),
        risks=tuple(RiskFact(row.kind, row.risk_to, row.level, frozenset(row.to_whom)) for row in child.risks),
        constraints=tuple(_constraint(row, refs) for row in child.constraints if _in_force(row)),
        contacts=tuple(
            ContactFact(row.person, row.times_month, places.of(row.place_postcode), row.court_ordered)
            for row in child.contacts
        ),
        traits=tuple(TraitFact(row.topic, row.code, row.severity) for row in child.traits),
        dol_order=child.dol_order,
        dol_setting=child.dol_setting,
        people_of_concern=tuple(_person(row, places) for row in child.people_of_concern),
        past_stays=tuple(PastStayFact(row.home, row.ended_on, row.ending) for row in child.past_stays),
        wishes=tuple(
            WishFact(row.about, row.value, row.says, row.as_of) for row in child.wishes if row.withdrawn_on is None
        ),
    )


def _in_force(row: Constraint) -> bool:
    """Without its reason and its decider a constraint is not in force."""
    return bool(row.reason.strip()) and bool(row.decided_by.strip())


def _constraint(row: Constraint, refs: Mapping[int, str]) -> ConstraintFact:
    not_with = None if row.not_with_id is None else refs.get(row.not_with_id)
    if row.kind is ConstraintKind.NOT_WITH and not_with is None:
        not_with = row.value
    area = area_of(row.value) if row.kind is ConstraintKind.AVOID_AREA else None
    return ConstraintFact(row.kind, row.decided_by, row.value, not_with, area)


def _person(row: PersonOfConcern, places: Places) -> PersonFact:
    area = area_of(row.area)
    return PersonFact(row.person, places.of(row.place_postcode), row.radius_metres, area, row.at_home, row.school_urn)


def relations_of(rows: Iterable[SiblingRelation], refs: Mapping[int, str]) -> Relations:
    """Recorded pairs whose children are both known here."""
    return Relations(
        {
            frozenset((refs[row.a_id], refs[row.b_id])): RelationFact(
                row.relation, row.assessed, row.assessed_on, row.review_on
            )
            for row in rows
            if row.a_id in refs and row.b_id in refs
        }
    )


def home_facts(
    home: Home,
    position: Position | None,
    provider: Provider | None,
    residents: Sequence[Resident],
    perhaps_there: Sequence[str] = (),
) -> HomeFacts:
    """A home of the record; one without a provider is the authority's own."""
    return HomeFacts(
        ref=home.ref,
        kind=home.kind,
        id=home.id,
        name=home.name,
        provider_kind=ProviderKind.OWN if provider is None else provider.kind,
        provider_ref=None if provider is None else provider.ref,
        position=position,
        la_code=home.la_code or (position.la_code if position else None),
        status=home.status,
        available_from=home.available_from,
        said_free=home.said_free,
        said_free_on=home.said_free_on,
        fsp_consent=home.fsp_consent,
        step_free=home.step_free,
        pets=home.pets,
        pet_kinds=home.pet_kinds,
        smokers=home.smokers,
        supervision_cap=home.supervision_cap,
        fee_level=home.fee_level,
        contract_id=home.contract_id,
        beds=tuple(
            BedFacts(row.id, row.label, row.room, row.sharing, row.step_free, row.confirmed_on) for row in home.beds
        ),
        residents=tuple(residents),
        people=tuple(PersonFacts(row.living_as, row.dob, row.sex, row.school_urn) for row in home.people),
        holds=tuple(HoldFacts(row.starts_on, row.ends_on) for row in home.holds),
        kept_empty=tuple(
            KeptEmptyFacts(row.starts_on, row.ends_on, f"{row.decided_by} ({words.plain(row.role)})", row.reason)
            for row in home.kept_empty
            if row.released_on is None
        ),
        skills={row.domain: row.level for row in home.skills},
        languages=frozenset(row.language.strip().lower() for row in home.languages),
        willing=tuple(WillingFacts(row.about, row.value, row.answer) for row in home.willing),
        approvals=_approvals(home),
        exemptions=tuple(
            ExemptionFacts(row.la_code, frozenset(row.children), row.starts_on, row.ends_on) for row in home.exemptions
        ),
        registrations=_registrations(home),
        provider_grade=None if provider is None else provider.grade,
        perhaps_there=tuple(perhaps_there),
    )


def _approvals(home: Home) -> tuple[ApprovalFacts, ...]:
    return tuple(
        ApprovalFacts(
            basis=row.basis,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            age_term=row.age_term,
            age_min=row.age_min,
            age_max=row.age_max,
            number_term=row.number_term,
            number=row.number,
            sex_term=row.sex_term,
            sex=row.sex,
            types_term=row.types_term,
            types=frozenset(row.types),
            named=frozenset(row.named),
        )
        for row in home.approvals
    )


def _registrations(home: Home) -> tuple[RegistrationFacts, ...]:
    return tuple(
        RegistrationFacts(
            row.status.strip().lower(),
            row.starts_on,
            row.ends_on,
            row.age_min,
            row.age_max,
            row.sex,
            row.places,
            frozenset(row.needs_accepted),
            row.conditions,
            row.grade,
        )
        for row in home.registrations
    )
