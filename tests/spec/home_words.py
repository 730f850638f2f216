"""What a specification may say of a home and of who lives there."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from matching.child_facts import ChildFacts, ConstraintFact, RiskFact
from matching.home_facts import (
    ExemptionFacts,
    HoldFacts,
    KeptEmptyFacts,
    PersonFacts,
    RegistrationFacts,
    WillingFacts,
)
from matching.relations import RelationFact
from placements.models.base import Known, Sex
from placements.models.child import (
    ConstraintKind,
    NeedDomain,
    Relation,
    RiskKind,
    RiskLevel,
    RiskTo,
    Together,
    Topic,
)
from placements.models.contract import ProviderKind
from placements.models.home import HomeKind, HomeStatus, Sharing
from placements.models.household import Basis, CareType, LivingAs, Term, Willing
from placements.models.placement import OccupancyKind
from tests.spec.scene import CHILD, Phrases, Scene, an_approval
from tests.worlds import (
    ADEL,
    BEHAVIOURS,
    HEADLEY,
    LEEDS,
    NORTH_YORKSHIRE,
    TODAY,
    YORK,
    a_bed,
    a_child,
    a_childrens_home,
    born,
    living_there,
    without,
)

BASES = {"temporarily, as relatives": Basis.REG24_TEMPORARY, "as adopters": Basis.REG25A}
LAS = {"York": YORK, "Leeds": LEEDS, "North Yorkshire": NORTH_YORKSHIRE}


def _sets(**facts: Any) -> Any:
    return lambda scene, *_: scene.home.update(facts)


def _of_kind(kind: HomeKind) -> Any:
    def change(scene: Scene) -> None:
        scene.make = a_childrens_home
        scene.home.update(kind=kind)
        _registration(scene, grade="Good")

    return change


def _registration(scene: Scene, **facts: Any) -> None:
    [held] = scene.home.get("registrations", (RegistrationFacts("active", dt.date(2020, 1, 1), None, 0, 17),))
    scene.home["registrations"] = (replace(held, **facts),)


def _registered(**facts: Any) -> Any:
    return lambda scene, *_: _registration(scene, **facts)


def _approved(**facts: Any) -> Any:
    return lambda scene, *_: scene.approved(**facts)


def _ages(scene: Scene, low: str, high: str) -> None:
    scene.approved(age_term=Term.LIMIT, age_min=int(low), age_max=int(high))


def _types(scene: Scene, types: str) -> None:
    kinds = frozenset(CareType(part.strip().replace(" ", "_")) for part in types.split(" and "))
    scene.approved(types_term=Term.LIMIT, types=kinds)


def _named(scene: Scene, names: str) -> None:
    scene.approved(named=frozenset(names.split(" and ")))


def _moves_in(scene: Scene, child: ChildFacts | None, **facts: Any) -> None:
    taken = len(scene.home.get("residents", ()))
    scene.add(scene.home, "residents", living_there(child, **({"bed_id": taken + 1} | facts)))
    beds = scene.home.get("beds") or (a_bed(1), a_bed(2))
    if len(beds) < taken + 2:
        scene.home["beds"] = (*beds, a_bed(len(beds) + 1))


def _rowan(scene: Scene, **facts: Any) -> None:
    _moves_in(scene, a_child("Rowan", **facts))


def _rowan_plan(kind: ConstraintKind) -> Any:
    return lambda scene: _rowan(scene, constraints=(ConstraintFact(kind, "Marian Invented"),))


def _rowan_harms(scene: Scene) -> None:
    _rowan(scene, risks=(RiskFact(RiskKind.SEXUAL, RiskTo.OTHERS, RiskLevel.PRESENT_HIGH),))


def _strangers(scene: Scene, number: str) -> None:
    for n in range(int(number)):
        _moves_in(scene, a_child(f"Stranger {n + 1}"))


def _siblings_there(scene: Scene, number: str, related: str | None) -> None:
    names = [f"Sibling {n + 1}" for n in range(int(number))]
    for name in names:
        _moves_in(scene, a_child(name))
    chained = related is not None
    everybody = [CHILD, *names]
    for place, one in enumerate(everybody):
        for other in everybody[place + 1 :] if not chained else everybody[place + 1 : place + 2]:
            scene.pairs[frozenset((one, other))] = RelationFact(Relation.FULL, Together.NOT_ASSESSED)


def _exempted(scene: Scene, by: str) -> None:
    named = frozenset({CHILD, *(one.child.ref for one in scene.home.get("residents", ()) if one.child)})
    scene.add(scene.home, "exemptions", ExemptionFacts(LAS[by], named, dt.date(2026, 1, 1)))


def _person(living_as: LivingAs, sex: Sex = Sex.MALE, years: int | None = None, **facts: Any) -> Any:
    def change(scene: Scene, *words: str) -> None:
        age = int(words[0]) if words else years
        dob = None if age is None else born(age)
        people = scene.home.get("people", (PersonFacts(LivingAs.CARER, born(40), Sex.FEMALE),))
        scene.home["people"] = (*people, PersonFacts(living_as, dob, sex, **facts))

    return change


def _one_room(sharing: Sharing, **facts: Any) -> Any:
    """Two beds in one room, Rowan in one of them."""

    def change(scene: Scene, *words: str) -> None:
        scene.home["beds"] = (a_bed(1, room="front", sharing=sharing), a_bed(2, room="front", sharing=sharing))
        told = facts | ({"dob": born(int(words[0]))} if words else {})
        _moves_in(scene, a_child("Rowan", **told))
        scene.home["beds"] = scene.home["beds"][:2]

    return change


def _rowan_is_brother(scene: Scene) -> None:
    scene.pairs[frozenset((CHILD, "Rowan"))] = RelationFact(Relation.FULL, Together.NOT_ASSESSED)


def _taken(kind: OccupancyKind, **facts: Any) -> Any:
    def change(scene: Scene) -> None:
        scene.home["beds"] = (a_bed(1),)
        scene.home["residents"] = (living_there(a_child("Rowan"), **({"kind": kind} | facts)),)

    return change


def _willing(about: str, value: str, answer: Willing) -> Any:
    def change(scene: Scene) -> None:
        others = tuple(WillingFacts("behaviour", one, Willing.YES) for one in BEHAVIOURS if one != value)
        said = (WillingFacts("age", "0-17", Willing.YES), *others)
        said = tuple(one for one in said if one.about != about or about == "behaviour")
        scene.home["willing"] = (*said, WillingFacts(about, value, answer))

    return change


def _skill(scene: Scene, domain: str, level: str) -> None:
    scene.home.setdefault("skills", {})[NeedDomain(domain.replace(" ", "_"))] = int(level)


def _speaks(scene: Scene, languages: str) -> None:
    scene.home["languages"] = frozenset(part.lower() for part in languages.split(" and "))


HOME_PHRASES: Phrases = {
    r"in (North Yorkshire|Leeds)": lambda scene, where: scene.home.update(
        la_code=LAS[where], position=ADEL if where == "North Yorkshire" else HEADLEY
    ),
    "which authority it lies in is not recorded": _sets(la_code=None),
    "where it lies is not known": _sets(position=None),
    "an agency\u2019s carers": lambda scene: scene.home.update(
        provider_kind=ProviderKind.IFA, fsp_consent=Known.YES, provider_grade="Good"
    ),
    "the agency has not been asked": _sets(fsp_consent=Known.NOT_ASKED),
    "the agency refused": _sets(fsp_consent=Known.NO),
    "the agency graded (.+)": lambda scene, grade: scene.home.update(provider_grade=grade),
    "a child of Leeds there": lambda scene: _moves_in(scene, a_child("Rowan"), la_code=LEEDS),
    "an aunt\u2019s": _sets(kind=HomeKind.KINSHIP),
    "a parent\u2019s": _sets(kind=HomeKind.PARENT),
    "a children\u2019s home": _of_kind(HomeKind.CHILDRENS_HOME),
    "a secure home": _of_kind(HomeKind.SECURE),
    "supported accommodation": _of_kind(HomeKind.SUPPORTED),
    "another arrangement": _of_kind(HomeKind.OTHER),
    "no approval recorded": _sets(approvals=()),
    r"approval ended on 1 June 2026": _approved(ends_on=dt.date(2026, 6, 1)),
    r"approved (temporarily, as relatives|as adopters)(?: from 1 June 2026)?": lambda scene, basis: scene.approved(
        basis=BASES[basis], starts_on=dt.date(2026, 6, 1)
    ),
    r"approved for ages (\d+) to (\d+)": _ages,
    "approved ages not known": _approved(age_term=Term.UNKNOWN),
    "approved for girls": _approved(sex_term=Term.LIMIT, sex=Sex.FEMALE),
    "approved sex not known": _approved(sex_term=Term.UNKNOWN),
    r"approved for (\d) child(?:ren)?": lambda scene, number: scene.approved(
        number_term=Term.LIMIT, number=int(number)
    ),
    "approved number not known": _approved(number_term=Term.UNKNOWN),
    "approved kind of care not known": _approved(types_term=Term.UNKNOWN),
    r"approved for (.+) care": _types,
    r"approved by name for (.+)": _named,
    "no terms": _sets(approvals=(an_approval(),)),
    "Rowan there": _rowan,
    r"Rowan, aged (\d+), there": lambda scene, age: _rowan(scene, dob=born(int(age))),
    "Rowan there, whose plan is only child": _rowan_plan(ConstraintKind.ALONE),
    "Rowan there, about whose plan nobody asked": lambda scene: _moves_in(
        scene, without(a_child("Rowan"), Topic.CONSTRAINTS)
    ),
    r"Rowan, aged (\d+), there, whose plan is no younger child": lambda scene, age: _rowan(
        scene, dob=born(int(age)), constraints=(ConstraintFact(ConstraintKind.NO_YOUNGER, "Marian Invented"),)
    ),
    r"Rowan, aged (\d+), there, whose plan is no older child": lambda scene, age: _rowan(
        scene, dob=born(int(age)), constraints=(ConstraintFact(ConstraintKind.NO_OLDER, "Marian Invented"),)
    ),
    "Rowan there, a sexual risk to others": _rowan_harms,
    r"Rowan there, supervision (\d)": lambda scene, level: _rowan(scene, supervision=int(level)),
    "Rowan there, whose school is 990009": lambda scene: _rowan(scene, school_urn="990009"),
    "Rowan there, whose school is not recorded": lambda scene: _moves_in(
        scene, without(a_child("Rowan", school_urn=None), Topic.SCHOOL)
    ),
    "Rowan is Ash\u2019s brother": _rowan_is_brother,
    r"(\d) children there who are no kin": _strangers,
    r"(\d) brothers and sisters of Ash there(, by a chain of pairs)?": _siblings_there,
    r"an exemption by (York|Leeds|North Yorkshire) names them all": _exempted,
    "on hold since 1 May 2026": _sets(holds=(HoldFacts(dt.date(2026, 5, 1)),)),
    "on hold until the day Ash comes": _sets(holds=(HoldFacts(dt.date(2026, 5, 1), dt.date(2026, 6, 8)),)),
    "leaving": _sets(status=HomeStatus.LEAVING),
    "free again from 1 July 2026": _sets(available_from=dt.date(2026, 7, 1)),
    "whether it takes children is not known": _sets(status=HomeStatus.UNKNOWN),
    "no bed recorded": _sets(beds=()),
    "its one bed is taken": _taken(OccupancyKind.PLACEMENT),
    "its one bed is booked from 1 July 2026": _taken(OccupancyKind.SHORT_BREAK, starts_on=dt.date(2026, 7, 1)),
    "its one bed is free again from 8 June 2026": _taken(OccupancyKind.PLACEMENT, ends_on=dt.date(2026, 6, 8)),
    "a young adult stays put in its one bed": _taken(OccupancyKind.STAYING_PUT),
    "its vacancy was confirmed two weeks ago": _sets(beds=(a_bed(1, confirmed_on=TODAY - dt.timedelta(days=14)),)),
    "a list says that a child may live there": _sets(perhaps_there=("J & P Smyth",)),
    "a young adult stays put, whose bed is not recorded": lambda scene: (
        scene.home.update(beds=(a_bed(1),)),
        _person(LivingAs.STAYING_PUT, years=19)(scene),
    )[0],
    r"one room, Rowan \((\d+)\) in one of its beds": _one_room(Sharing.ANY),
    "one room for siblings, Rowan in one of its beds": _one_room(Sharing.SIBLINGS),
    "one room, the girl Rowan in one of its beds": _one_room(Sharing.ANY, sex=Sex.FEMALE),
    r"the carers\u2019 own boy of (\d+)": _person(LivingAs.OWN_CHILD, school_urn="990002"),
    "the carers\u2019 own boy, age not recorded": _person(LivingAs.OWN_CHILD),
    "the carers\u2019 own boy, school not recorded": _person(LivingAs.OWN_CHILD, years=12),
    "one carer": _sets(people=(PersonFacts(LivingAs.CARER, born(40), Sex.FEMALE),)),
    "who lives there is not recorded": _sets(people=()),
    "a man and a woman": _sets(),
    "two women": _sets(people=(PersonFacts(LivingAs.CARER, born(40), Sex.FEMALE),) * 2),
    "registration suspended": _registered(status="suspended"),
    "registration not recorded": _sets(registrations=()),
    r"registered for ages (\d+) to (\d+)": lambda scene, low, high: _registration(
        scene, age_min=int(low), age_max=int(high)
    ),
    r"registered for (\d) places?": lambda scene, places: _registration(scene, places=int(places)),
    "registered on a condition": _registered(conditions="short breaks only"),
    r"graded (.+)": lambda scene, grade: _registration(scene, grade=grade),
    "grade not recorded": _registered(grade=None),
    "a dog": _sets(pets=Known.YES, pet_kinds="a dog"),
    "kept empty until 1 July 2026": _sets(
        kept_empty=(
            KeptEmptyFacts(dt.date(2026, 6, 1), dt.date(2026, 7, 1), "Marian (team manager)", "Two babies are due."),
        )
    ),
    "kept empty until the day Ash comes": _sets(
        kept_empty=(KeptEmptyFacts(dt.date(2026, 6, 1), dt.date(2026, 6, 8), "Marian (team manager)", "For three."),)
    ),
    "cats": _sets(pets=Known.YES, pet_kinds="cats"),
    "pets not known": _sets(pets=Known.UNKNOWN),
    "somebody smokes": _sets(smokers=Known.YES),
    "step-free": _sets(step_free=Known.YES),
    "whether it is step-free is not known": _sets(step_free=Known.UNKNOWN, beds=(a_bed(1, step_free=Known.UNKNOWN),)),
    r"can give supervision (\d+)": lambda scene, cap: scene.home.update(supervision_cap=int(cap)),
    "the supervision it can give is not recorded": _sets(supervision_cap=None),
    "the carers have not been asked": _sets(willing=()),
    "the carers said no to 12": _willing("age", "11-13", Willing.NO),
    "the carers said no to fire": _willing("behaviour", "fire", Willing.NO),
    r"skill in (.+) (\d)": _skill,
    r"(.+) spoken": _speaks,
}
