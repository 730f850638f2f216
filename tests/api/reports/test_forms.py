"""One paper in every form: the same words and figures, read by a screen reader, and nothing of its maker."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest
from docx.shared import Mm
from hypothesis import given
from hypothesis import strategies as st
from odf import opendocument
from odf.table import Table as OdsTable
from odf.table import TableCell, TableRow
from odf.teletype import extractText
from openpyxl import load_workbook

from api.charts import fan
from api.reports.excel import as_xlsx
from api.reports.files import FORMS, write_paper, written_as
from api.reports.open_document import as_ods
from api.reports.paper import Bullets, Column, Facts, Kind, Paper, Picture, Section, Table, Words
from api.reports.pdf import as_pdf
from api.reports.plain import as_text
from api.reports.web import as_html
from api.reports.word import as_docx
from api.shapes.forecast import Series
from placements.errors import Refused
from tests.api.canaries import found_in

MONTHS = [dt.date(2026, 4, 30), dt.date(2027, 3, 31)]
SERIES = Series(mean=[240, 236], p2_5=[230, 210], p10=[235, 221], p50=[240, 236], p90=[245, 252], p97_5=[250, 260])
DRAWN = fan(
    [(dt.date(2024, 3, 31), 243.0), (dt.date(2026, 3, 31), 240.0)], MONTHS, SERIES, lambda value: f"{value:.0f}"
)
COLUMNS = (
    Column("Kind of home"),
    Column("Children", Kind.COUNT),
    Column("Share", Kind.PER_CENT),
    Column("A week", Kind.MONEY),
    Column("Since", Kind.DAY),
)
HOMES = Table(
    "Where children live",
    COLUMNS,
    (
        ("Foster homes", 1200, 83, 48_000_01, dt.date(2026, 6, 5)),
        ("=HYPERLINK(#x) *not* <b>markup</b>", "c", None, None, None),
    ),
    "c means hidden.",
)
AHEAD = Table("The months ahead", (Column("Month"), Column("Middle", Kind.DECIMAL)), (("April 2026", 240.5),))
PAPER = Paper(
    title="Our children and their homes",
    council="York",
    introduction="What stands in this paper.",
    sections=(
        Section("In words", (Words("One sentence."), Bullets(("first", "second")), Facts((("Day", "5 June 2026"),)))),
        Section("In figures", (HOMES, Picture("Fewer children are likely", DRAWN, "From 240 to 236.", AHEAD))),
    ),
    marked="Draft: not released.",
    footer="Snapshot 31 March 2026",
    about=(("Period", "31 March 2026"),),
)
SAID = [
    "Our children and their homes",
    "Draft: not released.",
    "One sentence.",
    "second",
    "5 June 2026",
    "1,200",
    "83%",
    "£48,000",
    "=HYPERLINK(#x) *not* <b>markup</b>",
    "not known",
    "c means hidden.",
    "240.5",
]


def word_text(file: bytes) -> str:
    document = docx.Document(io.BytesIO(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


@pytest.mark.parametrize("said", SAID)
def test_text_word_and_page_say_the_same(said: str) -> None:
    assert said in as_text(PAPER)
    assert said in word_text(as_docx(PAPER))
    escaped = said.replace("<", "&lt;").replace(">", "&gt;")
    assert escaped in as_html(PAPER).decode()


@pytest.mark.parametrize("ending", FORMS)
def test_the_same_paper_is_the_same_bytes_and_names_no_machine(ending: str) -> None:
    made = written_as(PAPER, ending)
    assert made == written_as(PAPER, ending)
    parts = [made]
    if made.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(made)) as file:
            parts = [file.read(name) for name in file.namelist()]
            assert {info.date_time for info in file.infolist()} == {(2000, 1, 1, 0, 0, 0)}
    found = [part for part in parts if re.search(rb"python-docx|ODFPY|Macintosh|/root|/home/|CreationDate", part)]
    assert not found


def test_a_workbook_has_a_cover_notes_and_a_sheet_a_table_and_hides_nothing() -> None:
    book = load_workbook(io.BytesIO(as_xlsx(PAPER)))
    assert book.sheetnames == ["Cover", "Notes", "1 Where children live", "2 The months ahead"]
    assert {page.sheet_state for page in book.worksheets} == {"visible"}
    assert not any(page.merged_cells.ranges for page in book.worksheets)
    assert (book.properties.title, book.properties.creator) == (PAPER.title, "York")
    homes = [[cell.value for cell in row] for row in book["1 Where children live"].iter_rows(min_row=4)]
    assert homes[0] == [column.name for column in COLUMNS]
    assert homes[1][:4] == ["Foster homes", 1200, 0.83, 48_000.01]
    assert homes[2] == ["=HYPERLINK(#x) *not* <b>markup</b>", "c", "not known", "not known", "not known"]
    assert {cell.data_type for row in book["1 Where children live"].iter_rows() for cell in row} <= {"s", "n", "d"}
    assert "Draft: not released." in [row[0].value for row in book["Cover"].iter_rows()]


def test_open_document_and_excel_hold_the_same_sheets_and_figures() -> None:
    sheets = opendocument.load(io.BytesIO(as_ods(PAPER))).spreadsheet.getElementsByType(OdsTable)
    book = load_workbook(io.BytesIO(as_xlsx(PAPER)))
    assert [one.getAttribute("name") for one in sheets] == book.sheetnames
    for shown, page in zip(sheets, book.worksheets, strict=True):
        rows = [
            [ods_value(cell) for cell in row.getElementsByType(TableCell)] for row in shown.getElementsByType(TableRow)
        ]
        held = [[plain(cell.value) for cell in row if cell.value is not None] for row in page.iter_rows()]
        assert rows == held


def ods_value(cell: TableCell) -> str:
    return str(cell.getAttribute("value") or cell.getAttribute("datevalue") or extractText(cell))


def plain(value: object) -> str:
    return value.date().isoformat() if isinstance(value, dt.datetime) else str(value)


def test_the_word_document_repeats_its_heading_row_and_describes_its_picture() -> None:
    made = docx.Document(io.BytesIO(as_docx(PAPER)))
    with zipfile.ZipFile(io.BytesIO(as_docx(PAPER))) as file:
        body = file.read("word/document.xml").decode()
    assert body.count("<w:tblHeader") == len(made.tables) == 2
    assert 'descr="From 240 to 236."' in body
    assert not re.search(r"<w:(vanish|webHidden|del|ins|comment)\b", body)


def test_the_councils_own_template_keeps_its_styles_and_margins_and_none_of_its_text(tmp_path: Path) -> None:
    template = docx.Document()
    template.add_paragraph("Words of the template")
    template.styles["Normal"].font.name = "Verdana"
    template.sections[0].left_margin = Mm(33)
    template.sections[0].footer.paragraphs[0].text = "The council's own footer"
    template.save(str(tmp_path / "council.docx"))
    write_paper(PAPER, tmp_path / "paper.docx", tmp_path / "council.docx")
    made = docx.Document(str(tmp_path / "paper.docx"))
    assert made.styles["Normal"].font.name == "Verdana"
    assert made.sections[0].left_margin == pytest.approx(Mm(33), rel=0.01)
    assert made.sections[0].footer.paragraphs[0].text == "The council's own footer"
    assert "Words of the template" not in word_text((tmp_path / "paper.docx").read_bytes())


@pytest.mark.parametrize("ending", FORMS)
def test_a_canary_is_found_in_a_paper_of_any_form(ending: str) -> None:
    home = Table("Homes", (Column("Home"), Column("Where")), (("H-1", "at YO1 9ZA"),))
    told = Paper("A paper", "York", "In short.", (Section("Homes", (home,)),))
    assert found_in(written_as(told, ending), {"yo19za": "homes.postcode"}) == {"homes.postcode"}
    assert found_in(written_as(PAPER, ending), {"yo19za": "homes.postcode"}) == set()


def test_a_template_that_is_no_document_is_refused(tmp_path: Path) -> None:
    (tmp_path / "council.docx").write_text("no document")
    with pytest.raises(Refused, match="template cannot be read"):
        write_paper(PAPER, tmp_path / "paper.docx", tmp_path / "council.docx")


def test_the_page_has_a_language_a_title_headings_for_rows_and_columns_and_asks_nothing_outside() -> None:
    page = as_html(PAPER).decode()
    assert '<html lang="en-GB">' in page
    assert "<title>Our children and their homes</title>" in page
    assert page.count('<th scope="col"') == 7
    assert page.count('<th scope="row"') == 3
    assert page.count("<caption>") == 2
    assert '<figure role="img" aria-label="From 240 to 236.">' in page
    assert not re.search(r"""(src|href)=["']http|url\((?!#)""", page.replace("http://www.w3.org", ""))


