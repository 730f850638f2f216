"""What the authority may decide for itself: days, minutes and ages, with an owner and a date of review."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from placements.errors import Refused

PUBLISHED = Path(__file__).with_name("policy.toml")
GRADES = ("outstanding", "good", "requires improvement", "inadequate")
"""Ofsted's judgements, best first, as far as they begin."""


@dataclass(frozen=True)
class Travel:
    """How a straight line becomes minutes by car: see `matching.travel`."""

    detour: float
    fixed_minutes: float
    slow_kilometres: float
    slow_kilometres_per_hour: float
    fast_kilometres_per_hour: float


@dataclass(frozen=True)
class Minutes:
    """Journey times at which a factor counts in full and not at all, and what counts as near."""

    school_full: float
    school_none_primary: float
    school_none_secondary: float
    home_full: float
    home_none: float
    contact_limit: float
    near_home: float


@dataclass(frozen=True)
class Household:
    """Ages and levels at which a household needs a second thought."""

    age_gap_years: float
    share_age: int
    opposite_sex_age: int
    high_supervision: int


@dataclass(frozen=True)
class Nearly:
    """How near a near miss is: years and children outside terms, weeks a hold may still last, weeks that works take."""

    years_outside_terms: int
    children_above_terms: int
    weeks_to_wait: int
    weeks_for_works: int


@dataclass(frozen=True)
class Policy:
    """The authority's local policy for matching."""

    version: str
    owner: str
    in_force_from: dt.date
    review_on: dt.date
    vacancy_stale_after_days: int
    lowest_grade: str
    stay_days: Mapping[str, int]
    travel: Travel
    minutes: Minutes
    household: Household
    nearly: Nearly


@cache
def published_policy() -> Policy:
    """The policy that comes with the program, until the authority replaces it."""
    return read_policy(PUBLISHED)


def read_policy(path: Path) -> Policy:
    """Read and check a policy file (TOML). Raises Refused naming the entry and the value."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Refused("The policy file cannot be read.", given=path, do_next=f"Correct it: {error}.") from error
    parts = {"travel": Travel, "minutes": Minutes, "household": Household, "nearly": Nearly}
    for name, part in parts.items():
        entries[name] = _part(part, entries.get(name), name)
    stay_days = entries.get("stay_days")
    _must(isinstance(stay_days, dict) and all(_positive(days) for days in stay_days.values()), "stay_days", stay_days)
    _must(_positive(entries.get("vacancy_stale_after_days")), "vacancy_stale_after_days", entries)
    _must(entries.get("lowest_grade") in GRADES, "lowest_grade", entries.get("lowest_grade"))
    policy: Policy = _part(Policy, entries, "the policy")
    for name, kind in (("version", str), ("owner", str), ("in_force_from", dt.date), ("review_on", dt.date)):
        _must(isinstance(entries[name], kind), name, entries[name])
    _must(policy.in_force_from < policy.review_on, "review_on", policy.review_on)
    return policy


def _part(part: type[Any], given: object, name: str) -> Any:  # noqa: ANN401 - made from the fields of `part`
    wanted = {field.name for field in fields(part)}
    _must(isinstance(given, dict) and set(given) == wanted, name, given)
    entries: dict[str, Any] = dict(given) if isinstance(given, dict) else {}
    for entry, value in entries.items():
        _must(not isinstance(value, int | float) or _positive(value), f"{name}: {entry}", value)
    return part(**entries)


def _positive(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0


def _must(holds: bool, name: str, given: object) -> None:
    if not holds:
        raise Refused(
            f"The policy file is wrong at {name}.",
            given=given,
            do_next="Give exactly the entries of the published policy.toml, every number above 0.",
        )
