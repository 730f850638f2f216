"""What the board's picture is made from: five years of indicators, carers, the forecast, the budget and the savings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from api.shapes.forecast import Forecast
from placements.disclosing.documents import digest_of
from placements.disclosing.table import Population
from placements.indicators.row import Indicator

YEARS = 5


@dataclass(frozen=True)
class Year:
    """The indicators at the end of a year, by id, and the digest of all of them: other facts, another edition."""

    on: dt.date
    rows: Mapping[str, Indicator]
    facts: str

    @classmethod
    def of(cls, on: dt.date, rows: Sequence[Indicator]) -> Year:
        """A year from its indicators."""
        return cls(on, {row.id: row for row in rows}, digest_of([row.as_json() for row in rows])[:16])

    def population(self, subject: str) -> Population:
        """Who of this year is counted."""
        return Population(subject, self.on, self.facts)


@dataclass(frozen=True)
class Spent:
    """The year's budget in pence, what is likely to be spent, the chance of more than the budget; who is paid."""

    year: str
    budget: int | None
    middle: int
    low: int
    high: int
    over: float | None
    children: int
    own_weekly: int
    paid_weekly: tuple[int, ...]


@dataclass(frozen=True)
class Places:
    """Places with the authority's own carers: filled, free, not available, on a day."""

    on: dt.date
    filled: int
    free: int
    not_available: int


@dataclass(frozen=True)
class Households:
    """Households approved to foster, and those that stopped, in the year to a day, by kind."""

    on: dt.date
    joined: Mapping[str, int]
    left: Mapping[str, int]


@dataclass(frozen=True)
class Savings:
    """The columns of savings in pence, of how many children, and what each provider would no longer get in a year."""

    children: int
    lost: tuple[int, ...]
    columns: Mapping[str, int | None]


@dataclass(frozen=True)
class Other:
    """What another authority, a region or the country publishes: its name, an indicator, a year, a figure, a source."""

    name: str
    indicator: str
    year: int
    figure: int
    source: str


@dataclass(frozen=True)
class Gathered:
    """Everything, the newest year last; what could not be had is None and `because` says why.

    `ages` counts the children of the newest year by group of ages and by category of I10.
    """

    authority: str
    demonstration: bool
    years: tuple[Year, ...]
    forecast: Forecast | None = None
    spent: Spent | None = None
    places: Places | None = None
    savings: Savings | None = None
    households: Households | None = None
    ages: Mapping[tuple[str, str], int] = field(default_factory=dict)
    others: Sequence[Other] = ()
    because: dict[str, str] = field(default_factory=dict)

    @property
    def newest(self) -> Year:
        """The year the picture is of."""
        return self.years[-1]
