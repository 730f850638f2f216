"""One referral in three forms with the same words: tagged PDF, Word without a trace of its maker, and plain text."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest

from api.reports.files import LETTERS, write_paper, written_as
from api.reports.pdf import as_pdf
from api.reports.plain import as_text
from api.reports.referral import DRAFT, ReferralPaper, paper_from, unknowns
from api.reports.word import as_docx
from matching.approaching.anonymous import AnonymousReferral, Fact, Part
from placements.errors import Refused

SAID = AnonymousReferral(
    "York",
    "A home for 1 child",
    (
        Part("The referral", (Fact("How soon", "Tonight"), Fact("The plan", None))),
        Part("Child 1", (Fact("Pen picture", "Likes #maths, *stars* & <b>bold</b> ideas; “quotes” too.", free=True),)),
    ),
    ("names and dates of birth",),
)
PAPER = ReferralPaper(SAID, "HW-7K3M-Q2XD", dt.datetime(2026, 6, 5, 20, tzinfo=dt.UTC))
DRAFTED = ReferralPaper(SAID)


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_the_text_holds_every_word_and_no_long_line() -> None:
    text = as_text(PAPER.as_paper())
    assert "The plan: Not known" in text
    assert "Likes #maths, *stars* & <b>bold</b> ideas; “quotes” too." in one_line(text)
    assert "answer by 9:00pm on 5 June 2026" in one_line(text)
    assert max(map(len, text.splitlines())) <= 78
    assert unknowns(PAPER) == 1


def test_a_draft_says_so_in_every_form_and_has_no_reference() -> None:
    assert DRAFT in as_text(DRAFTED.as_paper())
    assert DRAFT in word_text(as_docx(DRAFTED.as_paper()))
    assert "HW-" not in as_text(DRAFTED.as_paper())
    assert DRAFT not in as_text(PAPER.as_paper())


def test_what_is_kept_makes_the_same_paper_again() -> None:
    again = paper_from(PAPER.as_json())
    assert again == PAPER
    assert all(written_as(again.as_paper(), form) == written_as(PAPER.as_paper(), form) for form in LETTERS)


def word_text(file: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(file)).paragraphs)


def test_word_and_text_say_the_same_words() -> None:
    shown = one_line(word_text(as_docx(PAPER.as_paper())))
    for text in PAPER.as_paper().texts():
        assert one_line(text) in shown


def test_the_word_document_has_title_and_language_and_names_no_machine() -> None:
    with zipfile.ZipFile(io.BytesIO(as_docx(PAPER.as_paper()))) as file:
        parts = {name: file.read(name) for name in file.namelist()}
        assert {info.date_time for info in file.infolist()} == {(2000, 1, 1, 0, 0, 0)}
    core = docx.Document(io.BytesIO(as_docx(PAPER.as_paper()))).core_properties
    assert (core.title, core.language, core.author) == (PAPER.title, "en-GB", "York")
    assert (core.last_modified_by, core.comments) == ("York", "")
    languages = {found for part in parts.values() for found in re.findall(rb'w:lang[^>]*w:val="([^"]+)"', part)}
    assert languages == {b"en-GB"}
    assert not [name for name, part in parts.items() if re.search(rb"python-docx|Macintosh|/root|/home", part)]
    assert not {"docProps/app.xml", "docProps/thumbnail.jpeg"} & set(parts)


def test_the_word_document_hides_nothing_and_its_parts_belong_together() -> None:
    with zipfile.ZipFile(io.BytesIO(as_docx(PAPER.as_paper()))) as file:
        body = file.read("word/document.xml")
        names = set(file.namelist())
        targets = ET.fromstring(file.read("_rels/.rels"))  # noqa: S314 - our own file
        assert {relation.attrib["Target"].lstrip("/") for relation in targets} <= names
    assert not re.search(rb"<w:(vanish|webHidden|del|ins|comment)\b", body)
    assert not [name for name in names if "comment" in name]


def test_the_pdf_is_tagged_and_has_title_and_language() -> None:
    pdf = as_pdf(PAPER.as_paper())
    assert re.search(rb"/MarkInfo\s*<<\s*/Marked true", pdf)
    assert re.search(rb"/Lang\s*\(en-GB\)", pdf)
    assert b"/StructTreeRoot" in pdf
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert b"/DisplayDocTitle true" in pdf
    assert PAPER.title.encode() in pdf
    assert {b"/H1", b"/H2"} <= set(re.findall(rb"/S\s*(/H\d)", pdf))


def test_the_pdf_says_when_nor_where_it_was_made() -> None:
    pdf = as_pdf(PAPER.as_paper())
    assert not re.search(rb"CreationDate|CreateDate|ModifyDate|/root|/home/", pdf)
    assert pdf == as_pdf(PAPER.as_paper())


@pytest.mark.parametrize("ending", [".pdf", ".docx", ".txt", ".PDF"])
def test_the_name_of_the_file_chooses_the_form(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"paper{ending}"
    write_paper(PAPER.as_paper(), path)
    assert path.read_bytes() == written_as(PAPER.as_paper(), ending)


def test_another_form_or_an_absent_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="not written in this form"):
        write_paper(PAPER.as_paper(), tmp_path / "paper.odt")
    with pytest.raises(Refused, match="cannot be written"):
        write_paper(PAPER.as_paper(), tmp_path / "nowhere" / "paper.txt")
