"""Budget lines: what a cost code has for a year, and which homes it pays for."""

from __future__ import annotations

import re
from typing import Any

import sqlalchemy as sa

from placements.codes import Setting
from placements.importing.batch import Batch, check_lengths
from placements.importing.cells import choose
from placements.importing.rows import Row
from placements.models.contract import ProviderKind
from placements.models.finance import BudgetLine

_YEAR = re.compile(r"(20\d\d)\s*[/-]\s*(?:20)?(\d\d)")


def check(batch: Batch) -> None:
    """List what is wrong with the budget lines."""
    check_lengths(batch, batch.first, BudgetLine, {"code": "code", "name": "name", "holder": "holder"})
    for row in batch.first:
        if row.text("year") and _year_of(row) is None:
            message = f"{row.words('year')!r} is not a financial year. Write it as 2026/27."
            batch.wrong(row, "cell-year", message, "year")
        for column, choices in (("settings", tuple(Setting)), ("provider_kinds", tuple(ProviderKind))):
            for value in row.several(column):
                if choose(value, choices) is None:
                    batch.wrong(row, "cell-choice", f"{value!r} is not one of: {', '.join(choices)}.", column)


def write(batch: Batch) -> None:
    """Write the budget lines; a later list wins, code and year by code and year."""
    there = {(line.code, line.year): line for line in batch.session.scalars(sa.select(BudgetLine))}
    for row in batch.first:
        code, year = row.words("code"), _year_of(row) or 0
        facts: dict[str, Any] = {
            "name": row.words("name"),
            "amount_pence": row.whole("amount"),
            "settings": [choose(value, tuple(Setting)) for value in row.several("settings")],
            "provider_kinds": [choose(value, tuple(ProviderKind)) for value in row.several("provider_kinds")],
            "holder": row.text("holder"),
        } | batch.said(row)
        line = there.get((code, year))
        if line is None:
            batch.session.add(BudgetLine(code=code, year=year, **facts))
        else:
            for attribute, value in facts.items():
                setattr(line, attribute, value)
    batch.session.flush()


def _year_of(row: Row) -> int | None:
    """The year in which the financial year began; None where the words do not name one."""
    found = _YEAR.fullmatch(row.words("year").strip())
    if found is None or (int(found[1]) + 1) % 100 != int(found[2]):
        return None
    return int(found[1])
