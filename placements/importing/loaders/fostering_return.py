"""Places as a yearly return stated them: kept under their day, and set beside what the record counts."""

from __future__ import annotations

from collections import defaultdict

import sqlalchemy as sa

from placements.importing.batch import Batch, check_lengths, check_range
from placements.importing.rows import Row
from placements.importing.sheets.recruitment import FIGURES
from placements.importing.wording import plain
from placements.models.recruitment import HouseholdKind, StatedPlaces

_MOST = 1_000_000


def check(batch: Batch) -> None:
    """List what is wrong, and as a note every kind of household whose figures do not add up."""
    check_lengths(batch, batch.first, StatedPlaces, {"figure": "figure"})
    check_range(batch, batch.first, "places", 0, _MOST)
    by_kind: dict[str, dict[str, tuple[int, Row]]] = defaultdict(dict)
    for row in batch.first:
        by_kind[row.words("kind")][_figure_of(row)] = row.whole("places") or 0, row
    for kind, figures in by_kind.items():
        if set(FIGURES) <= set(figures):
            approved, filled, vacant, lost = (figures[name][0] for name in FIGURES)
            if approved != filled + vacant + lost:
                message = (
                    f"{kind.replace('_', ' ')}: {approved} approved, but filled {filled} + vacant {vacant} + not "
                    f"available {lost} = {filled + vacant + lost}. Kept as stated."
                )
                batch.note(figures["approved"][1], "return-does-not-add-up", message, "places")


def write(batch: Batch) -> None:
    """Write the figures; a later list of the same day wins."""
    there = {(one.as_of, one.kind, one.figure): one for one in batch.session.scalars(sa.select(StatedPlaces))}
    for row in batch.first:
        said, kind, figure = batch.said(row), HouseholdKind(row.words("kind")), _figure_of(row)
        held = there.get((said["as_of"], kind, figure))
        if held is None:
            batch.session.add(StatedPlaces(kind=kind, figure=figure, places=row.whole("places") or 0, **said))
        else:
            held.places, held.source = row.whole("places") or 0, said["source"]
    batch.session.flush()


def _figure_of(row: Row) -> str:
    return plain(row.words("figure")).replace(" ", "_")
