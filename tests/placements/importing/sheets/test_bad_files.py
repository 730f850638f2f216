"""A file that cannot be read is refused with its rule, a sentence and what to do; nothing of it is kept."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.errors import NotFound, NotPermitted, Refused
from placements.importing.load import import_noun
from placements.importing.outcome import ImportResult
from placements.models.audit import AuditRow
from placements.models.contract import Provider
from placements.models.loading import ColumnMapping, Finding, Import
from placements.permissions import Role, Viewer
from tests.placements.importing.sheets.books import csv_file, load, rules, taken, workbook

HEADINGS = ["provider", "name", "kind"]
ROW = ["P1", "Fairways Invented", "ifa"]


@pytest.fixture
def engine(sqlite_engine: sa.Engine) -> sa.Engine:
    """Reading is the same on every engine."""
    return sqlite_engine


def refused(engine: sa.Engine, path: Path, rule: str) -> ImportResult:
    """The load is refused for one reason, and leaves one row in the audit and nothing else."""
    result = load(engine, "providers", path)
    assert result.refused
    assert rule in rules(result)
    assert all(fault.message and fault.file for fault in result.findings)
    with Session(engine) as session:
        assert [row.event for row in session.scalars(sa.select(AuditRow))] == ["data_refused"]
        for model in (Import, Finding, Provider, ColumnMapping):
            assert session.scalar(sa.select(sa.func.count()).select_from(model)) == 0
    return result


def test_a_file_that_is_not_there_is_not_found(engine: sa.Engine, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no such file"):
        load(engine, "providers", tmp_path / "none.xlsx")
    with pytest.raises(NotFound):
        load(engine, "providers", tmp_path)
    with pytest.raises(NotFound):
        load(engine, "postcodes", tmp_path / "none.csv")


def test_a_list_that_nobody_knows_is_refused_naming_those_there_are(engine: sa.Engine, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"annex-a.*carers"):
        load(engine, "pets", csv_file(tmp_path / "pets.csv", [HEADINGS]))


def test_a_role_that_may_not_load_is_refused_before_the_file_is_opened(engine: sa.Engine, tmp_path: Path) -> None:
    worker = Viewer("Willa Invented", Role.SOCIAL_WORKER)
    for noun in ("providers", "postcodes"):
        with pytest.raises(NotPermitted):
            import_noun(engine, worker, noun, tmp_path / "none.xlsx")


def test_a_file_of_200_mb_is_refused_before_it_is_read_with_its_size_and_the_limit(
    engine: sa.Engine, tmp_path: Path
) -> None:
    path = tmp_path / "large.xlsx"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    [fault] = refused(engine, path, "file-too-large").findings
    assert "200 MB" in fault.message
    assert "100 MB" in fault.message


def test_an_empty_file_is_refused(engine: sa.Engine, tmp_path: Path) -> None:
    (tmp_path / "empty.csv").touch()
    refused(engine, tmp_path / "empty.csv", "file-empty")


def test_an_empty_workbook_is_refused(engine: sa.Engine, tmp_path: Path) -> None:
    refused(engine, workbook(tmp_path / "empty.xlsx", {"providers": []}), "file-empty")


def test_text_that_is_not_utf_8_is_refused_by_name_and_byte(engine: sa.Engine, tmp_path: Path) -> None:
    path = tmp_path / "latin.csv"
    path.write_bytes("provider,name,kind\nP1,Café Invented,ifa\n".encode("latin-1"))
    [fault] = refused(engine, path, "file-encoding").findings
    assert "latin.csv is not UTF-8" in fault.message


def test_a_control_character_is_refused(engine: sa.Engine, tmp_path: Path) -> None:
    path = tmp_path / "nul.csv"
    path.write_bytes(b"provider,name,kind\nP1,Fair\x00ways,ifa\n")
    refused(engine, path, "file-encoding")


def test_a_quotation_mark_that_is_never_closed_is_refused(engine: sa.Engine, tmp_path: Path) -> None:
    path = tmp_path / "quote.csv"
    path.write_text('provider,name,kind\nP1,"Fairways,ifa\n', encoding="utf-8")
    refused(engine, path, "file-csv")


def test_a_delimiter_that_shifts_the_columns_is_found_in_its_row(engine: sa.Engine, tmp_path: Path) -> None:
    path = csv_file(tmp_path / "shifted.csv", [HEADINGS, ROW, ["P2", "Fair", "ifa", "ways"]])
    result = refused(engine, path, "row-shifted")
    assert [fault.row for fault in result.findings] == [3]


def test_an_old_or_protected_workbook_is_refused(engine: sa.Engine, tmp_path: Path) -> None:
    path = tmp_path / "old.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + b"\x00" * 600)
    refused(engine, path, "file-kind")


def test_a_broken_archive_is_refused(engine: sa.Engine, tmp_path: Path) -> None:
    path = workbook(tmp_path / "broken.xlsx", {"providers": [HEADINGS, ROW]})
    path.write_bytes(path.read_bytes()[:-300])
    refused(engine, path, "file-damaged")


def test_an_archive_that_is_no_workbook_is_refused(engine: sa.Engine, tmp_path: Path) -> None:
    path = tmp_path / "letters.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("letter.txt", "Dear all")
    refused(engine, path, "file-damaged")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(engine: sa.Engine, tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(4):
            with archive.open(f"xl/worksheets/sheet{number}.xml", "w") as part:
                for _ in range(100):
                    part.write(b" " * 1_000_000)
    [fault] = refused(engine, path, "file-zip-bomb").findings
    assert "400 MB" in fault.message
    assert "300 MB" in fault.message


def with_sheet(path: Path, xml: str) -> Path:
    """A workbook whose first sheet is replaced by this text."""
    book = workbook(path.with_name("whole.xlsx"), {"providers": [HEADINGS, ROW]})
    with zipfile.ZipFile(book) as whole, zipfile.ZipFile(path, "w") as changed:
        for part in whole.namelist():
            changed.writestr(part, xml if part == "xl/worksheets/sheet1.xml" else whole.read(part))
    return path


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


def test_entities_in_a_workbook_are_refused(engine: sa.Engine, tmp_path: Path) -> None:
    xml = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + SHEET.format("")
    refused(engine, with_sheet(tmp_path / "entities.xlsx", xml), "file-damaged")


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="5"><c r="A5"><v>1</v></c></row><row r="5"><c r="A5"><v>2</v></c></row>',
        '<row r="5"><c r="A5"><v>1</v></c></row><row r="4"><c r="A4"><v>2</v></c></row>',
        '<row r="99999999999"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        '<row r="1"><c r="A2"><v>1</v></c></row>',
        '<row r="1"><c r="XFD1"><v>1</v></c></row>',
    ],
)
def test_rows_or_cells_out_of_order_are_refused_since_a_reader_would_drop_them(
    engine: sa.Engine, tmp_path: Path, rows: str
) -> None:
    refused(engine, with_sheet(tmp_path / "disorder.xlsx", SHEET.format(rows)), "file-damaged")


def test_a_formula_never_saved_with_a_value_is_refused_in_its_cell(engine: sa.Engine, tmp_path: Path) -> None:
    path = workbook(tmp_path / "formula.xlsx", {"providers": [HEADINGS, ["P1", '=CONCAT("Fair","ways")', "ifa"]]})
    result = refused(engine, path, "cell-formula")
    fault = next(fault for fault in result.findings if fault.row == 2)
    assert (fault.column, fault.value) == ("name", '=CONCAT("Fair","ways")')


def test_a_formula_with_a_saved_value_is_read_by_it_and_listed(engine: sa.Engine, tmp_path: Path) -> None:
    headings = "".join(
        f'<c r="{place}1" t="str"><v>{name}</v></c>' for place, name in zip("ABC", HEADINGS, strict=True)
    )
    cells = (
        '<c r="A2" t="str"><v>P1</v></c><c r="B2" t="str"><f>A2</f><v>Fairways</v></c><c r="C2" t="str"><v>ifa</v></c>'
    )
    rows = f'<row r="1">{headings}</row><row r="2">{cells}</row>'
    result = taken(engine, "providers", with_sheet(tmp_path / "saved.xlsx", SHEET.format(rows)))
    assert rules(result) == ["cell-formula"]
    with Session(engine) as session:
        assert session.scalars(sa.select(Provider.name)).all() == ["Fairways"]


def test_a_formula_in_a_csv_file_is_refused_in_its_cell(engine: sa.Engine, tmp_path: Path) -> None:
    refused(engine, csv_file(tmp_path / "formula.csv", [HEADINGS, ["P1", "=2+2", "ifa"]]), "cell-formula")


def test_a_missing_column_names_the_headings_found_and_the_nearest(engine: sa.Engine, tmp_path: Path) -> None:
    path = csv_file(tmp_path / "missing.csv", [["provider", "designation", "kind"], ROW])
    result = refused(engine, path, "column-missing")
    fault = next(fault for fault in result.findings if fault.rule == "column-missing")
    assert "provider, designation, kind" in fault.message
    assert "nearest heading" in fault.message


def test_two_headings_for_one_column_are_refused(engine: sa.Engine, tmp_path: Path) -> None:
    path = csv_file(tmp_path / "twice.csv", [["provider", "name", "kind", "Provider ID"], [*ROW, "P2"]])
    refused(engine, path, "column-twice")


def test_a_workbook_without_its_first_sheet_is_refused(engine: sa.Engine, tmp_path: Path) -> None:
    path = workbook(tmp_path / "beds.xlsx", {"beds": [["home", "bed"], ["H1", "1"]]})
    result = load(engine, "homes", path)
    assert result.refused
    assert "sheet-missing" in rules(result)


def test_what_is_wrong_with_the_file_cannot_be_set_aside(engine: sa.Engine, tmp_path: Path) -> None:
    path = csv_file(tmp_path / "missing.csv", [["provider", "kind"], ["P1", "ifa"]])
    assert load(engine, "providers", path, set_aside_by="Ada Invented").refused


def test_a_workbook_is_known_by_what_it_holds_and_not_by_its_name(engine: sa.Engine, tmp_path: Path) -> None:
    path = workbook(tmp_path / "really.xlsx", {"providers": [HEADINGS, ROW]}).rename(tmp_path / "really.csv")
    taken(engine, "providers", path)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_csv_file_may_be_parted_by_other_marks(engine: sa.Engine, tmp_path: Path, delimiter: str) -> None:
    path = csv_file(tmp_path / "parted.csv", [HEADINGS, ["P1", "Fairways, the; invented | one", "ifa"]], delimiter)
    taken(engine, "providers", path)
    with Session(engine) as session:
        assert session.scalars(sa.select(Provider.name)).all() == ["Fairways, the; invented | one"]


def test_a_hidden_sheet_of_another_kind_is_listed(engine: sa.Engine, tmp_path: Path) -> None:
    path = workbook(tmp_path / "hidden.xlsx", {"providers": [HEADINGS, ROW], "old": [["a", "b"], [1, 2]]})
    book = openpyxl.load_workbook(path)
    book["old"].sheet_state = "hidden"
    book.save(path)
    result = taken(engine, "providers", path)
    assert rules(result) == ["sheet-unused"]
    assert "hidden sheet old" in result.findings[0].message
