"""A cell is its column's value, blank, or a finding that says what would be accepted."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placements.importing.catalogue import NOUNS
from placements.importing.cells import LARGEST_PENCE, Trouble, Value, read_cell
from placements.importing.nouns import Column, Kind
from placements.importing.pages import Cell
from placements.models.loading import Level

TODAY = dt.date(2026, 6, 5)
SEX = Column("sex", Kind.CHOICE, "sex", choices=("M", "F", "U"))
COLUMNS = [column for noun in NOUNS.values() for sheet in noun.sheets for column in sheet.columns]
ANYTHING: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)


def read(kind: Kind, cell: Cell) -> Value | Trouble:
    return read_cell(Column("x", kind, "x"), cell, TODAY)


@given(st.sampled_from(COLUMNS), ANYTHING)
def test_any_cell_is_a_value_or_a_finding(column: Column, cell: Cell) -> None:
    value = read_cell(column, cell, TODAY)
    if isinstance(value, Trouble):
        assert value.rule.startswith("cell-")
        assert value.message
    elif column.choices:
        assert value is None or value in column.choices


@given(st.integers(0, LARGEST_PENCE), st.sampled_from(["£{0:,.2f}", "{0:.2f}", "£ {0:.2f}", "{0:,.2f}"]))
def test_money_is_whole_pence_however_it_is_written(pence: int, form: str) -> None:
    pounds = pence // 100, pence % 100
    written = form.replace("{0:,.2f}", f"{pounds[0]:,}.{pounds[1]:02}").replace(
        "{0:.2f}", f"{pounds[0]}.{pounds[1]:02}"
    )
    assert read(Kind.MONEY, written) == pence


@given(st.integers(0, 10_000_000))
def test_money_in_a_number_cell_is_whole_pence(pence: int) -> None:
    assert read(Kind.MONEY, pence / 100) == pence


@pytest.mark.parametrize("written", ["12.345", "-5", "1.234,50", "12 pounds", "1,23", "£", "(450)", True, float("nan")])
def test_an_amount_that_is_not_whole_pence_is_a_finding(written: Cell) -> None:
    assert isinstance(read(Kind.MONEY, written), Trouble)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        *((written, "yes") for written in ("Yes", "y", True, 1, "a) Yes")),
        *((written, "no") for written in ("b) No", "N", 0, "false")),
        *((written, "unknown") for written in ("not known", "?", "Unknown", "tbc")),
        ("not asked", "not_asked"),
        (None, None),
    ],
)
def test_yes_no_unknown_and_blank_are_four_values(written: Cell, value: Value) -> None:
    assert read(Kind.YES_NO, written) == value


@pytest.mark.parametrize(
    ("written", "value"),
    [("Male", "M"), ("a) Male", "M"), ("b) Female", "F"), ("f", "F"), ("1", "M"), (2, "F"), ("not known", "U")],
)
def test_sex_is_read_as_people_and_earlier_returns_write_it(written: Cell, value: str) -> None:
    assert read_cell(SEX, written, TODAY) == value


@pytest.mark.parametrize("written", ["f) U6: Foster placement - not FFA", "U6", "u6 - foster", " U6 "])
def test_a_code_is_found_behind_its_place_in_a_list_and_before_its_meaning(written: str) -> None:
    assert read_cell(Column("p", Kind.CHOICE, "p", choices=("U4", "U6")), written, TODAY) == "U6"


def test_a_choice_of_no_list_says_what_would_be_accepted() -> None:
    found = read_cell(Column("urgency", Kind.CHOICE, "u", choices=("tonight", "planned")), "soon", TODAY)
    assert isinstance(found, Trouble)
    assert "tonight, planned" in found.message
    assert "'soon'" in found.message


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.CHOICE])
def test_a_formula_is_never_worked_out(kind: Kind) -> None:
    found = read(kind, "=1+1")
    assert isinstance(found, Trouble)
    assert (found.rule, found.level) == ("cell-formula", Level.ERROR)


def test_an_error_of_a_spreadsheet_is_a_finding() -> None:
    found = read(Kind.TEXT, "#REF!")
    assert isinstance(found, Trouble)
    assert found.rule == "cell-error"


def test_unknown_in_a_column_of_days_is_listed_and_not_read_as_a_day() -> None:
    found = read(Kind.DATE, "TBC")
    assert isinstance(found, Trouble)
    assert (found.rule, found.level) == ("cell-unknown", Level.WARNING)


def test_a_postcode_that_is_none_is_listed_and_read_as_not_known() -> None:
    found = read(Kind.POSTCODE, "nope")
    assert isinstance(found, Trouble)
    assert found.level is Level.WARNING
    assert read(Kind.POSTCODE, " yo1  7pr ") == "YO17PR"


def test_a_list_is_parted_by_semicolons_commas_and_line_ends() -> None:
    assert read(Kind.LIST, "AUT; LD,MOB\nVIS;;") == ("AUT", "LD", "MOB", "VIS")


def test_a_reference_in_a_number_cell_keeps_its_figures() -> None:
    assert read(Kind.TEXT, 1761444) == "1761444"
    assert read(Kind.TEXT, 1761444.0) == "1761444"


@pytest.mark.parametrize("written", ["3.5", "-1", "three", 1_000_001, True, "9" * 400])
def test_what_is_no_whole_number_is_a_finding(written: Cell) -> None:
    found = read(Kind.WHOLE, written)
    assert isinstance(found, Trouble)
    assert len(found.message) < 300
