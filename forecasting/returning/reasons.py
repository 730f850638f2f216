"""Why a child who lives outside the area is not considered: one named function a reason, with its source.

Each answers yes, no, or not known. Only yes sets a child aside; what is not known is said, and sets nobody aside.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from forecasting.returning.away import Away
from placements.codes import Setting
from placements.models.base import Known
from placements.models.return_home import FarBecause

SETTLED_YEARS = 2
EXAM_YEARS = frozenset({10, 11, 13})
EXAM_AGES = range(14, 19)
"""Ages at which a child may be in an exam year: only of these is a school year missed."""
_RETURN = "the return's placement types (PLACE)"


@dataclass(frozen=True)
class Reason:
    """A reason not to consider a child, with its source, and what is missing where it cannot be said."""

    id: str
    words: str
    source: str
    missing: str
    holds: Callable[[Away], Known]


def _known(value: bool) -> Known:
    return Known.YES if value else Known.NO


def _decided(child: Away, because: FarBecause) -> bool:
    """Whether a person decided that the child lives far away for this reason, and the decision is not overdue."""
    far = child.far
    return far is not None and far.because is because and far.review_on > child.on


def with_family(child: Away) -> Known:
    """With parents, or with relatives or friends who foster them: where the plan means the child to be."""
    return _in_setting(child, Setting.WITH_PARENTS, Setting.KINSHIP_FOSTERING)


def for_adoption(child: Away) -> Known:
    """Placed for adoption."""
    return _in_setting(child, Setting.ADOPTION)


def with_own_carers(child: Away) -> Known:
    """With a foster carer whom the authority itself approves and who lives over the border."""
    fostered = _in_setting(child, Setting.MAINSTREAM_FOSTERING)
    if fostered is Known.NO or child.living.provider not in {None, "PR1"}:
        return Known.NO
    return Known.UNKNOWN if child.living.provider is None else fostered


def by_court(child: Away) -> Known:
    """A court put the child there: secure, in custody, under an order that names the home, or as a person recorded."""
    ordered = child.facts.dol_order is Known.YES and child.facts.dol_setting == child.living.home is not None
    if _decided(child, FarBecause.COURT) or ordered:
        return Known.YES
    return _in_setting(child, Setting.SECURE, Setting.CUSTODY)


def for_safety(child: Away) -> Known:
    """A named person decided that the child is safer away, and when that is looked at again."""
    return _known(_decided(child, FarBecause.SAFETY))


def in_hospital(child: Away) -> Known:
    """In hospital or another health setting: the child is there to be treated."""
    return Known.UNKNOWN if child.living.place is None else _known(child.living.place in {"R2", "T1"})


def chose_to_live_there(child: Away) -> Known:
    """An unaccompanied child who settled there by choice, as a person recorded it."""
    if child.facts.uasc is not Known.YES:
        return Known.NO
    return Known.YES if _decided(child, FarBecause.CHOSEN) else Known.UNKNOWN


def settled(child: Away) -> Known:
    """In the same home for two years or more."""
    if child.living.since is None:
        return Known.UNKNOWN
    return _known(child.living.since <= _years_before(child.on, SETTLED_YEARS))


def in_exam_years(child: Away) -> Known:
    """In years 10 or 11, which only a nominated officer may disturb, or in year 13."""
    year = child.facts.school_year
    if year is not None:
        return _known(year in EXAM_YEARS)
    return Known.UNKNOWN if child.age is None or child.age in EXAM_AGES else Known.NO


REASONS = (
    Reason("with_family", "with family by plan", _RETURN, "the kind of placement", with_family),
    Reason("adoption", "placed for adoption", _RETURN, "the kind of placement", for_adoption),
    Reason(
        "own_carers",
        "our own carers over the border",
        "CPPCR 2010 reg 11 as amended by SI 2013/3239: the authority's own carers need no approval for distance",
        "who provides the home",
        with_own_carers,
    ),
    Reason(
        "court",
        "where a court put them",
        "CA 1989 s25; the order itself, as recorded",
        "the kind of placement",
        by_court,
    ),
    Reason("safety", "away for their safety", "CA 1989 s22(3); a named person's decision, as recorded", "", for_safety),
    Reason("hospital", "in hospital", _RETURN, "the kind of placement", in_hospital),
    Reason(
        "chosen",
        "unaccompanied and settled there by choice",
        "CA 1989 s22(4); the young person's choice, as recorded",
        "whether this unaccompanied child chose to live there",
        chose_to_live_there,
    ),
    Reason(
        "settled",
        "settled for two years or more",
        "CPPCR 2010 reg 14; Fostering NMS 2011 standard 15; two years as in the published measure of stability",
        "since when the child has lived there",
        settled,
    ),
    Reason(
        "exam_years",
        "in an exam year",
        "CPPCR 2010 reg 10 (years 10 and 11); year 13 is this project's practice",
        "the school year",
        in_exam_years,
    ),
)
"""In the order in which they are asked; the first that holds is the one that is counted."""
OVERDUE = "whether the decision to live far away still stands: its review is overdue"
SIBLING_STAYS = "sibling_stays"
OTHER_REASONS = {
    SIBLING_STAYS: "with a brother or sister who stays, assessed to live together",
}


def reason_of(child: Away) -> Reason | None:
    """The first reason that holds."""
    return next((reason for reason in REASONS if reason.holds(child) is Known.YES), None)


def not_known_of(child: Away) -> tuple[str, ...]:
    """What is missing, so that a reason could not be ruled out; said once each."""
    missing = [reason.missing for reason in REASONS if reason.holds(child) is Known.UNKNOWN]
    if child.far is not None and child.far.review_on <= child.on:
        missing.append(OVERDUE)
    return tuple(dict.fromkeys(missing))


def _in_setting(child: Away, *settings: Setting) -> Known:
    return Known.UNKNOWN if child.setting is None else _known(child.setting in settings)


def _years_before(day: dt.date, years: int) -> dt.date:
    if (day.month, day.day) == (2, 29):
        return dt.date(day.year - years, 3, 1)
    return day.replace(year=day.year - years)
