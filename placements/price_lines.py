"""Which price lines hold for a child in a home on a day, what they are after uplifts, and which of them are paid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from placements.amounts import half_up
from placements.codes import Setting
from placements.models.contract import Per, PriceComponent, PriceLine, PriceStanding, PriceUnit, ProviderKind, Span
from placements.models.finance import Uplift

WHOLE_PRICES = frozenset(
    {PriceComponent.BASE, PriceComponent.ALLOWANCE, PriceComponent.BLOCK_VARIABLE, PriceComponent.FEE}
)
"""The components of which one is enough for a price to be known."""
_ADDED_UP = frozenset({PriceComponent.ENHANCEMENT, PriceComponent.EXTRA, PriceComponent.AROUND, PriceComponent.ONE_OFF})
"""Components of which every line that holds is paid; of the others the most particular ones."""
_ONE_LINE = WHOLE_PRICES | {PriceComponent.BLOCK_FIXED, PriceComponent.NTH_CHILD, PriceComponent.RETAINER}
"""Components of which one line is paid, the newest where two are equally particular."""
_NOT_FOR_A_CHILD = frozenset({PriceComponent.RETAINER, PriceComponent.BLOCK_FIXED})


@dataclass(frozen=True)
class Wanted:
    """What is to be priced: a setting, whose home it is, the child's age in whole years, and the day.

    `level` is the carer's fee level or the framework's lot; `nth` is the child's place among the children in the home.
    """

    setting: Setting
    provider_kind: ProviderKind | None
    age: int
    on: dt.date
    home_id: int | None = None
    contract_id: int | None = None
    level: str | None = None
    first_in_home: bool = True
    child_id: int | None = None
    nth: int = 1


@dataclass(frozen=True)
class Quote:
    """A week's price with the lines it is made of; `weekly_pence` is None, with the reason, where nothing is known."""

    weekly_pence: int | None
    lines: tuple[PriceLine, ...]
    because: str

    @property
    def standing(self) -> PriceStanding | None:
        """Agreed only if every line was agreed; a published figure in it makes it published."""
        if not self.lines:
            return None
        agreed = all(line.standing is PriceStanding.AGREED for line in self.lines)
        return PriceStanding.AGREED if agreed else PriceStanding.PUBLISHED


def chosen(lines: Iterable[PriceLine], wanted: Wanted) -> list[PriceLine]:
    """The lines that are paid for a child as wanted, whatever they are per: of each component those that count.

    On a day on which an agreed price of the authority holds, published figures do not. In a bed of a block the block's
    own price for a child takes the place of a base.
    """
    held = [line for line in lines if holds(line, wanted) and is_for(line, wanted)]
    if any(line.standing is PriceStanding.AGREED and line.component in WHOLE_PRICES for line in held):
        held = [line for line in held if line.standing is PriceStanding.AGREED]
    if any(line.component is PriceComponent.BLOCK_VARIABLE for line in held):
        held = [line for line in held if line.component is not PriceComponent.BASE]
    return _counted(held)


def steps_of(line: PriceLine, uplifts: Sequence[Uplift]) -> Iterable[tuple[dt.date, int]]:
    """The amounts of a line with the day from which each holds; a rise is rounded, half up, to the penny."""
    pence = line.amount_pence
    yield line.starts_on, pence
    applying = [one for one in uplifts if _uplifts(one, line)]
    for day in sorted({one.starts_on for one in applying}):
        of_day = max((one for one in applying if one.starts_on == day), key=lambda one: (_particular(one), one.ref))
        pence = half_up(Fraction(pence * (10_000 + of_day.basis_points), 10_000))
        yield day, pence


def _uplifts(uplift: Uplift, line: PriceLine) -> bool:
    return (
        line.starts_on < uplift.starts_on
        and (line.ends_on is None or uplift.starts_on < line.ends_on)
        and uplift.setting in (None, line.setting)
        and uplift.provider_kind in (None, line.provider_kind)
        and uplift.component in (None, line.component)
        and uplift.contract_id in (None, line.contract_id)
    )


def _particular(uplift: Uplift) -> tuple[bool, bool, bool, bool]:
    return (
        uplift.contract_id is not None,
        uplift.component is not None,
        uplift.setting is not None,
        uplift.provider_kind is not None,
    )


def covers(line: PriceLine, on: dt.date) -> bool:
    """Whether a line is in force on a day."""
    return line.starts_on <= on and (line.ends_on is None or on < line.ends_on)


def holds(line: PriceLine, wanted: Wanted) -> bool:
    """Whether the day, the age and the provider kind are the line's; the setting is not looked at."""
    return (
        line.provider_kind in (None, wanted.provider_kind)
        and covers(line, wanted.on)
        and (line.age_min is None or line.age_min <= wanted.age)
        and (line.age_max is None or wanted.age <= line.age_max)
    )


def is_for(line: PriceLine, wanted: Wanted) -> bool:
    """Whether the home, contract, level, child and place among the children are the line's."""
    return (
        line.home_id in (None, wanted.home_id)
        and line.contract_id in (None, wanted.contract_id)
        and line.level in (None, wanted.level)
        and line.child_id in (None, wanted.child_id)
        and (line.nth or 1) <= wanted.nth
    )


def by_the_week(line: PriceLine) -> bool:
    """Whether a line is part of what a child's week costs."""
    return (
        line.unit.span is not Span.ONCE and line.unit.per is not Per.CONTRACT and line.component not in _NOT_FOR_A_CHILD
    )


def _specificity(line: PriceLine) -> tuple[bool, bool, bool, bool, int, bool]:
    return (
        line.child_id is not None,
        line.home_id is not None,
        line.contract_id is not None,
        line.level is not None,
        line.nth or 0,
        line.provider_kind is not None,
    )


def _counted(lines: list[PriceLine]) -> list[PriceLine]:
    """Of each component the lines that are paid, in the order given."""
    kept: set[int] = set()
    for component in {line.component for line in lines}:
        of_it = [line for line in lines if line.component is component]
        if component not in _ADDED_UP:
            most = max(_specificity(line) for line in of_it)
            of_it = [line for line in of_it if _specificity(line) == most]
        if component in _ONE_LINE:
            of_it = [max(of_it, key=lambda line: (line.starts_on, line.ref))]
        kept |= {id(line) for line in of_it}
    return [line for line in lines if id(line) in kept]


UNIT_WORDS = {
    PriceUnit.CHILD_DAY: "a day",
    PriceUnit.CHILD_WEEK: "a week",
    PriceUnit.CHILD_YEAR: "a year",
    PriceUnit.CARER_WEEK: "a week for the household",
    PriceUnit.CARER_YEAR: "a year for the household",
    PriceUnit.CONTRACT_WEEK: "a week for the contract",
    PriceUnit.CONTRACT_YEAR: "a year for the contract",
    PriceUnit.ONCE: "once",
}
