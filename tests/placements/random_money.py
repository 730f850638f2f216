"""Random price books and histories for the calculation of costs: small, and full of edges that meet on one day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random
from typing import Any

from placements.charges import Kept, Stay
from placements.codes import Setting
from placements.models.contract import Contract, ContractKind, PriceComponent, PriceLine, PriceStanding, PriceUnit
from placements.models.contract import ProviderKind as Kind
from placements.models.finance import Uplift

START = dt.date(2023, 3, 1)
LENGTH = 500
SETTINGS = (Setting.MAINSTREAM_FOSTERING, Setting.CHILDRENS_HOME)
KINDS = (Kind.OWN, Kind.HOME_GROUP)
CHILD_UNITS = (PriceUnit.CHILD_WEEK, PriceUnit.CHILD_WEEK, PriceUnit.CHILD_DAY, PriceUnit.CHILD_YEAR)
STATED: dict[str, Any] = {"as_of": START, "source": "invented"}
UNITS = {
    PriceComponent.FEE: (PriceUnit.CARER_WEEK, PriceUnit.CARER_YEAR),
    PriceComponent.RETAINER: (PriceUnit.CARER_WEEK, PriceUnit.CHILD_WEEK),
    PriceComponent.BLOCK_FIXED: (PriceUnit.CONTRACT_WEEK, PriceUnit.CONTRACT_YEAR),
    PriceComponent.ONE_OFF: (PriceUnit.ONCE,),
}


@dataclass(frozen=True)
class Made:
    """One random history with its price book, and the days over which it is priced."""

    stays: list[Stay]
    kept: list[Kept]
    lines: list[PriceLine]
    uplifts: list[Uplift]
    first: dt.date
    end: dt.date


def made(number: int) -> Made:
    """The history of a number, always the same."""
    random = Random(number)
    first = START + dt.timedelta(days=random.randrange(200, LENGTH))
    end = first + dt.timedelta(days=random.choice((1, 7, 30, 31, 120, 366)))
    lines = [line(random, place) for place in range(random.randint(4, 16))]
    return Made(
        stays=[stay(random, child) for child in range(random.randint(1, 5))],
        kept=[kept(random) for _ in range(random.randint(0, 2))],
        lines=lines,
        uplifts=[uplift(random, place) for place in range(random.randint(0, 4))],
        first=first,
        end=end,
    )


def day(random: Random) -> dt.date:
    """A day within about a year and a half, often the first of a month or of a financial year."""
    whole = START + dt.timedelta(days=random.randrange(LENGTH))
    return random.choice((whole, whole.replace(day=1), dt.date(2024, 4, 1), dt.date(2024, 2, 29)))


def after(random: Random, starts: dt.date, open_share: float = 0.3) -> dt.date | None:
    """A later day, or none."""
    return None if random.random() < open_share else starts + dt.timedelta(days=random.choice((1, 7, 30, 100, 300)))


def line(random: Random, number: int) -> PriceLine:
    component = random.choice(list(PriceComponent))
    starts = day(random) - dt.timedelta(days=random.choice((0, 400, 400)))
    age_min = random.choice((None, None, 0, 5, 11))
    return PriceLine(
        ref=f"P{number:02}",
        setting=random.choice(SETTINGS),
        provider_kind=random.choice((None, *KINDS)),
        component=component,
        unit=random.choice(UNITS.get(component, CHILD_UNITS)),
        amount_pence=random.choice((0, 1, 92_000, 100_003, random.randrange(500_000))),
        starts_on=starts,
        ends_on=after(random, starts, 0.7),
        contract_id=random.choice((None, None, None, None, 1, 2)),
        home_id=random.choice((None, None, None, None, 1)),
        age_min=age_min,
        age_max=None if age_min is None else age_min + random.choice((0, 5)),
        level=random.choice((None, None, None, "1", "2")),
        child_id=random.choice((None, None, None, None, 0, 1)),
        nth=random.choice((None, None, None, None, 2, 3)),
        standing=random.choice((PriceStanding.AGREED, PriceStanding.AGREED, PriceStanding.PUBLISHED)),
        **STATED,
    )


def uplift(random: Random, number: int) -> Uplift:
    return Uplift(
        ref=f"U{number}",
        starts_on=day(random),
        basis_points=random.choice((0, 355, 688, 1243, -250)),
        setting=random.choice((None, *SETTINGS)),
        provider_kind=random.choice((None, *KINDS)),
        component=random.choice((None, None, PriceComponent.BASE)),
        contract_id=random.choice((None, None, 1)),
        **STATED,
    )


def stay(random: Random, child: int) -> Stay:
    starts = day(random) - dt.timedelta(days=random.choice((0, 0, 200)))
    ends = after(random, starts, 0.5)
    home = random.choice((1, 2, 3))
    return Stay(
        child=child,
        dob=random.choice((dt.date(2012, 2, 29), dt.date(2008 + random.randrange(14), random.randint(1, 12), 28))),
        setting=SETTINGS[home % 2],
        provider_kind=KINDS[home % 2],
        household=f"H{home}",
        starts=starts,
        ends=ends,
        home_id=home,
        contract_id=random.choice((None, 1, 2)),
        level=random.choice((None, "1", "2")),
        paid_until=None if ends is None else random.choice((None, ends + dt.timedelta(days=28))),
    )


def kept(random: Random) -> Kept:
    starts, home = day(random), random.choice((1, 2, 3))
    return Kept(
        setting=SETTINGS[home % 2],
        provider_kind=KINDS[home % 2],
        household=f"H{home}",
        starts=starts,
        ends=after(random, starts),
        home_id=home,
        contract_id=random.choice((None, 1)),
        level=random.choice((None, "1")),
        held=random.random() < 0.5,
    )


def contract(number: int, kind: ContractKind = ContractKind.FRAMEWORK, provider: int = 1, **more: object) -> Contract:
    """A contract with an id, as the record holds one."""
    facts: dict[str, Any] = {"ref": f"C-{number}", "provider_id": provider, "kind": kind}
    facts["starts_on"] = dt.date(2020, 4, 1)
    made = Contract(**(facts | STATED | more))
    made.id = number
    return made
