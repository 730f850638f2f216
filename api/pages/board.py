"""The board's page for its members: the picture as the record is now, small numbers hidden, not for publication."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from fastapi.responses import Response

from api.board.drafting import TITLE
from api.board.drawing import chart_of, shown_with
from api.board.keeping import picture_begun, picture_now
from api.house import house_of
from api.looks import noted_look
from api.pages.paper_page import file_of, waiting
from api.planning_papers import board_report
from api.reports.council import TWO_PAGES
from api.security import SignedIn
from api.templating import page
from placements.audit_chain import Event
from placements.errors import Refused
from placements.permissions import Permission

SVG = "image/svg+xml"
LETTERS = (("pdf", "PDF"), ("docx", "Word"), ("html", "one web page"))
"""The forms in which the board paper is taken away."""


def board(request: Request, person: SignedIn) -> Response:
    """Draw the picture as the record is now, or say that it is being worked out; the look is written down."""
    house = house_of(request)
    noted_look(house, person.viewer, Permission.SEE_INDICATORS, Event.INDICATORS_READ, "board")
    context: dict[str, Any]
    try:
        if not picture_begun(house):
            return waiting(request, person, TITLE)
        context = shown_with(picture_now(house), "/board/")
    except Refused as error:
        context = {"picture": None, "because": str(error)}
    return page(request, "board.html", title=TITLE, person=person, forms=LETTERS, **context)


def paper(request: Request, person: SignedIn, form: str) -> Response:
    """The board paper as it would be drafted now, as a file; marked as not released."""
    return file_of(board_report(house_of(request), person.viewer), "board-paper-draft", form)


def two_pages(request: Request, person: SignedIn, form: str) -> Response:
    """What a member reads before the meeting, on two pages; marked as not released."""
    return file_of(board_report(house_of(request), person.viewer, layout=TWO_PAGES), "board-two-pages-draft", form)


def chart(request: Request, picture: str) -> Response:
    """One of the picture's charts."""
    return Response(chart_of(picture_now(house_of(request)), picture), media_type=SVG)
