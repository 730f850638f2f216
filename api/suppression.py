"""What an indicator may tell people beyond planning: no count from one to five, and nothing that gives one away."""

from __future__ import annotations

from collections.abc import Sequence

from api.shapes.indicator import Indicator, Part
from placements.disclosure import NOTE, Figure, hide_parts, is_small
from placements.indicators.definition import Unit


def without_small_numbers(row: Indicator) -> Indicator:
    """The indicator as it may be shown; a hidden value is null, with the note as its reason."""
    shown = row.model_copy(update={"breakdown": parts_without_small_numbers(row.breakdown)})
    if not _gives_away(row):
        return shown
    return shown.model_copy(update={"numerator": None, "value": None, "because": NOTE})


def parts_without_small_numbers(parts: Sequence[Part]) -> list[Part]:
    """The parts of a breakdown as they may be shown; those within the same category hide each other."""
    figures: dict[tuple[str | None, str], Figure] = {}
    for within in {part.within for part in parts}:
        counts = {part.category: part.count for part in parts if part.within == within and part.count is not None}
        figures |= {(within, category): figure for category, figure in hide_parts(counts).items()}
    return [
        part.model_copy(update={"count": figures[part.within, part.category].value}) if part.count is not None else part
        for part in parts
    ]


def is_hidden(row: Indicator) -> bool:
    """Whether the value is missing because it was hidden, not because the record cannot answer."""
    return row.because == NOTE


def _gives_away(row: Indicator) -> bool:
    """Whether the numerator, or of a share all who are not in it, are so few that they must be hidden."""
    if row.numerator is None:
        return False
    share_of = row.denominator if row.unit == Unit.PER_CENT else None
    rest = None if share_of is None else round(share_of) - row.numerator
    return is_small(row.numerator) or (rest is not None and is_small(rest))
