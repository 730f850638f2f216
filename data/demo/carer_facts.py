"""What carers can do and have said: skills with their evidence, languages, answers to what they were asked."""

from __future__ import annotations

import datetime as dt

from data.demo.chance import Chance
from data.demo.life import Day, Kind
from data.demo.present import Present
from data.demo.workbook import Row

_SKILLS = {
    "attachment_trauma": 0.60,
    "emotional": 0.55,
    "education": 0.40,
    "parenting": 0.12,
    "self_harm": 0.22,
    "aggression": 0.25,
    "learning_disability": 0.20,
    "autism": 0.22,
    "sleep_enuresis": 0.25,
    "medical": 0.15,
    "personal_care": 0.10,
    "independence": 0.25,
    "identity_culture": 0.20,
    "substance": 0.08,
    "mobility": 0.05,
}
_LEVELS = {1: 0.20, 2: 0.42, 3: 0.30, 4: 0.08}
_EVIDENCE = (
    "Annual review",
    "Therapeutic parenting course",
    "Supervising social worker's report",
    "Nursing background",
)
_LANGUAGES = {"Polish": 0.03, "Arabic": 0.02, "Romanian": 0.015, "Welsh": 0.02, "BSL": 0.02, "Urdu": 0.01}
_BEHAVIOURS = {
    "missing": 0.60,
    "self_harm": 0.55,
    "physical": 0.40,
    "drugs_alcohol": 0.35,
    "sexual_exploitation": 0.35,
    "criminal_exploitation": 0.35,
    "sexual": 0.12,
    "fire": 0.04,
    "animals": 0.30,
    "eating": 0.55,
}
_NEVER_ASKED = 0.12
_ASKED_EACH = 0.75
_SUPPORT = 0.3


def skills(chance: Chance, home: Present, today: Day) -> list[Row]:
    """Skills of carers, each with what shows it; relatives were seldom assessed for them."""
    if home.role is not None:
        found = dict(home.role.skills)
    else:
        share = 0.35 if home.household.kind is Kind.KIN else 1.0
        found = {name: chance.pick(_LEVELS) for name, known in _SKILLS.items() if chance.happens(known * share)}
    as_of = dt.date.fromordinal(today - chance.whole(20, 360))
    return [
        {"household": home.ref, "domain": name, "level": level, "evidence": chance.one_of(_EVIDENCE), "as_of": as_of}
        for name, level in found.items()
    ]


def languages(chance: Chance, home: Present) -> list[Row]:
    """English, and what else is spoken."""
    others = (
        home.role.languages if home.role else tuple(name for name, known in _LANGUAGES.items() if chance.happens(known))
    )
    spoken = [("English", "first language"), *((name, "good") for name in others)]
    return [{"household": home.ref, "language": name, "fluency": how} for name, how in spoken]


def answers(chance: Chance, home: Present, today: Day) -> list[Row]:
    """What the carers said when asked; some were never asked at all, and relatives are asked about their own only."""
    if home.household.kind is Kind.KIN or (home.role is None and chance.happens(_NEVER_ASKED)):
        return []
    asked = dt.date.fromordinal(today - chance.whole(5, 200))
    low, high = home.household.ages
    said = {("age", f"{low}-{high}"): "yes"}
    for risk, share in _BEHAVIOURS.items():
        if chance.happens(_ASKED_EACH):
            yes = "with_support" if chance.happens(_SUPPORT) else "yes"
            said["behaviour", risk] = yes if chance.happens(share) else "no"
        elif chance.happens(0.3):
            said["behaviour", risk] = "not_asked"
    if chance.happens(0.05):
        said["sex", chance.one_of(("M", "F"))] = "no"
    if home.places > 1 and chance.happens(0.8):
        said["siblings", str(home.places)] = "yes" if chance.happens(0.75) else "no"
    said["contact", "weekly"] = chance.pick({"yes": 0.7, "with_support": 0.2, "no": 0.1})
    if home.role is not None:
        said |= dict.fromkeys(home.role.answers, "yes")
        said.pop(("sex", "M"), None)
        said.pop(("sex", "F"), None)
    return [
        {"household": home.ref, "about": about, "value": value, "answer": answer, "as_of": asked}
        for (about, value), answer in said.items()
    ]
