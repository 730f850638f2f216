"""The board's picture as readers get it: every figure as it is printed, nothing that was kept back."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from api.shapes.shape import Shape


class TrendPoint(Shape):
    """A headline at the end of an earlier year, as printed."""

    year: str
    figure: str


class Headline(Shape):
    """One of the six numbers as printed, what it counts, a sentence, five years; `because` where it is missing."""

    id: str
    title: str
    figure: str
    words: str
    sentence: str
    period: str
    trend: list[TrendPoint]
    because: str | None = None


class ReadRow(Shape):
    """A line of a table as printed: the count and its whole per cent of the table, "c" where hidden."""

    words: str
    count: str
    share: str


class ReadTable(Shape):
    """A table as printed; `heading` stands over its first column and `counts` over its second."""

    id: str
    title: str
    heading: str
    counts: str
    period: str
    rows: list[ReadRow]


class PastPoint(Shape):
    """Children looked after at the end of a past year; null where hidden."""

    on: dt.date
    children: int | None


class AheadPoint(Shape):
    """Children likely to be looked after at the end of a year to come, in whole children: middle, 80% range."""

    on: dt.date
    middle: int
    low: int
    high: int


class LastForecast(Shape):
    """What the forecast of a year ago said, and what happened."""

    on: dt.date
    low: int
    high: int
    middle: int
    happened: int
    held: bool


class YearOfMoney(Shape):
    """A financial year: what is set aside, and what is likely to be spent, in pence to the nearest £10,000."""

    year: str
    budget_pence: int | None
    middle_pence: int | None
    low_pence: int | None
    high_pence: int | None
    because: str | None


class MonthOfMoney(Shape):
    """What one month of homes is likely to cost, in pence to the nearest £10,000: middle, 80% range."""

    on: dt.date
    middle_pence: int
    low_pence: int
    high_pence: int


class MoneyColumn(Shape):
    """One of the three columns of savings, never added together; null pence with the reason."""

    words: str
    meaning: str
    pence: int | None
    because: str | None


class Risk(Shape):
    """What could go wrong and how likely it is, in tenths."""

    words: str
    chance: str


class ShortPoint(Shape):
    """Children likely to be short of a home in the area at the end of a year to come, as printed: "c" where hidden."""

    on: dt.date
    middle: str
    between: str


class OtherFigure(Shape):
    """What another authority, a region or the country publishes, as printed."""

    name: str
    figure: str


class Compared(Shape):
    """One number that both we and others publish, each as printed; every line names the same others in one order."""

    what: str
    period: str
    ours: str
    others: list[OtherFigure]
    source: str


class BoardDocument(Shape):
    """Everything the board's page shows, frozen when it is published."""

    authority: str
    demonstration: bool
    as_at: dt.date
    numbers: list[Headline]
    where: list[ReadTable]
    stability: list[ReadTable]
    carers: list[ReadTable]
    past: list[PastPoint]
    ahead: list[AheadPoint]
    last_forecast: LastForecast | None
    money: YearOfMoney
    months: list[MonthOfMoney]
    columns: list[MoneyColumn]
    risks: list[Risk]
    asks: list[str]
    voice: list[str] = Field(default_factory=list)
    changed: list[str] = Field(default_factory=list)
    groups: list[ReadTable] = Field(default_factory=list)
    compared: list[Compared] = Field(default_factory=list)
    short: list[ShortPoint] = Field(default_factory=list)
    brief: list[str] = Field(default_factory=list)
    hidden: list[str]
    notes: list[str] = Field(default_factory=list)
    because: dict[str, str] = Field(default_factory=dict)
