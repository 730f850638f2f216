"""A year's budget from a stored record: lines that add up, a range, the commitment list, and what is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.budgets import as_json, write_commitments
from api.shapes.budget import Budget
from forecasting.outturn import BudgetAnswer, budget_year
from placements.codes import Setting
from placements.database import open_engine
from placements.errors import NotPermitted, Refused
from placements.models.contract import ProviderKind
from placements.models.finance import BudgetLine, LedgerLine
from placements.permissions import Role, Viewer
from placements.repository.records import records_for
from placements.spending import NO_LINE
from tests.engines import SqliteFiles
from tests.forecasting.stored import fill
from tests.forecasting.town import CUT, line, years

DIRECTOR = Viewer("Dora Invented", Role.DIRECTOR)
STATED: dict[str, Any] = {"as_of": CUT, "source": "invented"}


@pytest.fixture
def engine(sqlite_files: SqliteFiles) -> Iterator[sa.Engine]:
    made = open_engine(sqlite_files.migrated())
    yield made
    made.dispose()


@pytest.fixture
def filled(engine: sa.Engine) -> sa.Engine:
    fill(engine, years(2022, 2025))
    with Session(engine) as session:
        session.add(line("own", Setting.MAINSTREAM_FOSTERING, 35_000, ProviderKind.OWN))
        session.add_all(
            [
                budget("4711", 2026, 250_000_000, ["mainstream_fostering", "kinship_fostering"]),
                budget("4712", 2026, 1_000_000, ["childrens_home"]),
                LedgerLine(
                    ref="V1", code="4711", paid_on=CUT, starts_on=CUT, ends_on=dt.date(2026, 5, 1), amount_pence=-5,
                    child_text="=C-99", **STATED,
                ),
            ]
        )  # fmt: skip
        session.commit()
    return engine


def budget(code: str, year: int, pence: int, settings: list[str]) -> BudgetLine:
    return BudgetLine(code=code, year=year, name=f"Line {code}", amount_pence=pence, settings=settings, **STATED)


def ask(engine: sa.Engine, viewer: Viewer = DIRECTOR, **more: Any) -> BudgetAnswer:
    with records_for(engine, viewer) as records:
        return budget_year(records, **({"replicates": 60} | more))


def test_the_year_after_the_returns_is_committed_and_expected_line_by_line(filled: sa.Engine) -> None:
    found = ask(filled)
    assert (found.year, found.as_at) == (2026, CUT - dt.timedelta(days=1))
    assert [one.code for one in found.lines] == ["4711", "4712", NO_LINE]
    fostering, homes, rest = found.lines
    assert fostering.expected["p10"] <= fostering.expected["p50"] <= fostering.expected["p90"]
    assert homes.over == 1.0
    assert rest.over is None
    assert found.total.committed == sum(one.committed for one in found.lines)
    assert found.total.expected["mean"] == pytest.approx(sum(one.expected["mean"] for one in found.lines))


def test_within_a_year_what_is_spent_stands_beside_what_is_paid_and_the_rest_is_expected(filled: sa.Engine) -> None:
    found = ask(filled, as_at=dt.date(2026, 5, 31))
    assert found.total.spent > 0
    assert found.total.spent == sum(one.modelled for one in found.compared)
    assert [one.ref for one in found.nobody] == ["V1"]
    assert found.total.paid == -5
    assert found.total.expected["p10"] > found.total.spent


def test_the_change_since_the_year_before_adds_up(filled: sa.Engine) -> None:
    found = ask(filled)
    before = sum(one.gross for one in found.unit_costs)
    assert found.change.total == pytest.approx(found.total.expected["mean"] - before, abs=len(Setting))


def test_without_budget_lines_everything_stands_under_none_and_it_is_said(engine: sa.Engine) -> None:
    fill(engine, years(2024, 2025))
    found = ask(engine)
    assert [one.code for one in found.lines] == [NO_LINE]
    assert any("homeward import budget" in note for note in found.notes)


def test_the_same_seed_gives_the_same_answer(filled: sa.Engine) -> None:
    assert ask(filled) == ask(filled)
    assert ask(filled, seed=2).total != ask(filled).total


def test_nothing_loaded_or_a_day_within_a_month_is_refused(engine: sa.Engine) -> None:
    with pytest.raises(Refused, match="at least one SSDA903 return"):
        ask(engine)
    with pytest.raises(Refused, match="month's end"):
        ask(engine, as_at=dt.date(2026, 5, 30))


def test_a_board_member_is_shown_no_spending_by_child(filled: sa.Engine) -> None:
    with pytest.raises(NotPermitted):
        ask(filled, Viewer("Bo Invented", Role.BOARD_MEMBER))


def test_finance_is_told_the_same_as_the_director(filled: sa.Engine) -> None:
    ours = as_json(ask(filled, Viewer("Fin Invented", Role.FINANCE)), 1, 0.5)
    assert ours == as_json(ask(filled, DIRECTOR), 1, 0.5)


def test_the_document_holds_every_figure_and_the_workbook_every_commitment(filled: sa.Engine, tmp_path: Path) -> None:
    found = ask(filled, as_at=dt.date(2026, 4, 30))
    shown = Budget.model_validate(as_json(found, 1, 0.5))
    assert shown.total.spent_pence == found.total.spent
    assert shown.reconciliation.matching_nobody[0].child == "=C-99"
    write_commitments(found, tmp_path / "c.xlsx")
    book = openpyxl.load_workbook(tmp_path / "c.xlsx")
    rows = list(book["Commitments"].iter_rows(min_row=3, values_only=True))
    assert len(rows) == len(found.commitments)
    assert round(100 * sum(float(str(row[7])) for row in rows)) == found.total.committed
    lines = list(book["Lines"].iter_rows(min_row=3, values_only=True))
    assert [row[0] for row in lines[:-1]] == [one.code for one in found.lines]
    assert all(cell.data_type != "f" for page in book for line_ in page.iter_rows() for cell in line_)