def test_the_pdf_is_tagged_with_headings_tables_and_alternatives() -> None:
    pdf = as_pdf(PAPER)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert re.search(rb"/Lang\s*\(en-GB\)", pdf)
    assert {b"H1", b"H2"} <= set(re.findall(rb"/S\s*/(H\d)", pdf))
    assert {b"/Table", b"/TH", b"/TD", b"/Figure"} <= set(re.findall(rb"/S\s*(/\w+)", pdf))
    assert b"From 240 to 236." in pdf


def test_a_paper_without_a_table_is_no_workbook(tmp_path: Path) -> None:
    bare = Paper("A note", "York", "In short.", (Section("Why", (Words("Because."),)),))
    with pytest.raises(Refused, match="has no table"):
        write_paper(bare, tmp_path / "note.xlsx")
    with pytest.raises(Refused, match="not written in this form"):
        write_paper(bare, tmp_path / "note.odt")


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"))), min_size=1, max_size=4))
def test_whatever_people_write_stands_in_the_page_as_words(lines: list[str]) -> None:
    paper = Paper("A paper", "York", "In short.", (Section("Said", (Bullets(tuple(lines)),)),))
    page = ET.fromstring(re.sub(r"(?s)^.*?(<main>.*</main>).*$", r"\1", as_html(paper).decode()))  # noqa: S314 - ours
    assert [item.text or "" for item in page.iter("li")] == lines
