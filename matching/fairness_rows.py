"""The rows of the fairness audit: one a child placed by a decision, and one a child looked after, with their groups."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from placements.codes import Ethnicity, Setting, age_band, age_on
from placements.indicators.facts import distance_known, stock_at
from placements.indicators.spells import spells_of
from placements.models.base import Answer, Known, Sex
from placements.models.home import HomeKind
from placements.repository.episodes import episodes, record_end
from placements.repository.fairness import Placed, Traits, offers_declined, placed_by_decision, traits
from placements.repository.records import Records

NOT_KNOWN = "not known"
RESIDENTIAL_HOMES = frozenset({HomeKind.CHILDRENS_HOME.value, HomeKind.SECURE.value, HomeKind.RESIDENTIAL_SCHOOL.value})
RESIDENTIAL_SETTINGS = frozenset(
    {
        Setting.CHILDRENS_HOME.value,
        Setting.SECURE.value,
        Setting.RESIDENTIAL_SCHOOL.value,
        Setting.OTHER_RESIDENTIAL.value,
    }
)
_ETHNIC = {"W": "White", "M": "Mixed", "A": "Asian", "B": "Black", "O": "any other"}
_SEX = {Sex.MALE: "male", Sex.FEMALE: "female", Sex.UNKNOWN: NOT_KNOWN}
_KNOWN = {Known.YES: "yes", Known.NO: "no"}
_DISABILITY = {Answer.GIVEN: "yes", Answer.NONE: "no"}
_NO_GROUP = frozenset({"REFU", "NOBT"})


@dataclass(frozen=True, eq=False)
class Row:
    """One child: the group they are in for each trait, and each measure, None where the record cannot say."""

    groups: Mapping[str, str]
    values: Mapping[str, float | None]
    override: str | None = None


def groups_of(one: Traits, on: dt.date) -> dict[str, str]:
    """The group of each trait; a trait that is not recorded is a group of its own, never the others'."""
    code = one.ethnicity or ""
    known = bool(code) and code not in _NO_GROUP and code in {each.value for each in Ethnicity}
    band = age_band(age_on(one.dob, on)).value if one.dob is not None and one.dob <= on else NOT_KNOWN
    return {
        "ethnicity": _ETHNIC.get(code[0], NOT_KNOWN) if known else NOT_KNOWN,
        "sex": _SEX[one.sex],
        "disability": NOT_KNOWN if one.disability is None else _DISABILITY.get(one.disability, NOT_KNOWN),
        "uasc": _KNOWN.get(one.uasc, NOT_KNOWN),
        "age": band,
    }


def rows_of_decisions(records: Records) -> list[Row]:
    """A row for each child of each decision to place."""
    by_ref = {one.ref: one for one in traits(records).values()}
    declined = offers_declined(records)
    return [
        Row(
            groups_of(by_ref[child], placed.starts_on),
            _measured(placed, child, declined.get((placed.referral_id or 0, child), 0)),
            None if placed.override is None else placed.override.value,
        )
        for placed in placed_by_decision(records)
        for child in placed.children
        if child in by_ref
    ]


def _measured(placed: Placed, child: str, declined: int) -> dict[str, float | None]:
    option = placed.option
    journey = next((one for one in _travel(option) if one.get("child") == child), {})
    alike = [one for one in placed.options_seen if sorted(one["children"]) == sorted(option.get("children", []))]
    fit, best = option.get("fit"), max((float(one["fit"]) for one in alike), default=None)
    first = min(alike, key=lambda one: int(one["rank"]), default=None)
    overridden = placed.overridden_rank is not None
    kind = option.get("home_kind")
    return {
        "days_to_home": None if placed.asked_at is None else (placed.starts_on - placed.asked_at.date()).days,
        "miles": journey.get("home_miles"),
        "school_minutes": journey.get("school_minutes"),
        "siblings_split": _flag(option.get("split_siblings")),
        "residential": None if kind is None else float(kind in RESIDENTIAL_HOMES),
        "approvals": None if "approvals" not in option else float(len(option["approvals"])),
        "offers_declined": float(declined),
        "overridden": float(overridden),
        "regret": None if fit is None or best is None else max(0.0, best - float(fit)),
        "gained": float(fit) - float(first["fit"]) if overridden and fit is not None and first is not None else None,
    }


def _travel(option: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    children: Iterable[Mapping[str, Any]] = option.get("travel", {}).get("children", [])
    return children


def _flag(value: float | None) -> float | None:
    return None if value is None else float(value > 0)


def rows_of_position(records: Records) -> tuple[dt.date | None, list[Row]]:
    """A row for each child looked after at the end of the newest return, and that day; no return, no rows."""
    day = record_end(records)
    if day is None:
        return None, []
    known = traits(records)
    stock = stock_at(spells_of(episodes(records), day), day)
    miles = stock["pl_distance"].where(distance_known(stock["pl_distance"]))
    rows = [
        Row(
            groups_of(known[child], day) | {"uasc": "yes" if uasc else "no"},
            {
                "miles": None if distance != distance else float(distance),  # noqa: PLR0124 - not a number
                "residential": float(setting in RESIDENTIAL_SETTINGS),
            },
        )
        for child, uasc, distance, setting in zip(
            stock["child"].tolist(), stock["uasc"].tolist(), miles.tolist(), stock["setting"].tolist(), strict=True
        )
    ]
    return day, rows
