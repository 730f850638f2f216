"""The places of one home: approved, filled, not available and why, vacant, and since when that was confirmed."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass

from matching.home_facts import HomeFacts
from matching.household import HomeDuring
from matching.situation import Stay
from matching.taking import kept_empty, taking_children
from placements.models.base import Known
from placements.models.home import HomeKind, HomeStatus
from placements.models.household import CareType, Term
from placements.models.placement import OccupancyKind
from placements.models.recruitment import HouseholdKind


class NotAvailable(enum.StrEnum):
    """Why an approved place that nobody lives in can take nobody, in the order in which the reasons are counted."""

    STAYING_PUT = "staying_put"
    NO_BED = "no_bed"
    KEPT_EMPTY = "kept_empty"
    ON_HOLD = "on_hold"
    LEAVING = "leaving"
    NOT_FREE_YET = "not_free_yet"
    NAMED_CHILDREN = "named_children_only"
    HELD = "held"
    SAID_FULL = "said_to_be_full"


@dataclass(frozen=True)
class HomePlaces:
    """The places of a home on a day: approved + over = filled + not available + vacant, always. It names no child.

    `approved` is the number its approval or registration allows, or the beds it has where that sets no limit or is not
    known (`assumed`). `over` are children placed beyond it; `others` those of the filled whom another authority looks
    after; `confirmed` of the vacant were confirmed within the days the authority's policy allows, the last on
    `confirmed_on`. `ages` are the ages it is approved for, both ends included; `household` is what a household of
    carers is approved as, None for a home with staff or a parent's own.
    """

    ref: str
    kind: HomeKind
    provider_kind: str
    la_code: str | None
    ages: tuple[tuple[int, int], ...]
    household: HouseholdKind | None
    approved: int
    assumed: bool
    filled: int
    others: int
    over: int
    not_available: Mapping[NotAvailable, int]
    vacant: int
    confirmed: int
    confirmed_on: dt.date | None


def places_of(home: HomeFacts, on: dt.date, stale_before: dt.date, authority: str) -> HomePlaces:
    """Count a home's places for one night; a vacancy confirmed before `stale_before` is no longer known."""
    there = HomeDuring(home, Stay(on, on + dt.timedelta(days=1)), stale_before)
    filled = sum(1 for one in there.placed if one.held_for is None)
    allowed = _allowed(there)
    approved = len(home.beds) if allowed is None else allowed
    left = max(0, approved - filled)
    lost = _not_available(there, left)
    vacant = left - sum(lost.values())
    fresh = sorted(
        (bed.confirmed_on for bed in there.free_beds if bed.confirmed_on and there.is_fresh(bed)), reverse=True
    )
    return HomePlaces(
        ref=home.ref,
        kind=home.kind,
        provider_kind=home.provider_kind.value,
        la_code=home.la_code,
        ages=_ages(home),
        household=_household(home),
        approved=approved,
        assumed=allowed is None,
        filled=filled,
        others=sum(
            1 for one in there.placed
            if one.kind is OccupancyKind.OTHER_AUTHORITY or one.la_code not in {None, authority}
        ),
        over=max(0, filled - approved),
        not_available=lost,
        vacant=vacant,
        confirmed=min(vacant, len(fresh)),
        confirmed_on=fresh[0] if fresh and vacant else None,
    )  # fmt: skip


def _allowed(there: HomeDuring) -> int | None:
    """How many children the home may take by its approval or registration; None without a limit that is known."""
    if not there.home.is_household:
        return None if there.registration is None else there.registration.places
    numbers = [one.number for one in there.approvals if one.number_term is Term.LIMIT and one.number is not None]
    return max(numbers, default=None)


def _ages(home: HomeFacts) -> tuple[tuple[int, int], ...]:
    """The ages it is approved or registered for, both ends included; none where no limit is known."""
    limits = [(one.age_min, one.age_max) for one in home.approvals if one.age_term is Term.LIMIT]
    limits = limits or [(one.age_min, one.age_max) for one in home.registrations]
    return tuple((low or 0, 17 if high is None else high) for low, high in limits)


def _household(home: HomeFacts) -> HouseholdKind | None:
    """What a household is approved as; short breaks alone are a kind of their own."""
    if home.kind is HomeKind.KINSHIP:
        return HouseholdKind.FAMILY_AND_FRIENDS
    if home.kind is not HomeKind.FOSTERING:
        return None
    types = set().union(*(one.types for one in home.approvals if one.types_term is Term.LIMIT))
    return HouseholdKind.SHORT_BREAKS if types == {CareType.SHORT_BREAK.value} else HouseholdKind.MAINSTREAM


def _not_available(there: HomeDuring, left: int) -> dict[NotAvailable, int]:
    """Of the places left, how many can take nobody, each counted for the first reason that holds."""
    home, reasons = there.home, {}
    staying = len(there.residents) - len(there.placed)
    held = sum(1 for one in there.placed if one.held_for is not None)
    free = max(0, len(there.free_beds) - there.unlocated)
    said = free if home.said_free is None or not _said_lately(there) else home.said_free
    for reason, number in (
        (NotAvailable.STAYING_PUT, staying),
        (NotAvailable.HELD, held),
        (NotAvailable.NO_BED, left - staying - held - free),
        (_closed(home, there.stay.starts_on), left),
        (NotAvailable.NAMED_CHILDREN, left if home.kind is HomeKind.KINSHIP else 0),
        (NotAvailable.SAID_FULL, free - said),
    ):
        taken = max(0, min(left, number))
        if taken and reason is not None:
            reasons[reason] = taken
            left -= taken
    return reasons


def _closed(home: HomeFacts, on: dt.date) -> NotAvailable | None:
    """Why the whole home takes nobody on a day; None where it takes children, or nobody knows whether it does."""
    if taking_children(home, on).answer is not Known.NO:
        return None
    if kept_empty(home, on) is not None:
        return NotAvailable.KEPT_EMPTY
    held = any(one.starts_on <= on and (one.ends_on is None or on < one.ends_on) for one in home.holds)
    if held or home.status is HomeStatus.ON_HOLD:
        return NotAvailable.ON_HOLD
    return NotAvailable.LEAVING if home.status in {HomeStatus.LEAVING, HomeStatus.CLOSED} else NotAvailable.NOT_FREE_YET


def _said_lately(there: HomeDuring) -> bool:
    on = there.home.said_free_on
    return on is not None and on >= there.stale_before
