"""A referral given as JSON: six facts are enough at midnight; what is not given is listed as not known, not guessed."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from matching.from_record import area_of
from matching.situation import LONDON
from placements.errors import Refused
from placements.models.base import Known
from placements.models.child import ConstraintKind, Ending, NeedDomain, Relation, RiskKind, RiskLevel, RiskTo, Together
from placements.models.referral import Duration, Plan, ReferralKind, Suitability, Urgency

NotGiven = Literal["none", "unknown", "not_asked"]
OLDEST = 25


class Part(BaseModel):
    """A part of a referral: a field nobody wrote down is an error, not silence."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NeedIn(Part):
    """A need and its level."""

    domain: NeedDomain
    level: Annotated[int, Field(ge=0, le=4)]
    essential: bool = False


class RiskIn(Part):
    """A risk, to the child or to others."""

    kind: RiskKind
    risk_to: RiskTo
    level: RiskLevel
    to_whom: tuple[str, ...] = ()


class ConstraintIn(Part):
    """Something the plan requires, with its reason and who decided it."""

    kind: ConstraintKind
    reason: Annotated[str, Field(min_length=1)]
    decided_by: Annotated[str, Field(min_length=1)]
    value: str | None = None


class ContactIn(Part):
    """Somebody the child sees."""

    person: str
    times_month: Annotated[int, Field(ge=0)] | None = None
    place_postcode: str | None = None
    court_ordered: Known = Known.UNKNOWN


class AllergyIn(Part):
    """An allergy and how severe it is."""

    to: str
    severity: Literal["mild", "moderate", "severe", "unknown"] = "unknown"


class PersonIn(Part):
    """Somebody from whom the child is to be kept: a postcode and miles around it, an area (WKT), a home, a school."""

    person: str
    place_postcode: str | None = None
    radius_miles: Annotated[float, Field(gt=0, le=100)] | None = None
    area: str | None = None
    at_home: str | None = None
    school_urn: str | None = None

    @field_validator("area")
    @classmethod
    def _a_shape(cls, text: str | None) -> str | None:
        if text is not None and area_of(text) is None:
            raise ValueError("the area is not polygon text in degrees, longitude first")
        return text


class PastStayIn(Part):
    """A home the child lived in before, by its reference."""

    home: str
    ended_on: dt.date | None = None
    ending: Ending = Ending.UNKNOWN


class ShortBreakIn(Part):
    """A break of a series: its days, the days of the twelve months before, the home the series is with."""

    days: Annotated[int, Field(gt=0)] | None = None
    days_in_year: Annotated[int, Field(ge=0)] | None = None
    home: str | None = None


class LoadedChild(Part):
    """A child whose record is held: nothing else is said of them here."""

    child: str


class ChildIn(Part):
    """A child by what is known tonight."""

    dob: dt.date | Literal["unknown"] = "unknown"
    sex: Literal["M", "F", "U", "unknown"] = "unknown"
    risks: tuple[RiskIn, ...] | NotGiven = "not_asked"
    constraints: tuple[ConstraintIn, ...] | NotGiven = "not_asked"
    child: str | None = None
    name: str | None = None
    needs: tuple[NeedIn, ...] | NotGiven = "not_asked"
    allergies: tuple[AllergyIn, ...] | NotGiven = "not_asked"
    languages: tuple[str, ...] | NotGiven = "not_asked"
    religion: tuple[str, ...] | NotGiven = "not_asked"
    disability: tuple[str, ...] | NotGiven = "not_asked"
    communication: tuple[str, ...] | NotGiven = "not_asked"
    contacts: tuple[ContactIn, ...] | NotGiven = "not_asked"
    wishes: str | NotGiven = "not_asked"
    parent_wishes: str | NotGiven = "not_asked"
    home_postcode: str | None = None
    school_urn: str | NotGiven | None = None
    school_year: Annotated[int, Field(ge=0, le=13)] | None = None
    legal_status: str | None = None
    pr_objection: Known = Known.NOT_ASKED
    uasc: Known = Known.UNKNOWN
    supervision: Annotated[int, Field(ge=0, le=4)] | None = None
    dol_order: Known = Known.NOT_ASKED
    dol_setting: str | None = None
    people_of_concern: tuple[PersonIn, ...] = ()
    past_stays: tuple[PastStayIn, ...] = ()

    @field_validator("dob")
    @classmethod
    def _not_too_old(cls, dob: dt.date | str) -> dt.date | str:
        oldest = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=OLDEST * 366)
        if isinstance(dob, dt.date) and dob < oldest:
            raise ValueError(f"a child is under {OLDEST}")
        return dob


