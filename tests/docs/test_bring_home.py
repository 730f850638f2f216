"""The pages on bringing children home: commands run as shown, and the worked example is the program's."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest

from api.returning_words import STATUS_WORDS
from forecasting.returning.assumptions import PUBLISHED
from forecasting.returning.standing import Standing
from forecasting.savings import DEDUCTIONS, Move, in_year, part_year
from tests.docs.console import ROOT, run_page

SAVINGS = ROOT / "docs" / "explanation" / "savings.md"
HOW_TO = ROOT / "docs" / "how-to" / "bring-home.md"
MOVE = Move(
    dt.date(2026, 10, 1), 16_600_000, 4_800_000, notice_days=28, support_pence=780_000,
    returns=Fraction(355, 1000), would_have_left=Fraction(1, 10),
)  # fmt: skip


@pytest.mark.walkthrough
def test_every_command_of_the_page_prints_what_the_page_shows(tmp_path: Path) -> None:
    assert run_page(HOW_TO, tmp_path) >= 10


def test_every_status_is_explained() -> None:
    page = HOW_TO.read_text(encoding="utf-8")
    assert set(STATUS_WORDS) == set(Standing)
    assert [words for words in STATUS_WORDS.values() if f"| {words} |" not in page] == []


def test_the_worked_example_reconciles_with_the_program() -> None:
    page = SAVINGS.read_text(encoding="utf-8")
    lines = {line.name: line.pence for line in in_year(MOVE) if line.pence}
    part = part_year(MOVE)
    shown = {"gross a year": lines["gross"] - part.pence, "part year": part.pence, "gross this year": lines["gross"]}
    shown |= {name: pence for name, pence in lines.items() if name not in {"gross", "net"}}
    for name, pence in shown.items():
        assert f"| {name} | {pence / 100:,.2f} |" in page
    assert f"| **net this year** | **{lines['net'] / 100:,.2f}** |" in page
    assert round(100 * lines["net"] / lines["gross"]) == 37
    assert round(100 * lines["net"] / shown["gross a year"]) == 19


def test_every_deduction_has_its_row_and_its_file_is_named() -> None:
    page = SAVINGS.read_text(encoding="utf-8")
    assert [name for name in ("part year", *DEDUCTIONS) if f"| {name} |" not in page] == []
    assert str(PUBLISHED.relative_to(ROOT)) in page
