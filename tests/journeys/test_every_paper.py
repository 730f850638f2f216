"""Every paper a page offers, in every form: tagged, titled, in English, with words for each picture, nothing hidden.

Made from the table of routes, so that a new paper is judged at once; papers that take long only under `make soak`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import cast
from xml.etree import ElementTree as ET

import docx
import httpx2
import pypdf
import pytest
from openpyxl import load_workbook
from pypdf.generic import DictionaryObject

from tests.journeys.conftest import Served
from tests.journeys.examples import addresses
from tests.journeys.test_every_page import PAGES, SLOW
from tests.journeys.things import desk_of

WAYS = (".{form}", ".{ending}")
PAPERS = [route for route in PAGES if route.path.endswith(WAYS)]
DC = "{http://purl.org/dc/elements/1.1/}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


@pytest.fixture(scope="module")
def taken(served: Served, things: dict[str, str]) -> Iterator[Callable[[str, str], list[bytes]]]:
    """Take a paper away in a form; nothing where it is not offered in this form."""
    with desk_of(served, "administrator") as desk:

        def take(path: str, form: str) -> list[bytes]:
            route = next(one for one in PAPERS if one.path == path)
            where = addresses(route, things)[0].rsplit(".", 1)[0]
            answer = desk.client.get(f"{where}.{form}")
            refused = answer.status_code in {httpx2.codes.NOT_FOUND, httpx2.codes.UNPROCESSABLE_CONTENT}
            assert refused or answer.status_code == httpx2.codes.OK, f"{where}.{form}: {answer.status_code}"
            return [] if refused else [answer.content]

        yield take


def papers(scale: Callable[[int], int]) -> list[str]:
    """The papers of this run."""
    every = scale(len(PAPERS)) == len(PAPERS)
    return [one.path for one in PAPERS if every or not one.path.startswith(tuple(SLOW))]


def tags(node: object) -> Iterator[DictionaryObject]:
    """Every element of a PDF's structure."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for one in node:
            yield from tags(one)
    elif isinstance(node, DictionaryObject):
        yield node
        yield from tags(node.get("/K"))


def faults_of_pdf(file: bytes) -> list[str]:
    read = pypdf.PdfReader(io.BytesIO(file))
    root = cast("DictionaryObject", read.trailer["/Root"].get_object())
    found = list(tags(root["/StructTreeRoot"])) if "/StructTreeRoot" in root else []
    kinds = {str(one.get("/S")) for one in found}
    bare = [one for one in found if one.get("/S") == "/Figure" and not str(one.get("/Alt", "")).strip()]
    wrong = {
        "is not tagged": not root.get("/MarkInfo", {}).get("/Marked") or not found,
        "has no language": str(root.get("/Lang")) != "en-GB",
        "has no title": not (read.metadata and (read.metadata.title or "").strip()),
        "does not show its title": not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"),
        "has no heading": "/H1" not in kinds,
        "has a picture without words": bool(bare),
        "has a table without headings": "/Table" in kinds and "/TH" not in kinds,
    }
    return [words for words, is_so in wrong.items() if is_so]


def faults_of_word(file: bytes) -> list[str]:
    read = docx.Document(io.BytesIO(file))
    with zipfile.ZipFile(io.BytesIO(file)) as inside:
        styles, body = (inside.read(f"word/{name}.xml").decode() for name in ("styles", "document"))
    levels = [
        int(part.style.name.rsplit(" ", 1)[1])
        for part in read.paragraphs
        if part.style is not None and (part.style.name or "").startswith("Heading ")
    ]
    pictures = [one for one in ET.fromstring(body).iter() if one.tag.endswith("}docPr")]  # noqa: S314 - our own
    wrong = {
        "has no title": not read.core_properties.title.strip(),
        "has no language": 'w:val="en-GB"' not in styles,
        "has no heading": not levels,
        "leaves out a level of heading": any(b - a > 1 for a, b in zip([0, *levels], levels, strict=False)),
        "has a picture without words": any(not one.get("descr", "").strip() for one in pictures),
    }
    return [words for words, is_so in wrong.items() if is_so]


def faults_of_excel(file: bytes) -> list[str]:
    book = load_workbook(io.BytesIO(file))
    hidden = [
        one
        for page in book.worksheets
        for one in (*page.row_dimensions.values(), *page.column_dimensions.values())
        if one.hidden
    ]
    wrong = {
        "has a hidden sheet": {page.sheet_state for page in book.worksheets} != {"visible"},
        "has a hidden row or column": bool(hidden),
        "has no cover or notes": book.sheetnames[:2] != ["Cover", "Notes"],
        "has no title": not (book.properties.title or "").strip(),
        "does not say whose it is": not (book.properties.creator or "").strip(),
    }
    return [words for words, is_so in wrong.items() if is_so]


def faults_of_open_document(file: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(file)) as inside:
        told = ET.fromstring(inside.read("meta.xml"))  # noqa: S314 - our own
        content = ET.fromstring(inside.read("content.xml"))  # noqa: S314 - our own
    sheets = [one.get(f"{TABLE}name") for one in content.iter(f"{TABLE}table")]
    shown = {one.get(f"{TABLE}display", "true") for one in content.iter(f"{STYLE}table-properties")}
    wrong = {
        "has a hidden sheet": bool(shown - {"true"}),
        "has a hidden row or column": any(
            one.get(f"{TABLE}visibility", "visible") != "visible" for one in content.iter()
        ),
        "has no cover or notes": sheets[:2] != ["Cover", "Notes"],
        "has no title": not any((one.text or "").strip() for one in told.iter(f"{DC}title")),
    }
    return [words for words, is_so in wrong.items() if is_so]


FORMS: dict[str, Callable[[bytes], list[str]]] = {
    "pdf": faults_of_pdf,
    "docx": faults_of_word,
    "xlsx": faults_of_excel,
    "ods": faults_of_open_document,
}


@pytest.mark.parametrize("form", FORMS)
def test_every_paper_can_be_read_by_everybody_in_every_form(
    form: str, taken: Callable[[str, str], list[bytes]], scale: Callable[[int], int]
) -> None:
    wrong = [
        f"{path} {form} {words}" for path in papers(scale) for file in taken(path, form) for words in FORMS[form](file)
    ]
    assert wrong == []


def test_what_is_wrong_with_a_file_is_found() -> None:
    bare = io.BytesIO()
    pypdf.PdfWriter().write(bare)
    assert {"is not tagged", "has no language", "has no title"} <= set(faults_of_pdf(bare.getvalue()))
    plain = io.BytesIO()
    docx.Document().save(plain)
    assert {"has no heading"} <= set(faults_of_word(plain.getvalue()))
