"""Small numbers never leave: the one door through which figures go to people beyond casework.

Single figures by their rules; the parts of a whole protected and audited as a table; whole publications by `prepare`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from placements.disclosing.audit import audit
from placements.disclosing.prepare import Prepared, prepare
from placements.disclosing.protect import protect
from placements.disclosing.refusals import AuditFailed, CannotBeProtected
from placements.disclosing.rules import (
    HIDDEN,
    NOTE,
    SMALLEST_SHOWN,
    Figure,
    hide_mean,
    hide_share,
    hide_small,
    is_small,
    may_forecast,
    why_money_is_hidden,
)
from placements.disclosing.table import Category, Cell, Dimension, Population, Table

__all__ = [
    "HIDDEN",
    "NOTE",
    "SMALLEST_SHOWN",
    "AuditFailed",
    "CannotBeProtected",
    "Figure",
    "Prepared",
    "hide_mean",
    "hide_parts",
    "hide_share",
    "hide_small",
    "is_small",
    "may_forecast",
    "prepare",
    "why_money_is_hidden",
]
_ANY_DAY = dt.date.min


def hide_parts(parts: Mapping[str, int]) -> dict[str, Figure]:
    """The parts of a whole that is shown beside them, with as little hidden beside the small ones as keeps them safe.

    Where no hiding is enough (one child in each of two parts, say), every part that is not nought is hidden.
    """
    if not parts:
        return {}
    dimension = Dimension("part", tuple(Category.of(name) for name in parts))
    counts: dict[Cell, int] = {(name,): count for name, count in parts.items()}
    table = Table("parts", "Parts of a whole", (Population("those counted", _ANY_DAY),), (dimension,), counts)
    try:
        (shown,) = protect([table])
        audit([shown])
    except (CannotBeProtected, AuditFailed):
        return {name: Figure(None, hidden=True) if count else Figure(0) for name, count in parts.items()}
    return {name: shown.count((name,)) for name in parts}
