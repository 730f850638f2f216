"""The carer's pack: what whoever receives a child needs on the day; no address unless asked for with a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from api.reports.paper import Audience, Bullets, Facts, Paper, Section, Words
from api.words import age, count, day, listed, plain, sentence
from matching.approaching.one_child import of_child
from placements.codes.legal import LegalStatus
from placements.models.base import Known
from placements.models.carers_note import CarersTopic
from placements.models.child import Child, Constraint, ConstraintKind, Contact, PersonOfConcern
from placements.repository.carers_packs import AroundAChild

T = CarersTopic
WHERE_OR_WHO = frozenset({ConstraintKind.AVOID_AREA, ConstraintKind.NOT_WITH})
"""What names a place or another child: it was seen to when the home was chosen, and the carer is not told which."""
NOT_RELEASED = "Draft: not released. Not to be handed over."
NOT_KNOWN = "Not known yet"
QUESTIONS: Mapping[CarersTopic, str] = {
    T.LIKES: "What the child likes, and is good at",
    T.WHEN_UPSET: "What upsets the child, and what helps",
    T.ROUTINES: "Mornings, evenings and sleep",
    T.FOOD: "Food and drink",
    T.HEALTH: "Doctor, medicines and how they are given, appointments",
    T.SCHOOL: "How the child gets to school, and whom to speak to there",
    T.FAMILY_TIME: "What is arranged with family and friends, and what is not allowed",
    T.MAY_DECIDE: "What the carers decide themselves",
    T.MUST_ASK: "What the carers ask about first, and whom",
    T.BRINGS: "What the child brings, and must not lose",
    T.RING_BY_DAY: "Whom to ring by day",
    T.RING_AT_NIGHT: "Whom to ring at night and at weekends",
}
"""The questions a carer asks first; each is answered in words, or said to be not known yet."""


@dataclass(frozen=True)
class ForCarers:
    """A child with everything the pack says: for whom, from which day, and addresses where they were asked for."""

    child: Child
    around: AroundAChild
    council: str
    to: str
    starts_on: dt.date
    today: dt.date
    addresses: Mapping[str, str] = field(default_factory=dict)
    released: bool = False

    @property
    def name(self) -> str:
        """What the child is called."""
        return self.child.name or self.child.ref

    def note(self, topic: CarersTopic) -> str:
        """What is written about a topic, or that it is not known."""
        return next((one.words for one in self.around.notes if one.topic is topic), NOT_KNOWN)

    def missing(self) -> list[CarersTopic]:
        """Topics about which nothing is written."""
        return [topic for topic in T if self.note(topic) == NOT_KNOWN]


def carers_pack(told: ForCarers) -> Paper:
    """The pack, the same for every form: who the child is first, whom to ring last, no code, no price."""
    name, facts = told.name, _facts(told)
    return Paper(
        title=f"{name}: what you need on the day",
        council=told.council,
        introduction=(
            f"For {told.to}, who cares for {name} from {day(told.starts_on)}. Keep it where nobody else reads it, show "
            f"it to nobody who does not need it, and give it back when {name} leaves. "
            + ("There are addresses in it." if told.addresses else "There is no address in it.")
        ),
        sections=(
            Section(f"Who {name} is", (Facts(_who(told, facts)), _answers(told, T.LIKES, T.WHEN_UPSET, T.BRINGS))),
            Section("Every day", (_answers(told, T.ROUTINES, T.FOOD),)),
            Section("Health", (Facts(_said(facts, "Allergies", "Disability", "Needs")), _answers(told, T.HEALTH))),
            Section(
                "Keeping everybody safe",
                (Facts(_said(facts, "Risks to the child", "Risks to others", "Supervision")), _kept_from(told)),
            ),
            Section("School", (Facts((("School", _school(told)),)), _answers(told, T.SCHOOL))),
            Section("Family and friends", (Bullets(_people(told)), _answers(told, T.FAMILY_TIME))),
            Section("Who decides what", (Facts((_legal(told),)), _answers(told, T.MAY_DECIDE, T.MUST_ASK))),
            Section("Whom to ring", (_answers(told, T.RING_BY_DAY, T.RING_AT_NIGHT),)),
            *_addresses(told),
            *_still_to_ask(told),
        ),
        marked=None if told.released else NOT_RELEASED,
        audience=Audience.PERSON,
        footer=f"For {told.to}, about {name}",
    )


def _facts(told: ForCarers) -> dict[str, str]:
    """The facts that providers are told too, in the same words; where the family lives is not among them."""
    found = of_child(told.child, lambda _: None, told.today)
    return {one.about: one.said or NOT_KNOWN for one in found}


def _who(told: ForCarers, facts: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    years = age(told.child.dob, told.today)
    born = f"{count(years, 'year')}, born on {day(told.child.dob)}" if years is not None else NOT_KNOWN
    siblings = listed(list(told.around.siblings)) if told.around.siblings else "None recorded"
    return (
        ("Age", born),
        *_said(facts, "Girl or boy", "Languages", "Special means of communication"),
        ("Brothers and sisters", siblings),
        (f"What {told.name} said", facts["Wishes"]),
    )


def _said(facts: Mapping[str, str], *about: str) -> tuple[tuple[str, str], ...]:
    return tuple((one, facts[one]) for one in about)


def _answers(told: ForCarers, *topics: CarersTopic) -> Facts:
    return Facts(tuple((QUESTIONS[topic], told.note(topic)) for topic in topics))


def _kept_from(told: ForCarers) -> Bullets:
    """What the plan requires of the home, and who must not find the child."""
    requires = [
        f"{sentence(one.kind)}{f' ({one.value})' if one.value else ''}: {one.reason}" for one in _required(told)
    ]
    people = [f"{one.person} must not find {told.name}: tell nobody where {told.name} lives." for one in _concern(told)]
    return Bullets(tuple(requires + people) or ("Nothing else is recorded.",))


def _required(told: ForCarers) -> list[Constraint]:
    return sorted((one for one in told.child.constraints if one.kind not in WHERE_OR_WHO), key=lambda one: one.id)


def _concern(told: ForCarers) -> list[PersonOfConcern]:
    return sorted(told.child.people_of_concern, key=lambda one: one.id)


def _school(told: ForCarers) -> str:
    year = told.child.school_year
    in_year = "" if year is None else f", {f'year {year}' if year else 'reception'}"
    return f"{told.around.school}{in_year}" if told.around.school else NOT_KNOWN


def _people(told: ForCarers) -> tuple[str, ...]:
    rows = sorted(told.child.contacts, key=lambda one: one.id)
    return tuple(_person(one) for one in rows) or ("Nobody is recorded.",)


def _person(one: Contact) -> str:
    often = NOT_KNOWN.lower() if one.times_month is None else f"{count(one.times_month, 'time')} a month"
    watched = {Known.YES: "somebody is present", Known.NO: "nobody need be present"}.get(one.supervised)
    ordered = "ordered by the court" if one.court_ordered is Known.YES else None
    who = f"{one.person} ({plain(one.relation)})" if one.relation else one.person
    return "; ".join(part for part in (f"{who}: {often}", watched, ordered) if part) + "."


def _legal(told: ForCarers) -> tuple[str, str]:
    held = told.child.legal_status
    return "Why the council looks after the child", sentence(LegalStatus(held).meaning) if held else NOT_KNOWN


def _addresses(told: ForCarers) -> tuple[Section, ...]:
    return (Section("Addresses", (Facts(tuple(told.addresses.items())),)),) if told.addresses else ()


def _still_to_ask(told: ForCarers) -> tuple[Section, ...]:
    if not told.missing():
        return ()
    said = f"Whatever is marked “{NOT_KNOWN}” above: ask the social worker, and ask {told.name}."
    return (Section("What nobody has told us yet", (Words(said),)),)
