"""Price lines, uplifts and contributions, budget lines and the ledger: held as typed, what is refused, what is said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from placements.importing.cells import Trouble, read_cell
from placements.importing.nouns import Column, Kind
from placements.models.child import Child
from placements.models.contract import PriceComponent, PriceLine, Provider, ProviderKind
from placements.models.finance import BudgetLine, Contribution, ContributionState, LedgerLine, Uplift
from tests.placements.importing.sheets import filled
from tests.placements.importing.sheets.books import TODAY, errors, load, rules, taken, workbook
from tests.placements.importing.sheets.test_templates import SOME, loaded

PRICE_HEADINGS = ["line", "setting", "provider_kind", "component", "unit", "amount", "from", "to", "age_min", "age_max"]
LEDGER_HEADINGS = ["line", "code", "child", "provider", "paid_on", "from", "to", "amount"]
BASE = ["mainstream_fostering", "ifa", "base", "child_week"]
APRIL, NEXT_APRIL = dt.date(2026, 4, 1), dt.date(2027, 4, 1)


def prices(folder: Path, *rows: list[Any], **sheets: list[list[Any]]) -> Path:
    return workbook(folder / "prices.xlsx", {"prices": [PRICE_HEADINGS, *rows], **sheets})


def known(engine: sa.Engine) -> None:
    """One child and one provider, both invented."""
    with Session(engine) as session:
        session.add(Child(ref="C-1", id903="903001", dob=dt.date(2014, 1, 1), invented=True))
        session.add(Provider(ref="IFA-1", name="Harbour Fostering (invented)", kind=ProviderKind.IFA, invented=True))
        session.commit()


def every(engine: sa.Engine, model: type[Any]) -> list[Any]:
    with Session(engine) as session:
        return list(session.scalars(sa.select(model).order_by(model.id)))


@SOME
@given(rows=filled.budget(), as_text=st.booleans())
def test_budget_lines_are_held_as_typed(engine: sa.Engine, rows: filled.Rows, as_text: bool) -> None:
    loaded(engine, "budget", rows, as_text)
    for row in rows["budget"]:
        with Session(engine) as session:
            line = session.scalars(sa.select(BudgetLine).filter_by(code=row["code"])).one()
        assert (line.year, line.amount_pence) == (int(row["year"][:4]), row["amount"])
        assert (line.settings, line.provider_kinds) == (row["settings"] or [], row["provider_kinds"] or [])


@SOME
@given(rows=filled.ledger(), as_text=st.booleans())
def test_ledger_lines_are_held_as_typed_credits_too(engine: sa.Engine, rows: filled.Rows, as_text: bool) -> None:
    loaded(engine, "ledger", rows, as_text)
    for row in rows["ledger"]:
        with Session(engine) as session:
            line = session.scalars(sa.select(LedgerLine).filter_by(ref=row["line"])).one()
        assert line.amount_pence == 100 * row["amount"]
        assert (line.starts_on, line.ends_on, line.paid_on) == (row["from"], row["to"], row["paid_on"])


def test_uplifts_contributions_and_a_child_s_own_price_are_held(engine: sa.Engine, tmp_path: Path) -> None:
    known(engine)
    headings = [*PRICE_HEADINGS, "child", "nth"]
    book = workbook(
        tmp_path / "p.xlsx",
        {
            "prices": [headings, ["L1", *BASE, 920.0, APRIL, None, None, None, "C-1", 2]],
            "uplifts": [["uplift", "from", "percent", "component"], ["U1", NEXT_APRIL, "3.55%", "base"]],
            "contributions": [
                ["contribution", "child", "payer", "state", "unit", "amount", "from"],
                ["K1", "C-1", "health", "agreed", "child_week", 250, APRIL],
            ],
        },
    )
    taken(engine, "prices", book)
    [line], [uplift], [contribution] = (every(engine, model) for model in (PriceLine, Uplift, Contribution))
    assert (line.nth, line.child_id is not None) == (2, True)
    assert (uplift.basis_points, uplift.component) == (355, PriceComponent.BASE)
    assert (contribution.amount_pence, contribution.state) == (25_000, ContributionState.AGREED)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ([920.0, APRIL, None, None, None], [950.0, NEXT_APRIL, None, None, None]),
        ([920.0, APRIL, NEXT_APRIL, 0, 10], [950.0, dt.date(2027, 3, 31), None, 10, 15]),
    ],
)
def test_two_lines_that_price_the_same_children_on_one_day_are_refused(
    sqlite_engine: sa.Engine, tmp_path: Path, first: list[Any], second: list[Any]
) -> None:
    result = load(sqlite_engine, "prices", prices(tmp_path, ["L1", *BASE, *first], ["L2", *BASE, *second]))
    assert {rule for rule, _, _ in errors(result)} == {"price-overlap"}
    assert "L1 and L2 price the same children" in errors(result)[0][2]
    assert every(sqlite_engine, PriceLine) == []


def test_a_line_that_overlaps_one_already_held_is_refused(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    taken(sqlite_engine, "prices", prices(tmp_path, ["L1", *BASE, 920.0, APRIL]))
    assert "price-overlap" in rules(load(sqlite_engine, "prices", prices(tmp_path, ["L2", *BASE, 950.0, NEXT_APRIL])))
    taken(
        sqlite_engine,
        "prices",
        prices(tmp_path, ["L1", *BASE, 920.0, APRIL, NEXT_APRIL], ["L2", *BASE, 950.0, NEXT_APRIL]),
    )


def test_lines_one_after_the_other_and_enhancements_together_are_no_overlap(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    more = ["mainstream_fostering", "ifa", "enhancement", "child_week"]
    book = prices(
        tmp_path,
        ["L1", *BASE, 920.0, APRIL, NEXT_APRIL],
        ["L2", *BASE, 950.0, NEXT_APRIL],
        ["E1", *more, 100.0, APRIL],
        ["E2", *more, 50.0, APRIL],
    )
    assert rules(taken(sqlite_engine, "prices", book)) == []


def test_a_price_that_ends_within_a_year_with_nothing_after_it_is_said(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    book = prices(tmp_path, ["L1", *BASE, 920.0, APRIL, dt.date(2026, 10, 1)])
    result = taken(sqlite_engine, "prices", book)
    assert rules(result) == ["price-ends-mid-year"]
    assert "ends on 30/09/2026" in result.findings[0].message


def test_a_ledger_line_that_matches_nobody_is_listed_and_kept(engine: sa.Engine, tmp_path: Path) -> None:
    known(engine)
    rows = [
        ["V1", "4711", "C-1", "Harbour Fostering (invented)", TODAY, APRIL, dt.date(2026, 5, 1), "£1,000.00"],
        ["V2", "4711", "903001", "ifa-1", TODAY, APRIL, dt.date(2026, 5, 1), "(200.00)"],
        ["V3", "4711", "C-99", "Nobody Ltd", TODAY, APRIL, dt.date(2026, 5, 1), "50.00 CR"],
    ]
    result = taken(engine, "ledger", workbook(tmp_path / "l.xlsx", {"ledger": [LEDGER_HEADINGS, *rows]}))
    assert rules(result) == ["ledger-child-unknown", "ledger-provider-unknown"]
    one, two, three = every(engine, LedgerLine)
    assert one.child_id == two.child_id is not None
    assert one.provider_id == two.provider_id is not None
    assert (three.child_id, three.child_text, three.amount_pence) == (None, "C-99", -5_000)
    assert two.amount_pence == -20_000


def test_a_budget_of_no_financial_year_is_refused(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    rows = [["code", "year", "name", "amount"], ["4711", "2026/28", "Homes", 100]]
    result = load(sqlite_engine, "budget", workbook(tmp_path / "b.xlsx", {"budget": rows}))
    assert rules(result) == ["cell-year"]


def cells(kind: Kind, values: Iterable[Any]) -> list[Any]:
    return [read_cell(Column("amount", kind, "x"), value, TODAY) for value in values]


def test_credits_are_read_as_ledgers_write_them() -> None:
    written = ["12.00", "-12.00", "12.00-", "(12.00)", "£12.00 CR", -12.0, "-£1,200.50", 12]
    assert cells(Kind.SIGNED_MONEY, written) == [1200, -1200, -1200, -1200, -1200, -1200, -120_050, 1200]
    assert all(isinstance(found, Trouble) for found in cells(Kind.SIGNED_MONEY, ["--12", "(12", "twelve", "1,2.00"]))


def test_a_percentage_is_hundredths_of_a_percent_and_a_share_of_one_is_not_guessed_at() -> None:
    assert cells(Kind.PERCENT, ["3.55", "3.55%", 12.43, "-1.5", 0]) == [355, 355, 1243, -150, 0]
    assert all(isinstance(found, Trouble) for found in cells(Kind.PERCENT, [0.0355, "3.555", "250", "more"]))
