"""Small numbers never leave: counts of one to five are hidden before a figure reaches people beyond casework.

What stands here is the first step only (primary hiding, and one further part where a single hidden part could be had
by subtraction). The audit over all linked tables, with linear programmes, does not stand yet: until it does, nothing
made here may be published, and pages that use it say so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

HIDDEN = "c"
SMALLEST_SHOWN = 6
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


def hide_share(numerator: int | None, denominator: int | None) -> Figure:
    """A whole per cent; hidden where the numerator, or all who are not in it, are one to five."""
    if numerator is None or not denominator:
        return Figure(None)
    if is_small(numerator) or is_small(denominator - numerator):
        return Figure(None, hidden=True)
    return Figure(round(100 * numerator / denominator))


def hide_parts(parts: Mapping[str, int]) -> dict[str, Figure]:
    """The parts of a whole that is shown beside them: where only one is hidden, the next smallest is hidden too.

    Otherwise the hidden one would be the whole less the others. A part that is zero is never the second.
    """
    shown = {name: hide_small(count) for name, count in parts.items()}
    hidden = [name for name, figure in shown.items() if figure.hidden]
    others = [name for name, count in parts.items() if count >= SMALLEST_SHOWN]
    if len(hidden) == 1 and others:
        shown[min(others, key=lambda name: (parts[name], name))] = Figure(None, hidden=True)
    return shown
