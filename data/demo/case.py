"""An open referral of `referrals.toml` as rows: about its children, the referral itself, relatives considered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from data.demo.chance import Chance
from data.demo.ground import Ground, Spot
from data.demo.schools import School, school_for, school_year
from data.demo.span import TODAY
from data.demo.workbook import Row
from placements.geography import degrees

SOURCE = "referral form"
Told = Mapping[str, Any]

_REFERRAL = (
    "kind", "urgency", "duration", "plan", "preferred", "suitable", "unsuitable", "parent_and_child", "preferred_area",
    "max_travel_min", "team", "carer_ended",
)  # fmt: skip
_USUAL = {
    "ethnicity": "WBRI",
    "uasc": "no",
    "pr_objection": "no",
    "disability": "none",
    "allergy": "none",
    "languages": "English",
    "communication": "none",
    "supervision": 1,
}
_SAID = {"as_of": TODAY, "source": SOURCE}
_REVIEWED_AFTER = 90


@dataclass(frozen=True)
class Case:
    """One open referral; `known` are rows about children by sheet, in place of what a portrait says of them."""

    referral: Row
    known: Mapping[str, list[Row]]
    kin: list[Row]


@dataclass(frozen=True)
class Setting:
    """What a case is made from: chance, the ground, the schools, and where the family lives."""

    chance: Chance
    land: Ground
    schools: list[School]
    home: Spot


def case(told: Told, ref: str, children: list[str], name: str, setting: Setting) -> Case:
    """The rows of a referral; `children` are their references, `name` that of a child in care already."""
    known: dict[str, list[Row]] = {
        sheet: [] for sheet in ("children", "siblings", "needs", "risks", "constraints", "contacts")
    }
    for child, facts in zip(children, told["child"], strict=True):
        if "age" in facts:
            known["children"].append(_newcomer(child, facts, setting))
        for sheet, rows in _topics(child, facts, setting).items():
            known[sheet].extend(rows)
    known["siblings"] = [_pair(a, b, told["pairs"]) for a, b in combinations(children, 2)]
    words = {"pen_picture": told["pen_picture"].format(name=name)} if "pen_picture" in told else {}
    needed_by = dt.datetime.combine(_day(-told["needed"]["days"]), dt.time(told["needed"]["hour"]))
    referral = {
        "referral": ref,
        "children": ";".join(children),
        "needed_by": needed_by,
        **words,
        **_SAID,
        "status": "open",
    }
    relatives: list[Row] = [{"referral": ref, **relative, "on": TODAY, **_SAID} for relative in told.get("kin", ())]
    return Case({**referral, **{name: told[name] for name in _REFERRAL if name in told}}, known, relatives)


def _day(ago: int) -> dt.date:
    return TODAY - dt.timedelta(days=ago)


def _newcomer(child: str, facts: Told, setting: Setting) -> Row:
    """The first sheet's row of a child who is not in care yet: the facts that a search wants, or six facts only."""
    age = facts["age"]
    dob = TODAY.replace(year=TODAY.year - age["years"]) - dt.timedelta(days=age["days"])
    told = {"child": child, "first_name": facts.get("name", ""), "dob": dob, "sex": facts["sex"], **_SAID}
    if facts.get("only"):
        return told
    year = school_year(dob, TODAY)
    school = (
        school_for(setting.chance, setting.schools, setting.home, year, special=False).urn if year is not None else ""
    )
    lives = {"home_postcode": setting.home.postcode, "school_urn": school, "school_year": year}
    return {**told, **_USUAL, **lives, "legal_from": _day(facts["since"]), **facts.get("facts", {})}


def _topics(child: str, facts: Told, setting: Setting) -> dict[str, list[Row]]:
    """Needs, risks, what the plan requires, and contact; what is not told of an emergency is not known."""
    usual = [] if facts.get("only") else ["none"]
    return {
        "needs": [_need(child, words) for words in facts.get("needs", usual)],
        "risks": [_risk(child, words) for words in facts.get("risks", ["none"])],
        "constraints": [
            _constraint(child, terms, setting.home) for terms in facts.get("constraints", [{"kind": "none"}])
        ],
        "contacts": [_contact(child, person, setting) for person in facts.get("contacts", ())],
    }


def _need(child: str, words: str) -> Row:
    domain, level, essential = [*words.split(), "", ""][:3]
    return {
        "child": child,
        "domain": domain,
        "level": int(level) if level else "",
        "essential": _yes(essential),
        **_SAID,
    }


def _yes(word: str) -> str:
    return "yes" if word == "essential" else ""


def _risk(child: str, words: str) -> Row:
    kind, level, whom, exposed = [*words.split(), "", "", ""][:4]
    side = (whom or "child") if level else ""
    return {"child": child, "kind": kind, "level": level, "risk_to": side, "to_whom": exposed, **_SAID}


def _constraint(child: str, terms: Told, home: Spot) -> Row:
    """Decided by the team manager for three months; an area to avoid is a square around the child's home."""
    told = {"child": child, "kind": terms["kind"], **_SAID}
    if terms["kind"] == "none":
        return told
    value = square_around(home, terms["kilometres"]) if "kilometres" in terms else terms.get("value", "")
    decided = {"reason": terms["reason"], "decided_by": "Team manager", "review_on": _day(-_REVIEWED_AFTER)}
    return {**told, "value": value, **decided}


def _contact(child: str, person: Told, setting: Setting) -> Row:
    where = setting.home if person["court_ordered"] == "yes" else setting.land.home(setting.chance)
    return {"child": child, **person, "place_postcode": where.postcode, "supervised": "yes", **_SAID}


def _pair(a: str, b: str, terms: Told) -> Row:
    told = {"child_a": a, "child_b": b, "relation": "full", "assessed": terms["assessed"], "source": SOURCE}
    review = _day(-terms["review_days"]) if "review_days" in terms else None
    assessed = {"assessed_on": _day(terms["assessed_days"]), "review_on": review}
    return {**told, **assessed, "contact_if_apart": terms.get("contact_if_apart")}


def square_around(spot: Spot, kilometres: float) -> str:
    """A square on the map of so many kilometres a side, as WGS84 polygon text, longitude first."""
    half = kilometres * 1000 / 2
    eastings = spot.easting + half * np.array([-1, 1, 1, -1, -1])
    northings = spot.northing + half * np.array([-1, -1, 1, 1, -1])
    latitudes, longitudes = degrees(eastings, northings)
    points = ", ".join(f"{lon:.5f} {lat:.5f}" for lat, lon in zip(latitudes, longitudes, strict=True))
    return f"POLYGON (({points}))"
