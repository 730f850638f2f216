"""The budget's answer as JSON, and the commitment list as a workbook for a finance team."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from api.shapes.budget import Budget
from forecasting.change import PARTS
from forecasting.outturn import BudgetAnswer, Outturn
from placements.commitments import Commitment
from placements.models.finance import LedgerLine
from placements.spending import Compared, LineMonth, Standing, by_line_and_month

_MONEY, _DAY = "#,##0.00;[Red]-#,##0.00", "DD/MM/YYYY"
_HEADING_ROWS, _NARROWEST = 2, 14
Value = str | float | dt.date | None
Row = tuple[Value, ...]
_COMMITMENTS = (
    *("cost code", "child", "setting", "provider", "since", "paid until", "a week", "committed to year end"),
    *("agreed contributions", "net", "note"),
)
_LINES = (
    *(
        "cost code",
        "line",
        "budget holder",
        "budget",
        "spent to date",
        "paid",
        "committed",
        "projected if nobody moves",
    ),
    *("expected", "8 in 10 from", "to", "chance of more than the budget"),
)


def as_json(answer: BudgetAnswer, seed: int, seconds: float) -> dict[str, object]:
    """The document that the command gives out."""
    differ = [one for one in answer.compared if one.standing is not Standing.AGREES]
    document = {
        "year": _label(answer.year),
        "as_at": answer.as_at,
        "lines": [_line(line) for line in answer.lines],
        "total": _line(answer.total),
        "change_pence": {part: getattr(answer.change, part) for part in (*PARTS, "total")},
        "unit_costs": [
            {
                "setting": one.setting,
                "gross_pence": one.gross,
                "child_days": one.child_days,
                "weekly_pence": one.weekly,
                "quartiles_pence": one.quartiles,
            }
            for one in answer.unit_costs
        ],
        "contributions_pence": {state.value: pence for state, pence in answer.contributed.items()},
        "reconciliation": {
            "by_line_and_month": [_line_month(one) for one in by_line_and_month(answer.compared)],
            "agreeing": len(answer.compared) - len(differ),
            "differences": [_difference(answer, one) for one in differ],
            "matching_nobody": [_nobody(one) for one in answer.nobody],
        },
        "committed_children": len({one.child for one in answer.commitments if one.child is not None}),
        "notes": list(answer.notes),
        "children_set_aside": answer.children_set_aside,
        "seed": seed,
        "seconds": round(seconds, 3),
    }
    return Budget.model_validate(document).model_dump(mode="json")


def _line_month(one: LineMonth) -> dict[str, object]:
    return {
        "code": one.code,
        "month": one.month,
        "modelled_pence": one.modelled,
        "paid_pence": one.paid,
        "children": one.children,
        "agreeing": one.agreeing,
        "causes_pence": {cause.value: pence for cause, pence in one.causes.items()},
    }


def _difference(answer: BudgetAnswer, one: Compared) -> dict[str, object]:
    return {
        "child": _child(answer, one.child),
        "code": one.code,
        "month": one.month,
        "modelled_pence": one.modelled,
        "paid_pence": one.paid,
        "standing": one.standing.value,
    }


def _nobody(line: LedgerLine) -> dict[str, object]:
    return {
        "line": line.ref,
        "code": line.code,
        "child": line.child_text,
        "provider": line.provider_text,
        "amount_pence": line.amount_pence,
    }


def write_commitments(answer: BudgetAnswer, path: Path) -> None:
    """The monthly commitment list: every child and shared cost with its code, and every line with its projection.

    Text is written as text: a reference that begins like a formula stays a reference.
    """
    book = Workbook()
    title = f"Commitments from {_day(answer.as_at + dt.timedelta(days=1))}"
    placed = [_commitment(answer, one) for one in answer.commitments]
    _fill(book.worksheets[0], "Commitments", (title,), _COMMITMENTS, placed)
    title = f"Budget {_label(answer.year)} at {_day(answer.as_at)}"
    lines = [_projected(line) for line in (*answer.lines, answer.total)]
    _fill(book.create_sheet(), "Lines", (title,), _LINES, lines)
    said = ("Amounts are pounds. A contribution that is only claimed is not counted.", *answer.notes)
    _fill(book.create_sheet(), "Notes", ("Notes",), (), [(note,) for note in said])
    book.save(path)


def _commitment(answer: BudgetAnswer, one: Commitment) -> Row:
    whose = "" if one.provider_kind is None else one.provider_kind.value
    return (
        one.code,
        _child(answer, one.child) or "(shared)",
        one.setting.value,
        whose,
        one.since,
        one.until,
        one.weekly / 100,
        one.committed / 100,
        one.contribution / 100,
        (one.committed - one.contribution) / 100,
        one.because,
    )


def _projected(line: Outturn) -> Row:
    pence = (line.budget, line.spent, line.paid, line.committed, line.spent + line.committed)
    points = (line.expected["mean"], line.expected["p10"], line.expected["p90"])
    return (
        line.code,
        line.name,
        line.holder,
        *(None if one is None else one / 100 for one in (*pence, *points)),
        None if line.over is None else f"{line.over:.0%}",
    )


def _fill(page: Worksheet, name: str, title: Row, headings: Row, rows: list[Row]) -> None:
    page.title = name
    for number, row in enumerate((title, headings, *rows), start=1):
        for position, value in enumerate(row, start=1):
            _write(page.cell(number, position), value, bold=number <= _HEADING_ROWS)
    for position, heading in enumerate(headings, start=1):
        page.column_dimensions[get_column_letter(position)].width = max(_NARROWEST, len(str(heading)) + 2)


def _write(cell: Cell | MergedCell, value: Value, *, bold: bool) -> None:
    assert isinstance(cell, Cell)  # noqa: S101 - a new page has no merged cells
    cell.value = value
    cell.font = Font(bold=bold)
    if isinstance(value, str):
        cell.data_type = "s"
    elif value is not None:
        cell.number_format = _DAY if isinstance(value, dt.date) else _MONEY


def _line(line: Outturn) -> dict[str, object]:
    return {
        "code": line.code,
        "name": line.name,
        "holder": line.holder,
        "budget_pence": line.budget,
        "spent_pence": line.spent,
        "paid_pence": line.paid,
        "committed_pence": line.committed,
        "expected_pence": dict(line.expected),
        "over": line.over,
    }


def _child(answer: BudgetAnswer, child: int | None) -> str | None:
    return None if child is None else answer.refs.get(child, str(child))


def _label(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02}"


def _day(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"
