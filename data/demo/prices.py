"""prices.xlsx: a price book of published figures where there are any, illustrative ones where there are none.

Every line says in its source which it is. The authority's own prices are not public; nobody should take these for them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from data.demo.establishments import BLOCK_CONTRACT, Establishment
from data.demo.ground import Band
from data.demo.providers import Providers
from data.demo.provision import contract_ref
from data.demo.workbook import Row
from placements.models.home import HomeKind

YEARS = ((dt.date(2025, 4, 1), dt.date(2026, 4, 1), 1.0), (dt.date(2026, 4, 1), None, 1.0355))
"""Price years with their uplift: 2025/26, then open with the last published uplift (3.55%), illustrative."""
_NMA = "National minimum allowance, rest of England, 2025/26"
_LEEDS = "Leeds level fees, about 2025; illustrative for this authority"
_CMA = "CMA 2022: £820 a week in 2020, uplifted 24.4% (2023/24 to 2025/26); by tier and age illustrative"
_S251 = "Section 251 weekly unit cost, York, 2024-25 (LAIT) £6,260; this line illustrative"
_ILLUSTRATIVE = "illustrative"
_ALLOWANCES = {(0, 2): 170.0, (3, 4): 176.0, (5, 10): 194.0, (11, 15): 220.0, (16, 17): 258.0}
_FEES = {"1": 134.96, "2": 191.19, "3": 247.42}
_IFA_TIERS = {1: 960.0, 2: 1020.0, 3: 1090.0}
_IFA_AGES = {(0, 4): 0.95, (5, 10): 1.0, (11, 17): 1.07}
_SOLO = "HOME-4"
_TAIL = (5_650.0, 6_240.0, 6_900.0, 7_850.0, 9_900.0, 13_400.0, 20_000.0)


@dataclass(frozen=True)
class Line:
    """A weekly price of 2025/26 in pounds, before uplift."""

    name: str
    setting: str
    kind: str
    component: str
    amount: float
    source: str
    unit: str = "child_week"
    ages: tuple[int, int] | None = None
    contract: str = ""
    home: str = ""
    level: str = ""


def price_rows(known: Providers, homes: list[Establishment]) -> list[Row]:
    """Every line, once for each price year."""
    lines = [*_fostering(), *_agencies(known), *_homes(known, homes), *_others()]
    return [_row(line, *year) for line in lines for year in YEARS]


def _row(line: Line, first: dt.date, last: dt.date | None, uplift: float) -> Row:
    later = "; 2026/27 uplifted by 3.55%, illustrative" if uplift != 1.0 and line.amount else ""
    return {
        "line": f"{line.name}-{first.year}",
        "setting": line.setting,
        "provider_kind": line.kind,
        "contract": line.contract,
        "home": line.home,
        "component": line.component,
        "unit": line.unit,
        "amount": round(line.amount * uplift, 2),
        "from": first,
        "to": last,
        "age_min": line.ages[0] if line.ages else None,
        "age_max": line.ages[1] if line.ages else None,
        "level": line.level,
        "source": line.source + later,
    }


def _fostering() -> Iterator[Line]:
    """The authority's own: an allowance a child by age, a fee a household by level, and what stands around it."""
    for ages, amount in _ALLOWANCES.items():
        span = f"{ages[0]}-{ages[1]}"
        yield Line(f"allow-own-{span}", "mainstream_fostering", "own", "allowance", amount, _NMA, ages=ages)
        yield Line(f"allow-kin-{span}", "kinship_fostering", "own", "allowance", amount, _NMA, ages=ages)
    for level, amount in _FEES.items():
        yield Line(f"fee-{level}", "mainstream_fostering", "own", "fee", amount, _LEEDS, unit="carer_week", level=level)
    yield Line("around-own", "mainstream_fostering", "own", "overhead", 150.0, _ILLUSTRATIVE)
    yield Line("around-kin", "kinship_fostering", "own", "overhead", 60.0, _ILLUSTRATIVE)
    yield Line("clothing", "mainstream_fostering", "own", "one_off", 160.0, _ILLUSTRATIVE, unit="once")


def _agencies(known: Providers) -> Iterator[Line]:
    """Agencies: a typical price, and that of each framework agreement by tier and age."""
    yield Line("ifa", "mainstream_fostering", "ifa", "base", 1020.0, _CMA)
    for provider in known.every:
        for ages, factor in _IFA_AGES.items() if provider.tier else ():
            ref, amount = contract_ref(provider), round(_IFA_TIERS[provider.tier or 1] * factor)
            name = f"{ref}-{ages[0]}-{ages[1]}"
            yield Line(name, "mainstream_fostering", "ifa", "base", amount, _CMA, ages=ages, contract=ref)
    yield Line("other-la", "mainstream_fostering", "other_la", "base", 765.0, "Section 251 fostering, England, 2024-25")


def _homes(known: Providers, homes: list[Establishment]) -> Iterator[Line]:
    """Homes: own, typical, each known home outside with the long tail of prices, and the block.

    Of the block the fixed part is paid whatever happens, the other part a child and week; their split is that of a
    published block (60% fixed).
    """
    yield Line("home-own", "childrens_home", "own", "base", 5_900.0, _S251)
    yield Line("home", "childrens_home", "home_group", "base", 6_485.0, _S251)
    yield Line("block-fixed", "childrens_home", "home_group", "block_fixed", 15_400.0, "illustrative, 60% of four beds",
               unit="contract_week", contract=BLOCK_CONTRACT)  # fmt: skip
    yield Line("block-child", "childrens_home", "home_group", "block_variable", 2_550.0, "illustrative, 40% of a bed",
               contract=BLOCK_CONTRACT)  # fmt: skip
    outside = [
        home for home in homes if home.pattern.kind is HomeKind.CHILDRENS_HOME and home.pattern.band is Band.OUTSIDE_FAR
    ]
    for place, home in enumerate(outside):
        amount, kind = _TAIL[(3 + 2 * place) % len(_TAIL)], home.provider.kind.value
        yield Line(f"home-{home.ref}", "childrens_home", kind, "base", amount, _ILLUSTRATIVE, home=home.ref)
    for place, provider in enumerate(known.every):
        if provider.ref.startswith("HOME-"):
            ref, amount = contract_ref(provider), _TAIL[place % 3] if provider.ref != _SOLO else _TAIL[-1]
            yield Line(ref, "childrens_home", "home_group", "base", amount, _ILLUSTRATIVE, contract=ref)


def _others() -> Iterator[Line]:
    """Supported accommodation and the rarer settings; living with parents or adopters has no placement price."""
    yield Line("supported", "supported", "supported", "base", 1_420.0, _ILLUSTRATIVE)
    yield Line("supported-own", "supported", "own", "base", 1_150.0, _ILLUSTRATIVE)
    free = "no placement price: support is in other budgets"
    for setting, amount, source in (
        ("secure", 8_900.0, _ILLUSTRATIVE),
        ("residential_school", 4_900.0, _ILLUSTRATIVE),
        ("other_residential", 4_300.0, _ILLUSTRATIVE),
        ("other", 3_600.0, _ILLUSTRATIVE),
        ("with_parents", 0.0, free),
        ("adoption", 0.0, free),
        ("custody", 0.0, "met by the secure estate; illustrative"),
    ):
        yield Line(setting, setting, "", "base", amount, source)
