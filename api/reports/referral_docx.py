"""The anonymised referral as a Word document: styles, title and language, and nothing of the machine that made it."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Pt

from api.reports.referral import ReferralPaper

LANGUAGE = "en-GB"
NO_MOMENT = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - Word keeps its moments without a zone; this one says nothing
TEMPLATE_PARTS = ("/thumbnail", "/extended-properties", "/stylesWithEffects", "/customXml")
ZIP_DAY = (2000, 1, 1, 0, 0, 0)


def as_docx(paper: ReferralPaper) -> bytes:
    """The paper as a Word document (DOCX), the same bytes every time."""
    document = Document()
    _properties(document, paper)
    _only_the_document(document)
    _language(document)
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(11)
    document.add_heading(paper.title, level=1)
    if paper.marked:
        document.add_paragraph().add_run(paper.marked).bold = True
    document.add_paragraph(paper.introduction)
    for block in paper.blocks():
        document.add_heading(block.heading, level=2)
        if block.before:
            document.add_paragraph(block.before)
        for what, said in block.lines:
            _line(document, "" if block.listed else what, said)
    document.sections[0].footer.paragraphs[0].text = paper.reference or "Draft"
    return _packed(document)


def _line(document: WordDocument, what: str, said: str) -> None:
    if not what:
        document.add_paragraph(said, style="List Bullet")
        return
    paragraph = document.add_paragraph()
    paragraph.add_run(f"{what}: ").bold = True
    paragraph.add_run(said)


def _properties(document: WordDocument, paper: ReferralPaper) -> None:
    """The title, the language and the council; no person, no machine, no time of day."""
    core = document.core_properties
    core.title, core.language, core.author = paper.title, LANGUAGE, paper.said.council
    core.last_modified_by, core.comments, core.keywords, core.subject, core.category = (
        paper.said.council,
        "",
        "",
        "",
        "",
    )
    core.created = core.modified = NO_MOMENT
    core.revision = 1


def _only_the_document(document: WordDocument) -> None:
    """Leave out what the template brings: a picture, the name of a program and a machine, styles of old versions."""
    for relations in (document.part.package.rels, document.part.rels):
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(TEMPLATE_PARTS)]:
            del relations[key]


def _language(document: WordDocument) -> None:
    """British English for every style, so that a screen reader speaks it as it is."""
    for tag in document.styles.element.iter(qn("w:lang")):
        tag.set(qn("w:val"), LANGUAGE)
    for tag in document.settings.element.iter(qn("w:themeFontLang")):
        tag.set(qn("w:val"), LANGUAGE)


def _packed(document: WordDocument) -> bytes:
    """The file with every part dated alike."""
    written, packed = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as made, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name in made.namelist():
            file.writestr(zipfile.ZipInfo(name, ZIP_DAY), made.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
