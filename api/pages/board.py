"""The board's page for its members: the picture as the record is now, small numbers hidden, not for publication."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from fastapi.responses import Response

from api.board.drafting import TITLE
from api.board.drawing import chart_of, shown_with
from api.board.keeping import picture_now
from api.house import house_of
from api.looks import noted_look
from api.security import SignedIn
from api.templating import page
from placements.audit_chain import Event
from placements.errors import Refused
from placements.permissions import Permission

SVG = "image/svg+xml"


def board(request: Request, person: SignedIn) -> Response:
    """Draw the picture as the record is now; the look is written down."""
    house = house_of(request)
    noted_look(house, person.viewer, Permission.SEE_INDICATORS, Event.INDICATORS_READ, "board")
    context: dict[str, Any]
    try:
        context = shown_with(picture_now(house), "/board/")
    except Refused as error:
        context = {"picture": None, "because": str(error)}
    return page(request, "board.html", title=TITLE, person=person, **context)


def chart(request: Request, picture: str) -> Response:
    """One of the picture's charts."""
    return Response(chart_of(picture_now(house_of(request)), picture), media_type=SVG)
