"""Who lived where, and what was charged for it: the stays that are priced, and the lines that come of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from placements.codes import Setting
from placements.models.contract import PriceComponent, ProviderKind


class Paid(StrEnum):
    """What a charge is paid for."""

    PLACEMENT = "placement"
    HOUSEHOLD = "household"
    ARRIVAL = "arrival"
    NOTICE = "notice"
    HELD_BED = "held_bed"
    EMPTY = "empty"
    BLOCK = "block"


@dataclass(frozen=True)
class Stay:
    """A child living in one home over [starts, ends), a blank end still running.

    `household` tells homes apart, also those known only by their postcode; `paid_until` is the first day after the
    notice that was paid beyond the child's leaving.
    """

    child: int
    dob: dt.date
    setting: Setting
    provider_kind: ProviderKind | None
    household: str
    starts: dt.date
    ends: dt.date | None = None
    home_id: int | None = None
    contract_id: int | None = None
    level: str | None = None
    paid_until: dt.date | None = None


@dataclass(frozen=True)
class Kept:
    """A home kept for children over [starts, ends): `held` is a bed held for one child, else a carers' household.

    A bed held is paid for at the retainer a child; a household on the days when no child lives there, a carer.
    """

    setting: Setting
    provider_kind: ProviderKind | None
    household: str
    starts: dt.date
    ends: dt.date | None = None
    home_id: int | None = None
    contract_id: int | None = None
    level: str | None = None
    held: bool = False


@dataclass(frozen=True)
class Charge:
    """Whole pence of one price line over the days [first, end), of which `days` were paid."""

    line: str
    component: PriceComponent
    paid: Paid
    setting: Setting
    provider_kind: ProviderKind | None
    child: int | None
    household: str | None
    contract_id: int | None
    first: dt.date
    end: dt.date
    days: int
    pence: int


@dataclass(frozen=True)
class Unpriced:
    """Days of a child for which no price holds: they are in no total."""

    child: int
    setting: Setting
    provider_kind: ProviderKind | None
    first: dt.date
    end: dt.date
    because: str


@dataclass(frozen=True)
class Costs:
    """The charges of a period, what has no price, and how many days children lived in homes in it."""

    charges: tuple[Charge, ...]
    unpriced: tuple[Unpriced, ...]
    child_days: int

    @property
    def pence(self) -> int:
        """The sum of the rounded lines."""
        return sum(charge.pence for charge in self.charges)
