"""A paper as a page, with the same paper to take away in every form it can be written in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import Request
from fastapi.responses import Response

from api.reports.files import FORMS, written_as
from api.reports.paper import Paper, Picture
from api.reports.web import NUMBERS, kind_of
from api.signin import Person
from api.templating import page
from placements.errors import NotFound

LOOK_AGAIN_SECONDS = 4
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "txt": "text/plain; charset=utf-8",
}
IN_WORDS = {
    "pdf": "PDF",
    "docx": "Word",
    "xlsx": "Excel",
    "ods": "OpenDocument spreadsheet",
    "html": "one web page",
    "txt": "plain text",
}


def drawn(
    request: Request,
    person: Person,
    paper: Paper,
    template: str = "paper_page.html",
    at: str | None = None,
    beside: Mapping[str, Any] | None = None,
) -> Response:
    """Draw the paper as a page of its own address; its files and its pictures stand under the same address.

    What the address asks for stands in the address of each file too. A `template` of its own may put a form or a
    filter before the sections, drawn from what stands `beside` the paper; `at` is the address of the files where it
    is not the page's own.
    """
    tables = paper.tables()
    offered = [form for form in IN_WORDS if tables or form not in {"xlsx", "ods"}]
    return page(
        request,
        template,
        title=paper.title,
        person=person,
        paper=paper,
        asked=f"?{request.url.query}" if request.url.query else "",
        forms=[(form, IN_WORDS[form]) for form in offered],
        kind_of=kind_of,
        numbers=NUMBERS,
        number_of=lambda part: _pictures(paper).index(part) + 1,
        at=at or request.url.path,
        **(beside or {}),
    )


def waiting(request: Request, person: Person, title: str) -> Response:
    """Say that an answer is being worked out; the page looks again by itself, without script."""
    drawing = page(request, "waiting.html", title=title, person=person)
    drawing.headers["Refresh"] = f"{LOOK_AGAIN_SECONDS}"
    return drawing


def file_of(paper: Paper, name: str, form: str) -> Response:
    """The paper as a file to keep, or one of its pictures. Raises NotFound for a form there is none of."""
    if form.startswith("svg-"):
        return _picture(paper, form)
    if f".{form}" not in FORMS:
        raise NotFound("There is no such form.", given=form, do_next=f"Use one of {', '.join(TYPES)}.")
    kept = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return Response(written_as(paper, f".{form}"), media_type=TYPES[form], headers=kept)


def _picture(paper: Paper, form: str) -> Response:
    pictures = _pictures(paper)
    number = form.removeprefix("svg-")
    if not number.isdecimal() or not 1 <= int(number) <= len(pictures):
        raise NotFound("There is no such picture.", given=form, do_next="Use the addresses of the page.")
    return Response(pictures[int(number) - 1].svg, media_type="image/svg+xml")


def _pictures(paper: Paper) -> list[Picture]:
    return [part for section in paper.sections for part in section.parts if isinstance(part, Picture)]
