"""children.xlsx: what is known of each child: needs, risks, what the plan requires, whom they see, what they want."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp

from data.demo.chance import Chance
from data.demo.ground import Ground
from data.demo.life import Child, Day, Kind
from data.demo.schools import School, school_for, school_year
from data.demo.workbook import Row

SHEETS = ("children", "siblings", "needs", "risks", "constraints", "contacts")
SOURCE = "case system"
_STRAIN = {Kind.KIN: -0.35, Kind.OWN: 0.0, Kind.AGENCY: 0.35, Kind.HOME: 1.1, Kind.SECURE: 1.8, Kind.SUPPORTED: 0.2}
# Need: (from age, chance in an ordinary life in care).
_NEEDS = {
    "attachment_trauma": (0, 0.52),
    "emotional": (3, 0.42),
    "education": (5, 0.30),
    "aggression": (4, 0.15),
    "self_harm": (11, 0.10),
    "sleep_enuresis": (2, 0.12),
    "learning_disability": (3, 0.09),
    "autism": (3, 0.08),
    "medical": (0, 0.07),
    "independence": (15, 0.35),
    "substance": (13, 0.08),
    "eating": (9, 0.04),
    "offending": (12, 0.05),
    "identity_culture": (5, 0.07),
}
# Risk: (from age, chance, to whom: the child itself or others).
_RISKS = {
    "missing": (11, 0.10, "child"),
    "self_harm": (11, 0.10, "child"),
    "criminal_exploitation": (11, 0.07, "child"),
    "sexual_exploitation": (11, 0.05, "child"),
    "drugs_alcohol": (13, 0.06, "child"),
    "physical": (5, 0.08, "others"),
    "sexual": (9, 0.015, "others"),
    "fire": (8, 0.008, "others"),
    "animals": (5, 0.012, "others"),
}
_TO_WHOM = {"physical": ("carers", "same_age", "younger"), "sexual": ("younger",), "fire": (), "animals": ("animals",)}
_ASKED_FROM, _LESS_WATCHED_FROM, _ALONE_FROM, _CONSTRAINED_FROM = 4, 14, 8, 5
_ESSENTIAL = {1: 0.0, 2: 0.0, 3: 0.3, 4: 1.0}
_CONSTRAINTS = {"no_younger": 0.03, "alone": 0.008, "no_pets": 0.01, "two_carers": 0.02, "no_shared_room": 0.03}
_ALLERGIES = {
    "none": 0.90,
    "cats:mild": 0.03,
    "dogs:mild": 0.015,
    "cats:severe": 0.01,
    "nuts:severe": 0.02,
    "unknown": 0.025,
}
_WISHES = (
    "Wants to stay at the same school.",
    "Wants to see brothers and sisters more often.",
    "Would like a home with a dog.",
    "Wants to stay where they live now.",
    "Would like to live nearer to friends.",
    "Wants to know who decides, and when.",
)
_DISABILITY = {"learning_disability": "LD", "autism": "AUT", "mobility": "MOB", "personal_care": "PC", "sensory": "VIS"}


@dataclass(frozen=True)
class Portrait:
    """The rows of one child, by sheet."""

    rows: Mapping[str, list[Row]]


def date(day: Day) -> dt.date:
    """A day as a cell holds it."""
    return dt.date.fromordinal(day)


def portrait(child: Child, ref: str, known: list[School], land: Ground, today: Day, seed: int) -> Portrait:
    """Everything that the case system holds of a child in care today; some of it is old, some was never asked."""
    chance = Chance(seed, "portrait", child.code)
    period = child.period_on(today)
    strain = chance.around(_STRAIN.get(period.stay_on(today).kind, 0.0) if period else 0.0, 0.7)
    as_of = date(today - chance.days(45, 0.9))
    needs = _needs(chance, child, ref, strain, today, as_of)
    domains = {str(row["domain"]) for row in needs}
    return Portrait(
        {
            "children": [_facts(chance, child, ref, known, today, domains, as_of)],
            "needs": needs,
            "risks": _risks(chance, child, ref, strain, today, as_of),
            "constraints": _constraints(chance, child, ref, strain, today, as_of),
            "contacts": _contacts(chance, child, ref, land, today),
        }
    )


def _facts(
    chance: Chance, child: Child, ref: str, known: list[School], today: Day, needs: set[str], as_of: dt.date
) -> Row:
    period = child.period_on(today)
    status, since = ("", None) if period is None else _status(period.legal, today)
    year = school_year(child.dob, date(today))
    school = (
        school_for(chance, known, child.home, year, special="learning_disability" in needs)
        if year is not None
        else None
    )
    disability = ";".join(code for need, code in _DISABILITY.items() if need in needs)
    return {
        "child": ref,
        "id903": child.code if period is not None and period.started <= dt.date(2026, 3, 31).toordinal() else "",
        "first_name": child.name,
        "dob": child.dob,
        "sex": child.sex,
        "ethnicity": child.ethnicity,
        "home_postcode": "" if child.uasc else child.home.postcode,
        "home_postcode_reason": "Unaccompanied asylum-seeking child" if child.uasc else "",
        "legal_status": status,
        "legal_from": None if since is None else date(since),
        "school_urn": school.urn if school else "",
        "school_year": year,
        "uasc": "yes" if child.uasc else "no",
        "pr_objection": "no" if status == "V2" else "",
        "disability": disability or chance.pick({"none": 0.95, "unknown": 0.05}),
        "allergy": chance.pick(_ALLERGIES),
        "languages": chance.one_of(("Kurdish (Sorani)", "Arabic", "Tigrinya", "Pashto")) if child.uasc else "English",
        "communication": "ESOL" if child.uasc else "none",
        "supervision": _supervision(chance, child, today, needs),
        "wishes": chance.one_of(_WISHES) if child.age(today) >= _ASKED_FROM and chance.happens(0.7) else "",
        "parent_wishes": "Wants contact to stay as it is." if not child.uasc and chance.happens(0.3) else "",
        "as_of": as_of,
        "source": SOURCE,
    }


def _status(legal: Iterable[tuple[Day, str]], today: Day) -> tuple[str, Day]:
    since, status = [pair for pair in legal if pair[0] <= today][-1]
    return status, since


def _supervision(chance: Chance, child: Child, today: Day, needs: set[str]) -> object:
    """Supervision from 0 to 4; of one child in thirty it is not recorded."""
    if chance.happens(0.03):
        return ""
    hard = len(needs & {"aggression", "self_harm", "substance", "offending"})
    base = 1 if child.age(today) < _LESS_WATCHED_FROM else 0
    return min(4, base + hard + int(chance.happens(0.15)))


def _needs(chance: Chance, child: Child, ref: str, strain: float, today: Day, as_of: dt.date) -> list[Row]:
    """Needs with levels, more and higher the harder the life; a child with none has a row saying so."""
    age = child.age(today)
    rows: list[Row] = []
    for domain, (since, share) in _NEEDS.items():
        if age >= since and chance.happens(min(0.95, share * exp(0.55 * strain))):
            level = min(4, max(1, round(chance.around(1.9 + 0.75 * strain, 0.7))))
            essential = "yes" if chance.happens(_ESSENTIAL[level]) else "no"
            rows.append(_fact(ref, as_of, domain=domain, level=level, essential=essential, evidence="Care plan review"))
    return rows or [_fact(ref, as_of, domain="none")]


def _risks(chance: Chance, child: Child, ref: str, strain: float, today: Day, as_of: dt.date) -> list[Row]:
    age = child.age(today)
    rows: list[Row] = []
    for kind, (since, share, whom) in _RISKS.items():
        if age >= since and chance.happens(min(0.9, share * exp(0.8 * strain))):
            level = chance.pick({"present_low": 0.6, "present_high": 0.25 + 0.1 * max(0.0, strain), "present": 0.1})
            exposed = ";".join(_TO_WHOM.get(kind, ()))
            rows.append(_fact(ref, as_of, kind=kind, risk_to=whom, level=level, to_whom=exposed))
    return rows or [_fact(ref, as_of, kind=chance.pick({"none": 0.97, "unknown": 0.03}))]


def _constraints(chance: Chance, child: Child, ref: str, strain: float, today: Day, as_of: dt.date) -> list[Row]:
    """What the plan requires, with the reason and who decided; children with siblings there are never to be alone."""
    rows: list[Row] = []
    for kind, share in _CONSTRAINTS.items():
        fits = kind != "alone" or (child.age(today) >= _ALONE_FROM and not child.in_group)
        if fits and child.age(today) >= _CONSTRAINED_FROM and chance.happens(min(0.5, share * exp(0.7 * strain))):
            terms = {"reason": "Decided after the last review", "decided_by": "Team manager"}
            rows.append(_fact(ref, as_of, kind=kind, **terms, review_on=date(today + chance.whole(20, 170))))
    return rows or [_fact(ref, as_of, kind="none")]


def _contacts(chance: Chance, child: Child, ref: str, land: Ground, today: Day) -> list[Row]:
    if child.uasc:
        return []
    rows: list[Row] = []
    for person, share, often in (("mother", 0.60, 4), ("father", 0.32, 2), ("grandmother", 0.25, 1)):
        if chance.happens(share):
            under = "yes" if chance.happens(0.4) else "no"
            ordered = "yes" if chance.happens(0.1) else "no"
            row = {"person": f"{child.name}'s {person}", "relation": person, "times_month": chance.whole(1, often)}
            where = {"place_postcode": land.home(chance).postcode, "supervised": under, "court_ordered": ordered}
            rows.append(_fact(ref, date(today - chance.whole(3, 120)), **row, **where))
    return rows


def _fact(ref: str, as_of: dt.date, **facts: object) -> Row:
    """A row about a child that says when it was true and where it comes from."""
    return {"child": ref, **facts, "as_of": as_of, "source": SOURCE}
