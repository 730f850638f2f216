"""An indicator: a published measure of a council's care, with what it was worked out from."""

from __future__ import annotations

from pydantic import Field

from api.shapes.shape import Shape


class Part(Shape):
    """One category of an indicator and how many are in it; null where the number is hidden.

    `of` is what it is a share of, where that is not the indicator's denominator; `within` the category it is part of.
    """

    category: str
    count: int | None
    of: int | None
    within: str | None


class Indicator(Shape):
    """One measure; `value` is null with `because` where the record cannot answer."""

    id: str
    title: str
    numerator: int | None
    denominator: float | None
    value: float | None
    unit: str
    period: str
    because: str | None
    breakdown: list[Part] = Field(default_factory=list)
