"""What a specification may say of a child."""

from __future__ import annotations

from typing import Any

from matching.child_facts import (
    ConstraintFact,
    ContactFact,
    NeedFact,
    PastStayFact,
    PersonFact,
    RiskFact,
    TraitFact,
    WishFact,
)
from matching.from_record import area_of
from placements.models.base import Answer, Known, Sex
from placements.models.child import ConstraintKind, Ending, NeedDomain, RiskKind, RiskLevel, RiskTo, Topic
from placements.models.wish import WishAbout, WishSays
from tests.spec.scene import HOME, Phrases, Scene
from tests.worlds import HEADLEY, LEEDS, LITTLEWORTH, TODAY, born

TOWN = "POLYGON ((-1.2 53.9, -1.0 53.9, -1.0 54.0, -1.2 54.0, -1.2 53.9))"
SCHOOL_ALONE = "POLYGON ((-1.090 53.963, -1.082 53.963, -1.082 53.967, -1.090 53.967, -1.090 53.963))"
BETWEEN = "POLYGON ((-1.0845 53.962, -1.0805 53.962, -1.0805 53.963, -1.0845 53.963, -1.0845 53.962))"
FAR_OFF = HEADLEY
TOPICS = {
    "wishes": Topic.WISHES,
    "the parents\u2019 wishes": Topic.PARENT_WISHES,
    "what the plan requires": Topic.CONSTRAINTS,
    "risks": Topic.RISKS,
    "allergies": Topic.ALLERGY,
    "school": Topic.SCHOOL,
}
LEVELS = {
    "high": RiskLevel.PRESENT_HIGH,
    "low": RiskLevel.PRESENT_LOW,
    "not known": RiskLevel.UNKNOWN,
    "none known": RiskLevel.NONE_KNOWN,
}


def _plan(kind: ConstraintKind, value: str | None = None, **facts: Any) -> Any:
    def change(scene: Scene, *words: str) -> None:
        given = words[0] if words else value
        fact = ConstraintFact(kind, "Marian Invented", given, **facts)
        scene.answers[Topic.CONSTRAINTS] = Answer.GIVEN
        scene.add(scene.child, "constraints", fact)

    return change


def _avoid(text: str) -> Any:
    return _plan(ConstraintKind.AVOID_AREA, text, area=area_of(text))


def _sets(**facts: Any) -> Any:
    return lambda scene, *_: scene.child.update(facts)


def _not_asked(scene: Scene, topic: str) -> None:
    scene.answers.pop(TOPICS[topic])


def _need(scene: Scene, essential: str | None, domain: str, level: str) -> None:
    scene.add(scene.child, "needs", NeedFact(NeedDomain(domain.replace(" ", "_")), int(level), bool(essential)))


def _risk(scene: Scene, kind: str, level: str, to_whom: str | None) -> None:
    groups = frozenset(part.replace(" ", "_") for part in (to_whom or "").split(" and ") if part)
    scene.add(scene.child, "risks", RiskFact(RiskKind(kind), RiskTo.OTHERS, LEVELS[level], groups))


def _trait(topic: Topic) -> Any:
    def change(scene: Scene, codes: str) -> None:
        scene.answers[topic] = Answer.GIVEN
        scene.add(scene.child, "traits", *(TraitFact(topic, code) for code in codes.split(" and ")))

    return change


def _allergic(scene: Scene, cause: str, severity: str) -> None:
    scene.answers[Topic.ALLERGY] = Answer.GIVEN
    scene.add(scene.child, "traits", TraitFact(Topic.ALLERGY, cause, severity))


def _kept_from(**facts: Any) -> Any:
    return lambda scene, *_: scene.add(scene.child, "people_of_concern", PersonFact("Uncle", **facts))


def _lived_here(ending: Ending) -> Any:
    return lambda scene: scene.add(scene.child, "past_stays", PastStayFact(HOME, TODAY.replace(year=2024), ending))


WISHES = {
    "dogs": (WishAbout.PETS, "dogs"),
    "a dog": (WishAbout.PETS, "dog"),
    "smoke": (WishAbout.SMOKING, "yes"),
    "Leeds": (WishAbout.AREA, LEEDS),
    "a children\u2019s home": (WishAbout.KIND, "childrens_home"),
    "this home": (WishAbout.HOME, HOME),
    "living with Rowan": (WishAbout.LIVING_WITH, "Rowan"),
}


def _wish(says: WishSays) -> Any:
    def change(scene: Scene, what: str) -> None:
        about, value = WISHES[what]
        scene.add(scene.child, "wishes", WishFact(about, value, says, TODAY))

    return change