class SiblingsIn(Part):
    """How two children are related and what was assessed."""

    a: str
    b: str
    relation: Relation
    assessed: Together = Together.NOT_ASSESSED
    review_on: dt.date | None = None


class KinIn(Part):
    """A relative or friend considered."""

    person: str
    outcome: Literal["possible", "ruled_out", "assessing", "unknown"]


class ReferralIn(Part):
    """A referral as a file holds it; times without a zone are read as London's."""

    needed_by: dt.datetime
    children: Annotated[tuple[LoadedChild | ChildIn, ...], Field(min_length=1)]
    siblings: tuple[SiblingsIn, ...] | NotGiven = "not_asked"
    referral: str = "file"
    kind: ReferralKind = ReferralKind.NEW
    urgency: Urgency | None = None
    duration: Duration = Duration.UNKNOWN
    plan: Plan = Plan.UNKNOWN
    settings: dict[Literal["foster", "kin", "K2", "K3"], Suitability] = Field(default_factory=dict)
    parent_and_child: bool = False
    max_travel_min: Annotated[int, Field(gt=0)] | None = None
    kin: tuple[KinIn, ...] = ()
    carer_ended: Known = Known.NOT_ASKED
    review_held_on: dt.date | None = None
    short_break: ShortBreakIn | None = None

    @field_validator("needed_by")
    @classmethod
    def _with_zone(cls, moment: dt.datetime) -> dt.datetime:
        return moment if moment.tzinfo else moment.replace(tzinfo=LONDON)


def read_referral(given: Path | Mapping[str, object]) -> ReferralIn:
    """Check a referral given as a JSON file or as its contents. Raises Refused naming every entry that is wrong."""
    document = _loaded(given) if isinstance(given, Path) else given
    try:
        referral = ReferralIn.model_validate(document)
    except ValidationError as error:
        raise Refused(
            "The referral cannot be read.",
            given="; ".join(_faults(error)),
            do_next="Only needed_by and children must be given; dob, sex, risks, constraints and siblings "
            "are worth asking first. See docs/reference/referral-json.md.",
        ) from error
    _check_refs(referral)
    return referral


def _loaded(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise Refused(
            "The referral file cannot be read as JSON.", given=path, do_next=f"Correct it: {error}."
        ) from error


def _faults(error: ValidationError) -> list[str]:
    """What is wrong, an entry once: of the ways in which an entry may be written, only the fullest is spoken of."""
    said: dict[str, str] = {}
    for fault in error.errors():
        if LoadedChild.__name__ not in fault["loc"]:
            where = ".".join(str(part) for part in fault["loc"] if _ENTRY.fullmatch(str(part)))
            shown = "" if isinstance(fault["input"], dict) else f" (given {fault['input']!r})"
            said.setdefault(where, f"{where}: {fault['msg'][0].lower()}{fault['msg'][1:]}{shown}")
    return [words for where, words in said.items() if not any(other.startswith(f"{where}.") for other in said)]


_ENTRY = re.compile(r"(?!date$)[a-z_0-9]+")
"""The name or number of an entry, as against the name of a way to read it."""


def ref_of(child: LoadedChild | ChildIn, position: int) -> str:
    """A child's reference: as given, else child 1, child 2, by their order."""
    return child.child or f"child {position + 1}"


def _check_refs(referral: ReferralIn) -> None:
    refs = [ref_of(child, position) for position, child in enumerate(referral.children)]
    if len(set(refs)) < len(refs):
        raise Refused("The referral names a child twice.", given=", ".join(refs), do_next="Name each child once.")
    if isinstance(referral.siblings, str):
        return
    pairs: set[frozenset[str]] = set()
    for pair in referral.siblings:
        key = frozenset((pair.a, pair.b))
        if len(key) == 1 or key in pairs:
            raise Refused(
                "Siblings are given as pairs of two children, each pair once.",
                given=f"{pair.a} and {pair.b}",
                do_next="Correct the pair.",
            )
        pairs.add(key)
        if not key & set(refs):
            raise Refused(
                "A pair of siblings names no child of this referral.",
                given=f"{pair.a} and {pair.b}",
                do_next=f"Use the references {', '.join(refs)}.",
            )
