"""A paper as PDF: tagged to PDF/UA-1, with its title, language and alternatives, the same bytes every time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typst

from api.reports.paper import Bullets, Facts, Kind, Paper, Part, Picture, Table, Words

TEMPLATE = Path(__file__).with_name("paper.typ")


def as_pdf(paper: Paper) -> bytes:
    """The paper as tagged PDF (PDF/UA-1, ISO 14289-1); typst's own fonts, so that every machine writes alike."""
    data = {
        "title": paper.title,
        "council": paper.council,
        "marked": paper.marked,
        "footer": paper.footer,
        "introduction": paper.introduction,
        "sections": [
            {"heading": section.heading, "parts": [_part(part) for part in section.parts]} for section in paper.sections
        ],
    }
    return bytes(
        typst.compile(
            TEMPLATE.read_bytes(),
            format="pdf",
            pdf_standards=["ua-1"],
            ignore_system_fonts=True,
            sys_inputs={"paper": json.dumps(data, ensure_ascii=False)},
        )
    )


def _part(part: Part) -> dict[str, Any]:
    match part:
        case Words():
            return {"kind": "words", "text": part.text}
        case Bullets():
            return {"kind": "bullets", "lines": list(part.lines)}
        case Facts():
            return {"kind": "facts", "lines": [list(line) for line in part.lines]}
        case Table():
            columns = [{"name": one.name, "number": one.kind not in (Kind.WORDS, Kind.DAY)} for one in part.columns]
            told = {"title": part.title, "note": part.note, "columns": columns, "rows": part.said()}
            return {"kind": "table"} | told
        case Picture():
            told = {"title": part.title, "svg": part.svg.decode(), "alternative": part.alternative}
            return {"kind": "picture", "table": _part(part.table)} | told
