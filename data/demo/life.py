"""What an invented life in care consists of: the child, each period of care, each stay in a home."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from data.demo.ground import Band, Spot
from placements.codes import ExitRoute, age_on

Day = int
"""A day as an ordinal: fast to compare, turned into a date only where somebody reads it."""
_YEAR = 365.25


class Kind(StrEnum):
    """The kinds of home a course moves between; fostering is told apart by whose carers they are."""

    KIN = "kin"
    OWN = "own"
    AGENCY = "agency"
    HOME = "home"
    SECURE = "secure"
    SUPPORTED = "supported"
    PARENTS = "parents"
    ADOPTION = "adoption"
    OTHER = "other"


FOSTERED = frozenset({Kind.KIN, Kind.OWN, Kind.AGENCY})
FAMILY_HOMES = FOSTERED | {Kind.PARENTS}


@dataclass(slots=True)
class Address:
    """Where a stay is: the spot, the URN of the return, and the home as an extract would name it."""

    spot: Spot
    urn: str = ""
    home: str = ""
    bed: str = ""
    provider_ref: str = ""


@dataclass(slots=True)
class Stay:
    """Living in one home from `started` until `ended` (half-open), which may lie beyond the end of the story.

    `place` and `provider` are the return's codes (supported accommodation and other placements change code with the
    year, see episodes.py); `reason` says why it ended, blank where the child left care from it; `same_carer` marks a
    change of status only: the carer is that of the stay before. `joins` is the stay of the brother or sister this one
    goes along with.
    """

    kind: Kind
    started: Day
    ended: Day
    place: str = ""
    provider: str = ""
    reason: str = ""
    same_carer: bool = False
    band: Band = Band.IN_AREA
    address: Address | None = None
    joins: Stay | None = None


@dataclass(slots=True)
class Period:
    """One unbroken time in care, [started, left): why it began and ended, its legal course and its stays."""

    started: Day
    left: Day
    route: ExitRoute
    as_one: bool
    need: str
    legal: list[tuple[Day, str]] = field(default_factory=list)
    stays: list[Stay] = field(default_factory=list)

    def legal_on(self, day: Day) -> str:
        """The legal status in force on a day of the period."""
        return [status for since, status in self.legal if since <= max(day, self.started)][-1]

    def stay_on(self, day: Day) -> Stay:
        """The stay that holds the night of a day of the period."""
        return next(stay for stay in self.stays if stay.started <= day < stay.ended)


@dataclass(slots=True)
class Child:
    """An invented child, with the code the returns know them by and every period of care of theirs."""

    code: str
    name: str
    sex: str
    ethnicity: str
    born: Day
    uasc: bool
    family: int
    home: Spot
    periods: list[Period]
    in_group: bool = False
    short_breaks: bool = False

    @property
    def dob(self) -> dt.date:
        """Date of birth."""
        return dt.date.fromordinal(self.born)

    def age(self, day: Day) -> int:
        """Age in whole years on a day."""
        return age_on(self.dob, dt.date.fromordinal(day))

    def years(self, day: Day) -> float:
        """Age in years and parts of years, for chances that change with age."""
        return (day - self.born) / _YEAR

    def period_on(self, day: Day) -> Period | None:
        """The period of care that holds the night of a day, if any."""
        return next((period for period in self.periods if period.started <= day < period.left), None)
