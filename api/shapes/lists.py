"""Lists of referrals, homes, returns and findings."""

from __future__ import annotations

import datetime as dt

from api.shapes.shape import Shape
from placements.models.home import HomeKind, HomeStatus
from placements.models.referral import Duration, Plan, ReferralKind, Urgency


class Health(Shape):
    """Whether the service and its record answer."""

    status: str
    version: str


class ReferralChild(Shape):
    """A child a referral names: reference, age in years and sex where known; never the name."""

    child: str
    age: int | None
    sex: str


class OpenReferral(Shape):
    """A request to find a home."""

    referral: str
    kind: ReferralKind
    urgency: Urgency
    needed_by: dt.datetime
    duration: Duration
    plan: Plan
    parent_and_child: bool
    children: list[ReferralChild]


class KnownHome(Shape):
    """A known home; where it lies is never told here."""

    home: str
    kind: HomeKind
    status: HomeStatus
    provider: str | None
    authority: str | None
    beds: int
    taken: int
    confirmed_on: dt.date | None


class HeldReturn(Shape):
    """A return as it stands."""

    year: str
    path: str
    loaded_at: dt.datetime
    children_set_aside: int


class FoundThing(Shape):
    """One thing a check found: file, row, column, rule, value found and a sentence; `id` pages through the list."""

    id: int
    file: str
    row: int | None
    column: str | None
    rule: str
    level: str
    value: str | None
    message: str
