"""The rules for single figures: counts of one to five, whole per cents, means and money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

RULES = "disclosure 2026-11"
"""The version of these rules, written into every certificate."""
HIDDEN, IMPOSSIBLE = "c", "z"
SMALLEST_SHOWN = 6
WIDE_ENOUGH = 3
"""A hidden number is safe where all that is told still fits values at least this far apart."""
SMALL_GROUP = 2 * SMALLEST_SHOWN
"""In a group of fewer than these, a nought or a whole ("none of the six", "all of them") tells of each child in it."""
FEWEST_PROVIDERS = 3
LARGEST_SHARE, LARGEST_TWO_SHARE, GUESS_WITHIN = 50, 75, 15
NOTE = (
    "c means that a number from 1 to 5, or one that would give such a number away, is hidden so that no child can be "
    "recognised. Zero is shown as zero."
)


@dataclass(frozen=True)
class Figure:
    """A number as it may be shown: `value` is None where it is hidden or not known."""

    value: int | None
    hidden: bool = False

    def __str__(self) -> str:
        """The number, the marker of a hidden one, or the words for one that is not known."""
        if self.hidden:
            return HIDDEN
        return "not known" if self.value is None else f"{self.value:,}"


def is_small(count: int) -> bool:
    """Whether a count must be hidden: one to five of children, carers, households, homes or providers."""
    return 0 < count < SMALLEST_SHOWN


def hide_small(count: int | None) -> Figure:
    """A count for people beyond casework: one to five are hidden, zero and unknown stay what they are."""
    if count is not None and is_small(count):
        return Figure(None, hidden=True)
    return Figure(count)


def whole_per_cent(numerator: int, denominator: int) -> int:
    """The share as a whole per cent, halves up: whole numbers throughout, so no rounding depends on a machine."""
    return (200 * numerator + denominator) // (2 * denominator)


def hide_share(numerator: int | None, denominator: int | None) -> Figure:
    """A whole per cent; hidden where the numerator, or all who are not in it, are one to five."""
    if numerator is None or not denominator:
        return Figure(None)
    if is_small(numerator) or is_small(denominator - numerator):
        return Figure(None, hidden=True)
    return Figure(whole_per_cent(numerator, denominator))


def hide_mean(mean: float | None, of: int, *, changed: int | None = 0) -> Figure:
    """A mean or a median, rounded to a whole number; hidden for fewer than six.

    `changed` is how many joined or left the set since a mean of it was last told, None where nobody knows: one to five,
    or not known, would give their values away by differencing.
    """
    if mean is None or not of:
        return Figure(None)
    if of < SMALLEST_SHOWN or changed is None or is_small(changed):
        return Figure(None, hidden=True)
    return Figure(int(mean + 0.5))


def why_money_is_hidden(children: int, paid: Sequence[int], own: int = 0) -> str | None:
    """Why a sum of money may not be told, in words; None where it may.

    `paid` is what each outside provider got, in pence; `own` the authority's own spending, which is public elsewhere
    and so never covers for a provider. Rules: at least six children; at least three providers; the largest at most
    half, the two largest at most three quarters of what providers got; and the second largest, knowing its own part,
    must not be able to guess the largest to within 15 per cent (the p per cent rule).
    """
    if children < SMALLEST_SHOWN:
        return "Fewer than six children." if children or any(paid) or own else None
    amounts = sorted((one for one in paid if one > 0), reverse=True)
    if not amounts:
        return None
    if len(amounts) < FEWEST_PROVIDERS:
        return "Fewer than three providers."
    whole, first, second = sum(amounts), amounts[0], amounts[1]
    if 100 * first > LARGEST_SHARE * whole:
        return "One provider got more than half of it."
    if 100 * (first + second) > LARGEST_TWO_SHARE * whole:
        return "Two providers got more than three quarters of it."
    if 100 * (whole - first - second) < GUESS_WITHIN * first:
        return "One provider could work out what another got."
    return None


def may_forecast(middle: float) -> bool:
    """Whether a category of a forecast may be told: its middle, in whole children, is nought or at least six."""
    return not is_small(int(middle + 0.5))
