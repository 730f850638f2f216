"""A paper as a Word document, in the council's own template if it has one, and nothing of the machine that made it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from api.reports.packing import NO_MOMENT, packed_alike
from api.reports.paper import LANGUAGE, Bullets, Facts, Kind, Paper, Part, Picture, Table, Words
from api.reports.picture import as_png
from placements.errors import Refused

TEMPLATE_PARTS = ("/thumbnail", "/extended-properties", "/stylesWithEffects", "/customXml")
WANTED_STYLES = ("Heading 1", "Heading 2", "List Bullet", "Table Grid")


def as_docx(paper: Paper, template: Path | None = None) -> bytes:
    """The paper as a Word document (DOCX), the same bytes every time.

    A `template` is a document of the council's: its styles, margins, header and footer stay, its text does not.
    Raises Refused where it cannot be read or lacks a style that is needed.
    """
    document = Document() if template is None else _from_template(template)
    _properties(document, paper)
    _only_the_document(document)
    _language(document)
    if template is None:
        document.styles["Normal"].font.name = "Arial"
        document.styles["Normal"].font.size = Pt(11)
        document.sections[0].footer.paragraphs[0].text = paper.footer
    document.add_heading(paper.title, level=1)
    if paper.marked:
        document.add_paragraph().add_run(paper.marked).bold = True
    document.add_paragraph(paper.introduction)
    for section in paper.sections:
        document.add_heading(section.heading, level=2)
        for part in section.parts:
            _part(document, part)
    written = io.BytesIO()
    document.save(written)
    return packed_alike(written)


def _from_template(template: Path) -> WordDocument:
    try:
        document = Document(str(template))
    except Exception as error:
        raise Refused(
            "The council's Word template cannot be read.", given=template, do_next="Give a document ending in .docx."
        ) from error
    names = {style.name for style in document.styles}
    lacking = [name for name in WANTED_STYLES if name not in names]
    if lacking:
        raise Refused(
            f"The council's Word template lacks the style {lacking[0]}.",
            given=template,
            do_next="Add the style to the template in Word, or write the paper without a template.",
        )
    body = document.element.body
    for element in list(body):
        if element.tag != qn("w:sectPr"):
            body.remove(element)
    return document


def _part(document: WordDocument, part: Part) -> None:
    match part:
        case Words():
            document.add_paragraph(part.text)
        case Bullets():
            for line in part.lines:
                document.add_paragraph(line, style="List Bullet")
        case Facts():
            for what, said in part.lines:
                paragraph = document.add_paragraph()
                paragraph.add_run(f"{what}: ").bold = True
                paragraph.add_run(said)
        case Table():
            _table(document, part)
        case Picture():
            _picture(document, part)


def _table(document: WordDocument, table: Table) -> None:
    title = document.add_paragraph()
    title.add_run(table.title).bold = True
    title.paragraph_format.keep_with_next = True
    shown = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    for cell, column in zip(shown.rows[0].cells, table.columns, strict=True):
        cell.paragraphs[0].add_run(column.name).bold = True
    heads = OxmlElement("w:tblHeader")
    heads.set(qn("w:val"), "true")
    shown.rows[0]._tr.get_or_add_trPr().append(heads)  # noqa: SLF001 - Word's own mark of a heading row; no other way
    for row in table.said():
        for cell, said, column in zip(shown.add_row().cells, row, table.columns, strict=True):
            cell.paragraphs[0].text = said
            if column.kind not in (Kind.WORDS, Kind.DAY):
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph(table.note)


def _picture(document: WordDocument, picture: Picture) -> None:
    title = document.add_paragraph()
    title.add_run(picture.title).bold = True
    title.paragraph_format.keep_with_next = True
    document.add_picture(io.BytesIO(as_png(picture.svg)), width=Mm(150))
    described: Any = document.inline_shapes[-1]._inline.docPr  # noqa: SLF001 - where Word keeps the alternative
    described.set("descr", picture.alternative)
    described.set("title", picture.title)
    _table(document, picture.table)


def _properties(document: WordDocument, paper: Paper) -> None:
    """The title, the language and the council; no person, no machine, no time of day."""
    core = document.core_properties
    core.title, core.language = paper.title, LANGUAGE
    core.author = core.last_modified_by = paper.council
    core.comments = core.keywords = core.subject = core.category = ""
    core.created = core.modified = NO_MOMENT
    core.revision = 1


def _only_the_document(document: WordDocument) -> None:
    """Leave out what a template brings: a picture, the name of a program and a machine, styles of old versions."""
    for relations in (document.part.package.rels, document.part.rels):
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(TEMPLATE_PARTS)]:
            del relations[key]


def _language(document: WordDocument) -> None:
    """British English for every style, so that a screen reader speaks it as it is."""
    for tag in document.styles.element.iter(qn("w:lang")):
        tag.set(qn("w:val"), LANGUAGE)
    for tag in document.settings.element.iter(qn("w:themeFontLang")):
        tag.set(qn("w:val"), LANGUAGE)
