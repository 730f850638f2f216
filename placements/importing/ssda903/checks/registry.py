"""Every check of the return, in the order in which findings are listed, and the table that documents them."""

from __future__ import annotations

from placements.importing.ssda903.checks import (
    absences,
    codes,
    dates,
    distance,
    durations,
    identity,
    leaving,
    order,
    period,
    placement,
    year_break,
)
from placements.importing.ssda903.checks.check import Check
from placements.importing.ssda903.file_faults import WHOLE_FILE_RULES
from placements.models.loading import Level

CHECKS: tuple[Check, ...] = (
    *identity.CHECKS,
    *dates.CHECKS,
    *codes.CHECKS,
    *order.CHECKS,
    *period.CHECKS,
    *durations.CHECKS,
    *placement.CHECKS,
    *leaving.CHECKS,
    *distance.CHECKS,
    *absences.CHECKS,
    *year_break.CHECKS,
)


def table() -> str:
    """The checks as a Markdown table, for the reference pages."""
    whole = [(rule, Level.ERROR, fails, "") for rule, fails in WHOLE_FILE_RULES.items()]
    each = [(one.id, one.level, one.fails_when, one.dfe) for one in CHECKS]
    lines = [f"| `{rule}` | {level.value} | {fails} | {dfe} |" for rule, level, fails, dfe in (*whole, *each)]
    return "\n".join(["| Rule | Level | Fails when | DfE rules |", "|---|---|---|---|", *lines])
