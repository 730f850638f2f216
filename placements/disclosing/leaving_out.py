"""Figures for people inside the authority: protected and audited together, and a table that cannot be is left out."""

from __future__ import annotations

from collections.abc import Sequence

from placements.disclosing.audit import audit
from placements.disclosing.protect import protect
from placements.disclosing.refusals import AuditFailed, CannotBeProtected
from placements.disclosing.shown import ShownTable
from placements.disclosing.table import Table


def protected_or_left_out(tables: Sequence[Table]) -> dict[str, ShownTable]:
    """The tables that may be shown together, by name; whichever cannot be protected is not among them."""
    kept = list(tables)
    while True:
        try:
            shown = protect(kept)
            audit(shown)
        except (CannotBeProtected, AuditFailed) as refusal:
            kept = [table for table in kept if table.id != refusal.table]
        else:
            return {one.table.id: one for one in shown}
