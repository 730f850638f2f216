"""An indicator: a published measure of a council's care, with what it was worked out from."""

from __future__ import annotations

from pydantic import Field

from api.shapes.shape import Shape


class Part(Shape):
    """One category of an indicator and how many are in it."""

    category: str
    count: int


class Indicator(Shape):
    """One measure; `value` is null with `because` where the record cannot answer."""

    id: str
    title: str
    numerator: float | None
    denominator: float | None
    value: float | None
    unit: str | None = None
    period: str
    because: str | None
    breakdown: list[Part] = Field(default_factory=list)
