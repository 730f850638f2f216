"""The places of one home: approved, filled, not available and why, vacant, and since when that was confirmed."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass

from matching.home_facts import HomeFacts
from matching.household import HomeDuring
from matching.situation import Stay
from matching.taking import taking_children
from placements.models.base import Known
from placements.models.home import HomeKind
from placements.models.household import Term


class NotAvailable(enum.StrEnum):
    """Why an approved place that nobody lives in can take nobody, in the order in which the reasons are counted."""

    STAYING_PUT = "staying_put"
    NO_BED = "no_bed"
    NOT_TAKING = "not_taking"
    NAMED_CHILDREN = "named_children_only"
    HELD = "held"
    SAID_FULL = "said_to_be_full"


@dataclass(frozen=True)
class HomePlaces:
    """The places of a home on a day: approved + over = filled + not available + vacant, always.

    `approved` is the number its approval or registration allows, or the beds it has where that sets no limit or is not
    known (`assumed`). `over` are children placed beyond it; `others` those of the filled whom another authority looks
    after; `confirmed` of the vacant were confirmed within the days the authority's policy allows, the last on
    `confirmed_on`.
    """

    home: HomeFacts
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
        home=home,
        approved=approved,
        assumed=allowed is None,
        filled=filled,
        others=sum(1 for one in there.placed if one.la_code not in {None, authority}),
        over=max(0, filled - approved),
        not_available=lost,
        vacant=vacant,
        confirmed=min(vacant, len(fresh)),
        confirmed_on=fresh[0] if fresh and vacant else None,
    )


def _allowed(there: HomeDuring) -> int | None:
    """How many children the home may take by its approval or registration; None without a limit that is known."""
    if not there.home.is_household:
        return None if there.registration is None else there.registration.places
    numbers = [one.number for one in there.approvals if one.number_term is Term.LIMIT and one.number is not None]
    return max(numbers, default=None)


def _not_available(there: HomeDuring, left: int) -> dict[NotAvailable, int]:
    """Of the places left, how many can take nobody, each counted for the first reason that holds."""
    home, reasons = there.home, {}
    staying = len(there.residents) - len(there.placed)
    held = sum(1 for one in there.placed if one.held_for is not None)
    closed = taking_children(home, there.stay.starts_on).answer is Known.NO
    free = max(0, len(there.free_beds) - there.unlocated)
    said = free if home.said_free is None or not _said_lately(there) else home.said_free
    for reason, number in (
        (NotAvailable.STAYING_PUT, staying),
        (NotAvailable.HELD, held),
        (NotAvailable.NO_BED, left - staying - held - free),
        (NotAvailable.NOT_TAKING, left if closed else 0),
        (NotAvailable.NAMED_CHILDREN, left if home.kind is HomeKind.KINSHIP else 0),
        (NotAvailable.SAID_FULL, free - said),
    ):
        taken = max(0, min(left, number))
        if taken:
            reasons[reason] = taken
        left -= taken
    return reasons


def _said_lately(there: HomeDuring) -> bool:
    on = there.home.said_free_on
    return on is not None and on >= there.stale_before
