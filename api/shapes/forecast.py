"""A forecast: what the next months bring, each figure as a mean and six points of its range."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from api.shapes.backtest import BackTestSummary
from api.shapes.shape import Shape


class Series(Shape):
    """One figure a month: its mean, and the points below which it lies in 2.5 to 97.5 runs of 100."""

    mean: list[float]
    p2_5: list[float]
    p10: list[float]
    p50: list[float]
    p90: list[float]
    p97_5: list[float]


class NotPriced(Shape):
    """A setting and a provider for which no price is held: left out of the cost, never counted as nought."""

    setting: str
    provider: str
    nights_a_month: float
    because: str


class Cost(Shape):
    """What the months cost, in pence; null with a reason where no price is held at all."""

    total: Series | None
    by_setting: dict[str, Series]
    not_priced: list[NotPriced]
    programme: Series | None = Field(default=None, description="What the levers themselves cost; null without any.")
    inflation: list[float] = Field(
        default_factory=list, description="By month, the part of the mean owed to prices having risen."
    )


class StayedOn(Shape):
    """Former foster children with their carers after 18, in no count of care: at month-ends, and nights by month."""

    young_people: Series
    by_setting: dict[str, Series]
    nights: Series
    because: str


class Forecast(Shape):
    """Children in care at midnight at each month's end after `as_at`, by kind, with what they cost."""

    as_at: dt.date
    months: list[dt.date]
    total: Series
    by_setting: dict[str, Series]
    by_age: dict[str, Series]
    by_provider: dict[str, Series]
    by_place: dict[str, Series]
    by_sibling_group: dict[str, Series]
    uasc: Series
    entries: Series
    exits: Series
    exits_by_route: dict[str, Series]
    returns: Series
    moves: Series
    families: dict[str, Series]
    cost_pence: Cost
    staying_put: StayedOn | None = None
    backtest: BackTestSummary | None
    because: dict[str, str]
    notes: list[str]
    scenario: str
    levers: list[dict[str, str]] = Field(default_factory=list)
    children_set_aside: int
    replicates: int
    seed: int
    version: str
    seconds: float
