"""A search as the rules see it: what is asked for, the world around it, and one child or group in one home."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from matching.child_facts import ChildFacts
from matching.policy import Policy
from matching.relations import Relations
from matching.signatures import Signatures
from matching.travel import Journeys
from placements.geography import Neighbours
from placements.models.base import Known
from placements.models.home import HomeKind
from placements.models.referral import Duration, Plan, ReferralKind, Suitability, Urgency

ADULT_AGE = 18
LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Stay:
    """The days a home is needed, [starts_on, ends_on); blank is open, `length_known` says whether it was given."""

    starts_on: dt.date
    ends_on: dt.date | None = None
    length_known: bool = True

    def meets(self, starts_on: dt.date, ends_on: dt.date | None) -> bool:
        """Whether this stay and another interval share a day."""
        begins_before_end = self.ends_on is None or starts_on < self.ends_on
        return begins_before_end and (ends_on is None or ends_on > self.starts_on)

    def __contains__(self, on: dt.date) -> bool:
        return self.starts_on <= on and (self.ends_on is None or on < self.ends_on)


@dataclass(frozen=True)
class KinFact:
    """A relative or friend, and what came of considering them."""

    person: str
    outcome: str


@dataclass(frozen=True)
class ShortBreak:
    """A break of a series: its days, the days had in the twelve months before, and the home the series is with."""

    days: int | None = None
    days_in_year: int | None = None
    home: str | None = None


@dataclass(frozen=True)
class NoticeFact:
    """Notice that runs on a child's present home: the day it ends, whether the carers gave it, whether people met."""

    child: str
    ends_on: dt.date
    by_carers: bool
    met: bool


@dataclass(frozen=True, eq=False)
class Request:
    """What a referral asks for; `carer_ended` says whether the present carer gave notice."""

    ref: str
    needed_by: dt.datetime
    kind: ReferralKind = ReferralKind.NEW
    urgency: Urgency = Urgency.PLANNED
    duration: Duration = Duration.UNKNOWN
    plan: Plan = Plan.UNKNOWN
    settings: Mapping[str, Suitability] = field(default_factory=dict)
    parent_and_child: bool = False
    max_travel_min: int | None = None
    kin: tuple[KinFact, ...] = ()
    children: tuple[ChildFacts, ...] = ()
    carer_ended: Known = Known.NOT_ASKED
    review_held_on: dt.date | None = None
    short_break: ShortBreak | None = None
    notices: tuple[NoticeFact, ...] = ()

    @property
    def is_emergency(self) -> bool:
        """Whether it was made as an emergency, which shortens some steps and never skips a rule of safety."""
        return self.kind is ReferralKind.EMERGENCY

    def suitability(self, kind: HomeKind) -> Suitability:
        """What the social worker says of this kind of home."""
        return self.settings.get(ASKED_AS.get(kind, ""), Suitability.NOT_GIVEN)


ASKED_AS = {
    HomeKind.FOSTERING: "foster",
    HomeKind.KINSHIP: "kin",
    HomeKind.CHILDRENS_HOME: "K2",
    HomeKind.SUPPORTED: "K3",
}
"""How a referral names each kind of home among its settings."""


@dataclass(frozen=True, eq=False)
class Context:
    """The world around one search: the day, the authority and its neighbours, relations, journeys, local policy.

    `looked_after` gives what each child in care is called, by reference; `signatures` who signed which rule (the
    authority's register where blank), and `edition` the edition of the rule book that is read (the newest).
    """

    today: dt.date
    authority: str
    neighbours: Neighbours
    policy: Policy
    relations: Relations
    journeys: Journeys
    travel_words: str = ""
    la_names: Mapping[str, str] = field(default_factory=dict)
    looked_after: Mapping[str, str] = field(default_factory=dict)
    signatures: Signatures | None = None
    edition: str | None = None

    def la_name(self, la_code: str) -> str:
        """An authority's name, or its code where no name is held."""
        return self.la_names.get(la_code, la_code)


def stay_of(request: Request, policy: Policy, today: dt.date) -> Stay:
    """The days a referral asks for: from the day it is needed (today, if that has passed) for the policy's length."""
    starts_on = max(request.needed_by.astimezone(LONDON).date(), today)
    days = policy.stay_days.get(request.duration)
    ends_on = None if days is None else starts_on + dt.timedelta(days=days)
    return Stay(starts_on, ends_on, request.duration is not Duration.UNKNOWN)
