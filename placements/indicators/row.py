"""One answered indicator: what is counted, of whom, over which time, or why it cannot be said."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Part:
    """One category of a breakdown and how many are in it.

    `of` is the number that this part is a share of, where that is not the indicator's denominator. `within` names the
    category that the part is itself a part of; the parts that are within nothing add up to everybody counted.
    """

    category: str
    count: int
    of: int | None = None
    within: str | None = None


@dataclass(frozen=True)
class Indicator:
    """An indicator as the record answers it.

    `numerator` and `denominator` are counts, of whatever the definition names (the weeks of I24 are days / 7); `value`
    is in `unit`. A value that the record cannot give is None and `because` says why in words; otherwise `because` is
    None. An answer is never 0 for want of knowledge.
    """

    id: str
    title: str
    numerator: int | None
    denominator: float | None
    value: float | None
    unit: str
    period: str
    because: str | None = None
    breakdown: tuple[Part, ...] = ()

    def __post_init__(self) -> None:
        """Hold that there is a value or a reason, never both and never neither."""
        if (self.value is None) == (self.because is None):
            raise ValueError(f"{self.id}: an indicator has a value or a reason why not. Given: {self.value}.")

    def as_json(self) -> dict[str, object]:
        """The same for a program: every field by its name, the breakdown as a list."""
        return {**asdict(self), "breakdown": [asdict(part) for part in self.breakdown]}