def _at_no_school(scene: Scene) -> None:
    scene.child.update(school_urn=None, school=None)


def _school_not_recorded(scene: Scene) -> None:
    _at_no_school(scene)
    scene.answers.pop(Topic.SCHOOL)


def _legal(status: str | None) -> Any:
    return _sets(legal_status=status)


CHILD_PHRASES: Phrases = {
    r"aged (\d+)": lambda scene, age: scene.child.update(dob=born(int(age))),
    "date of birth not recorded": _sets(dob=None),
    "a girl": _sets(sex=Sex.FEMALE),
    "sex not recorded": _sets(sex=Sex.UNKNOWN),
    "lives here now": _sets(lives_at=HOME),
    "family home not known": _sets(home=None),
    "at no school": _at_no_school,
    "school not recorded": _school_not_recorded,
    "where the school lies is not known": _sets(school=None),
    r"in year (\d+)": lambda scene, year: scene.child.update(school_year=int(year)),
    "school year not recorded": _sets(school_year=None),
    "under a care order": _legal("C2"),
    "under section 20": _legal("V2"),
    "legal status not recorded": _legal(None),
    "a parent objects": _sets(pr_objection=Known.YES),
    r"not asked about (.+)": _not_asked,
    r"said no to (.+)": _wish(WishSays.VETO),
    r"wants (.+)": _wish(WishSays.WANTS),
    r"would rather not have (.+)": _wish(WishSays.RATHER_NOT),
    "plan: only child": _plan(ConstraintKind.ALONE),
    "plan: no younger child": _plan(ConstraintKind.NO_YOUNGER),
    "plan: no older child": _plan(ConstraintKind.NO_OLDER),
    r"plan: at most (\S+) children": _plan(ConstraintKind.MAX_CHILDREN),
    "plan: women only": _plan(ConstraintKind.CARER_SEX, "F"),
    "plan: carers of one sex, not said which": _plan(ConstraintKind.CARER_SEX, "either"),
    "plan: two carers": _plan(ConstraintKind.TWO_CARERS),
    "plan: no pets": _plan(ConstraintKind.NO_PETS),
    "plan: step-free": _plan(ConstraintKind.STEP_FREE),
    "plan: no shared room": _plan(ConstraintKind.NO_SHARED_ROOM),
    "plan: not with Rowan": _plan(ConstraintKind.NOT_WITH, not_with="Rowan"),
    "plan: keep out of the town": _avoid(TOWN),
    "plan: keep away from around the school": _avoid(SCHOOL_ALONE),
    "plan: keep away from a street on the way to school": _avoid(BETWEEN),
    "plan: keep out of an area nobody drew": _avoid("the centre"),
    r"(essential )?need: (.+) (\d)": _need,
    r"risk to others: (\w+), (high|low|not known|none known)(?:, to (.+))?": _risk,
    r"speaks (.+)": _trait(Topic.LANGUAGE),
    r"practises (.+)": _trait(Topic.RELIGION),
    r"allergic to (\w+), (\w+)": _allergic,
    "unaccompanied": _sets(uasc=Known.YES),
    "an order deprives of liberty in this home": _sets(dol_order=Known.YES, dol_setting=HOME),
    "an order deprives of liberty in another home": _sets(dol_order=Known.YES, dol_setting="H-9"),
    "an order deprives of liberty, where is not recorded": _sets(dol_order=Known.YES),
    "whether an order deprives of liberty is not known": _sets(dol_order=Known.UNKNOWN),
    "kept from Uncle, who visits this home": _kept_from(at_home=HOME),
    "kept from Uncle, a mile around this street": _kept_from(place=LITTLEWORTH, radius_metres=1_609),
    "kept from Uncle, a mile around a place far away": _kept_from(place=FAR_OFF, radius_metres=1_609),
    "kept from Uncle, how far is not recorded": _kept_from(place=FAR_OFF),
    "kept from Uncle, where is not known": _kept_from(),
    "kept from Uncle, who works at Rowan\u2019s school": _kept_from(school_urn="990009"),
    "lived here before, ended well": _lived_here(Ending.WELL),
    "lived here before, broke down": _lived_here(Ending.BROKE_DOWN),
    "lived here before, how it ended is not recorded": _lived_here(Ending.UNKNOWN),
    "sees Grandma in town by court order": lambda scene: scene.add(
        scene.child, "contacts", ContactFact("Grandma", 4, LITTLEWORTH, Known.YES)
    ),
    r"supervision (\d)": lambda scene, level: scene.child.update(supervision=int(level)),
    "supervision not recorded": _sets(supervision=None),
}
