"""A paper as an OpenDocument spreadsheet (ODS), sheet for sheet the same as the Excel workbook."""

from __future__ import annotations

import datetime as dt
import io
import re
from xml.etree.ElementTree import canonicalize

from odf import dc, meta
from odf.namespaces import OFFICENS
from odf.number import CurrencyStyle, CurrencySymbol, Number, NumberStyle, PercentageStyle
from odf.number import Text as Literal
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import ParagraphProperties, Style, TableCellProperties, TableColumnProperties, TextProperties
from odf.table import Table as Sheeted
from odf.table import TableCell, TableColumn, TableRow
from odf.text import P

from api.reports.packing import NO_MOMENT, packed_alike
from api.reports.paper import LANGUAGE, Kind, Paper
from api.reports.workbook import Sheet, Value, in_sheet, sheets_of

GENERATOR = re.compile(r"<meta:generator\b[^<]*</meta:generator>")
PER_CENT, MONEY, DECIMAL, HEADING, TITLE, WIDE, NARROW = (
    *("per_cent", "money", "decimal"),
    *("heading", "title", "wide", "narrow"),
)


def as_ods(paper: Paper) -> bytes:
    """The paper's tables as an OpenDocument spreadsheet. Raises Refused where it has none."""
    book = OpenDocumentSpreadsheet()
    _styles(book)
    _about(book, paper)
    for sheet in sheets_of(paper):
        book.spreadsheet.addElement(_sheet(sheet))
    written = io.BytesIO()
    book.save(written)
    return packed_alike(written, _tidied)


def _tidied(name: str, part: bytes) -> bytes:
    """XML in its canonical form, without the name of the program: namespaces the library met elsewhere drop out."""
    if not name.endswith(".xml"):
        return part
    return GENERATOR.sub("", canonicalize(part.decode())).encode()


def _about(book: OpenDocumentSpreadsheet, paper: Paper) -> None:
    """The title, the council and the language; not the program, no person, no time of day."""
    for child in list(book.meta.childNodes):
        book.meta.removeChild(child)
    moment = NO_MOMENT.isoformat()
    book.meta.addElement(dc.Title(text=paper.title))
    book.meta.addElement(dc.Creator(text=paper.council))
    book.meta.addElement(dc.Language(text=LANGUAGE))
    book.meta.addElement(meta.CreationDate(text=moment))
    book.meta.addElement(dc.Date(text=moment))


def _styles(book: OpenDocumentSpreadsheet) -> None:
    money, share, tenth = CurrencyStyle(name="n-money"), PercentageStyle(name="n-share"), NumberStyle(name="n-tenth")
    money.addElement(CurrencySymbol(text="£", language="en", country="GB"))
    money.addElement(Number(decimalplaces=2, minintegerdigits=1, grouping=True))
    share.addElement(Number(decimalplaces=0, minintegerdigits=1))
    share.addElement(Literal(text="%"))
    tenth.addElement(Number(decimalplaces=1, minintegerdigits=1, grouping=True))
    for style in (money, share, tenth):
        book.automaticstyles.addElement(style)
    for name, number in ((MONEY, "n-money"), (PER_CENT, "n-share"), (DECIMAL, "n-tenth")):
        book.automaticstyles.addElement(Style(name=name, family="table-cell", datastylename=number))
    for name, size in ((HEADING, "11pt"), (TITLE, "14pt")):
        style = Style(name=name, family="table-cell")
        style.addElement(TextProperties(fontweight="bold", fontsize=size))
        style.addElement(TableCellProperties(wrapoption="no-wrap" if name == TITLE else "wrap"))
        style.addElement(ParagraphProperties(textalign="start"))
        book.automaticstyles.addElement(style)
    for name, width in ((WIDE, "9cm"), (NARROW, "4cm")):
        style = Style(name=name, family="table-column")
        style.addElement(TableColumnProperties(columnwidth=width))
        book.automaticstyles.addElement(style)


def _sheet(sheet: Sheet) -> Sheeted:
    shown = Sheeted(name=sheet.name)
    shown.addElement(TableColumn(stylename=WIDE))
    if sheet.table is not None:
        shown.addElement(TableColumn(stylename=NARROW, numbercolumnsrepeated=max(1, len(sheet.table.columns) - 1)))
    for number, line in enumerate(sheet.lines):
        shown.addElement(_row([_cell(line, TITLE if number == 0 else None)]))
    if sheet.table is not None:
        shown.addElement(_row([_cell(column.name, HEADING) for column in sheet.table.columns]))
        for row in sheet.table.rows:
            pairs = zip(sheet.table.columns, row, strict=True)
            shown.addElement(_row([_value(in_sheet(column, cell), column.kind) for column, cell in pairs]))
    return shown


def _row(cells: list[TableCell]) -> TableRow:
    row = TableRow()
    for cell in cells:
        row.addElement(cell)
    return row


def _cell(text: str, style: str | None = None) -> TableCell:
    cell = TableCell(valuetype="string", **({"stylename": style} if style else {}))
    cell.addElement(P(text=text))
    return cell


def _value(value: Value, kind: Kind) -> TableCell:
    if isinstance(value, dt.date):
        return TableCell(valuetype="date", datevalue=value.isoformat())
    if isinstance(value, str):
        return _cell(value)
    named = {Kind.PER_CENT: ("percentage", PER_CENT), Kind.MONEY: ("currency", MONEY), Kind.DECIMAL: ("float", DECIMAL)}
    valuetype, style = named.get(kind, ("float", None))
    cell = TableCell(valuetype=valuetype, value=value, **({"stylename": style} if style else {}))
    if kind is Kind.MONEY:
        cell.setAttrNS(OFFICENS, "currency", "GBP")
    return cell
