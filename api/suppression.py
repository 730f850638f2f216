"""What indicators may tell people beyond planning: all of them judged together, through the one door for figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from api.shapes.indicator import Indicator, Part
from placements.disclosing.leaving_out import protected_or_left_out
from placements.disclosing.shown import ShownTable
from placements.disclosing.table import Population
from placements.disclosure import NOTE
from placements.indicators.meanings import COUNTS_ALONE, MADE_OF, MEANINGS, NOT_OF_CHILDREN
from placements.indicators.tables import COUNTED, tables_of

_SOME_DAY = dt.date.min


def without_small_numbers(rows: Sequence[Indicator]) -> list[Indicator]:
    """The indicators as they may be shown beside one another; a hidden value is null, with the note as its reason."""
    shown = protected_or_left_out(tables_of(rows, _everybody))
    told = {row.id: _told(row, shown) for row in rows}
    for name, made_of in MADE_OF.items():
        if name in told and any(one in told and is_hidden(told[one]) for one in made_of):
            told[name] = _hidden(told[name])
    return list(told.values())


def is_hidden(row: Indicator) -> bool:
    """Whether the value is missing because it was hidden, not because the record cannot answer."""
    return row.because == NOTE


def _everybody(subject: str, number: int) -> Population:
    """Who is counted; where two indicators of a subject count different numbers, they are not held to each other."""
    return Population(f"{subject}, {number}", _SOME_DAY)


def _told(row: Indicator, shown: Mapping[str, ShownTable]) -> Indicator:
    if row.id not in MEANINGS:
        return row
    known = _is_shown(shown, f"{row.id} known", ("known",)) if MEANINGS[row.id].outside else True
    parts = [_part(row, part, shown, known=known) for part in row.breakdown]
    row = row.model_copy(update={"breakdown": parts})
    if row.numerator is None:
        return row
    cell = () if row.id in COUNTS_ALONE else (COUNTED,)
    if not _is_shown(shown, f"{row.id} share", cell):
        return _hidden(row).model_copy(update={"denominator": row.denominator if known else None})
    if known or row.id in NOT_OF_CHILDREN:
        return row
    return row.model_copy(update={"denominator": None, "value": None, "because": NOTE})


def _hidden(row: Indicator) -> Indicator:
    return row.model_copy(update={"numerator": None, "value": None, "because": NOTE})


def _part(row: Indicator, part: Part, shown: Mapping[str, ShownTable], *, known: bool) -> Part:
    name = row.id if part.within is None else f"{row.id} {part.within}"
    may = _is_shown(shown, name, (part.category,))
    return part.model_copy(update={"count": part.count if may else None, "of": part.of if known else None})


def _is_shown(shown: Mapping[str, ShownTable], name: str, cell: tuple[str, ...]) -> bool:
    """Whether a cell may be told: a table that was left out tells nothing, one that is not there hides nothing."""
    return name in shown and not shown[name].is_hidden(cell)
